import { SKIPPED_TAGS } from '../portal/clutter.ts';
import { isLink } from './lines.ts';
import { pictureOf } from './picture.ts';
import type { Steps } from './steps.ts';
import { isDataTable } from './table.ts';
import { isBlock, steppedWalk } from './text.ts';
import { parseWebAddress } from './url.ts';

/** A block of the standardised body: one paragraph, heading or caption, or one picture. */
export interface BodyBlock {
  /** The element that stands in the standardised body. */
  element: Element;
  text: string;
  /** Characters of `text` that are links. */
  linkLength: number;
  /** True for a picture: a `<figure>` with its `<img>`. */
  picture: boolean;
  /** The page's element that the block was read from. */
  source: Element;
  /** True where the page centres the block. */
  centred: boolean;
}

/** A standardised body. */
export interface StandardBody {
  body: Element;
  blocks: BodyBlock[];
  /** All containers of blocks (lists, cells and the like), each before those in it. */
  containers: Element[];
}

/** Source elements that become a container of blocks, and what they become. */
const CONTAINERS: Readonly<Record<string, string>> = {
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  dl: 'dl',
  dt: 'dt',
  dd: 'dd',
  blockquote: 'blockquote',
  table: 'table',
  caption: 'caption',
  thead: 'thead',
  tbody: 'tbody',
  tfoot: 'tfoot',
  tr: 'tr',
  td: 'td',
  th: 'th',
};
const TABLE_PARTS = new Set(['caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th']);

/** Source elements that format text within a block, and what they become. */
const FORMATS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    strong: 'strong',
    b: 'strong',
    em: 'em',
    i: 'em',
    u: 'u',
    s: 's',
    del: 's',
    strike: 's',
    sup: 'sup',
    sub: 'sub',
    code: 'code',
    ruby: 'ruby',
    rt: 'rt',
    rp: 'rp',
  }),
);

/** Lists and quotations nested deeper than this are flattened; no essay needs more, and renderers recurse. */
const MAX_CONTAINER_DEPTH = 16;

const CJK = /[\u2e80-\u303e\u3041-\u9fff\uf900-\ufaff\uff01-\uff60\u2018-\u201d\u2026]/;

/**
 * Rebuilds regions of a page as a shallow, clean tree: paragraphs, headings, lists, data tables and pictures,
 * with white space normalised for good. Layout tables, wrappers and styles vanish; every `<br>` ends a paragraph;
 * addresses become absolute. Linear and not recursive.
 * @param isLeftOut says which elements below the root are left out.
 */
export function* standardize(
  roots: readonly Element[],
  url: string,
  isLeftOut: (element: Element) => boolean,
): Steps<StandardBody> {
  const [first] = roots;
  if (!first) throw new RangeError('No region to read');
  const builder = new BodyBuilder(first, url, isLeftOut);
  for (const root of roots) {
    builder.openRoot(root);
    yield* steppedWalk(
      root,
      (node) => builder.enter(node),
      (node) => builder.leave(node),
    );
    builder.closeBlock();
  }
  return builder;
}

/** Makes the elements of all bodies: in a document that no page shows nothing is loaded or run. It holds none of them. */
let workshop: Document | undefined;

class BodyBuilder implements StandardBody {
  readonly document: Document;
  readonly body: Element;
  readonly blocks: BodyBlock[] = [];
  readonly containers: Element[] = [];
  private readonly open: { source: Element; out: Element }[] = [];
  private readonly formats: { source: Element; tag: string; href?: string }[] = [];
  private sources: Element[] = [];
  /** For each of `sources`, whether its lines are centred. */
  private alignments: boolean[] = [];
  private readonly dataTables = new Set<Element>();
  private block: BodyBlock | null = null;
  /** Innermost formatting element of the open block, or the block's own element. */
  private tip: Element | null = null;
  private space = '';
  private heading: { source: Element; tag: string } | null = null;
  private preformatted = 0;

  constructor(
    root: Element,
    private readonly url: string,
    private readonly isLeftOut: (element: Element) => boolean,
  ) {
    workshop ??= (root.ownerDocument as Document).implementation.createHTMLDocument('');
    this.document = workshop;
    this.body = this.document.createElement('div');
  }

  openRoot(root: Element): void {
    this.closeBlock();
    this.sources = [root];
    this.alignments = [isCentred(root, false)];
  }

  enter(node: Node): boolean {
    if (node.nodeType === 3) {
      this.addText((node as Text).data);
      return false;
    }
    if (node.nodeType !== 1) return false;
    const element = node as Element;
    const tag = element.localName;
    if (SKIPPED_TAGS.has(tag) || this.isLeftOut(element)) return false;
    if (tag === 'br' || tag === 'hr') this.closeBlock();
    else if (tag === 'img') this.addPicture(element);
    else if (isBlock(element)) this.enterBlock(element, tag);
    else this.enterFormat(element, tag);
    return true;
  }

  leave(node: Node): void {
    const element = node as Element;
    if (isBlock(element) && element.localName !== 'hr') {
      this.closeBlock();
      this.sources.pop();
      this.alignments.pop();
      if (this.heading?.source === element) this.heading = null;
      if (element.localName === 'pre') this.preformatted -= 1;
    }
    if (this.open[this.open.length - 1]?.source === element) this.open.pop();
    if (this.formats[this.formats.length - 1]?.source === element) {
      this.formats.pop();
      this.tip = null;
    }
  }

  closeBlock(): void {
    this.block = null;
    this.tip = null;
    this.space = '';
  }

