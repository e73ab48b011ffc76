import { diff3Merge } from 'node-diff3';
import { byPosition } from '../library/edit';
import { isSame, mergeAnnotation, mergeFields, mergeList, mergeOutline } from '../library/merge';
import type { Annotation, SavedOutline } from '../library/schema';
import { annotationContent, outlineContent } from '../library/versions';
import type { Essay, Notes } from './bundles';

/**
 * Merges of what was made of an article on two machines. With a common past it is a three-way merge: only one side
 * changed it, it is theirs; an edit beats a deletion; nothing that is on show vanishes, it goes to the trash at most.
 * Without one both stand together. Either way no clock is asked.
 */

/** Something of theirs that has no place in the merged notes: it goes among the versions of its mark or outline. */
export type Displaced =
  | { kind: 'annotation'; item: Annotation; isConflict: boolean }
  | { kind: 'outline'; item: SavedOutline; isConflict: boolean };

export interface Merged {
  notes: Notes;
  displaced: Displaced[];
}

/** Longer notes are not merged by characters: it takes time by the square of what differs. */
const LONGEST_MERGED = 8_000;

/**
 * Texts that both changed, by diff3 over characters. Without a base one that holds the other stands.
 * @returns `undefined` where they can't be merged
 */
export function mergeText(base: string | undefined, mine: string, theirs: string): string | undefined {
  if (mine === theirs || base === theirs) return mine;
  if (base === mine) return theirs;
  if (mine.includes(theirs) && !base) return mine;
  if (theirs.includes(mine) && !base) return theirs;
  if (base === undefined || mine.length + theirs.length + base.length > LONGEST_MERGED) return undefined;
  // By code points: half a character is none.
  const regions = diff3Merge([...mine], [...base], [...theirs]);
  return regions.some(({ conflict }) => conflict)
    ? undefined
    : regions.flatMap(({ ok }) => ok ?? []).join('');
}

/** @param now for what goes to the trash */
export function mergeNotes(base: Notes | undefined, mine: Notes, theirs: Notes, now: string): Merged {
  const displaced: Displaced[] = [];
  const marks = mergeItems(markItems(base), markItems(mine), markItems(theirs), {
    contentOf: annotationContent,
    merge: (was, here, there) => {
      const { item, isConflict } = mergeMarks(was, here, there);
      if (isDisplaced(annotationContent, was, there, item))
        displaced.push({ kind: 'annotation', item: there, isConflict });
      return item;
    },
    now,
  });
  const outlines = mergeItems(outlineItems(base), outlineItems(mine), outlineItems(theirs), {
    contentOf: outlineContent,
    merge: (was, here, there) => {
      const { item, isConflict } = mergeOutlines(was, here, there);
      if (isDisplaced(outlineContent, was, there, item))
        displaced.push({ kind: 'outline', item: there, isConflict });
      return item;
    },
    now,
  });
  const alive = alivePart(outlines);
  const isMyChoice = !base || mine.activeOutline !== base.activeOutline;
  const chosen = isMyChoice ? mine.activeOutline : theirs.activeOutline;
  const merged: Notes = {
    ...(base ? mergeFields(base, mine, theirs) : mine),
    annotations: alivePart(marks).sort(byPosition),
    trash: deadPart(marks, (annotation, deleted) => ({ annotation, deleted })),
    outlines: alive,
    outlineTrash: deadPart(outlines, (outline, deleted) => ({ outline, deleted })),
    tags: mergeList(base?.tags ?? [], mine.tags, theirs.tags),
    otherUrls: mergeList(base?.otherUrls ?? [], mine.otherUrls, theirs.otherUrls),
    activeOutline: alive.some(({ id }) => id === chosen) ? chosen : undefined,
    saved: earlier(mine.saved, theirs.saved),
    deleted: mergeDeleted(base, mine, theirs),
    modified: now,
  };
  // The order of marks that stand at one place is nobody's: theirs is as good as mine.
  const isLike = (other: Notes) => isSame(inOrder(merged), inOrder({ ...other, modified: now }));
  const notes = isLike(theirs) ? theirs : isLike(mine) ? mine : merged;
  return { notes, displaced };
}

/** Which essay stands: of two new ones the fuller, for pages load in part. */
export function mergeEssays(isMineNew: boolean, isTheirsNew: boolean, mine: Essay, theirs: Essay): Essay {
  if (isMineNew && isTheirsNew) return theirs.text.length > mine.text.length ? theirs : mine;
  return isTheirsNew ? theirs : mine;
}

/** What the reader made of an article. Where the window stood and when it was opened is none of it. */
export function notesContent({ annotations, outlines, tags, trash, outlineTrash }: Notes): unknown {
  return {
    annotations: annotations.map((mark) => [mark.id, annotationContent(mark)]).sort(),
    outlines: outlines.map((outline) => [outline.id, outlineContent(outline)]).sort(),
    tags: [...tags].sort(),
    trash: [
      ...trash.map(({ annotation }) => annotation.id),
      ...outlineTrash.map(({ outline }) => outline.id),
    ].sort(),
  };
}

/** A merged item, and whether the reader should look at it: words of both sides are in the way of each other. */
function mergeMarks(was: Annotation | undefined, mine: Annotation, theirs: Annotation) {
  const note = mergeText(was?.note, mine.note, theirs.note);
  const merged = was
    ? mergeAnnotation(was, mine, theirs)
    : { ...mine, tags: mergeList([], mine.tags, theirs.tags) };
  return { item: { ...merged, note: note ?? mine.note }, isConflict: note === undefined };
}

