/**
 * Is this page an article? Runs on every portal page, so it imports nothing and looks at little: paragraphs and the
 * address, and where these don't settle it, lines broken by `<br>`, links, and what stands behind the headline.
 * It never asks for layout.
 */

/** The verdict, and how sure it is (0..1). */
export interface Detection {
  isArticle: boolean;
  confidence: number;
}

/** What spoke for an article, or against it where the weight is below 0, with what was counted of it. */
export interface Evidence {
  weight: number;
  what: string;
  count?: number;
}

/** Pages at or above this sum of evidence are articles. */
const THRESHOLD = 0.5;
/** A paragraph of running Chinese text has at least this many characters … */
const PROSE_LENGTH = 16;
/** … and no more than this many blocks of each kind are looked at. */
const MAX_BLOCKS = 300;
/** Running text of this length is as much as an article can show of it: no more is looked at … */
const FULL_LENGTH = 350;
/** … and speaks for it so much: not enough by itself … */
const FULL_TEXT = 0.43;
/** … and so many paragraphs say that it is one: both together, unless its address or title says what else it is. */
const FULL_BLOCKS = 3;
/** A page with less running text than this in its paragraphs may break its lines by `<br>` … */
const SOME_TEXT = 250;
/** … and with less than this keeps it in bare text nodes, if anywhere. */
const LITTLE_TEXT = 120;
/** So many text nodes are looked at for it. */
const MAX_NODES = 800;
/** So many nodes before the running text and around it are looked through for headline and byline … */
const NODES_BEFORE = 60;
/** … and so many characters of them, white space and all. */
const LENGTH_BEFORE = 2500;
/** The byline stands within this many characters behind the headline. */
const BYLINE_DISTANCE = 300;
/** As much of the headline as is searched for; layouts break longer ones. */
const HEADLINE_LENGTH = 8;
/** So many links are looked at, every so-manieth of them. */
const MAX_LINKS = 60;
/** Front pages have more links' text for each character of running text than 1 / this. */
const LINK_SHARE = 0.08;

