import createMarkdownIt, { type MarkdownIt, type Token } from 'markdown-it';
import { MOST_OUTLINE_LEVELS } from '../outline/tree';
import type { OutlineEntry, OutlineExcerpt, OutlineFile } from '../outline/types';
import { linesOf, oneLine } from './outline-tree';
import { checkedText, OutlineCollector, splitLabel, unreadable, webAddress } from './read-outline-limits';

/** A list and its item are two levels of the parser; what it would nest deeper than this, it leaves out. */
const MOST_NESTING = 2 * MOST_OUTLINE_LEVELS + 10;
/** Properties that Obsidian, Logseq and others put first. */
const FRONT_MATTER = /^---[ \t]*\r?\n[\w-]+:/;
const FRONT_MATTER_END = /\n(?:---|\.\.\.)[ \t]*(?=\r?\n|$)/g;

/** A head that is still open, and what its next text belongs to. */
interface OpenHead {
  entry: OutlineEntry;
  /** An ordered list's number, as printed. */
  number: string;
  /** False until the block came that is its label. */
  hasLabel: boolean;
  /** The excerpt that further paragraphs are the note of. */
  excerpt?: OutlineExcerpt;
}

/**
 * Reads an outline from a Markdown list, bullets or numbers, or from headings with lists below them; further
 * paragraphs of an item or a heading are its note, quotations its excerpts, each with the paragraphs behind it for
 * its note. A first heading that stands above all others is the title. Front matter and text before the first head
 * are left out, and so is formatting; the numbering is told from the label by the rules of numbering.
 * Throws `FailureError` 'outline-unreadable', which names line and reason; nothing is half read.
 */
export function readMarkdownOutline(text: string): OutlineFile {
  const tokens = createParser().parse(withoutFrontMatter(checkedText(text)), {});
  const collector = new OutlineCollector();
  const titleAt = hasTitle(tokens) ? 0 : -1;
  let title = '';
  let url: string | undefined;
  const headings: (OpenHead & { depth: number })[] = [];
  const items: OpenHead[] = [];
  let quoteDepth = 0;

  tokens.forEach((token, at) => {
    const line = lineOf(token);
    if (token.level >= MOST_NESTING - 2) throw unreadable(line, 'nested too deep');
    const owner = items.at(-1) ?? headings.at(-1);
    switch (token.type) {
      case 'heading_open': {
        const isHead = items.length === 0 && quoteDepth === 0 && at !== titleAt;
        if (!isHead) return;
        const depth = Number(token.tag.slice(1));
        while ((headings.at(-1)?.depth ?? 0) >= depth) headings.pop();
        headings.push({ depth, ...openHead(headings.length + 1, line) });
        return;
      }
      case 'list_item_open':
        if (quoteDepth > 0) return;
        if (owner) owner.hasLabel = true;
        items.push({
          ...openHead(headings.length + items.length + 1, line),
          number: token.info ? token.info + token.markup : '',
        });
        return;
      case 'list_item_close':
        if (quoteDepth > 0) return;
        closeLabel(items.pop());
        return;
      case 'blockquote_open':
        quoteDepth += 1;
        if (owner && quoteDepth === 1) {
          owner.hasLabel = true;
          owner.excerpt = collector.addExcerpt(owner.entry, { id: '', quote: '', note: '' }, line);
        }
        return;
      case 'blockquote_close':
        quoteDepth -= 1;
        return;
      case 'inline':
        if (titleAt >= 0 && at === titleAt + 1) title = oneLine(textOf(token)).trim();
        else if (!owner) url ??= linkOf(token);
        else addText(owner, textOf(token));
        return;
      case 'fence':
        if (owner) addText(owner, token.content.replace(/\n$/, ''));
    }
  });

  if (title === '' && collector.entries.length === 0)
    throw unreadable(1, 'neither a list nor a heading in it');
  return { title, ...webAddress(url), entries: collector.entries };

  function openHead(level: number, line: number): OpenHead {
    const entry = collector.addHead({ level, numbering: '', title: '' }, line);
    return { entry, number: '', hasLabel: false };
  }

  function addText(owner: OpenHead, words: string): void {
    const { entry, excerpt } = owner;
    if (excerpt && quoteDepth > 0) excerpt.quote = joined(excerpt.quote, words);
    else if (excerpt) excerpt.note = joined(excerpt.note, words);
    else if (owner.hasLabel) entry.note = joined(entry.note, words);
    else {
      owner.hasLabel = true;
      // A title is one line; Logseq and others write the note on the next, without a blank one between.
      const [label = '', ...note] = linesOf(words);
      Object.assign(entry, splitLabel(label), { note: note.join('\n') });
    }
  }
}

/** A list's own number is a head's numbering where its label has none. */
function closeLabel(item: OpenHead | undefined): void {
  if (item && item.entry.numbering === '') item.entry.numbering = item.number;
}

/** CommonMark without what would make text vanish or change: HTML, indented code, definitions, other addresses. */
function createParser(): MarkdownIt {
  const parser = createMarkdownIt('commonmark', { html: false, maxNesting: MOST_NESTING });
  parser.disable(['code', 'html_block', 'html_inline', 'reference']);
  parser.normalizeLink = (address) => address;
  parser.normalizeLinkText = (address) => address;
  return parser;
}

/** The same text with its front matter blank, so that lines keep their numbers. */
function withoutFrontMatter(text: string): string {
  if (!FRONT_MATTER.test(text)) return text;
  const [end] = [...text.matchAll(FRONT_MATTER_END)].slice(0, 1);
  if (!end) return text;
  const length = end.index + end[0].length;
  return text.slice(0, length).replace(/[^\n]/g, '') + text.slice(length);
}

/** True where the file begins with a heading that stands above all others. */
function hasTitle(tokens: readonly Token[]): boolean {
  const [first] = tokens;
  if (first?.type !== 'heading_open') return false;
  return tokens.every(({ type, tag, level }, at) => {
    const isOther = at > 0 && type === 'heading_open' && level === 0;
    return !isOther || tag > first.tag;
  });
}

/** The words of a paragraph or heading; a line's end is a line's end, however it is written. */
function textOf({ children }: Token): string {
  return (children ?? [])
    .map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? '\n' : content))
    .join('');
}

/** The address of a paragraph that is a link and nothing else. */
function linkOf({ children }: Token): string | undefined {
  const [first] = children ?? [];
  const isAlone = first?.type === 'link_open' && children?.at(-1)?.type === 'link_close';
  return isAlone ? String(first.attrGet('href')) : undefined;
}

const joined = (before: string, words: string) => (before === '' ? words : `${before}\n\n${words}`);

const lineOf = ({ map }: Token) => (map?.[0] ?? 0) + 1;
