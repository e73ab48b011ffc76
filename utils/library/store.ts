import type { Article } from '../article/types';
import { newId } from '../new-id';
import { createQueue, type InTurn } from '../queue';
import { FailureError } from '../result';
import { backupKey, parseBackup, restoreBackup } from './backup';
import * as edit from './edit';
import { articleId } from './id';
import { keepingKeys, keepReplaced } from './keeping';
import { fileLines, remakeRecent } from './lines';
import {
  aliasKey,
  CHANGED_KEY,
  givenUp,
  parseKeys,
  parseLines,
  parseRecord,
  RECENT_KEY,
  readMonth,
  readMonths,
  readRecord,
  readVersions,
  recordKey,
  resolveId,
  type StorageArea,
  summariesKey,
  UNREADABLE_KEY,
  unreadableKey,
  versionsKey,
} from './read';
import { sketchText } from './same';
import type { Annotation, ArticleRecord, ArticleSummary, SavedOutline } from './schema';
import { setItems } from './set-items';
import { isWhole, summarize, summaryMonth } from './summary';
import { DUE_KEY, dueItems } from './sync-due';
import { TRASH_DAYS } from './trash-days';
import { keepVersions, NO_VERSIONS, restoreVersion, uniteVersions, type Versions } from './versions';

export { setItems };

const DAY_MS = 86_400_000;
/** So many lines wait to be filed at most, so that a mark rewrites little. */
const MOST_CHANGED_LINES = 16;
/** So many records are read for their lines in one turn: some tens of milliseconds. */
const REFRESHED_AT_ONCE = 50;

/**
 * The one writer of the library. It lives in the background; every change is queued behind the one before,
 * so read-modify-write never interleaves, and a change is reported as done only once the browser stored it.
 * A record and its summary go into the store in one `set`, which both browsers write as one.
 */
export interface LibraryStore {
  /** Saves the article as opened now (a new record, or a fresh snapshot in the old one). */
  openArticle(article: Article): Promise<ArticleRecord>;
  /** @param base what the change began from, so that what another context changed since is kept */
  putAnnotation(articleId: string, annotation: Annotation, base?: Annotation): Promise<ArticleRecord>;
  trashAnnotation(articleId: string, annotationId: string): Promise<ArticleRecord>;
  restoreAnnotation(articleId: string, annotationId: string): Promise<ArticleRecord>;
  placeAnnotations(articleId: string, places: edit.AnnotationPlace[]): Promise<ArticleRecord>;
  /** Stores the outline and shows it from now on. */
  putOutline(articleId: string, outline: SavedOutline, base?: SavedOutline): Promise<ArticleRecord>;
  /** Shows another of the saved outlines, or the one found in the page. */
  chooseOutline(articleId: string, outlineId: string | undefined): Promise<ArticleRecord>;
  trashOutline(articleId: string, outlineId: string): Promise<ArticleRecord>;
  restoreOutline(articleId: string, outlineId: string): Promise<ArticleRecord>;
  saveReadingPosition(articleId: string, position: number): Promise<ArticleRecord>;
  /** Brings marks and outlines of a day's backup back; throws `not-found` where there is none. */
  restoreBackup(articleId: string, day: string): Promise<ArticleRecord>;
  /** Brings a mark or outline back as it was before the change at that moment; `not-found` where no version is kept. */
  restoreVersion(articleId: string, version: { itemId: string; replaced: string }): Promise<ArticleRecord>;
  /** Makes one record of an essay read at two addresses: the one with the notes, which both addresses open from now on. */
  joinArticle(articleId: string, intoId: string): Promise<ArticleRecord>;
  /** Gives an article tags of its own and takes others from it. */
  tagArticle(articleId: string, tags: { add: string[]; remove: string[] }): Promise<ArticleRecord>;
  trashArticle(articleId: string): Promise<ArticleRecord>;
  restoreArticle(articleId: string): Promise<ArticleRecord>;
  /**
   * Writes anew the lines that lack what today's lines have, and the list of articles opened last: to be called after
   * an update. It takes its turn some lines at a time, so that no change waits for all of them. A line whose record
   * can't be read stays as it is.
   */
  refreshSummaries(): Promise<void>;
  /** Removes for good the articles that have lain in the trash for 30 days. */
  purgeTrash(): Promise<void>;
}

/** The store, and the turns of its writes, for what takes in what another library or another program has written. */
export type SharedStore = LibraryStore & {
  /** Runs work on the area when all writes asked for before are done, and none meanwhile. */
  inTurn: InTurn;
};

/**
 * @param area where records are kept
 * @param clock the time, for `created`, `modified` and the trash
 */
