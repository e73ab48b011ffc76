import {
  AlignmentType,
  ExternalHyperlink,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  UnderlineType,
  WidthType,
} from 'docx';
import type { AnnotationColor } from '../annotation/look';
import { isBlock } from '../article/text';
import type { Annotation, ArticleRecord } from '../library/schema';
import { currentHeads, headLabel } from '../outline/saved';
import { flattenTree } from '../outline/tree';
import { headTitle } from './excerpts';
import type { ExportLabels } from './labels';
import { type BodyPiece, readMarkedBody } from './marked-body';
import { presentableText } from './presentable';

/** How far a level of a list stands in, in twips. */
export const LIST_INDENT = 480;

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
];

/** The calm marker colours on paper. */
const COLORS: Record<AnnotationColor, string> = {
  yellow: 'FFEAA0',
  green: 'CDEBC5',
  blue: 'CFE3F7',
  red: 'F8D0CE',
};

/** Word calls a document broken whose links are longer than 2,083 characters. */
const LONGEST_LINK = 2_000;
/** Word's own limit. */
const MOST_COLUMNS = 63;
/** What is nested deeper than this is written as text. */
const MOST_NESTING = 100;

/**
 * The essay's body for a Word document: a paragraph for each block, headings where the outline on show has them (a
 * heading that begins a paragraph becomes one of its own), marks in their colours with the numbers of their excerpts.
 */
export function writeBody(
  record: ArticleRecord,
  numbers: ReadonlyMap<string, number>,
  labels: ExportLabels,
): (Paragraph | Table)[] {
  return new BodyWriter(record, numbers, labels).write();
}

/** A paragraph in a heading style; Word has six that count. */
export function heading(level: number, text: string | ParagraphChild[]): Paragraph {
  return new Paragraph({
    heading: HEADINGS[Math.min(level, HEADINGS.length) - 1],
    children: typeof text === 'string' ? [new TextRun(text)] : text,
  });
}

/** A head of the outline with the stretch of the text that prints it; none where the reader added it. */
interface PlacedHead {
  label: string;
  level: number;
  start: number;
  end: number;
}

/** What the paragraph that is being written looks like. */
interface Flow {
  options: IParagraphOptions;
  run: IRunOptions;
  /** Where the text leads, inside a link. */
  link?: string;
  depth: number;
}

/** Writes paragraph by paragraph what it finds in the body. */
class BodyWriter {
  private target: (Paragraph | Table)[] = [];
  private runs: ParagraphChild[] = [];
  /** A list item's bullet or number, until its first paragraph is written. */
  private bullet = '';
  /** Heads that are still to come. */
  private readonly heads: PlacedHead[];
  private openHead: PlacedHead | undefined;
  private readonly body: HTMLElement;
  private readonly piecesOf: (node: Text) => BodyPiece[];

  constructor(
    record: ArticleRecord,
    private readonly numbers: ReadonlyMap<string, number>,
    private readonly labels: ExportLabels,
  ) {
    const heads = placeHeads(record);
    const cuts = heads.flatMap(({ start, end }) => [start, end]);
    const { body, isSame, piecesOf } = readMarkedBody(record, cuts);
    this.heads = isSame ? heads : [];
    this.body = body;
    this.piecesOf = piecesOf;
  }

  write(): (Paragraph | Table)[] {
    const flow: Flow = { options: { style: 'BodyText' }, run: {}, depth: 0 };
    this.writeChildren(this.body, flow);
    this.beginHeads(Number.POSITIVE_INFINITY, flow);
    this.endParagraph(flow);
    return this.target;
  }

