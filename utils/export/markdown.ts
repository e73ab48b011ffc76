import type { BlockContent, List, ListItem, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import { type Handle, type Options, toMarkdown } from 'mdast-util-to-markdown';
import { collapseSpace } from '../article/text';
import type { Annotation, ArticleRecord } from '../library/schema';
import { localDay } from '../local-day';
import { currentHeads, type OutlineHead } from '../outline/saved';
import { bylineParts } from './byline';
import type { CitationEdition } from './cite';
import { excerptSections, hashTag, headTitle, paragraphsOf } from './excerpts';
import { referenceParagraph } from './markdown-text';
import { MARKDOWN_UNSAFE } from './markdown-unsafe';

/** The words that the export itself adds, in the reader's language. */
export interface MarkdownLabels {
  outline: string;
  excerpts: string;
  reference: string;
  /** Heads the excerpts that stand before the first heading. */
  opening: string;
  source: string;
  authors: string;
  editors: string;
  published: string;
}

export interface MarkdownOptions {
  edition: CitationEdition;
  labels: MarkdownLabels;
}

/** An excerpt as an Obsidian callout. */
interface Callout {
  type: 'callout';
  title: string;
  children: BlockContent[];
}
/** A line of Obsidian tags; the names are made safe before they come here. */
interface TagLine {
  type: 'tagLine';
  tags: string[];
}

declare module 'mdast' {
  interface RootContentMap {
    callout: Callout;
    tagLine: TagLine;
  }
}

/**
 * One article's notes as Markdown for Obsidian: front matter, outline, excerpts under their sections with notes and
 * tags, and its GB/T 7714 reference. Text of the page and of the reader is escaped: it can't become a link, HTML,
 * a callout, front matter or a query.
 */
export function exportMarkdown(record: ArticleRecord, { edition, labels }: MarkdownOptions): string {
  const { article, annotations } = record;
  const outline = currentHeads(record);
  const printed = bylineParts(article, labels);

  const root: Root = {
    type: 'root',
    children: [
      heading(1, article.title),
      ...(article.subtitle ? [paragraph(collapseSpace(article.subtitle))] : []),
      ...(printed.length > 0 ? [paragraph(printed.join(' · '))] : []),
      ...(outline.length > 0 ? [heading(2, labels.outline), outlineList(outline)] : []),
      ...(annotations.length > 0 ? [heading(2, labels.excerpts)] : []),
      ...excerpts(record, labels.opening),
      heading(2, labels.reference),
      referenceParagraph(record, edition),
    ],
  };
  return `${frontMatter(record)}\n${toMarkdown(root, MARKDOWN_OPTIONS)}`;
}

/** What JSON writes as it is and a strict YAML reader refuses or takes for a line's end. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** YAML front matter. A JSON string is a YAML 1.2 double-quoted scalar, so nothing in it can end the block or start another key. */
function frontMatter({ article, annotations, saved }: ArticleRecord): string {
  const tags = [...new Set(annotations.flatMap((annotation) => annotation.tags).map(hashTag))];
  const properties = {
    title: article.title,
    source: article.url,
    author: article.authors,
    published: article.publishedAt?.slice(0, 10),
    created: localDay(new Date(saved)),
    tags: tags.filter((tag) => tag !== ''),
  };
  const lines = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined || value.length === 0
      ? []
      : [`${key}: ${JSON.stringify(value).replace(UNPRINTABLE, escapeUnit)}`],
  );
  return ['---', ...lines, '---', ''].join('\n');
}

const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

function outlineList(nodes: OutlineHead[]): List {
  const root: List = { type: 'list', ordered: false, spread: false, children: [] };
  /** The open list of each level; a level that was skipped gets none. */
  const open: { level: number; list: List }[] = [{ level: 0, list: root }];
  for (const node of nodes) {
    while (open.length > 1 && (open.at(-1)?.level ?? 0) >= node.level) open.pop();
    const item: ListItem = {
      type: 'listItem',
      spread: false,
      children: [paragraph(headTitle(node)), ...paragraphs(node.note ?? '')],
    };
    open.at(-1)?.list.children.push(item);
    const list: List = { type: 'list', ordered: false, spread: false, children: [] };
    open.push({ level: node.level, list });
    item.children.push(list);
  }
  dropEmptyLists(root);
  return root;
}

function dropEmptyLists(root: List): void {
  const pending = [root];
  for (let list = pending.pop(); list; list = pending.pop()) {
    for (const item of list.children) {
      item.children = item.children.filter((child) => child.type !== 'list' || child.children.length > 0);
      for (const child of item.children) if (child.type === 'list') pending.push(child);
    }
  }
}

/** Each excerpt under its section; the sections have headings where there is an outline. */
function excerpts(record: ArticleRecord, opening: string): RootContent[] {
  const hasOutline = currentHeads(record).length > 0;
  return excerptSections(record, opening).flatMap(({ title, annotations }) => [
    ...(hasOutline ? [heading(3, title)] : []),
    ...annotations.flatMap((annotation) => excerpt(annotation, title)),
  ]);
}

function excerpt({ quote, note, tags }: Annotation, title: string): RootContent[] {
  const names = tags.map(hashTag).filter((tag) => tag !== '');
  return [
    { type: 'callout', title, children: paragraphs(quote.exact) },
    ...paragraphs(note),
    ...(names.length > 0 ? [{ type: 'tagLine', tags: names } as const] : []),
  ];
}

const text = (value: string): PhrasingContent => ({ type: 'text', value });

function heading(depth: 1 | 2 | 3, value: string): RootContent {
  return { type: 'heading', depth, children: [text(collapseSpace(value))] };
}

function paragraph(value: string): Paragraph {
  return { type: 'paragraph', children: [text(value)] };
}

/** Paragraphs of a text: a line of its own is a paragraph of its own. */
function paragraphs(value: string): Paragraph[] {
  return paragraphsOf(value).map(paragraph);
}

const handleCallout: Handle = (node: Callout, _parent, state, info) => {
  const exit = state.enter('blockquote');
  const exitTitle = state.enter('phrasing');
  const title = state.safe(node.title, { before: ' ', after: '\n' });
  exitTitle();
  const body = state.containerFlow({ type: 'blockquote', children: node.children }, info);
  exit();
  return state.indentLines(
    `[!quote] ${title}\n${body}`,
    (line, _index, blank) => `>${blank ? '' : ' '}${line}`,
  );
};

const handleTagLine: Handle = (node: TagLine) => node.tags.map((tag) => `#${tag}`).join(' ');

const MARKDOWN_OPTIONS: Options = {
  bullet: '-',
  handlers: { callout: handleCallout, tagLine: handleTagLine } as Options['handlers'],
  unsafe: MARKDOWN_UNSAFE,
};
