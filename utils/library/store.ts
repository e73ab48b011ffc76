import type { Article } from '../article/types';
import { newId } from '../new-id';
import { FailureError } from '../result';
import * as edit from './edit';
import { articleId } from './id';
import {
  MONTHS_KEY,
  parseRecord,
  readMonth,
  readMonths,
  readRecord,
  recordKey,
  type StorageArea,
  summariesKey,
} from './read';
import type { Annotation, ArticleRecord, SavedOutline } from './schema';
import { summarize, summaryMonth } from './summary';

/** What is deleted can be brought back for this long. */
const TRASH_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * The one writer of the library. It lives in the background; every change is queued behind the one before,
 * so read-modify-write never interleaves, and a change is reported as done only once the browser stored it.
 * A record and its summary go into the store in one `set`, which both browsers write as one.
 */
export interface LibraryStore {
  /** Saves the article as opened now (a new record, or a fresh snapshot in the old one). */
  openArticle(article: Article): Promise<ArticleRecord>;
  putAnnotation(articleId: string, annotation: Annotation): Promise<ArticleRecord>;
  trashAnnotation(articleId: string, annotationId: string): Promise<ArticleRecord>;
  restoreAnnotation(articleId: string, annotationId: string): Promise<ArticleRecord>;
  placeAnnotations(articleId: string, places: edit.AnnotationPlace[]): Promise<ArticleRecord>;
  /** Stores the outline and shows it from now on. */
  putOutline(articleId: string, outline: SavedOutline): Promise<ArticleRecord>;
  /** Shows another of the saved outlines, or the one found in the page. */
  chooseOutline(articleId: string, outlineId: string | undefined): Promise<ArticleRecord>;
  trashOutline(articleId: string, outlineId: string): Promise<ArticleRecord>;
  restoreOutline(articleId: string, outlineId: string): Promise<ArticleRecord>;
  saveReadingPosition(articleId: string, position: number): Promise<ArticleRecord>;
  trashArticle(articleId: string): Promise<ArticleRecord>;
  restoreArticle(articleId: string): Promise<ArticleRecord>;
  /** Removes for good the articles that have lain in the trash for 30 days. */
  purgeTrash(): Promise<void>;
}

/**
 * @param area where records are kept
 * @param clock the time, for `created`, `modified` and the trash
 */
export function createLibraryStore(area: StorageArea, clock: () => Date): LibraryStore {
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work);
    queue = turn;
    return turn;
  };
  const now = () => clock().toISOString();

  const oldestKept = () => new Date(clock().getTime() - TRASH_DAYS * DAY_MS).toISOString();

  async function write(
    changed: ArticleRecord,
    alongside: Record<string, unknown> = {},
  ): Promise<ArticleRecord> {
    const isKept = ({ deleted }: { deleted: string }) => deleted >= oldestKept();
    const record = {
      ...changed,
      trash: changed.trash.filter(isKept),
      outlineTrash: changed.outlineTrash.filter(isKept),
    };
    const month = summaryMonth(record.saved);
    const months = await readMonths(area);
    const others = (await readMonth(area, month)).filter(({ id }) => id !== record.id);
    const items: Record<string, unknown> = {
      ...alongside,
      [recordKey(record.id)]: record,
      [summariesKey(month)]: [...others, summarize(record)],
    };
    if (!months.includes(month)) items[MONTHS_KEY] = [...months, month].sort().reverse();
    await setItems(area, items);
    return record;
  }

  /** Changes a record that must exist. An unchanged record is not written. */
  const change = (id: string, apply: (record: ArticleRecord, now: string) => ArticleRecord) =>
    inTurn(async () => {
      const record = await readRecord(area, id);
      if (!record) throw new FailureError('not-found', id);
      const changed = apply(record, now());
      return changed === record ? record : write(changed);
    });

  return {
    openArticle: (article) =>
      inTurn(async () => {
        const id = await articleId(article.url);
        const key = recordKey(id);
        const stored = (await area.get(key))[key];
        const setAside: Record<string, unknown> = {};
        let record: ArticleRecord | undefined;
        try {
          record = stored === undefined ? undefined : parseRecord(stored);
        } catch (error) {
          // What a later version wrote is not ours to put aside.
          if (error instanceof FailureError && error.code === 'record-newer') throw error;
          // An unreadable record is kept as it is, beside the new one.
          console.error('Jingdu: record set aside', id, error);
          setAside[`unreadable:${id}:${now()}`] = stored;
        }
        const opened = record
          ? edit.reopenRecord(record, article, { now: now(), newId })
          : edit.createRecord(id, article, now());
        return write(opened, setAside);
      }),
    putAnnotation: (id, annotation) =>
      change(id, (record, time) => edit.putAnnotation(record, annotation, time)),
    trashAnnotation: (id, annotationId) =>
      change(id, (record, time) => edit.trashAnnotation(record, annotationId, time)),
    restoreAnnotation: (id, annotationId) =>
      change(id, (record, time) => edit.restoreAnnotation(record, annotationId, time)),
    placeAnnotations: (id, places) => change(id, (record) => edit.placeAnnotations(record, places)),
    putOutline: (id, outline) => change(id, (record, time) => edit.putOutline(record, outline, time)),
    chooseOutline: (id, outlineId) => change(id, (record) => edit.chooseOutline(record, outlineId)),
    trashOutline: (id, outlineId) => change(id, (record, time) => edit.trashOutline(record, outlineId, time)),
    restoreOutline: (id, outlineId) =>
      change(id, (record, time) => edit.restoreOutline(record, outlineId, time)),
    saveReadingPosition: (id, position) =>
      change(id, (record) =>
        record.readingPosition === position ? record : { ...record, readingPosition: position },
      ),
    trashArticle: (id) => change(id, (record, time) => edit.trashRecord(record, time)),
    restoreArticle: (id) => change(id, edit.restoreRecord),
    purgeTrash: () =>
      inTurn(async () => {
        const oldest = oldestKept();
        for (const month of await readMonths(area)) {
          const lines = await readMonth(area, month);
          const expired = lines.filter(({ deleted }) => deleted !== undefined && deleted < oldest);
          if (expired.length === 0) continue;
          // Lines first: a record without a line is only wasted space, a line without a record is a broken list.
          await setItems(area, { [summariesKey(month)]: lines.filter((line) => !expired.includes(line)) });
          await area.remove(expired.map(({ id }) => recordKey(id)));
        }
      }),
  };
}

/** Chrome: "…kQuotaBytes quota exceeded"; Firefox: QuotaExceededError; a full disk: "No space left on device", "FILE_ERROR_NO_SPACE". */
const STORAGE_FULL = /quota|no[ _]space|enough space/i;

/** One atomic write. Throws `storage-full` or `storage-failed`; then nothing of it was stored. */
export async function setItems(area: StorageArea, items: Record<string, unknown>): Promise<void> {
  try {
    await area.set(items);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new FailureError(
      STORAGE_FULL.test(`${error} ${detail}`) ? 'storage-full' : 'storage-failed',
      detail,
    );
  }
}
