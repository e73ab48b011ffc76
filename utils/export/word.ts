import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  type IStylesOptions,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import { collapseSpace } from '../article/text';
import type { Annotation, ArticleRecord } from '../library/schema';
import { currentHeads, type OutlineHead } from '../outline/saved';
import type { WriterOptions } from './article-formats';
import { bylineParts } from './byline';
import { excerptSections, hashTagLine, headTitle, numberExcerpts, paragraphsOf } from './excerpts';
import { citeRecord } from './references';
import { heading, LIST_INDENT, writeBody } from './word-body';
import { noteParagraphs } from './word-note';

const SONG = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: '宋体' };
const HEI = { ...SONG, eastAsia: '黑体' };
const FANGSONG = { ...SONG, eastAsia: '仿宋' };

/** 小四, in half points, as Word counts. */
const TEXT_SIZE = 24;
/** 首行缩进 two characters: hundredths of a character, and in twips for readers that don't count characters. */
const FIRST_LINE = { firstLineChars: 200, firstLine: 2 * (TEXT_SIZE / 2) * 20 };
/** One and a half lines, in 240ths of a line. */
const LINE = { line: 360, lineRule: 'auto' } as const;
/** A4, in twips. */
const PAGE = { width: 11906, height: 16838 };
const MARGIN = 1440;

/** Sizes of the headings, in half points: 三号, 小三, 四号, then as the text. */
const HEADING_SIZES = [32, 30, 28, 24, 24, 24];
const STYLES: IStylesOptions = {
  default: {
    document: {
      run: { font: SONG, size: TEXT_SIZE, language: { value: 'en-US', eastAsia: 'zh-CN' } },
    },
    title: {
      run: { font: HEI, size: 36, bold: true },
      paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 240, after: 240 } },
    },
    ...Object.fromEntries(
      HEADING_SIZES.map((size, index) => [
        `heading${index + 1}`,
        {
          run: { font: HEI, size, bold: true },
          paragraph: { spacing: { before: 240, after: 120 }, keepNext: true, outlineLevel: index },
        },
      ]),
    ),
  },
  paragraphStyles: [
    {
      id: 'BodyText',
      name: 'Body Text',
      basedOn: 'Normal',
      quickFormat: true,
      paragraph: { indent: FIRST_LINE, spacing: LINE, alignment: AlignmentType.BOTH },
    },
    {
      id: 'Subtitle',
      name: 'Subtitle',
      basedOn: 'Normal',
      quickFormat: true,
      run: { size: 21, color: '666666' },
      paragraph: { alignment: AlignmentType.CENTER, spacing: { after: 120 } },
    },
    {
      id: 'Quote',
      name: 'Quote',
      basedOn: 'Normal',
      quickFormat: true,
      run: { font: FANGSONG },
      paragraph: {
        indent: { left: LIST_INDENT },
        spacing: { ...LINE, before: 120 },
        border: { left: { style: BorderStyle.SINGLE, size: 18, space: 8, color: 'BBBBBB' } },
      },
    },
    {
      id: 'Note',
      name: 'Note',
      basedOn: 'Normal',
      quickFormat: true,
      paragraph: { indent: { left: 2 * LIST_INDENT }, spacing: LINE },
    },
    {
      id: 'Bibliography',
      name: 'Bibliography',
      basedOn: 'Normal',
      quickFormat: true,
      run: { size: 21 },
      paragraph: { indent: { left: LIST_INDENT, hanging: LIST_INDENT } },
    },
  ],
};

/**
 * One article as a Word document that Word and WPS open without a word: title, byline, outline, the essay with its
 * marks, its headings and those of the reader's outline as real heading styles, excerpts as quotations with notes and
 * tags, and the GB/T 7714 reference. Pictures are named, with a link: their bytes are not stored. Needs a document.
 */
export async function exportWord(
  record: ArticleRecord,
  { edition, labels }: WriterOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { article } = record;
  const heads = currentHeads(record);
  const sections = excerptSections(record, labels.opening);
  const numbers = numberExcerpts(sections);
  const title = collapseSpace(article.title);
  const children = [
    ...(article.kicker ? [styled('Subtitle', article.kicker)] : []),
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(title)] }),
    ...(article.subtitle ? [styled('Subtitle', article.subtitle)] : []),
    ...[bylineParts(article, labels).join(' · ')].filter(Boolean).map((line) => styled('Subtitle', line)),
    ...(heads.length > 0 ? [heading(1, labels.outline), ...heads.flatMap(outlineLines)] : []),
    ...writeBody(record, numbers, labels),
    ...(sections.length > 0 ? [heading(1, labels.excerpts)] : []),
    ...sections.flatMap((section) => [
      ...(heads.length > 0 ? [heading(2, section.title)] : []),
      ...section.annotations.flatMap((annotation) => excerptLines(annotation, numbers)),
    ]),
    heading(1, labels.reference),
    styled('Bibliography', `[1] ${citeRecord(record, edition)}`),
  ];
  const document = new Document({
    title,
    creator: labels.product,
    lastModifiedBy: labels.product,
    styles: STYLES,
    sections: [
      {
        properties: {
          page: { size: PAGE, margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN } },
        },
        footers: { default: pageNumbers() },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

function pageNumbers(): Footer {
  const number = new TextRun({ children: [PageNumber.CURRENT] });
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [number] })] });
}

function styled(style: string, text: string): Paragraph {
  return new Paragraph({ style, children: [new TextRun(text)] });
}

/** A head and its note; behind the last head the essay keeps its distance. */
function outlineLines(head: OutlineHead, index: number, heads: readonly OutlineHead[]): Paragraph[] {
  const line = new Paragraph({
    indent: { left: (head.level - 1) * LIST_INDENT },
    spacing: { ...LINE, after: index === heads.length - 1 ? 240 : 0 },
    children: [new TextRun(headTitle(head))],
  });
  return [line, ...noteParagraphs(head.note ?? '', 'Note')];
}

function excerptLines(
  { id, quote, note, tags }: Annotation,
  numbers: ReadonlyMap<string, number>,
): Paragraph[] {
  const tagLine = hashTagLine(tags);
  return [
    ...paragraphsOf(quote.exact).map((line, index) =>
      styled('Quote', index === 0 ? `[${numbers.get(id)}] ${line}` : line),
    ),
    ...noteParagraphs(note, 'Note'),
    ...(tagLine === '' ? [] : [styled('Note', tagLine)]),
  ];
}
