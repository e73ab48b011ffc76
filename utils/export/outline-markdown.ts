import type { Blockquote, List, ListItem, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import { type Options, toMarkdown } from 'mdast-util-to-markdown';
import type { OutlineExcerpt, OutlineFile } from '../outline/types';
import { MARKDOWN_UNSAFE } from './markdown-unsafe';
import { entryLabel, linesOf, type OutlineTree, oneLine, outlineTree } from './outline-tree';

/** White space that Markdown doesn't see. Wider kinds, U+3000 among them, are text. */
const BLANK = /^[ \t]*$/;

const MARKDOWN_OPTIONS: Options = { bullet: '-', unsafe: MARKDOWN_UNSAFE };

/**
 * An outline as a Markdown list: a heading with the title, the address, then an item for each head; a note is its
 * item's further paragraphs, an excerpt a quotation in it, followed by the excerpt's own note. Text of the page and
 * of the reader is escaped: it can't become a link, HTML, a callout or a list.
 *
 * Kept to the character are title, address, levels, labels, notes and quotations, but for this: white space at the
 * ends of a label, blank lines at the ends of a note or quotation, and more than one of them in a row; U+0000.
 * What Markdown has no place for is left out: places, ids, what is collapsed, dates, and where in a label the
 * numbering ends (the reader of the list finds that by the rules of numbering).
 *
 * Needs a document where it is bundled for browsers, as `exportMarkdown` does: the library decodes with one. All
 * other outline files are written and read without.
 */
export function outlineToMarkdown({ title, url, entries }: OutlineFile): string {
  const root: Root = {
    type: 'root',
    children: [
      ...(title.trim() ? [heading(title.trim())] : []),
      ...(url ? [paragraph([{ type: 'link', url, children: [{ type: 'text', value: url }] }])] : []),
      ...(entries.length > 0 ? [listOf(outlineTree(entries))] : []),
    ],
  };
  return toMarkdown(root, MARKDOWN_OPTIONS);
}

function heading(value: string): RootContent {
  return { type: 'heading', depth: 1, children: [{ type: 'text', value: oneLine(value) }] };
}

function listOf(nodes: readonly OutlineTree[]): List {
  return { type: 'list', ordered: false, spread: false, children: nodes.map(itemOf) };
}

function itemOf({ entry, children }: OutlineTree): ListItem {
  const { note, excerpts } = entry;
  // An item that begins with a blank line could hold nothing below it; a space is written as a reference.
  const label = entryLabel(entry).trim() || ' ';
  return {
    type: 'listItem',
    spread: note !== '' || excerpts.length > 0,
    children: [
      paragraph([{ type: 'text', value: label }]),
      ...paragraphs(note),
      ...excerpts.flatMap(quotation),
      ...(children.length > 0 ? [listOf(children)] : []),
    ],
  };
}

function quotation({ quote, note }: OutlineExcerpt): [Blockquote, ...Paragraph[]] {
  return [{ type: 'blockquote', children: paragraphs(quote) }, ...paragraphs(note)];
}

/** Paragraphs end at blank lines; another line's end is a hard break. */
function paragraphs(text: string): Paragraph[] {
  const found: Paragraph[] = [];
  let isOpen = false;
  for (const line of linesOf(text)) {
    const last = found.at(-1);
    if (BLANK.test(line)) isOpen = false;
    else if (isOpen && last) last.children.push({ type: 'break' }, { type: 'text', value: line });
    else {
      found.push(paragraph([{ type: 'text', value: line }]));
      isOpen = true;
    }
  }
  return found;
}

function paragraph(children: PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children };
}
