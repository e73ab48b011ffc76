import type { Paragraph, PhrasingContent } from 'mdast';
import { type Options, toMarkdown } from 'mdast-util-to-markdown';
import type { ArticleRecord } from '../library/schema';
import type { CitationEdition } from './cite';
import { MARKDOWN_UNSAFE } from './markdown-unsafe';
import { citeRecord } from './references';

const OPTIONS: Options = { unsafe: MARKDOWN_UNSAFE };

/** A text as a paragraph of Markdown that says just this: nothing in it is syntax, line breaks stay. */
export function escapeMarkdown(value: string): string {
  return paragraphMarkdown({ type: 'paragraph', children: [text(value)] });
}

/** A paragraph without the line's end behind it. */
export function paragraphMarkdown(paragraph: Paragraph): string {
  return toMarkdown(paragraph, OPTIONS).replace(/\n$/, '');
}

/** An article's reference, numbered, with its own address as the only link. */
export function referenceParagraph(record: ArticleRecord, edition: CitationEdition): Paragraph {
  const { url } = record.article;
  const reference = citeRecord(record, edition);
  const at = reference.lastIndexOf(url);
  return {
    type: 'paragraph',
    children: [
      text(`[1] ${reference.slice(0, at)}`),
      { type: 'link', url, children: [text(url)] },
      text(reference.slice(at + url.length)),
    ],
  };
}

const text = (value: string): PhrasingContent => ({ type: 'text', value });