  private writeChildren(parent: Element, flow: Flow): void {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.writeText(node as Text, flow);
      else if (node.nodeType === Node.ELEMENT_NODE) this.writeElement(node as Element, flow);
    }
  }

  private writeElement(element: Element, outer: Flow): void {
    const flow = { ...outer, depth: outer.depth + 1 };
    const name = element.localName;
    if (flow.depth > MOST_NESTING) this.addRun(presentableText(element.textContent ?? ''), outer);
    else if (name === 'img') this.writePicture(element, flow);
    else if (name === 'table') this.writeTable(element, outer);
    else if (name === 'a') {
      this.writeChildren(element, { ...flow, link: linkAddress(element.getAttribute('href')) });
    } else if (isBlock(element)) {
      this.endParagraph(outer);
      if (name === 'li') this.bullet = bulletOf(element);
      const inner = blockFlow(element, flow);
      this.writeChildren(element, inner);
      this.endParagraph(inner);
    } else this.writeChildren(element, { ...flow, run: { ...flow.run, ...runLook(name) } });
  }

  private writeText(node: Text, flow: Flow): void {
    for (const piece of this.piecesOf(node)) {
      if (this.openHead && piece.start >= this.openHead.end) this.endParagraph(flow);
      this.beginHeads(piece.start, flow);
      this.addRun(piece.text, { ...flow, run: { ...flow.run, ...markLook(piece.annotation) } });
      for (const { id } of piece.ending)
        this.addRun(`[${this.numbers.get(id)}]`, { ...flow, run: { superScript: true } });
    }
  }

  /** Heads that begin at a place: what was written ends, and the head's stretch becomes a paragraph of its own. */
  private beginHeads(place: number, flow: Flow): void {
    for (let head = this.heads[0]; head && head.start <= place; head = this.heads[0]) {
      this.endParagraph(flow);
      this.heads.shift();
      if (head.end > place) this.openHead = head;
      else this.target.push(heading(head.level, head.label));
    }
  }

  private addRun(text: string, { run, link }: Flow): void {
    if (text === '') return;
    this.runs.push(
      link
        ? new ExternalHyperlink({ link, children: [new TextRun({ style: 'Hyperlink', ...run, text })] })
        : new TextRun({ ...run, text }),
    );
  }

  private endParagraph({ options }: Flow): void {
    const { runs, openHead, bullet } = this;
    if (runs.length === 0) return;
    this.runs = [];
    this.openHead = undefined;
    this.bullet = '';
    this.target.push(
      openHead
        ? heading(openHead.level, runs)
        : new Paragraph({ ...options, children: bullet === '' ? runs : [new TextRun(bullet), ...runs] }),
    );
  }

  private writePicture(image: Element, flow: Flow): void {
    const alt = presentableText(image.getAttribute('alt') ?? '').trim();
    const name = alt === '' ? this.labels.picture : `${this.labels.picture}：${alt}`;
    this.addRun(`［${name}］`, { ...flow, link: linkAddress(image.getAttribute('src')) });
  }

  private writeTable(table: Element, flow: Flow): void {
    this.endParagraph(flow);
    const caption = [...table.children].find(({ localName }) => localName === 'caption');
    if (caption) this.writeElement(caption, flow);
    const outer = this.target;
    const rows = [...table.querySelectorAll('tr')].filter((row) => row.closest('table') === table);
    const filled = rows.filter((row) => row.children.length > 0);
    const written = filled.map(
      (row, index) =>
        new TableRow({
          children: [...row.children].map((cell) => this.tableCell(cell, flow, filled.length - index)),
        }),
    );
    this.target = outer;
    if (written.length > 0)
      outer.push(new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: written }));
  }

  private tableCell(cell: Element, { run, depth }: Flow, rowsLeft: number): TableCell {
    const children: (Paragraph | Table)[] = [];
    this.target = children;
    const flow: Flow = { options: {}, run, depth: depth + 1 };
    this.writeChildren(cell, flow);
    this.endParagraph(flow);
    // The library ends a cell with a paragraph, without which Word calls the document broken.
    return new TableCell({
      children,
      columnSpan: spanOf(cell, 'colspan', MOST_COLUMNS),
      rowSpan: spanOf(cell, 'rowspan', rowsLeft),
    });
  }
}