const CJK = /[\u4e00-\u9fff]/;
/** The marks of running Chinese text, and the comma of whoever types it on an English keyboard. */
const MARK = /[，。；：？！、]/;
const COMMA = ',';
/** `\s?` and `\d{1,2}` in their places would have browsers keep four times as much code for it, in each page. */
const DATE = /(?:20|19|\b)\d\d\s*[-/.年]\s*\d\d?\s*[-/.月]\s*\d/;
const CLOCK = /\d{1,2}[:：]\d\d/;
const LABEL = /来源|來源|稿源|编辑|編輯|作者|记者|記者|通讯员|摘自|發佈|发布|報導|讯[\s（(]|電／/;
/**
 * Addresses are asked in lower case: expressions heedless of it, and of place, are larger, and browsers keep each in every
 * page.
 */
const ARTICLE_PATH =
  /\d\d\d\d\d|\/(?:20)?\d\d[-/]?[01]\d[-/]?[0-3]?\d\/|(?:content|article|detail|news|art|info|story)[/_-]?\w*\d/;
const FRONT_PATH = /\/(?:index|list|default|search|node_\d+)\w*\.\w+$/;
/** Forums, wikis and forms. */
const OTHER_PATH =
  /bbs|[./](?:forum|discuss|question|wiki|zhidao|search|ask|tieba|thread|viewthread|signup|login|club|answers?|docs?|learn|item|sitemap)(?:[./?]|-\d|$)/;
const FORUM_TITLE = /论坛|論壇|社区|社區|贴吧|讨论区|討論區|问答|百科|[Bb](?:bs|BS)|[Ff](?:orum|ORUM)/;
const FORUM_WORDS = /楼主|回帖|发帖|只看该作者|樓主|只看TA|最佳答案|全部回答/;

/**
 * Decides whether a page is an article to read. Reads the document, never changes it.
 * @param onEvidence is told what the verdict rests on, as it is found
 */
export function detectArticle(
  document: Document,
  url: string,
  onEvidence?: (evidence: Evidence) => void,
): Detection {
  let score = 0;
  const add = (weight: number, what: string, count?: number): void => {
    score += weight;
    onEvidence?.({ weight, what, count });
  };
  const { prose, blocks, first } = densestRegion(document);
  add(FULL_TEXT * Math.sqrt(Math.min(1, prose / FULL_LENGTH)), 'characters of running text', prose);
  if (blocks >= FULL_BLOCKS) add(0.1, 'paragraphs in one place', blocks);

  // Without running text there is nothing to read, whatever else speaks for it.
  if (!first) return { isArticle: false, confidence: 0 };
  const address = url.slice(url.indexOf('//') + 1).toLowerCase();
  if (ARTICLE_PATH.test(address.slice(address.indexOf('/', 1)))) add(0.1, 'address of an article');
  const isFront = FRONT_PATH.test(address);
  const isOther = OTHER_PATH.test(address);
  if (isFront) add(-0.15, 'address of a list');
  if (isOther) add(-0.4, 'address of a forum, wiki or form');
  const { title } = document;
  // Most articles are told by now. What stands around the text is dearer to ask than all of this.
  const isDoubted = isFront || isOther || FORUM_TITLE.test(title);
  if (prose >= FULL_LENGTH && blocks >= FULL_BLOCKS && !isDoubted && standsInRow(first)) {
    add(0.3, 'an essay of text in one place, and nothing that speaks of a list or forum');
    return { isArticle: true, confidence: Math.min(1, score) };
  }
  const headline = headlineStart(title);
  const before = textBefore(first, headline);
  const byline = behindHeadline(headline, before);
  const hasDate = byline !== null && DATE.test(byline);
  if (byline !== null) {
    add(0.08, 'headline in the page');
    if (hasDate) add(CLOCK.test(byline) ? 0.23 : 0.12, 'date behind the headline');
    if (LABEL.test(byline)) add(0.12, 'byline behind the headline');
  }
  if (!hasDate && DATE.test(before.slice(-BYLINE_DISTANCE))) add(0.1, 'date before the text');
  if (FORUM_WORDS.test(before)) add(-0.2, 'words of forums');
  // Counting links is dear: only where it can change the verdict.
  if (!hasDate && score >= THRESHOLD) {
    const share = prose / (prose + linkLength(document) + 1);
    if (share < LINK_SHARE) add(-0.2, 'links outweigh text', share);
  }
  if (score < THRESHOLD && isSelfLabelled(document)) add(0.15, 'labelled as an article by its CMS');
  const confidence = Math.max(0, Math.min(1, score));
  return { isArticle: confidence >= THRESHOLD, confidence };
}

/** True where paragraph follows paragraph; in lists a headline stands between them. */
function standsInRow(first: Node): boolean {
  return (first as Element).nextElementSibling?.nodeName === 'P';
}

/** Ids that content management systems give to an article's body, and to nothing else. */
const BODY_IDS = ['UCAP-CONTENT', 'ozoom', 'zoom', 'js_content', 'endText', 'artibody'];

/** True where a CMS says so itself: by a body's id, or by the metas that government sites owe. Both are cheap to ask. */
function isSelfLabelled(document: Document): boolean {
  return (
    BODY_IDS.some((id) => document.getElementById(id) !== null) ||
    document.head?.querySelector('meta[name="ArticleTitle" i]') != null
  );
}

interface Region {
  prose: number;
  blocks: number;
  /** Where its running text begins. */
  first: Node | null;
}

function isProse(text: string): boolean {
  return MARK.test(text) || (text.includes(COMMA) && CJK.test(text));
}

/** Running Chinese text, summed by the element that holds the paragraphs or broken lines. */
class Regions {
  best: Region = { prose: 0, blocks: 0, first: null };
  private readonly regions = new Map<Node, Region>();
  private holder: Node | null = null;
  private region: Region = this.best;

  get isFull(): boolean {
    return this.best.prose >= FULL_LENGTH && this.best.blocks >= FULL_BLOCKS;
  }

  count(node: Node, text: string): void {
    if (text.length < PROSE_LENGTH || !isProse(text)) return;
    const { length } = text.trim();
    const holder = node.parentNode;
    if (!holder || length < PROSE_LENGTH) return;
    // Paragraphs stand beside each other: the map is asked once for a row of them.
    if (holder !== this.holder) {
      const known = this.regions.get(holder);
      this.region = known ?? { prose: 0, blocks: 0, first: node };
      if (!known) this.regions.set(holder, this.region);
      this.holder = holder;
    }
    this.region.prose += length;
    this.region.blocks += 1;
    if (this.region.prose > this.best.prose) this.best = this.region;
  }
}

/** Stops as soon as it has enough. */
function densestRegion(document: Document): Region {
  const regions = countParagraphs(document);
  if (regions.best.prose >= SOME_TEXT) return regions.best;
  const breaks = document.getElementsByTagName('br');
  let last: Element | undefined;
  for (let index = 0; index < MAX_BLOCKS && !regions.isFull; index += 1) {
    const line = breaks.item(index);
    if (!line) break;
    last = line;
    const text = line.previousSibling;
    if (text?.nodeType === 3) regions.count(text, (text as Text).data);
  }
  const behind = last?.nextSibling;
  if (behind?.nodeType === 3) regions.count(behind, (behind as Text).data);
  if (regions.best.prose < LITTLE_TEXT) {
    const walker = document.createTreeWalker(document, TEXT_NODES);
    for (let nodes = 0; nodes < MAX_NODES && !regions.isFull; nodes += 1) {
      const node = walker.nextNode() as Text | null;
      if (!node) break;
      if (node.length >= PROSE_LENGTH && !isHiddenText(node)) regions.count(node, node.data);
    }
  }
  return regions.best;
}

function countParagraphs(document: Document): Regions {
  const regions = new Regions();
  const paragraphs = document.getElementsByTagName('p');
  for (let index = 0; index < MAX_BLOCKS && !regions.isFull; index += 1) {
    const paragraph = paragraphs.item(index);
    if (!paragraph) break;
    regions.count(paragraph, paragraph.textContent ?? '');
  }
  return regions;
}

/** NodeFilter.SHOW_TEXT. */
const TEXT_NODES = 4;

/** What a browser shows nothing of, by its node's name. */
const UNSEEN = ['SCRIPT', 'STYLE', 'NOSCRIPT', '#comment'];

function isHiddenText(node: Text): boolean {
  const { nodeName } = node.parentNode as Node;
  return UNSEEN.includes(nodeName) || nodeName === 'A' || nodeName === 'OPTION';
}

/**
 * What is printed between the headline and a place behind it, headline included; as far as `NODES_BEFORE` and
 * `LENGTH_BEFORE` go where the headline isn't printed before it, or no date behind it: menus and breadcrumbs print it
 * too. Whole elements are asked for their text: for each node that a script meets, browsers make an object.
 */
function textBefore(place: Node, headline: string): string {
  let text = '';
  let node: Node | null = place;
  for (let count = 0; node && count < NODES_BEFORE && text.length < LENGTH_BEFORE; count += 1) {
    const before: Node | null = node.previousSibling;
    node = before ?? node.parentNode;
    if (!before || UNSEEN.includes(before.nodeName)) continue;
    const { textContent } = before;
    // Of a form a page can put an element there, by a field of that name.
    if (typeof textContent !== 'string') continue;
    const data = textContent.slice(-LENGTH_BEFORE);
    text = data + text;
    if (headline !== '' && data.includes(headline) && DATE.test(text.slice(text.indexOf(headline)))) break;
  }
  return text;
}

/** How the headline begins, by the document's title; '' where that is too short to say. */
function headlineStart(documentTitle: string): string {
  const [title = ''] = documentTitle.trim().split(/[_|｜]/);
  const [first = ''] = title.split(/[-–—]/);
  const start = (first.length < HEADLINE_LENGTH / 2 ? title : first).trim().slice(0, HEADLINE_LENGTH);
  return start.length < HEADLINE_LENGTH / 2 ? '' : start;
}

/** What follows the headline; null where the page doesn't print it. */
function behindHeadline(headline: string, text: string): string | null {
  const printed = headline === '' ? -1 : text.lastIndexOf(headline);
  if (printed < 0) return null;
  const first = text.indexOf(headline);
  for (const at of [printed, first]) {
    const behind = text.slice(at, at + BYLINE_DISTANCE);
    if (DATE.test(behind)) return behind;
  }
  return text.slice(printed, printed + BYLINE_DISTANCE);
}

/** The length of all links' text, reckoned from a part of them: front pages have a thousand. */
function linkLength(document: Document): number {
  const { links } = document;
  const step = Math.max(1, Math.floor(links.length / MAX_LINKS));
  let length = 0;
  for (let index = 0; index < links.length; index += step) length += links[index]?.textContent?.length ?? 0;
  return length * step;
}