function mergeOutlines(was: SavedOutline | undefined, mine: SavedOutline, theirs: SavedOutline) {
  const merged = mergeOutline(was ?? { ...theirs, nodes: [] }, mine, theirs);
  const [before, here, there] = [was?.nodes ?? [], mine.nodes, theirs.nodes].map(
    (nodes) => new Map(nodes.map((node) => [node.id, node])),
  );
  let isConflict = mergeText(was?.name, mine.name, theirs.name) === undefined;
  const nodes = merged.nodes.map((node) => {
    const [old, own, other] = [before?.get(node.id), here?.get(node.id), there?.get(node.id)];
    if (!own || !other) return node;
    const note = mergeText(old?.note, own.note, other.note);
    const isTitleTorn = own.title !== other.title && own.title !== old?.title && other.title !== old?.title;
    isConflict ||= note === undefined || isTitleTorn;
    return { ...node, note: note ?? own.note };
  });
  return { item: { ...merged, nodes }, isConflict };
}

/** Whether their content is another one than what stands now, and was none that I knew. */
function isDisplaced<T>(contentOf: (item: T) => unknown, was: T | undefined, theirs: T, merged: T): boolean {
  const content = contentOf(theirs);
  return !isSame(content, contentOf(merged)) && !(was && isSame(content, contentOf(was)));
}

/** A mark or an outline, and since when it lies in the trash. */
interface Kept<T> {
  item: T;
  deleted?: string;
}
type Items<T> = ReadonlyMap<string, Kept<T>>;

const markItems = (notes: Notes | undefined): Items<Annotation> =>
  new Map([
    ...(notes?.trash ?? []).map(
      ({ annotation, deleted }) => [annotation.id, { item: annotation, deleted }] as const,
    ),
    ...(notes?.annotations ?? []).map((item) => [item.id, { item }] as const),
  ]);
const outlineItems = (notes: Notes | undefined): Items<SavedOutline> =>
  new Map([
    ...(notes?.outlineTrash ?? []).map(
      ({ outline, deleted }) => [outline.id, { item: outline, deleted }] as const,
    ),
    ...(notes?.outlines ?? []).map((item) => [item.id, { item }] as const),
  ]);
const alivePart = <T>(items: Items<T>): T[] =>
  [...items.values()].flatMap(({ item, deleted }) => (deleted === undefined ? [item] : []));
const deadPart = <T, D>(items: Items<T>, entry: (item: T, deleted: string) => D): D[] =>
  [...items.values()].flatMap(({ item, deleted }) => (deleted === undefined ? [] : [entry(item, deleted)]));

interface ItemRules<T> {
  contentOf: (item: T) => unknown;
  merge: (was: T | undefined, mine: T, theirs: T) => T;
  now: string;
}

function mergeItems<T>(base: Items<T>, mine: Items<T>, theirs: Items<T>, rules: ItemRules<T>): Items<T> {
  const merged = new Map<string, Kept<T>>();
  for (const id of new Set([...mine.keys(), ...theirs.keys()])) {
    const kept = mergeKept(base.get(id), mine.get(id), theirs.get(id), rules);
    if (kept) merged.set(id, kept);
  }
  return merged;
}

function mergeKept<T>(
  was: Kept<T> | undefined,
  mine: Kept<T> | undefined,
  theirs: Kept<T> | undefined,
  { contentOf, merge, now }: ItemRules<T>,
): Kept<T> | undefined {
  if (!mine || !theirs) {
    const left = mine ?? theirs;
    if (!was || !left || !isSame(left, was)) return left;
    // Gone on the other side, where its time in the trash is over. Here it may not have been in the trash yet.
    return was.deleted === undefined ? { item: left.item, deleted: now } : undefined;
  }
  const isEdited = ({ item, deleted }: Kept<T>) =>
    deleted === undefined &&
    (!was || was.deleted !== undefined || !isSame(contentOf(item), contentOf(was.item)));
  const isKept =
    was && was.deleted === undefined
      ? (mine.deleted === undefined && theirs.deleted === undefined) || isEdited(mine) || isEdited(theirs)
      : mine.deleted === undefined || theirs.deleted === undefined;
  const deleted =
    was?.deleted !== undefined && mine.deleted === was.deleted
      ? theirs.deleted
      : (mine.deleted ?? theirs.deleted);
  const item = merge(was?.item, mine.item, theirs.item);
  return isKept ? { item } : { item, deleted };
}

function mergeDeleted(base: Notes | undefined, mine: Notes, theirs: Notes): string | undefined {
  if (!base) return mine.deleted && theirs.deleted ? mine.deleted : undefined;
  const isEdited = (notes: Notes) =>
    notes.deleted === undefined &&
    (base.deleted !== undefined || !isSame(notesContent(notes), notesContent(base)));
  if (isEdited(mine) || isEdited(theirs)) return undefined;
  return mine.deleted === base.deleted ? theirs.deleted : mine.deleted;
}

const earlier = (a: string, b: string) => (a < b ? a : b);

/** The same data in one order, that of fields included. */
function inOrder({ annotations, outlines, trash, outlineTrash, tags, otherUrls, ...fields }: Notes): unknown {
  const byText = (list: readonly unknown[]) => list.map((item) => JSON.stringify(sortFields(item))).sort();
  return [...[annotations, outlines, trash, outlineTrash, tags, otherUrls].map(byText), sortFields(fields)];
}

function sortFields(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sortFields);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, sortFields(field)]),
  );
}
