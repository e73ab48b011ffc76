/**
 * Is this page an article? Runs on every portal page, so it imports nothing and looks at little: paragraphs, lines
 * broken by `<br>`, links, the address, and what stands behind the headline. It never asks for layout.
 */

/** The verdict, how sure it is (0..1), and what spoke for and against it. */
export interface Detection {
  isArticle: boolean;
  confidence: number;
  reasons: string[];
}

/** Pages at or above this sum of evidence are articles. */
const THRESHOLD = 0.5;
/** A paragraph of running Chinese text has at least this many characters … */
const PROSE_LENGTH = 16;
/** … and no more than this many blocks of each kind are looked at. */
const MAX_BLOCKS = 500;
/** So many links are looked at. */
const MAX_LINKS = 100;
/** Running text of this length is as much as an article can show of it. */
const FULL_LENGTH = 500;
/** A page with less running text than this in its paragraphs keeps it in bare text nodes, if anywhere. */
const LITTLE_TEXT = 60;
/** The byline stands within this many characters behind the headline. */
const BYLINE_DISTANCE = 300;
/** Headline, date with time, and a byline's words: what no list has in a row. */
const FULL_BYLINE = 0.39;
/** As much of the headline as is searched for; layouts break longer ones. */
const HEADLINE_LENGTH = 8;

