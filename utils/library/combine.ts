import { byPosition } from './edit';
import { isSame, later } from './merge';
import type { Annotation, ArticleRecord, SavedOutline } from './schema';
import { annotationContent } from './versions';

/**
 * Two records of one article that have no common past to compare them with: this library's, and a file's. Pure. A
 * record comes back as the same object where nothing of it changes.
 */

/**
 * Both together: the text of the one that was changed last, the marks and outlines of both. Of what both have, the
 * later one stands, in the trash or not; what one deleted and the other changed afterwards is kept.
 */
export function mergeRecords(own: ArticleRecord, other: ArticleRecord, now: string): ArticleRecord {
  const [newer, older] = other.modified > own.modified ? [other, own] : [own, other];
  const marks = mergeItems(
    itemsOf(newer.annotations, newer.trash, ({ annotation }) => annotation),
    itemsOf(older.annotations, older.trash, ({ annotation }) => annotation),
  );
  const outlines = mergeItems(
    itemsOf(newer.outlines, newer.outlineTrash, ({ outline }) => outline),
    itemsOf(older.outlines, older.outlineTrash, ({ outline }) => outline),
  );
  const alive = alivePart(outlines);
  const isShown = alive.some(({ id }) => id === newer.activeOutline);
  const isBroughtBack =
    own.deleted !== undefined && other.deleted === undefined && other.modified > own.deleted;
  return changedOr(
    own,
    {
      ...own,
      article: newer.article,
      annotations: alivePart(marks).sort(byPosition),
      outlines: alive,
      tags: union(own.tags, other.tags),
      activeOutline: isShown ? newer.activeOutline : undefined,
      readingPosition: (other.opened > own.opened ? other : own).readingPosition,
      otherUrls: union(own.otherUrls, other.otherUrls),
      saved: later(own.saved, other.saved) === own.saved ? other.saved : own.saved,
      opened: later(own.opened, other.opened),
      modified: newer.modified,
      trash: deadPart(marks, (annotation, deleted) => ({ annotation, deleted })),
      outlineTrash: deadPart(outlines, (outline, deleted) => ({ outline, deleted })),
      deleted: isBroughtBack ? undefined : own.deleted,
    },
    now,
  );
}

/** The other one, with what only this one has in its trash. */
export function replaceRecord(own: ArticleRecord, other: ArticleRecord, now: string): ArticleRecord {
  const left = <T extends { id: string }>(mine: Items<T>, theirs: Items<T>) =>
    new Map(
      [...mine]
        .filter(([id]) => !theirs.has(id))
        .map(([id, { item, deleted }]) => [id, { item, deleted: deleted ?? now }]),
    );
  const marks = left(
    itemsOf(own.annotations, own.trash, ({ annotation }) => annotation),
    itemsOf(other.annotations, other.trash, ({ annotation }) => annotation),
  );
  const outlines = left(
    itemsOf(own.outlines, own.outlineTrash, ({ outline }) => outline),
    itemsOf(other.outlines, other.outlineTrash, ({ outline }) => outline),
  );
  return changedOr(
    own,
    {
      ...other,
      trash: [...other.trash, ...deadPart(marks, (annotation, deleted) => ({ annotation, deleted }))],
      outlineTrash: [
        ...other.outlineTrash,
        ...deadPart(outlines, (outline, deleted) => ({ outline, deleted })),
      ],
    },
    now,
  );
}

/**
 * What undoing an import leaves of a record that was changed after it: the record as it was before, with the marks and
 * outlines that the reader has made or changed since. `undefined` where there was none and nothing was made.
 */
export function undoRecord(
  before: ArticleRecord | undefined,
  current: ArticleRecord,
  since: string,
): ArticleRecord | undefined {
  const isSince = ({ modified }: { modified: string }) => modified > since;
  const annotations = current.annotations.filter(isSince);
  const outlines = current.outlines.filter(isSince);
  if (annotations.length + outlines.length === 0) return before;
  const none = { annotations: [], outlines: [], trash: [], outlineTrash: [], activeOutline: undefined };
  const base = before ?? { ...current, ...none };
  return mergeRecords(base, { ...base, ...none, annotations, outlines, modified: current.modified }, since);
}

