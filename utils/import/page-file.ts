import { NotReadableError } from '../article/errors';
import { extractArticle } from '../article/extract';
import { FILE_HOST } from '../article/file-address';
import { parseInert } from '../article/parse-inert';
import { putHtml } from '../article/put-html';
import { sanitize } from '../article/sanitize';
import { blocksOf, collapseSpace } from '../article/text';
import type { Article } from '../article/types';
import { canonicalUrl, parseWebAddress } from '../article/url';
import { buildOutline } from '../outline/build';
import { decodePage } from '../portal/charset';
import { FailureError } from '../result';

/** Larger files are no page of an article. */
const MOST_BYTES = 20_000_000;
/** What browsers write at the head of a page that they save. */
const SAVED_FROM = /<!--\s*saved from url=\(\d+\)(\S+?)\s*-->/i;
/** The first line of a text is its title if it is no longer than this, and no sentence. */
const LONGEST_TITLE = 60;
const SENTENCE_END = /[。！？；，：,;:]$/;

/**
 * The article in a saved page or a plain text. Decoded by what its bytes are; the document is parsed inert: nothing in
 * it runs or loads. A page keeps the address that it says it is from; what has none gets one that stands for the file.
 * Throws `FailureError` `too-large`, and `not-readable` where there is no text.
 */
export async function readPageFile(file: { name: string; bytes: Uint8Array }): Promise<Article> {
  if (file.bytes.length > MOST_BYTES) throw new FailureError('too-large', `${file.bytes.length} bytes`);
  const text = decodePage(file.bytes, null);
  const fileUrl = await fileAddress(file);
  const article = /\.txt$/i.test(file.name) ? readText(text, fileUrl, file.name) : readPage(text, fileUrl);
  if (article.text.trim() === '') throw new FailureError('not-readable', 'empty');
  return article;
}

function readPage(html: string, fileUrl: string): Article {
  const document = parseInert(html);
  const declared = [
    SAVED_FROM.exec(html.slice(0, 2000))?.[1],
    document.querySelector('link[rel="canonical" i][href]')?.getAttribute('href'),
    document.querySelector('meta[property="og:url" i][content]')?.getAttribute('content'),
  ];
  const url = declared.flatMap((address) => (address && parseWebAddress(address)?.href) || [])[0];
  try {
    return extractArticle(document, url ?? fileUrl);
  } catch (error) {
    if (!(error instanceof NotReadableError)) throw error;
    throw new FailureError('not-readable', error.message);
  }
}

/** Every line a paragraph; the first one the title, if it looks like one. */
function readText(text: string, url: string, name: string): Article {
  const lines = text
    .replaceAll('\0', '')
    .split(/\r\n?|\n/)
    .map(collapseSpace)
    .filter((line) => line !== '');
  const [first = ''] = lines;
  const hasTitle = lines.length > 1 && first.length <= LONGEST_TITLE && !SENTENCE_END.test(first);
  const title = hasTitle ? first : name.replace(/\.\w+$/, '');
  const body = new DOMParser().parseFromString('', 'text/html').body;
  for (const line of hasTitle ? lines.slice(1) : lines) {
    const paragraph = body.ownerDocument.createElement('p');
    paragraph.textContent = line;
    body.append(paragraph);
  }
  putHtml(body, sanitize(body.innerHTML, window));
  const blocks = blocksOf(body);
  return {
    url,
    title,
    authors: [],
    editors: [],
    breadcrumb: [],
    html: body.innerHTML,
    text: blocks.map((block) => block.text).join('\n'),
    outline: buildOutline(blocks, title),
    pages: [canonicalUrl(null, url)],
  };
}

/** The same for the same file: so that reading it again finds its marks. */
async function fileAddress({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  const hash = Array.from(new Uint8Array(digest, 0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
  return `https://${FILE_HOST}/${hash}/${encodeURIComponent(name.toWellFormed())}`;
}
