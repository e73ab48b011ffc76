import { defineContentScript } from 'wxt/utils/define-content-script';
import { anchorAll, anchorSelectors } from '../utils/annotation/anchor';
import { describeSpan, sectionPath } from '../utils/annotation/describe';
import { readPageText } from '../utils/annotation/page-text';
import { paintRanges } from '../utils/annotation/paint';
import type { TextSpan } from '../utils/annotation/types';
import { extractArticle } from '../utils/article/extract';
import type { Article } from '../utils/article/types';
import { canonicalUrl } from '../utils/article/url';
import type { Annotation, ArticleRecord } from '../utils/library/schema';
import { ask, onMessage, type TabMessage } from '../utils/messages';
import { newId } from '../utils/new-id';
import { findPages } from '../utils/portal/pages';
import { FailureError, type Result, toResult } from '../utils/result';
import { DEFAULT_SETTINGS } from '../utils/settings';

/** Set in this extension's own world of the page: what ends the script that runs there. */
declare global {
  var jingduOriginal: { stop: () => void } | undefined;
}

/**
 * Injected where the reader wants marks on the portal's own page: paints those of its article by their quotes, without
 * a change to the page, and makes marks of what is selected there. Injected once more it takes the place of the first.
 */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  async main(ctx) {
    globalThis.jingduOriginal?.stop();
    const stop = onMessage((message) => {
      const told = message as TabMessage;
      if (told.type === 'record-changed') void paint(told.record.annotations);
      if (told.type === 'leave-page') void paint([]);
      return told.type === 'mark-selection' ? markSelection() : undefined;
    });
    const running = { stop };
    globalThis.jingduOriginal = running;
    ctx.onInvalidated(() => {
      stop();
      // Else another one runs already, and has painted.
      if (globalThis.jingduOriginal === running) void paint([]);
    });
    const answer = await ask('open-original', { url: articleUrl() });
    if (answer.ok) await paint(answer.value?.annotations ?? []);
  },
});

/** The address that the page's article is kept under: of one in several pages the first one's. */
function articleUrl(): string {
  const { pages } = findPages(document, location.href);
  return (pages.length > 1 ? pages[0] : undefined) ?? canonicalUrl(document, location.href);
}

let latest: Annotation[] = [];

async function paint(annotations: Annotation[]): Promise<void> {
  latest = annotations;
  const page = readPageText(document.body);
  const targets = annotations.map((annotation) => ({ ...annotation, position: ANYWHERE }));
  const found = await anchorAll(page.text, targets, PACE);
  // Marks that came meanwhile are on their way.
  if (latest !== annotations) return;
  const marks = found.map(({ target, state, start, end }) => {
    const isFound = state === 'exact' || state === 'moved';
    return { annotation: target, range: isFound ? page.rangeOf({ start, end }) : undefined };
  });
  paintRanges(globalThis, marks);
}

/** The portal's page must stay quick while its marks are looked for. */
const PACE = { now: () => performance.now(), rest: () => new Promise<void>((done) => setTimeout(done)) };
/** Places in the article's text say nothing about places in the page's. */
const ANYWHERE: TextSpan = { start: 0, end: 0 };

/** Makes a mark of the text selected on the page, where it is the article's. */
function markSelection(): Promise<Result<null>> {
  return toResult(async () => {
    const selection = document.getSelection();
    const page = readPageText(document.body);
    const span = selection?.rangeCount ? page.spanOf(selection.getRangeAt(0)) : undefined;
    if (!span) throw new FailureError('nothing-selected');
    const article = readArticle();
    const selectors = { ...describeSpan(page.text, span), position: ANYWHERE };
    const { state, start, end } = anchorSelectors(article.text, selectors);
    if (state !== 'exact' && state !== 'moved') throw new FailureError('nothing-selected', state);
    const opened = unwrap(await ask('open-article', { article }));
    const annotation = await makeMark(article, { start, end });
    const record = unwrap(await ask('put-annotation', { articleId: opened.id, annotation }));
    selection?.removeAllRanges();
    await paint((record as ArticleRecord).annotations);
    return null;
  }, 'not-readable');
}

function readArticle(): Article {
  const article = extractArticle(document, location.href);
  return { ...article, url: articleUrl() };
}

async function makeMark({ text, outline }: Article, span: TextSpan): Promise<Annotation> {
  const settings = await ask('read-settings', {});
  const { color } = settings.ok ? settings.value : DEFAULT_SETTINGS;
  const now = new Date().toISOString();
  return {
    id: newId(),
    ...describeSpan(text, span),
    section: sectionPath(outline, span.start),
    color,
    style: 'highlight',
    note: '',
    tags: [],
    created: now,
    modified: now,
    state: 'exact',
  };
}

function unwrap<T>(answer: Result<T>): T {
  if (!answer.ok) throw new FailureError(answer.error.code, answer.error.detail);
  return answer.value;
}
