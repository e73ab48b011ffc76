/**
 * Is this page an article? Runs on every portal page, so it imports nothing and looks at little: paragraphs, lines
 * broken by `<br>`, links, the address, and the words of a byline. It never asks for layout.
 */

/** The verdict, how sure it is (0..1), and what spoke for and against it. */
export interface Detection {
  isArticle: boolean;
  confidence: number;
  reasons: string[];
}

/** Pages are weighed at this sum of evidence. */
const THRESHOLD = 0.5;
/** A paragraph of running Chinese text has at least this many characters … */
const PROSE_LENGTH = 20;
/** … and is looked at no further than this. */
const MAX_BLOCKS = 400;
const CJK = /[\u4e00-\u9fff]/;
const MARKS = /[，。；：？！、]/g;

const DATE = /(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}/;
const LABEL = /来源|來源|稿源|责任编辑|责编|編輯|编辑[:：]|作者[:：]|记者|記者|通讯员|摘自|发布时间/;
const ARTICLE_PATH =
  /\d{5,}|\/(?:20)?\d\d[-/]?[01]\d[-/]?[0-3]?\d\/|(?:content|article|detail|news|art|info)[/_-]?\w*\d/i;
const FRONT_PATH =
  /^\/(?:index|default|home|main)?(?:\.\w+)?$|\/(?:index|list|default|search|node_\d+)(?:_\d+)?\.\w+$|\/$/i;

/** Decides whether a page is an article to read. Reads the document, never changes it. */
export function detectArticle(document: Document, url: string): Detection {
  const reasons: string[] = [];
  const { body } = document;
  if (!body) return { isArticle: false, confidence: 0, reasons: ['no body'] };

  const { prose, marks, blocks } = densestRegion(document);
  const links = document.links.length;
  const path = pathOf(url);
  let score = 0;
  const add = (weight: number, reason: string): void => {
    score += weight;
    reasons.push(`${weight > 0 ? '+' : ''}${weight.toFixed(2)} ${reason}`);
  };

  add(Math.min(0.6, prose / 600), `${prose} characters of running text in one place, ${blocks} blocks`);
  if (marks >= 8) add(0.1, `${marks} sentence marks`);
  if (ARTICLE_PATH.test(path)) add(0.15, 'address of an article');
  if (FRONT_PATH.test(path)) add(-0.3, 'address of a front page or list');
  const text = body.textContent ?? '';
  if (DATE.test(text) && LABEL.test(text)) add(0.15, 'date and byline words');
  if (links > 0 && prose / links < 1) add(-0.2, `${links} links`);
  const confidence = Math.max(0, Math.min(1, score));
  return { isArticle: confidence >= THRESHOLD, confidence, reasons };
}

/** Running Chinese text, summed by the element that holds the paragraphs or broken lines. */
function densestRegion(document: Document): { prose: number; marks: number; blocks: number } {
  const regions = new Map<Node, { prose: number; marks: number; blocks: number }>();
  let best = { prose: 0, marks: 0, blocks: 0 };
  const count = (holder: Node | null, text: string): void => {
    const trimmed = text.trim();
    if (!holder || trimmed.length < PROSE_LENGTH || !CJK.test(trimmed)) return;
    const marks = trimmed.match(MARKS)?.length ?? 0;
    if (marks === 0) return;
    const region = regions.get(holder) ?? { prose: 0, marks: 0, blocks: 0 };
    region.prose += trimmed.length;
    region.marks += marks;
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
    const before = breaks[index]?.previousSibling;
    if (before?.nodeType === 3) count(before.parentNode, (before as Text).data);
  }
  return best;
}

function pathOf(url: string): string {
  try {
    const { pathname, search } = new URL(url);
    return pathname + search;
  } catch {
    return '/';
  }
}