const CJK = /[\u4e00-\u9fff]/;
const MARKS = /[，。；：？！、,]/g;
const DATE = /(?:20\d\d|19\d\d|\b\d\d)\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}/;
const CLOCK = /\d{1,2}[:：]\d\d/;
const LABEL = /来源|來源|稿源|编辑|編輯|作者|记者|記者|通讯员|摘自|發佈|发布|報導|讯[\s（(]|電／/;
const ARTICLE_PATH =
  /\d{5,}|\/(?:20)?\d\d[-/]?[01]\d[-/]?[0-3]?\d\/|(?:content|article|detail|news|art|info|story)[/_-]?\w*\d/i;
const FRONT_PATH = /\/(?:index|list|default|search|node_\d+)\w*\.\w+$/i;
const OTHER_PATH =
  /bbs|(?:^|[./])(?:forum|discuss|question|wiki|zhidao|search|ask|tieba|thread|viewthread|signup|login|club|answers?|docs?|learn|item|sitemap)(?:[./?]|$)/i;
const FORUM_WORDS = /楼主|回帖|发帖|只看该作者|樓主|发表于[\s\S]{0,30}只看|最佳答案|全部回答/;

/** Decides whether a page is an article to read. Reads the document, never changes it. */
export function detectArticle(document: Document, url: string): Detection {
  const reasons: string[] = [];
  const { body } = document;
  if (!body) return { isArticle: false, confidence: 0, reasons: ['no body'] };

  let score = 0;
  const add = (weight: number, reason: string): void => {
    score += weight;
    reasons.push(`${weight < 0 ? '' : '+'}${weight.toFixed(2)} ${reason}`);
  };
  const region = densestRegion(document, body);
  add(0.5 * Math.sqrt(Math.min(1, region.prose / FULL_LENGTH)), `${region.prose} characters of running text`);
  if (region.blocks >= 3) add(0.1, `${region.blocks} paragraphs in one place`);

  // Without running text there is nothing to read, whatever else speaks for it.
  if (region.prose === 0) return { isArticle: false, confidence: 0, reasons };
  const text = body.textContent ?? '';
  const byline = behindHeadline(document, text);
  const before = score;
  if (byline !== null) {
    add(0.05, 'headline in the page');
    if (DATE.test(byline)) add(CLOCK.test(byline) ? 0.23 : 0.12, 'date behind the headline');
    if (LABEL.test(byline)) add(0.12, 'byline behind the headline');
  }
  const hasByline = score - before >= FULL_BYLINE;
  const address = url.replace(/^\w+:\/\//, '');
  if (ARTICLE_PATH.test(address.slice(address.indexOf('/')))) add(0.1, 'address of an article');
  if (FRONT_PATH.test(address)) add(-0.15, 'address of a list');
  if (OTHER_PATH.test(address)) add(-0.4, 'address of a forum, wiki or form');
  if (FORUM_WORDS.test(text)) add(-0.2, 'words of forums');
  const share = region.prose / (region.prose + linkLength(document) + 1);
  if (share < 0.08) add(hasByline ? -0.05 : -0.2, `links outweigh text: ${share.toFixed(2)}`);
  const confidence = Math.max(0, Math.min(1, score));
  return { isArticle: confidence >= THRESHOLD, confidence, reasons };
}

interface Region {
  prose: number;
  blocks: number;
}

/** Running Chinese text, summed by the element that holds the paragraphs or broken lines. */
function densestRegion(document: Document, body: Element): Region {
  const regions = new Map<Node, Region>();
  let best: Region = { prose: 0, blocks: 0 };
  const count = (holder: Node | null, text: string): void => {
    const length = text.trim().length;
    if (!holder || length < PROSE_LENGTH || !CJK.test(text) || !text.match(MARKS)) return;
    const region = regions.get(holder) ?? { prose: 0, blocks: 0 };
    region.prose += length;
    region.blocks += 1;
    regions.set(holder, region);
    if (region.prose > best.prose) best = region;
  };
  const paragraphs = document.getElementsByTagName('p');
  for (let index = 0; index < paragraphs.length && index < MAX_BLOCKS; index += 1) {
    const paragraph = paragraphs[index] as Element;
    count(paragraph.parentNode, paragraph.textContent ?? '');
  }
  const breaks = document.getElementsByTagName('br');
  for (let index = 0; index < breaks.length && index < MAX_BLOCKS; index += 1) {
    for (const beside of [
      breaks[index]?.previousSibling,
      index === breaks.length - 1 ? breaks[index]?.nextSibling : null,
    ]) {
      if (beside?.nodeType === 3) count(beside.parentNode, (beside as Text).data);
    }
  }
  if (best.prose < LITTLE_TEXT) {
    // 4 is NodeFilter.SHOW_TEXT.
    const walker = document.createTreeWalker(body, 4);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const holder = node.parentElement;
      if (
        holder &&
        node.length >= PROSE_LENGTH &&
        !/^(?:SCRIPT|STYLE|A|OPTION|NOSCRIPT)$/i.test(holder.tagName)
      )
        count(holder, node.data);
    }
  }
  return best;
}

/** What follows the headline, by the document's title; null where the page doesn't print it. */
function behindHeadline(document: Document, text: string): string | null {
  const [title = ''] = document.title.trim().split(/[_|｜]/);
  const [first = ''] = title.split(/[-–—]/);
  const start = (first.length < HEADLINE_LENGTH / 2 ? title : first).trim().slice(0, HEADLINE_LENGTH);
  if (start.length < HEADLINE_LENGTH / 2) return null;
  const printed = text.indexOf(start);
  if (printed < 0) return null;
  // The last place where it is printed before a date counts: menus and breadcrumbs print it first.
  let at = printed;
  for (let tries = 0; tries < 3; tries += 1) {
    const behind = text.slice(at, at + title.length + BYLINE_DISTANCE);
    if (DATE.test(behind)) return behind;
    at = text.indexOf(start, at + start.length);
    if (at < 0) break;
  }
  return text.slice(printed, printed + title.length + BYLINE_DISTANCE);
}

/** The length of all links' text, reckoned from a part of them: front pages have a thousand. */
function linkLength(document: Document): number {
  const { links } = document;
  const step = Math.max(1, Math.floor(links.length / MAX_LINKS));
  let length = 0;
  for (let index = 0; index < links.length; index += step) length += links[index]?.textContent?.length ?? 0;
  return length * step;
}
