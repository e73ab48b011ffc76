/**
 * What the bench does inside the extension: a library is written into its store, and the code that ships works on it.
 * Bundled to one script; puts `jingduTools` on the page.
 */

import { jsonArea } from '../../utils/library/json-area.ts';
import {
  MONTHS_KEY,
  RECENT_KEY,
  readSummaries,
  recordKey,
  type StorageArea,
  summariesKey,
} from '../../utils/library/read.ts';
import { listRecent } from '../../utils/library/recent.ts';
import { sketchText } from '../../utils/library/same.ts';
import type { Annotation } from '../../utils/library/schema.ts';
import { summarize, summaryMonth } from '../../utils/library/summary.ts';
import { createSearch, type LibrarySearch } from '../../utils/search/search.ts';
import { SEARCH_DATABASE } from '../../utils/search/shard-store.ts';
import { createLibraryMaker, type LibraryShape } from '../tools/library.ts';
import { seededRandom } from '../tools/random.ts';

declare const chrome: {
  storage: { local: StorageArea & { clear(): Promise<void> } };
  runtime: { sendMessage(message: unknown): Promise<unknown> };
};

const area = jsonArea(chrome.storage.local);
/** Records written or read by one call of the store. */
const BATCH = 100;
/** So much of a text is enough for a sketch of the right size. */
const SKETCHED = 300;
/** Hits that a list shows. */
const PAGE = 50;

/** Replaces what is stored by a library. */
async function fillStore(shape: LibraryShape): Promise<void> {
  await chrome.storage.local.clear();
  const { recordOf } = createLibraryMaker(shape);
  const months = new Map<string, ReturnType<typeof summarize>[]>();
  for (let from = 0; from < shape.articles; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, shape.articles - from) }, (_, at) => from + at);
    const records = numbers.map(recordOf);
    for (const record of records) {
      const month = summaryMonth(record.saved);
      const line = summarize(record, sketchText(record.article.text.slice(0, SKETCHED)));
      months.set(month, [...(months.get(month) ?? []), line]);
    }
    await area.set(Object.fromEntries(records.map((record) => [recordKey(record.id), record])));
  }
  await area.set({
    ...Object.fromEntries([...months].map(([month, lines]) => [summariesKey(month), lines])),
    [MONTHS_KEY]: [...months.keys()].sort().reverse(),
    [RECENT_KEY]: listRecent([...months.values()].flat()),
  });
}

/** Time of saving one more mark to the first article, which is the same in each library, in ms. */
async function timeSaving(shape: LibraryShape): Promise<number> {
  const record = createLibraryMaker(shape).recordOf(0);
  const [mark] = record.annotations;
  const annotation = { ...(mark as Annotation), id: crypto.randomUUID() };
  const began = performance.now();
  const answer = await chrome.runtime.sendMessage({
    type: 'put-annotation',
    articleId: record.id,
    annotation,
  });
  if (!(answer as { ok: boolean }).ok) throw new Error(JSON.stringify(answer));
  return performance.now() - began;
}

/** Time of storing one number: the browser's own part, which grows with the number of keys. In ms. */
async function timeBareSet(): Promise<number> {
  const began = performance.now();
  await chrome.storage.local.set({ bench: began });
  return performance.now() - began;
}

/** Every record, some at a time. */
async function readAll(
  articles: number,
  use: (record: { article: { text: string } }) => void,
): Promise<void> {
  for (let from = 0; from < articles; from += BATCH) {
    const keys = Array.from({ length: Math.min(BATCH, articles - from) }, (_, at) =>
      recordKey((from + at).toString(16).padStart(32, '0')),
    );
    for (const record of Object.values(await area.get(keys))) use(record as { article: { text: string } });
  }
}

let search: LibrarySearch | undefined;

/** Time until the index is up, from nothing or from what is kept, and the longest task meanwhile; in ms. */
async function timeIndex(isKept: boolean) {
  if (!isKept)
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(SEARCH_DATABASE);
      request.onsuccess = resolve;
      request.onerror = request.onblocked = reject;
    });
  let longest = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  observer.observe({ type: 'longtask' });
  const began = performance.now();
  search = createSearch({ area });
  await search.refresh();
  const time = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  return { time, longest };
}

/** Time of reading all records and lines, in ms. */
async function timeReading(articles: number): Promise<number> {
  const began = performance.now();
  let read = (await readSummaries(area)).length;
  await readAll(articles, ({ article }) => {
    read += article.text.length;
  });
  if (read === 0) throw new Error('nothing stored');
  return performance.now() - began;
}

/** Times of typing stretches of stored texts character by character, in ms a keystroke. */
async function timeKeystrokes(shape: LibraryShape, typed: number, length: number): Promise<number[]> {
  if (!search) throw new Error('no index');
  const { recordOf } = createLibraryMaker(shape);
  const random = seededRandom(shape.seed);
  const times: number[] = [];
  for (let at = 0; at < typed; at += 1) {
    const { text } = recordOf(random.below(shape.articles)).article;
    // Within a clause: signs are searched for, too, so words on both sides of one are no stretch of the text.
    const clauses = text.slice(random.below(text.length / 2)).split(/[\s，。]/);
    const stretch = (clauses.find((clause) => clause.length >= length) ?? '').slice(0, length);
    for (let end = 1; end <= stretch.length; end += 1) {
      const began = performance.now();
      const hits = await search.search(stretch.slice(0, end), { limit: PAGE });
      times.push(performance.now() - began);
      if (hits.length === 0) throw new Error(`not found: ${stretch.slice(0, end)}`);
    }
  }
  return times;
}

/** Time of looking for one stretch in every stored text. */
async function timeScan(shape: LibraryShape): Promise<number> {
  const { text } = createLibraryMaker(shape).recordOf(0).article;
  const wanted = text.slice(100, 104);
  const began = performance.now();
  let found = 0;
  await readAll(shape.articles, ({ article }) => {
    if (article.text.includes(wanted)) found += 1;
  });
  if (found === 0) throw new Error('nothing found');
  return performance.now() - began;
}

Object.assign(globalThis, {
  jingduTools: { fillStore, timeBareSet, timeIndex, timeKeystrokes, timeReading, timeSaving, timeScan },
});
