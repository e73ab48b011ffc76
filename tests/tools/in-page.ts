/**
 * What `extract` and `accuracy` evaluate in the browser: the code that ships, and its peers, over inert documents.
 * Bundled to one script; puts `jingduTools` on the page.
 */
import { isProbablyReaderable, Readability } from '@mozilla/readability';
import Defuddle from 'defuddle';
import type { WindowLike } from 'dompurify';
import createDOMPurify from 'dompurify';
import { extractArticle } from '../../utils/article/extract.ts';
import type { TraceStep } from '../../utils/article/trace.ts';
import { detectArticle, type Evidence } from '../../utils/portal/detect.ts';

function parse(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html');
}

/** Reads one page; what `npm run extract` prints, without the page's name. */
function read(html: string, url: string, withTrace: boolean): object {
  const page = parse(html);
  const evidence: Evidence[] = [];
  const { isArticle, confidence } = detectArticle(page, url, (found) => evidence.push(found));
  const trace: TraceStep[] = [];
  const began = performance.now();
  const article = extractArticle(page, url, { trace: (step) => trace.push(step) });
  const ms = performance.now() - began;
  const captions = [...parse(article.html).querySelectorAll('figcaption')].map(
    (caption) => caption.textContent ?? '',
  );
  const report = { isArticle, confidence, ms: Math.round(ms * 100) / 100, captions, ...article };
  return withTrace ? { ...report, evidence, trace } : report;
}

/** Detection alone, for pages that hold nothing to read. */
function detect(html: string, url: string): object {
  return detectArticle(parse(html), url);
}

const peers = {
  readability(html: string, url: string) {
    const read = attempt(() => new Readability(withBase(parse(html), url)).parse());
    return { text: read?.textContent ?? '', title: read?.title ?? '' };
  },
  defuddle(html: string, url: string) {
    const read = attempt(() => new Defuddle(parse(html), { url }).parse());
    return { text: parse(read?.content ?? '').body.textContent ?? '', title: read?.title ?? '' };
  },
};

/** Reads one page with the peers that are named. A peer that fails has read nothing. */
function readWithPeers(html: string, url: string, names: (keyof typeof peers)[]): object {
  return {
    isProbablyReaderable: isProbablyReaderable(parse(html)),
    ...Object.fromEntries(names.map((name) => [name, peers[name](html, url)])),
  };
}

/** How often each step is timed: browsers' clocks are coarse. */
const ROUNDS = 8;

/** Times, in ms, of one page's steps, each on fresh copies: parsing, detecting, reading; ours and the peers'. */
function cost(html: string, url: string): object {
  const window = globalThis as unknown as WindowLike;
  return {
    parse: timed(html, (_page, text) => parse(text)),
    detect: timed(html, (page) => detectArticle(page, url)),
    isProbablyReaderable: timed(html, (page) => isProbablyReaderable(page)),
    pipeline: timed(html, (page) => attempt(() => extractArticle(page, url))),
    readabilityAndPurify: timed(html, (page) =>
      attempt(() => createDOMPurify(window).sanitize(new Readability(page).parse()?.content ?? '')),
    ),
  };
}

function timed(html: string, run: (page: Document, html: string) => unknown): number {
  const pages = Array.from({ length: ROUNDS }, () => parse(html));
  const began = performance.now();
  for (const page of pages) run(page, html);
  return (performance.now() - began) / ROUNDS;
}

function withBase(page: Document, url: string): Document {
  const base = page.createElement('base');
  base.href = url;
  page.head.prepend(base);
  return page;
}

function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}

Object.assign(globalThis, { jingduTools: { cost, detect, read, readWithPeers } });
