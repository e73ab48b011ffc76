import { decodePage } from '../portal/charset';
import { extractArticle } from './extract';
import { parseInert } from './parse-inert';
import type { Article } from './types';

/** A page that takes longer is given up; the reader can ask again. */
const TIMEOUT_MS = 20_000;
/** Larger answers are no page of an article. */
const MOST_BYTES = 10_000_000;

/** The network, as an argument. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Fetches another page of an article, as its site serves it to this reader, and reads it. Nothing in it runs or loads.
 * @throws Error naming what went wrong: no answer, an error status, another site, too large, nothing to read.
 */
export async function fetchArticle(url: string, fetch: Fetch): Promise<Article> {
  const response = await fetch(url, {
    credentials: 'same-origin',
    // Else a failure that the browser remembers would fail again when asked anew.
    cache: 'no-cache',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  // An empty address: the answer was not redirected, or a test's.
  if (response.url && new URL(response.url).origin !== new URL(url).origin)
    throw new Error('led to another site');
  // Copied: in Firefox the buffer belongs to the page, and parts of it can't be taken from a content script.
  const bytes = new Uint8Array(new Uint8Array(await response.arrayBuffer()));
  if (bytes.length > MOST_BYTES) throw new Error('too large');
  const html = decodePage(bytes, response.headers.get('content-type'));
  return extractArticle(parseInert(html), url);
}
