import * as v from 'valibot';
import { putAnnotation, putOutline } from './edit';
import type { Annotation, ArticleRecord, SavedOutline } from './schema';
import { annotationSchema, savedOutlineSchema } from './schema';

/** An item as it was before a change, and when it was changed. */
const replaced = v.pipe(v.string(), v.isoTimestamp());
const versionsSchema = v.object({
  /** Oldest first, by the item's id. */
  annotations: v.record(v.string(), v.array(v.object({ item: annotationSchema, replaced }))),
  outlines: v.record(v.string(), v.array(v.object({ item: savedOutlineSchema, replaced }))),
});

/** The last versions of an article's marks and outlines: stored under `versions:<id>`, beside the record. */
export type Versions = v.InferOutput<typeof versionsSchema>;
export type Version<T> = { item: T; replaced: string };

/** So many versions of one item are kept … */
const MOST_VERSIONS = 20;
/** … and of one written in one go, keystroke by keystroke, only how it was before. */
const ONE_GO_MS = 60_000;

export const NO_VERSIONS: Versions = { annotations: {}, outlines: {} };

/** Versions as stored; what can't be read is no reason to lose a write, so it counts as none. */
export function parseVersions(stored: unknown): Versions {
  const parsed = v.safeParse(versionsSchema, stored);
  return parsed.success ? parsed.output : NO_VERSIONS;
}

/**
 * The versions with those that a change replaced: of every mark and outline, kept or in the trash, whose content is
 * another one now. A place found anew is no change of content; what was deleted lies in the trash instead.
 * The same object comes back where nothing was replaced.
 *
 * @param oneGo how long after a version was kept the next ones are left out, as steps of writing one thing, in
 *   milliseconds; 0 keeps each
 */
export function keepVersions(
  versions: Versions,
  before: ArticleRecord,
  after: ArticleRecord,
  now: string,
  oneGo = ONE_GO_MS,
): Versions {
  const isOld = (last: string | undefined) =>
    last === undefined || Date.parse(now) - Date.parse(last) >= oneGo;
  const add = <T extends { id: string }>(kept: Record<string, Version<T>[]>, replaced: T[]) => {
    let changed = kept;
    for (const item of replaced) {
      const own = kept[item.id] ?? [];
      if (!isOld(own.at(-1)?.replaced)) continue;
      changed = { ...changed, [item.id]: [...own, { item, replaced: now }].slice(-MOST_VERSIONS) };
    }
    return changed;
  };
  const oldMarks = [...before.annotations, ...before.trash.map(({ annotation }) => annotation)];
  const oldOutlines = [...before.outlines, ...before.outlineTrash.map(({ outline }) => outline)];
  const annotations = add(
    versions.annotations,
    replacedItems(oldMarks, after.annotations, annotationContent),
  );
  const outlines = add(versions.outlines, replacedItems(oldOutlines, after.outlines, outlineContent));
  const isSame = annotations === versions.annotations && outlines === versions.outlines;
  return isSame ? versions : { annotations, outlines };
}

/** The versions that two libraries kept of one article, or one of two articles that become one: all, as far as they are kept. */
export function uniteVersions(own: Versions, other: Versions): Versions {
  if (own === NO_VERSIONS || other === NO_VERSIONS) return own === NO_VERSIONS ? other : own;
  const unite = <T>(mine: Record<string, Version<T>[]>, theirs: Record<string, Version<T>[]>) => {
    const united = { ...mine };
    for (const [id, versions] of Object.entries(theirs)) {
      const known = mine[id] ?? [];
      const isNew = ({ replaced }: Version<T>) => !known.some((version) => version.replaced === replaced);
      united[id] = [...known, ...versions.filter(isNew)]
        .sort((a, b) => (a.replaced < b.replaced ? -1 : 1))
        .slice(-MOST_VERSIONS);
    }
    return united;
  };
  return {
    annotations: unite(own.annotations, other.annotations),
    outlines: unite(own.outlines, other.outlines),
  };
}

/** What the reader wrote of a mark. */
export function annotationContent({ quote, color, style, note, tags }: Annotation): unknown {
  return { quote: quote.exact, color, style, note, tags };
}

/** What the reader made of an outline; folding and places are not content. */
export function outlineContent({ name, nodes }: SavedOutline): unknown {
  return {
    name,
    nodes: nodes.map(({ id, level, numbering, title, note, excerpts }) => [
      id,
      level,
      numbering,
      title,
      note,
      excerpts,
    ]),
  };
}

/** The items whose content is another one afterwards, as they were. */
function replacedItems<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
  contentOf: (item: T) => unknown,
): T[] {
  const today = new Map(after.map((item) => [item.id, item]));
  return before.filter((old) => {
    const item = today.get(old.id);
    return item && item !== old && JSON.stringify(contentOf(item)) !== JSON.stringify(contentOf(old));
  });
}

/**
 * The record with a mark or outline as it was before a change at that moment; `undefined` where no such version is
 * kept. A mark keeps the place that it has today.
 */
export function restoreVersion(
  record: ArticleRecord,
  versions: Versions,
  { itemId, replaced }: { itemId: string; replaced: string },
  now: string,
): ArticleRecord | undefined {
  const isWanted = (version: { replaced: string }) => version.replaced === replaced;
  const mark = versions.annotations[itemId]?.find(isWanted)?.item;
  const outline = versions.outlines[itemId]?.find(isWanted)?.item;
  if (mark) {
    const { quote, position, block, state } = record.annotations.find(({ id }) => id === itemId) ?? mark;
    const isSameQuote = quote.exact === mark.quote.exact;
    const place = isSameQuote ? { quote, position, block, state } : {};
    return putAnnotation(record, { ...mark, ...place, modified: now }, now);
  }
  return outline && putOutline(record, { ...outline, modified: now }, now);
}
