import type { WindowLike } from 'dompurify';
import { buildOutline } from '../outline/build.ts';
import { NotReadableError } from './errors.ts';
import { finishBody } from './finish.ts';
import { readMetadata } from './metadata.ts';
import { findBody } from './root.ts';
import { sanitize } from './sanitize.ts';
import { standardize } from './standardize.ts';
import { blocksOf } from './text.ts';
import { ignoreTrace, type Trace } from './trace.ts';
import { trimBody } from './trim.ts';
import type { Article } from './types.ts';
import { canonicalUrl } from './url.ts';

export { NotReadableError } from './errors.ts';

/** How a page is read. */
export interface ExtractOptions {
  /** Receives each choice and removal. */
  trace?: Trace;
  /** The window whose DOM the sanitizer uses; the current one unless told. */
  window?: WindowLike;
}

/**
 * Reads the essay off a portal page.
 * @param document an inert or own copy of the page: it may be changed.
 * @param url the page's address; relative addresses resolve against it, whatever the document says of itself.
 * @throws NotReadableError when the page holds no text.
 */
export function extractArticle(document: Document, url: string, options: ExtractOptions = {}): Article {
  const trace = options.trace ?? ignoreTrace;
  const reading = findBody(document);
  if (reading.lines.length === 0) throw new NotReadableError('empty');
  trace({ step: 'body', what: describe(reading.root), reason: 'most running text, fewest links' });

  const { known, ...metadata } = readMetadata(reading, trace);
  const { body, blocks } = standardize(
    reading.lead ? [reading.lead, reading.root] : [reading.root],
    url,
    reading.isClutter,
  );
  const trimmed = trimBody(blocks, known, trace);
  finishBody(body);

  const html = sanitize(body.innerHTML, options.window ?? (globalThis as unknown as WindowLike));
  body.innerHTML = html;
  const textBlocks = blocksOf(body);
  if (textBlocks.length === 0 && !body.querySelector('img')) throw new NotReadableError('empty');
  return {
    url: canonicalUrl(document, url),
    ...metadata,
    note: trimmed.note,
    html,
    text: textBlocks.map((block) => block.text).join('\n'),
    outline: buildOutline(textBlocks, metadata.title),
    pages: [canonicalUrl(document, url)],
  };
}

function describe(element: Element): string {
  const id = element.getAttribute('id');
  const names = element.getAttribute('class');
  return element.localName + (id ? `#${id}` : '') + (names ? `.${names.trim().split(/\s+/).join('.')}` : '');
}