  private enterBlock(element: Element, tag: string): void {
    this.closeBlock();
    this.sources.push(element);
    this.alignments.push(isCentred(element, this.alignments.at(-1) === true));
    if (/^h[1-6]$/.test(tag)) this.heading ??= { source: element, tag };
    if (tag === 'figcaption') this.heading ??= { source: element, tag: 'figcaption' };
    if (tag === 'pre') this.preformatted += 1;
    const name = CONTAINERS[tag];
    if (!name || this.open.length >= MAX_CONTAINER_DEPTH) return;
    if (tag === 'table') {
      if (!isDataTable(element)) return;
      this.dataTables.add(element);
    } else if (TABLE_PARTS.has(tag)) {
      const table = element.closest('table');
      if (!table || !this.dataTables.has(table)) return;
    }
    const out = this.document.createElement(name);
    for (const attribute of ['colspan', 'rowspan', 'start']) {
      const value = element.getAttribute(attribute);
      if (value !== null && /^\d{1,4}$/.test(value)) out.setAttribute(attribute, value);
    }
    this.container().append(out);
    this.containers.push(out);
    this.open.push({ source: element, out });
  }

  private enterFormat(element: Element, tag: string): void {
    const format = FORMATS.get(tag) ?? (isStyledBold(element) ? 'strong' : undefined);
    const href = isLink(element) ? linkTarget(element, this.url) : undefined;
    const name = href ? 'a' : format;
    // Once is enough: a page that nests a thousand <b> must not nest a thousand of ours.
    if (!name || this.formats.some((active) => active.tag === name)) return;
    this.formats.push({ source: element, tag: name, href });
    this.tip = null;
  }

  private container(): Element {
    return this.open[this.open.length - 1]?.out ?? this.body;
  }

  private addText(data: string): void {
    if (this.preformatted > 0 && data.includes('\n')) {
      for (const [index, row] of data.split('\n').entries()) {
        if (index > 0) this.closeBlock();
        this.addRun(row);
      }
    } else this.addRun(data);
  }

  private addRun(data: string): void {
    const trimmed = data.replaceAll('\u200b', '').trim();
    if (trimmed === '') {
      this.space += data.slice(0, 8);
      return;
    }
    const leading = this.space + data.slice(0, data.length - data.trimStart().length);
    const block = this.openBlock();
    const before = block.text.at(-1);
    const glue = before === undefined ? '' : spaceBetween(before, leading, trimmed.charAt(0));
    const inner = trimmed.replace(/\s+/g, (run, offset: number, all: string) =>
      spaceBetween(all.charAt(offset - 1), run, all.charAt(offset + run.length)),
    );
    this.tip ??= this.openFormats(block.element);
    this.tip.append(glue + inner);
    block.text += glue + inner;
    if (this.formats.some(({ tag }) => tag === 'a')) block.linkLength += inner.length;
    this.space = data.slice(data.trimEnd().length);
  }

  private openBlock(): BodyBlock {
    if (!this.block) {
      const element = this.document.createElement(this.heading?.tag ?? (this.preformatted > 0 ? 'pre' : 'p'));
      const source = this.sources[this.sources.length - 1] as Element;
      const centred = this.alignments.at(-1) === true;
      if (centred) element.setAttribute('align', 'center');
      this.container().append(element);
      this.block = { element, text: '', linkLength: 0, picture: false, source, centred };
      this.blocks.push(this.block);
    }
    return this.block;
  }

  private openFormats(block: Element): Element {
    let tip = block;
    for (const { tag, href } of this.formats) {
      const out = this.document.createElement(tag);
      if (href) out.setAttribute('href', href);
      tip.append(out);
      tip = out;
    }
    return tip;
  }

  private addPicture(source: Element): void {
    const picture = pictureOf(source, this.url);
    if (!picture) return;
    this.closeBlock();
    const element = this.document.createElement('figure');
    const image = this.document.createElement('img');
    image.setAttribute('src', picture.src);
    if (picture.alt) image.setAttribute('alt', picture.alt);
    element.append(image);
    this.container().append(element);
    this.blocks.push({ element, text: '', linkLength: 0, picture: true, source, centred: false });
  }
}

/** What a run of white space becomes: a line break in the source between two Chinese characters is nothing. */
function spaceBetween(before: string, run: string, after: string): string {
  if (run === '') return '';
  const onlyBreak = /[\n\r]/.test(run) && !/[\u00a0\u3000]/.test(run);
  return onlyBreak && CJK.test(before) && CJK.test(after) ? '' : ' ';
}

function isStyledBold(element: Element): boolean {
  const style = element.getAttribute('style');
  return style !== null && /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style);
}

/** True where an element's own markup, or else that around it, centres its lines. Tables begin anew, as in browsers. */
function isCentred(element: Element, isAroundCentred: boolean): boolean {
  const tag = element.localName;
  if (tag === 'center') return true;
  const style = /text-align\s*:\s*(\w+)/i.exec(element.getAttribute('style') ?? '')?.[1];
  const own = style ?? element.getAttribute('align');
  // An aligned table is placed so; its cells aren't.
  if (tag === 'table') return false;
  return own === null || own === '' ? isAroundCentred : own.toLowerCase() === 'center';
}

function linkTarget(element: Element, base: string): string | undefined {
  const href = element.getAttribute('href')?.trim() ?? '';
  if (/^mailto:/i.test(href)) return href;
  if (href === '' || href.startsWith('#')) return undefined;
  return parseWebAddress(href, base)?.href;
}
