import type { OutlineFile } from '../outline/types';
import { checkedText } from './read-outline-limits';
import { readMarkdownOutline } from './read-outline-markdown';
import { readOpml } from './read-outline-opml';

/** How an XML document begins, and no Markdown outline does, even where it begins with an address: <https://…>. */
const XML_OPENING = /^\s*<(?!https?:)/i;

/**
 * Reads an outline file, OPML or a Markdown list, whichever it is.
 * Throws `FailureError` 'outline-unreadable', which names line and reason; nothing is half read.
 */
export function readOutline(text: string): OutlineFile {
  return XML_OPENING.test(checkedText(text)) ? readOpml(text) : readMarkdownOutline(text);
}
