/** What the bench of backups does inside the extension, beside what library-in-page.ts does. Adds to `jingduTools`. */
import './library-in-page.ts';
import { jsonArea } from '../../utils/library/json-area.ts';
import { recordKey, type StorageArea } from '../../utils/library/read.ts';
import { createLibraryMaker, type LibraryShape } from '../tools/library.ts';

declare const chrome: { storage: { local: StorageArea } };
declare const jingduTools: Record<string, unknown>;

const area = jsonArea(chrome.storage.local);

const BATCH = 100;
/** About as many as a slice of an import holds. */
const WRITTEN_AT_ONCE = 20;

/** Times of writing a library as one JSON text, and of reading that, in ms. */
function timeJson(shape: LibraryShape): { stringify: number; parse: number; characters: number } {
  const { recordOf } = createLibraryMaker(shape);
  const items = Array.from({ length: shape.articles }, (_, number) => {
    const record = recordOf(number);
    return [recordKey(record.id), record];
  });
  const began = performance.now();
  const text = JSON.stringify(items);
  const written = performance.now();
  const parsed: unknown[] = JSON.parse(text);
  const read = performance.now();
  if (parsed.length !== shape.articles) throw new Error('not read');
  return { stringify: written - began, parse: read - written, characters: text.length };
}

/** Time of writing every record into the store once, in ms: no restoring can be quicker. */
async function timeWriting(shape: LibraryShape): Promise<number> {
  const { recordOf } = createLibraryMaker(shape);
  let time = 0;
  for (let from = 0; from < shape.articles; from += WRITTEN_AT_ONCE) {
    const records = Array.from({ length: Math.min(WRITTEN_AT_ONCE, shape.articles - from) }, (_, at) =>
      recordOf(from + at),
    );
    const items = Object.fromEntries(records.map((record) => [recordKey(record.id), record]));
    const began = performance.now();
    await area.set(items);
    time += performance.now() - began;
  }
  return time;
}

/** How many records are stored as they were made, every field of them. */
async function countIdentical(shape: LibraryShape): Promise<number> {
  const { recordOf } = createLibraryMaker(shape);
  let identical = 0;
  for (let from = 0; from < shape.articles; from += BATCH) {
    const records = Array.from({ length: Math.min(BATCH, shape.articles - from) }, (_, at) =>
      recordOf(from + at),
    );
    const stored = await area.get(records.map(({ id }) => recordKey(id)));
    for (const record of records)
      if (inOrder(stored[recordKey(record.id)]) === inOrder(record)) identical += 1;
  }
  return identical;
}

/** As JSON, whatever the order of the fields: the browser stores them in its own. */
function inOrder(record: unknown): string {
  return JSON.stringify(record, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

Object.assign(jingduTools, { timeJson, timeWriting, countIdentical });
