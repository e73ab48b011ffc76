import type { Article } from '../article/types';
import { carryOutline } from '../outline/saved';
import { mergeAnnotation, mergeOutline } from './merge';
import type { AnchorState, Annotation, ArticleRecord, SavedOutline } from './schema';
import { SCHEMA_VERSION } from './version';

/**
 * Pure changes of one record: record in, changed record out, the old one untouched.
 * `now` is ISO 8601 in UTC.
 */

/** A snapshot much shorter than the one kept is taken for a broken page (login wall, error page) and not kept. */
const SHORTEST_SNAPSHOT_SHARE = 0.5;

export function createRecord(id: string, article: Article, now: string): ArticleRecord {
  return {
    schemaVersion: SCHEMA_VERSION,
    id,
    article,
    annotations: [],
    outlines: [],
    tags: [],
    readingPosition: 0,
    saved: now,
    opened: now,
    modified: now,
    trash: [],
    outlineTrash: [],
    otherUrls: [],
  };
}

/** The article was opened again: its snapshot is renewed, and it leaves the trash. */
export function reopenRecord(
  record: ArticleRecord,
  article: Article,
  { now, newId }: { now: string; newId: () => string },
): ArticleRecord {
  const old = record.article;
  const isBroken = article.text.length < old.text.length * SHORTEST_SNAPSHOT_SHARE;
  // Its other pages are still on their way, or did not come.
  const isPartial = article.pages.length < old.pages.length && article.text.length < old.text.length;
  const reopened = { ...record, opened: now, deleted: undefined };
  if (isBroken || isPartial) return reopened;
  const carried = record.outlines.map((outline) =>
    carryOutline(outline, old.outline, article.outline, newId),
  );
  // Outlines that the text leaves as they were are not changed: a day of mere reading takes no backup's place.
  const isSame = JSON.stringify(carried) === JSON.stringify(record.outlines);
  return { ...reopened, article, outlines: isSame ? record.outlines : carried };
}

/**
 * Adds the mark, or replaces the one with its id.
 * @param base the mark that the change began from: what was changed elsewhere since is kept, also where it was deleted
 *   there
 */
export function putAnnotation(
  record: ArticleRecord,
  annotation: Annotation,
  now: string,
  base?: Annotation,
): ArticleRecord {
  const trashed = record.trash.find((entry) => entry.annotation.id === annotation.id);
  const stored = record.annotations.find(({ id }) => id === annotation.id) ?? trashed?.annotation;
  const others = record.annotations.filter(({ id }) => id !== annotation.id);
  const merged = base && stored ? mergeAnnotation(base, annotation, stored) : annotation;
  return {
    ...record,
    annotations: [...others, merged].sort(byPosition),
    trash: record.trash.filter((entry) => entry.annotation.id !== annotation.id),
    modified: now,
    deleted: undefined,
  };
}

/** Moves the mark to the trash. A mark that is not there changes nothing. */
export function trashAnnotation(record: ArticleRecord, annotationId: string, now: string): ArticleRecord {
  const annotation = record.annotations.find(({ id }) => id === annotationId);
  if (!annotation) return record;
  return {
    ...record,
    annotations: record.annotations.filter(({ id }) => id !== annotationId),
    trash: [...record.trash, { annotation, deleted: now }],
    modified: now,
  };
}

/** Brings a mark back from the trash. A mark that is not there changes nothing. */
export function restoreAnnotation(record: ArticleRecord, annotationId: string, now: string): ArticleRecord {
  const entry = record.trash.find(({ annotation }) => annotation.id === annotationId);
  return entry ? putAnnotation(record, entry.annotation, now) : record;
}

/**
 * Where anchoring found the marks today. The reader's text stays; only the place and the state follow, and of a mark
 * that was not found for certain the state alone.
 */
export interface AnnotationPlace {
  id: string;
  start: number;
  end: number;
  state: AnchorState;
}

export function placeAnnotations(record: ArticleRecord, places: AnnotationPlace[]): ArticleRecord {
  const byId = new Map(places.map((place) => [place.id, place]));
  const moved = record.annotations.some(({ id, position, state }) => {
    const place = byId.get(id);
    if (!place) return false;
    const isFound = place.state === 'exact' || place.state === 'moved';
    const isElsewhere = place.start !== position.start || place.end !== position.end;
    return place.state !== state || (isFound && isElsewhere);
  });
  if (!moved) return record;
  return {
    ...record,
    annotations: record.annotations
      .map((annotation) => {
        const place = byId.get(annotation.id);
        if (!place) return annotation;
        const isFound = place.state === 'exact' || place.state === 'moved';
        const position = isFound ? { start: place.start, end: place.end } : annotation.position;
        return { ...annotation, position, state: place.state };
      })
      .sort(byPosition),
  };
}

