import type { WindowLike } from 'dompurify';
import { buildOutline } from '../outline/build.ts';
import { NotReadableError } from './errors.ts';
import { finishContainers, moveChildren } from './finish.ts';
import { keepFreshBody } from './fresh-body.ts';
import { readMetadata } from './metadata.ts';
import { findBody } from './root.ts';
import { sanitizedBody } from './sanitize.ts';
import { type StandardBody, standardize } from './standardize.ts';
import { atOnce, type Steps } from './steps.ts';
import { canonicalText, collapseSpace } from './text.ts';
import { ignoreTrace, type Trace } from './trace.ts';
import { trimBody } from './trim.ts';
import type { Article } from './types.ts';
import { canonicalUrl } from './url.ts';

/** How a page is read. */
export interface ExtractOptions {
  /** Receives each choice and removal. */
  trace?: Trace;
  /** The window whose DOM the sanitizer uses; the current one unless told. */
  window?: WindowLike;
}

/** Reads the essay off a portal page at once. */
export function extractArticle(document: Document, url: string, options?: ExtractOptions): Article {
  return atOnce(extraction(document, url, options));
}

/**
 * Reads the essay off a portal page in steps.
 * @param document the page itself or a copy: nothing of it is changed. What isn't at once needs a copy, for pages change.
 * @param url the page's address; relative addresses resolve against it, whatever the document says of itself.
 * @throws NotReadableError when the page holds no text.
 */
export function* extraction(document: Document, url: string, options: ExtractOptions = {}): Steps<Article> {
  const trace = options.trace ?? ignoreTrace;
  const reading = yield* findBody(document);
  if (reading.lines.length === 0) throw new NotReadableError('empty');
  trace({ step: 'body', what: describe(reading.root), reason: 'most running text, fewest links' });

  if (reading.lead)
    trace({ step: 'body', what: excerpt(reading.lead), reason: 'a lead in a box above the body, kept' });

  const { known, ...metadata } = readMetadata(reading, trace);
  const isHidden = (element: Element) => reading.hidden.has(element);
  const built = yield* standardize(
    reading.lead ? [reading.lead, reading.root] : [reading.root],
    url,
    (element) => {
      if (isHidden(element)) return true;
      const reason = reading.clutterReason(element);
      if (reason !== null && trace !== ignoreTrace)
        trace({ step: 'body', what: `${describe(element)} ${excerpt(element)}`, reason });
      return reason !== null;
    },
  );
  const trimmed = yield* trimBody(built.blocks, known, trace);
  let body = yield* settle(built, options.window);
  let textBlocks = (yield* canonicalText(body)).blocks;
  if (textBlocks.length === 0) {
    // All of it looked like clutter: a list of links, say. Whoever asked to read it anyway gets it as it is.
    trace({ step: 'body', what: describe(reading.page), reason: 'nothing left: the page as it is' });
    body = yield* settle(yield* standardize([reading.page], url, isHidden), options.window);
    textBlocks = (yield* canonicalText(body)).blocks;
  }
  if (textBlocks.length === 0) throw new NotReadableError('empty');
  const address = canonicalUrl(document, url);
  yield;
  const html = body.innerHTML;
  yield;
  const article = {
    url: address,
    ...metadata,
    note: trimmed.note,
    html,
    text: textBlocks.map((block) => block.text).join('\n'),
    outline: buildOutline(textBlocks, metadata.title),
    pages: [address],
  };
  keepFreshBody(article, body);
  return article;
}

/** Finishes and sanitizes a standardised body. What comes back was parsed, so it is exactly what its html renders to. */
function* settle(
  { body, containers }: StandardBody,
  window = globalThis as unknown as WindowLike,
): Steps<Element> {
  finishContainers(containers);
  let part = firstPart(body);
  const settled = sanitizedBody(part.innerHTML, window);
  while (part !== body) {
    yield;
    part = firstPart(body);
    moveChildren(sanitizedBody(part.innerHTML, window), settled);
  }
  return settled;
}

/** So many paragraphs, lists and tables are sanitized in a step. */
const STEP_CHILDREN = 1000;

/** What of a body is sanitized next, taken off it; the body itself where no more is left. */
function firstPart(body: Element): Element {
  if (body.childElementCount <= STEP_CHILDREN) return body;
  const part = body.cloneNode() as Element;
  moveChildren(body, part, STEP_CHILDREN);
  return part;
}

/** How much of a region's text a trace quotes. */
const EXCERPT_LENGTH = 60;

function excerpt(element: Element): string {
  return collapseSpace(element.textContent ?? '').slice(0, EXCERPT_LENGTH);
}

function describe(element: Element): string {
  const id = element.getAttribute('id');
  const names = element.getAttribute('class');
  return element.localName + (id ? `#${id}` : '') + (names ? `.${names.trim().split(/\s+/).join('.')}` : '');
}