/**
 * The heads of the outline on show that stand for a place, in the order of the text, each with what prints it there.
 * Of several at one place the first has what is printed, and the others follow it.
 */
function placeHeads(record: ArticleRecord): PlacedHead[] {
  const { text, outline } = record.article;
  const found = new Map(flattenTree(outline).map((node) => [node.start, node]));
  const ends = new Map<number, number>();
  return currentHeads(record)
    .flatMap((head) => {
      const { start = Number.POSITIVE_INFINITY, level } = head;
      if (start > text.length) return [];
      const label = headTitle(head);
      const taken = ends.get(start);
      if (taken !== undefined) return [{ label, level, start: taken, end: taken }];
      const printed = found.get(start);
      const end = printed ? printedEnd(text, start, headLabel(printed)) : start;
      ends.set(start, end);
      return [{ label, level, start, end }];
    })
    .sort((a, b) => a.start - b.start);
}

/** Where a heading that the page prints ends: behind its words and the sign that ends them, and in its block. */
function printedEnd(text: string, start: number, label: string): number {
  const blockEnd = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
  const words = label.replace(/\s/g, '');
  let at = start;
  for (let matched = 0; matched < words.length && at < blockEnd; at += 1)
    if (/\S/.test(text[at] as string)) matched += 1;
  return /[。．.：:]/.test(text[at] ?? '') ? at + 1 : at;
}

/** How a block's paragraphs look. Headings that the outline has not are strong lines. */
function blockFlow(element: Element, outer: Flow): Flow {
  const name = element.localName;
  const flow = element.getAttribute('align') === 'center' ? centred(outer) : outer;
  if (name === 'blockquote') return { ...flow, options: { ...flow.options, style: 'Quote' } };
  if (name === 'li') {
    const indent = { left: listDepth(element) * LIST_INDENT, firstLine: 0, firstLineChars: 0 };
    return { ...flow, options: { ...flow.options, indent } };
  }
  if (/^h[1-6]$/.test(name)) return { ...flow, run: { ...flow.run, bold: true } };
  return name === 'figcaption' || name === 'caption' ? centred(flow) : flow;
}

function centred(flow: Flow): Flow {
  const indent = { firstLine: 0, firstLineChars: 0 };
  return { ...flow, options: { ...flow.options, alignment: AlignmentType.CENTER, indent } };
}

function listDepth(item: Element): number {
  let depth = 0;
  for (let list = item.closest('ul, ol'); list; list = list.parentElement?.closest('ul, ol') ?? null)
    depth += 1;
  return depth;
}

function bulletOf(item: Element): string {
  const list = item.parentElement;
  if (list?.localName !== 'ol') return '• ';
  const first = Number(list.getAttribute('start') ?? 1) || 1;
  return `${first + [...list.children].indexOf(item)}. `;
}

function runLook(name: string): IRunOptions {
  switch (name) {
    case 'strong':
    case 'b':
      return { bold: true };
    case 'em':
    case 'i':
      return { italics: true };
    case 'u':
      return { underline: {} };
    case 's':
      return { strike: true };
    case 'sub':
      return { subScript: true };
    case 'sup':
      return { superScript: true };
    default:
      return {};
  }
}

function markLook(mark: Annotation | undefined): IRunOptions {
  if (!mark) return {};
  const color = COLORS[mark.color];
  return mark.style === 'underline'
    ? { underline: { type: UnderlineType.THICK, color } }
    : { shading: { type: ShadingType.CLEAR, color: 'auto', fill: color } };
}

/** An address as a document may link to it; `undefined` where it is none of the web or too long. */
function linkAddress(address: string | null): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { href, protocol } = new URL(address);
  return /^(?:https?|mailto):$/.test(protocol) && href.length <= LONGEST_LINK ? href : undefined;
}

function spanOf(cell: Element, name: 'colspan' | 'rowspan', most: number): number | undefined {
  const span = Number.parseInt(cell.getAttribute(name) ?? '', 10);
  return span > 1 ? Math.min(span, most) : undefined;
}