/** What one record becomes of an article, in numbers. */
export interface RecordChange {
  kind: 'added' | 'changed' | 'same';
  /** Marks that come. */
  marks: number;
  /** Marks that are there and become others. */
  replaced: number;
  /** Marks that go to the trash. */
  trashed: number;
}

/** Counts what a change does to a record; there may have been none. */
export function countChange(before: ArticleRecord | undefined, after: ArticleRecord): RecordChange {
  const old = new Map((before?.annotations ?? []).map((mark) => [mark.id, mark]));
  const counts = { marks: 0, replaced: 0, trashed: 0 };
  for (const mark of after.annotations) {
    const was = old.get(mark.id);
    old.delete(mark.id);
    if (!was) counts.marks += 1;
    else if (!isSame(annotationContent(was), annotationContent(mark))) counts.replaced += 1;
  }
  counts.trashed = old.size;
  const kind = !before ? 'added' : before === after ? 'same' : 'changed';
  return { kind, ...counts };
}

/** A mark or an outline, and when it was deleted. */
interface Kept<T> {
  item: T;
  deleted: string | undefined;
}
type Items<T> = ReadonlyMap<string, Kept<T>>;

function itemsOf<T extends { id: string }, D extends { deleted: string }>(
  alive: readonly T[],
  trash: readonly D[],
  itemOf: (entry: D) => T,
): Items<T> {
  const items = new Map<string, Kept<T>>();
  for (const entry of trash) items.set(itemOf(entry).id, { item: itemOf(entry), deleted: entry.deleted });
  for (const item of alive) items.set(item.id, { item, deleted: undefined });
  return items;
}

function mergeItems<T extends Annotation | SavedOutline>(newer: Items<T>, older: Items<T>): Items<T> {
  const merged = new Map(newer);
  for (const [id, old] of older) {
    const now = newer.get(id);
    if (!now) {
      merged.set(id, old);
      continue;
    }
    const item = old.item.modified > now.item.modified ? old.item : now.item;
    const isEditedSince =
      now.deleted !== undefined && old.deleted === undefined && old.item.modified > now.deleted;
    merged.set(id, { item, deleted: isEditedSince ? undefined : now.deleted });
  }
  return merged;
}

const alivePart = <T>(items: Items<T>): T[] =>
  [...items.values()].flatMap(({ item, deleted }) => (deleted === undefined ? [item] : []));
const deadPart = <T, D>(items: Items<T>, entry: (item: T, deleted: string) => D): D[] =>
  [...items.values()].flatMap(({ item, deleted }) => (deleted === undefined ? [] : [entry(item, deleted)]));

const union = (own: readonly string[], other: readonly string[]) => [...new Set([...own, ...other])];

/**
 * The own record where nothing else came of it, whatever the order of its marks. What changed has a moment of its own,
 * by which lists and index notice.
 */
function changedOr(own: ArticleRecord, made: ArticleRecord, now: string): ArticleRecord {
  if (isSame(inOrder(own), inOrder(made))) return own;
  return made.modified === own.modified ? { ...made, modified: now } : made;
}

function inOrder({
  article,
  annotations,
  outlines,
  tags,
  trash,
  outlineTrash,
  otherUrls,
  ...rest
}: ArticleRecord) {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return [
    article,
    [...annotations].sort(byId),
    [...outlines].sort(byId),
    [...tags].sort(),
    [...otherUrls].sort(),
    trash.map(({ annotation, deleted }) => ({ id: annotation.id, annotation, deleted })).sort(byId),
    outlineTrash.map(({ outline, deleted }) => ({ id: outline.id, outline, deleted })).sort(byId),
    Object.entries(rest)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
}
