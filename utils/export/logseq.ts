import { collapseSpace } from '../article/text';
import type { Annotation, ArticleRecord } from '../library/schema';
import { localDay } from '../local-day';
import { currentHeads, type OutlineHead } from '../outline/saved';
import type { WriterOptions } from './article-formats';
import { allTags, excerptSections, hashTag, hashTagLine, headTitle, paragraphsOf } from './excerpts';
import { escapeMarkdown, paragraphMarkdown, referenceParagraph } from './markdown-text';

/** Words that make a task of a block that begins with one. */
const TASK =
  /^(?:TODO|DOING|DONE|NOW|LATER|WAIT|WAITING|STARTED|IN-PROGRESS|CANCELL?ED|SCHEDULED|DEADLINE)(?![\p{L}\p{N}])/u;
/** What Logseq reads in a property: references to pages and blocks, tags, macros, further properties. */
const PROPERTY_SYNTAX: Record<string, string> = {
  '[': '［',
  ']': '］',
  '(': '（',
  ')': '）',
  '{': '｛',
  '}': '｝',
  '#': '＃',
  ':': '：',
  '"': '”',
  ',': '，',
  '`': '｀',
  '\\': '＼',
};

/**
 * One article's notes as a page for Logseq: page properties, the outline as nested blocks, a block for each excerpt
 * with its note and tags below it, and the GB/T 7714 reference. Text of the page and of the reader is escaped: it
 * can't become a reference, a tag, a property, a task or a query.
 */
export function exportLogseq(record: ArticleRecord, { edition, labels }: WriterOptions): string {
  const { article, annotations } = record;
  const heads = currentHeads(record);
  const lines = [
    ...properties(record),
    '',
    ...(heads.length > 0 ? [...block(0, [`## ${labels.outline}`]), ...heads.flatMap(outlineBlocks)] : []),
    ...(annotations.length > 0 ? block(0, [`## ${labels.excerpts}`]) : []),
    ...excerptSections(record, labels.opening).flatMap((section) => [
      ...(heads.length > 0 ? block(0, [`### ${escapeMarkdown(section.title)}`]) : []),
      ...section.annotations.flatMap(excerptBlocks),
    ]),
    ...block(0, [`## ${labels.reference}`]),
    ...block(0, [paragraphMarkdown(referenceParagraph(record, edition))]),
  ];
  return `${lines.join('\n')}\n`;

  function excerptBlocks({ quote, note, tags }: Annotation): string[] {
    const quoted = paragraphsOf(quote.exact).flatMap((paragraph, index) => [
      ...(index > 0 ? ['>'] : []),
      `> ${escapeMarkdown(paragraph)}`,
    ]);
    const tagLine = hashTagLine(tags);
    return [...block(0, quoted), ...noteBlocks(note, 1), ...(tagLine === '' ? [] : block(1, [tagLine]))];
  }

  function outlineBlocks(head: OutlineHead): string[] {
    return [
      ...block(head.level, [plainBlock(headTitle(head))]),
      ...noteBlocks(head.note ?? '', head.level + 1),
    ];
  }

  function noteBlocks(note: string, depth: number): string[] {
    return paragraphsOf(note).flatMap((paragraph) => block(depth, [plainBlock(paragraph)]));
  }

  /** A text as a block's first line. */
  function plainBlock(text: string): string {
    return escapeMarkdown(TASK.test(text) ? `${labels.note}：${text}` : text);
  }

  function properties({ saved }: ArticleRecord): string[] {
    const tags = allTags(record)
      .map(hashTag)
      .filter((tag) => tag !== '');
    return [
      ['title', propertyText(article.title)],
      ['source', propertyAddress(article.url)],
      ['author', article.authors.map(propertyText).join(', ')],
      ['published', article.publishedAt?.slice(0, 10) ?? ''],
      ['created', localDay(new Date(saved))],
      ['tags', [...new Set(tags)].join(', ')],
    ].flatMap(([key, value]) => (value ? [`${key}:: ${value}`] : []));
  }
}

/** A block: its lines behind one bullet, as deep as asked for. */
function block(depth: number, lines: readonly string[]): string[] {
  const indent = '\t'.repeat(depth);
  return lines.map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}`);
}

/** A text as a property's value. Properties know no escapes, so what would be syntax is written full-width. */
function propertyText(text: string): string {
  return collapseSpace(text).replace(/[[\](){}#:",`\\]/g, (sign) => PROPERTY_SYNTAX[sign] ?? sign);
}

function propertyAddress(url: string): string {
  return url.replace(
    /[[\](){}#"`,\s]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