export function createLibraryStore(area: StorageArea, clock: () => Date): SharedStore {
  const inTurn = createQueue();
  const now = () => clock().toISOString();

  const oldestKept = () => new Date(clock().getTime() - TRASH_DAYS * DAY_MS).toISOString();

  /** A record's write with its line, the versions it replaces and the day's backup: all that goes into one `set`. */
  async function itemsOf(before: ArticleRecord | undefined, changed: ArticleRecord, isRestored = false) {
    const isKept = ({ deleted }: { deleted: string }) => deleted >= oldestKept();
    const record = {
      ...changed,
      trash: changed.trash.filter(isKept),
      outlineTrash: changed.outlineTrash.filter(isKept),
    };
    const stored = await area.get([CHANGED_KEY, DUE_KEY, ...keepingKeys(record.id)]);
    const waiting = parseLines(stored[CHANGED_KEY]);
    const isSameText = before?.article.text === record.article.text;
    const sketch = isSameText ? waiting.find(({ id }) => id === record.id)?.sketch : undefined;
    const line = summarize(record, sketch ?? sketchText(record.article.text));
    const changedLines = [...waiting.filter(({ id }) => id !== record.id), line];
    const isInPlace = (['saved', 'opened', 'deleted'] as const).every((key) => before?.[key] === record[key]);
    // What a restoring replaces was not written in one go with what came before.
    const kept = before && keepReplaced(stored, before, changed, clock(), isRestored ? 0 : undefined);
    const items: Record<string, unknown> = {
      [recordKey(record.id)]: record,
      ...(isInPlace && changedLines.length <= MOST_CHANGED_LINES
        ? { [CHANGED_KEY]: changedLines }
        : await fileLines(area, { lines: changedLines, moved: [line] })),
      ...kept?.items,
      ...dueItems(stored[DUE_KEY], [record.id]),
    };
    return { record, items, expired: kept?.expired ?? [] };
  }

  async function write(
    before: ArticleRecord | undefined,
    changed: ArticleRecord,
    alongside: Record<string, unknown> = {},
    isRestored = false,
  ): Promise<ArticleRecord> {
    const { record, items, expired } = await itemsOf(before, changed, isRestored);
    await setItems(area, { ...alongside, ...items });
    // Named nowhere any more: if this fails they only take room.
    if (expired.length > 0) await area.remove(expired);
    return record;
  }

  /** The record kept under an id, or the one it was joined with: a view that is still open knows the old id only. */
  async function existing(id: string): Promise<ArticleRecord> {
    // Nearly always there is no other id: one question answers both.
    const stored = await area.get([aliasKey(id), recordKey(id)]);
    const [alias, kept] = [stored[aliasKey(id)] ?? undefined, stored[recordKey(id)] ?? undefined];
    if (alias === undefined && kept !== undefined) return parseRecord(kept);
    const record = await readRecord(area, await resolveId(area, id));
    if (!record) throw new FailureError('not-found', id);
    return record;
  }

  /** Changes a record that must exist. An unchanged record is not written. */
  const change = (id: string, apply: (record: ArticleRecord, now: string) => ArticleRecord) =>
    inTurn(async () => {
      const record = await existing(id);
      const changed = apply(record, now());
      return changed === record ? record : write(record, changed);
    });

  return {
    openArticle: (article) =>
      inTurn(async () => {
        const id = await resolveId(area, await articleId(article.url));
        const key = recordKey(id);
        const stored = (await area.get(key))[key] ?? undefined;
        const setAside: Record<string, unknown> = {};
        let record: ArticleRecord | undefined;
        try {
          record = stored === undefined ? undefined : parseRecord(stored);
        } catch (error) {
          // What a later version wrote is not ours to put aside.
          if (error instanceof FailureError && error.code === 'record-newer') throw error;
          // An unreadable record is kept as it is, beside the new one.
          console.error('Jingdu: record set aside', id, error);
          const asideKey = unreadableKey(id, now());
          const keys = parseKeys((await area.get(UNREADABLE_KEY))[UNREADABLE_KEY]);
          setAside[asideKey] = stored;
          setAside[UNREADABLE_KEY] = [...keys, asideKey];
        }
        const opened = record
          ? edit.reopenRecord(record, article, { now: now(), newId })
          : edit.createRecord(id, article, now());
        return write(record, opened, setAside);
      }),
    putAnnotation: (id, annotation, base) =>
      change(id, (record, time) => edit.putAnnotation(record, annotation, time, base)),
    trashAnnotation: (id, annotationId) =>
      change(id, (record, time) => edit.trashAnnotation(record, annotationId, time)),
    restoreAnnotation: (id, annotationId) =>
      change(id, (record, time) => edit.restoreAnnotation(record, annotationId, time)),
    placeAnnotations: (id, places) => change(id, (record) => edit.placeAnnotations(record, places)),
    putOutline: (id, outline, base) =>
      change(id, (record, time) => edit.putOutline(record, outline, time, base)),
    chooseOutline: (id, outlineId) => change(id, (record) => edit.chooseOutline(record, outlineId)),
    trashOutline: (id, outlineId) => change(id, (record, time) => edit.trashOutline(record, outlineId, time)),
    restoreOutline: (id, outlineId) =>
      change(id, (record, time) => edit.restoreOutline(record, outlineId, time)),
    saveReadingPosition: (id, position) =>
      change(id, (record) =>
        record.readingPosition === position ? record : { ...record, readingPosition: position },
      ),
    restoreBackup: (id, day) =>
      inTurn(async () => {
        const record = await existing(id);
        const key = backupKey(day, record.id);
        const backup = parseBackup((await area.get(key))[key]);
        if (!backup) throw new FailureError('not-found', key);
        return write(record, restoreBackup(record, backup, now()), {}, true);
      }),
    restoreVersion: (id, version) =>
      inTurn(async () => {
        const record = await existing(id);
        const restored = restoreVersion(record, await readVersions(area, record.id), version, now());
        if (!restored) throw new FailureError('not-found', version.itemId);
        return write(record, restored, {}, true);
      }),
    joinArticle: (askedId, askedIntoId) =>
      inTurn(async () => {
        const [into, other] = [await existing(askedIntoId), await existing(askedId)];
        const [id, intoId] = [other.id, into.id];
        if (id === intoId) return into;
        const joined = edit.joinRecords(into, other, { now: now(), newId });
        const { record, items, expired } = await itemsOf(into, joined, true);
        // Joined, it counts as saved when the first of them was: its line stands in that month alone.
        const owed = summaryMonth(record.saved);
        for (const month of new Set([into, other].map(({ saved }) => summaryMonth(saved)))) {
          const key = summariesKey(month);
          const lines = (items[key] as ArticleSummary[] | undefined) ?? (await readMonth(area, month));
          items[key] = lines.filter((line) => line.id !== id && (line.id !== intoId || month === owed));
        }
        items[RECENT_KEY] = await remakeRecent(area, items);
        const key = versionsKey(intoId);
        const own = (items[key] as Versions | undefined) ?? (await readVersions(area, intoId));
        const united = uniteVersions(own, await readVersions(area, id));
        // Of what both have, one text stands. A moment of its own tells the other one's.
        const moment = new Date(clock().getTime() + 1).toISOString();
        const versions = keepVersions(united, other, joined, moment, 0);
        if (versions !== NO_VERSIONS) items[key] = versions;
        const gone = [recordKey(id), versionsKey(id)];
        await setItems(area, {
          ...items,
          ...dueItems(items[DUE_KEY], [id]),
          [aliasKey(id)]: intoId,
          ...givenUp(gone),
        });
        await area.remove([...gone, ...expired]);
        return record;
      }),
    tagArticle: (id, tags) => change(id, (record, time) => edit.tagRecord(record, tags, time)),
    trashArticle: (id) => change(id, (record, time) => edit.trashRecord(record, time)),
    restoreArticle: (id) => change(id, edit.restoreRecord),
    refreshSummaries: async () => {
      const tried = new Set<string>();
      const refreshSome = async (month: string): Promise<boolean> => {
        const lines = await readMonth(area, month);
        const isOwed = (line: ArticleSummary) => !isWhole(line) && !tried.has(line.id);
        const some = new Set(lines.filter(isOwed).slice(0, REFRESHED_AT_ONCE));
        if (some.size === 0) return false;
        const stored = await area.get([...some].map(({ id }) => recordKey(id)));
        const refresh = (line: ArticleSummary) => {
          tried.add(line.id);
          try {
            const record = parseRecord(stored[recordKey(line.id)]);
            return summarize(record, line.sketch ?? sketchText(record.article.text));
          } catch (error) {
            console.error('Jingdu: line not refreshed', line.id, error);
            return line;
          }
        };
        await setItems(area, {
          [summariesKey(month)]: lines.map((line) => (some.has(line) ? refresh(line) : line)),
        });
        return true;
      };
      for (const month of await readMonths(area)) while (await inTurn(() => refreshSome(month)));
      await inTurn(async () => setItems(area, { [RECENT_KEY]: await remakeRecent(area, {}) }));
    },
    inTurn,
    purgeTrash: () =>
      inTurn(async () => {
        const oldest = oldestKept();
        for (const month of await readMonths(area)) {
          const lines = await readMonth(area, month);
          const expired = lines.filter(({ deleted }) => deleted !== undefined && deleted < oldest);
          if (expired.length === 0) continue;
          const isKept = ({ id }: ArticleSummary) => !expired.some((line) => line.id === id);
          const stored = await area.get([CHANGED_KEY, DUE_KEY]);
          const gone = expired.flatMap(({ id }) => [recordKey(id), versionsKey(id)]);
          await setItems(area, {
            ...givenUp(gone),
            [summariesKey(month)]: lines.filter(isKept),
            [CHANGED_KEY]: parseLines(stored[CHANGED_KEY]).filter(isKept),
            ...dueItems(
              stored[DUE_KEY],
              expired.map(({ id }) => id),
            ),
          });
          await area.remove(gone);
        }
      }),
  };
}