/**
 * Adds the outline, or replaces the one with its id, and shows it from now on.
 * @param base the outline that the change began from: what was changed elsewhere since is kept, also where it was
 *   deleted there
 */
export function putOutline(
  record: ArticleRecord,
  outline: SavedOutline,
  now: string,
  base?: SavedOutline,
): ArticleRecord {
  const kept = record.outlines.find(({ id }) => id === outline.id);
  const stored = kept ?? record.outlineTrash.find((entry) => entry.outline.id === outline.id)?.outline;
  const merged = base && stored ? mergeOutline(base, outline, stored) : outline;
  return {
    ...record,
    outlines: kept
      ? record.outlines.map((old) => (old === kept ? merged : old))
      : [...record.outlines, merged],
    activeOutline: outline.id,
    outlineTrash: record.outlineTrash.filter((entry) => entry.outline.id !== outline.id),
    modified: now,
    deleted: undefined,
  };
}

/** Shows another of the saved outlines; without an id the one found in the page. An id that is not there changes nothing. */
export function chooseOutline(record: ArticleRecord, outlineId: string | undefined): ArticleRecord {
  const isKnown = outlineId === undefined || record.outlines.some(({ id }) => id === outlineId);
  if (!isKnown || record.activeOutline === outlineId) return record;
  return { ...record, activeOutline: outlineId };
}

/** Moves the outline to the trash; where it was on show, the one found in the page is. */
export function trashOutline(record: ArticleRecord, outlineId: string, now: string): ArticleRecord {
  const outline = record.outlines.find(({ id }) => id === outlineId);
  if (!outline) return record;
  return {
    ...record,
    outlines: record.outlines.filter(({ id }) => id !== outlineId),
    activeOutline: record.activeOutline === outlineId ? undefined : record.activeOutline,
    outlineTrash: [...record.outlineTrash, { outline, deleted: now }],
    modified: now,
  };
}

/** Brings an outline back from the trash, and shows it. One that is not there changes nothing. */
export function restoreOutline(record: ArticleRecord, outlineId: string, now: string): ArticleRecord {
  const entry = record.outlineTrash.find(({ outline }) => outline.id === outlineId);
  return entry ? putOutline(record, entry.outline, now) : record;
}

/**
 * One essay that was read at two addresses becomes one record: the text of the one read last, the marks and outlines
 * of both.
 */
export function joinRecords(
  record: ArticleRecord,
  other: ArticleRecord,
  made: { now: string; newId: () => string },
): ArticleRecord {
  const reopened = reopenRecord(record, other.article, made);
  const known = new Set([...record.annotations, ...record.outlines].map(({ id }) => id));
  const isNew = ({ id }: { id: string }) => !known.has(id);
  return {
    ...reopened,
    annotations: [...record.annotations, ...other.annotations.filter(isNew)].sort(byPosition),
    outlines: [...reopened.outlines, ...other.outlines.filter(isNew)],
    tags: [...new Set([...record.tags, ...other.tags])],
    trash: [...record.trash, ...other.trash],
    outlineTrash: [...record.outlineTrash, ...other.outlineTrash],
    otherUrls: [...new Set([...record.otherUrls, ...other.otherUrls, record.article.url, other.article.url])],
    saved: [record.saved, other.saved].sort()[0] ?? record.saved,
    modified: made.now,
  };
}

/** Gives the article tags and takes others from it. A tag that it has, or has not, is left as it is. */
export function tagRecord(
  record: ArticleRecord,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
  now: string,
): ArticleRecord {
  const tags = [...new Set([...record.tags, ...add])].filter((tag) => !remove.includes(tag));
  const isSame = tags.length === record.tags.length && tags.every((tag, at) => tag === record.tags[at]);
  return isSame ? record : { ...record, tags, modified: now };
}

/** Moves the whole article to the trash. In the trash already, it keeps its day. */
export function trashRecord(record: ArticleRecord, now: string): ArticleRecord {
  return record.deleted === undefined ? { ...record, deleted: now } : record;
}

export function restoreRecord(record: ArticleRecord): ArticleRecord {
  return record.deleted === undefined ? record : { ...record, deleted: undefined };
}

/** The order of marks in a record. */
export function byPosition(a: Annotation, b: Annotation): number {
  return a.position.start - b.position.start || a.position.end - b.position.end;
}
