import fc from 'fast-check';
import type { Article } from '../../utils/article/types';
import { articleId } from '../../utils/library/id';
import {
  readBackups,
  readRecentSummaries,
  readTags,
  readVersions,
  type StorageArea,
} from '../../utils/library/read';
import type { Annotation, SavedOutline } from '../../utils/library/schema';
import { createLibraryStore, type LibraryStore } from '../../utils/library/store';
import { FailureError } from '../../utils/result';
import { createMemoryArea } from '../unit/library/memory-area';
import { canonical, findDamage, recordsOf } from './damage';
import {
  asRecord,
  byId,
  copyModel,
  createModel,
  inOrder,
  keptUnder,
  type LibraryModel,
  ModelChange,
  type Outcome,
} from './library-model';
import { idOf, makeArticle, makeHead, makeMark, makeOutline } from './material';
import type { TortureOptions, TortureReport } from './report';

/**
 * Random histories of a library, held against a model that was written without a look at the store: after each step
 * every record, list, tag, version and backup must be what the model says.
 */

/** Histories of the long run, and steps of the longest one: enough for versions and backup days to reach their bounds. */
const HISTORIES = 400;
const LONGEST_HISTORY = 120;
const ARTICLES = 3;
const MARKS = 2;
const OUTLINES = 2;
const HEADS = 4;
/** What a page may show of article `n` at another visit: paragraphs and pages. Six in two pages are whole. */
const TEXTS = [
  { paragraphs: 6, pages: 2 },
  { paragraphs: 5, pages: 2 },
  { paragraphs: 4, pages: 1 },
  { paragraphs: 2, pages: 1 },
  { paragraphs: 8, pages: 3 },
];
const SECOND = 1_000;
const DAY_MS = 86_400_000;
/** The steps between two acts: writing in one go, a pause, the next day, a holiday, longer than the trash keeps. */
const WAITS = [SECOND, 30 * SECOND, 90 * SECOND, DAY_MS, 8 * DAY_MS, 31 * DAY_MS];
const START = Date.parse('2026-07-01T02:00:00.000Z');

/** Which earlier state a change begins from: none given, today's, or an old one that another context still shows. */
const basis = fc.oneof(
  fc.constant('none' as const),
  fc.constant('today' as const),
  fc.record({ old: fc.nat(20) }),
);
const article = fc.nat(ARTICLES - 1);
/** The article, and whether the view missed that it was joined with another one. */
const target = { article, isStale: fc.boolean() };
const markNumber = fc.nat(MARKS - 1);
const outlineNumber = fc.nat(OUTLINES - 1);
const word = fc.constantFrom('甲', '乙', '丙', '丁');

const acts = {
  open: fc.record({ act: fc.constant('open' as const), article, text: fc.nat(TEXTS.length - 1) }),
  putMark: fc.record({
    act: fc.constant('putMark' as const),
    ...target,
    item: markNumber,
    basis,
    change: fc.record(
      {
        note: word,
        color: fc.constantFrom('green' as const, 'blue' as const),
        tags: fc.uniqueArray(word, { maxLength: 3 }),
      },
      { requiredKeys: [] },
    ),
  }),
  putOutline: fc.record({
    act: fc.constant('putOutline' as const),
    ...target,
    item: outlineNumber,
    basis,
    name: fc.option(word, { nil: undefined }),
    head: fc.nat(HEADS - 1),
    headChange: fc.constantFrom('none', 'add', 'remove', 'note', 'raise'),
    note: word,
  }),
  item: fc.record({
    act: fc.constantFrom('trashMark', 'restoreMark', 'trashOutline', 'restoreOutline', 'chooseOutline'),
    ...target,
    item: fc.nat(Math.max(MARKS, OUTLINES) - 1),
  }),
  place: fc.record({
    act: fc.constant('place' as const),
    ...target,
    places: fc.uniqueArray(
      fc.record({
        item: markNumber,
        start: fc.nat(9),
        state: fc.constantFrom('exact', 'moved', 'uncertain', 'lost'),
      }),
      { selector: ({ item }) => item, maxLength: MARKS },
    ),
  }),
  article: fc.record({
    act: fc.constantFrom('trashArticle', 'restoreArticle', 'chooseNone'),
    ...target,
  }),
  position: fc.record({ act: fc.constant('savePosition' as const), ...target, position: fc.nat(2) }),
  version: fc.record({
    act: fc.constant('restoreVersion' as const),
    ...target,
    isMark: fc.boolean(),
    item: markNumber,
    nth: fc.nat(5),
  }),
  backup: fc.record({ act: fc.constant('restoreBackup' as const), ...target, nth: fc.nat(7) }),
  join: fc.record({ act: fc.constant('join' as const), ...target, into: article }),
  wait: fc.record({ act: fc.constant('wait' as const), ms: fc.constantFrom(...WAITS) }),
  purge: fc.record({ act: fc.constant('purge' as const), after: fc.constantFrom(0, 31 * DAY_MS) }),
  fail: fc.record({ act: fc.constant('failNextWrite' as const) }),
};

const step = fc.oneof(
  { arbitrary: acts.open, weight: 3 },
  { arbitrary: acts.putMark, weight: 8 },
  { arbitrary: acts.putOutline, weight: 6 },
  { arbitrary: acts.item, weight: 10 },
  { arbitrary: acts.place, weight: 2 },
  { arbitrary: acts.article, weight: 4 },
  { arbitrary: acts.position, weight: 1 },
  { arbitrary: acts.version, weight: 3 },
  { arbitrary: acts.backup, weight: 2 },
  { arbitrary: acts.join, weight: 1 },
  { arbitrary: acts.wait, weight: 5 },
  { arbitrary: acts.purge, weight: 2 },
  { arbitrary: acts.fail, weight: 1 },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The group of `npm run torture`. */
export function run({ seed, say }: TortureOptions): Promise<TortureReport> {
  return compareHistories({ seed, say, histories: HISTORIES, longest: LONGEST_HISTORY });
}

/** Runs so many histories; the first that differs is shrunk to its shortest and told with its steps. */
export async function compareHistories({
  seed,
  say,
  histories,
  longest,
}: TortureOptions & { histories: number; longest: number }): Promise<TortureReport> {
  const ids = await Promise.all(Array.from({ length: ARTICLES }, (_, n) => articleId(makeArticle(n).url)));
  let done = 0;
  const steps: Record<string, number> = {};
  const property = fc.asyncProperty(fc.array(step, { maxLength: longest, size: 'max' }), async (history) => {
    const taken = await live(history, ids);
    for (const name of taken) steps[name] = (steps[name] ?? 0) + 1;
    done += 1;
    if (done % 50 === 0) say(`${done} histories`);
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns: histories });
  const total = Object.values(steps).reduce((sum, count) => sum + count, 0);
  return {
    counted: [`${done} histories, ${total} steps: ${JSON.stringify(steps)}`],
    failures: failed ? [`${String(errorInstance)}\nafter ${JSON.stringify(counterexample, null, 1)}`] : [],
  };
}

/** Goes through one history in store and model. @returns what came of each step, for the count */
async function live(history: readonly Step[], ids: readonly string[]): Promise<string[]> {
  const area = createMemoryArea();
  let now = START;
  const store = createLibraryStore(area, () => new Date(now));
  let model = createModel();
  const seen = new Map<string, (Annotation | SavedOutline)[]>();
  let willFail = false;
  const taken: string[] = [];

  // Every history begins with its articles open, or half of its steps would meet none.
  const opening = ids.map((_, n): Step => ({ act: 'open', article: n, text: 0 }));
  for (const one of [...opening, ...history]) {
    now += SECOND;
    if (one.act === 'wait') now += one.ms;
    if (one.act === 'purge') now += one.after;
    if (one.act === 'failNextWrite') {
      if (!willFail) area.failNextSet(new Error('QUOTA_BYTES quota exceeded'));
      willFail = true;
    }
    if (one.act === 'wait' || one.act === 'failNextWrite') continue;

    const after = copyModel(model);
    const { change, expect } = plan(one, ids, model, seen);
    const owed = expect(new ModelChange(after, new Date(now)));
    const wasRefused = owed === 'written' && willFail;
    const outcome = await outcomeOf(change(store));
    if (wasRefused) willFail = false;
    else model = after;
    const wanted = wasRefused ? 'storage-full' : owed === 'not-found' ? 'not-found' : 'done';
    mustBe(`outcome of ${one.act}`, outcome, wanted);
    taken.push(wasRefused ? 'refused' : `${one.act} ${owed}`);
    remember(seen, model);
    compareStore(area.stored(), model);
  }
  await compareReaders(area, model);
  return taken;
}

/** What a step asks of the store, and what the model makes of it. */
function plan(
  one: Exclude<Step, { act: 'wait' | 'failNextWrite' }>,
  ids: readonly string[],
  model: LibraryModel,
  seen: ReadonlyMap<string, (Annotation | SavedOutline)[]>,
): { change: (store: LibraryStore) => Promise<unknown>; expect: (change: ModelChange) => Outcome } {
  if (one.act === 'purge')
    return { change: (store) => store.purgeTrash(), expect: (change) => change.purge() };
  const own = ids[one.article] ?? '';
  // What a view knows it by: a joined article by the id that it had or by the one that it has.
  const id = 'isStale' in one && one.isStale ? own : keptUnder(model, own);
  switch (one.act) {
    case 'open': {
      const article = articleAt(one.article, one.text);
      return { change: (store) => store.openArticle(article), expect: (change) => change.open(own, article) };
    }
    case 'putMark': {
      const markId = markIdOf(one.article, one.item);
      const { from, base } = begin(seen, markId, one.basis, makeMark(markId));
      const mark = { ...(from as Annotation), ...one.change };
      return {
        change: (store) => store.putAnnotation(id, mark, base as Annotation | undefined),
        expect: (change) => change.putMark(id, mark, base as Annotation | undefined),
      };
    }
    case 'putOutline': {
      const outlineId = outlineIdOf(one.article, one.item);
      const { from, base } = begin(seen, outlineId, one.basis, makeOutline(outlineId));
      const outline = changeOutline(from as SavedOutline, one);
      return {
        change: (store) => store.putOutline(id, outline, base as SavedOutline | undefined),
        expect: (change) => change.putOutline(id, outline, base as SavedOutline | undefined),
      };
    }
    case 'place': {
      const places = one.places.map(({ item, start, state }) => ({
        id: markIdOf(one.article, item),
        start,
        end: start + 1,
        state,
      }));
      return {
        change: (store) => store.placeAnnotations(id, places as never),
        expect: (change) => change.place(id, places as never),
      };
    }
    case 'savePosition':
      return {
        change: (store) => store.saveReadingPosition(id, one.position),
        expect: (change) => change.savePosition(id, one.position),
      };
    case 'restoreVersion': {
      const itemId = one.isMark
        ? markIdOf(one.article, one.item)
        : outlineIdOf(one.article, one.item % OUTLINES);
      const versions = model.versions.get(keptUnder(model, own))?.get(itemId) ?? [];
      const replaced = versions[one.nth % (versions.length || 1)]?.replaced ?? new Date(0).toISOString();
      return {
        change: (store) => store.restoreVersion(id, { itemId, replaced }),
        expect: (change) => change.restoreVersion(id, itemId, replaced),
      };
    }
    case 'restoreBackup': {
      const days = [...model.backups].filter(([, day]) => day.has(keptUnder(model, own))).map(([day]) => day);
      const day = days[one.nth % (days.length || 1)] ?? '2020-01-01';
      return {
        change: (store) => store.restoreBackup(id, day),
        expect: (change) => change.restoreBackup(id, day),
      };
    }
    case 'join': {
      const into = ids[one.into] ?? '';
      return { change: (store) => store.joinArticle(id, into), expect: (change) => change.join(id, into) };
    }
    case 'trashArticle':
      return { change: (store) => store.trashArticle(id), expect: (change) => change.trashArticle(id) };
    case 'restoreArticle':
      return { change: (store) => store.restoreArticle(id), expect: (change) => change.restoreArticle(id) };
    case 'chooseNone':
      return {
        change: (store) => store.chooseOutline(id, undefined),
        expect: (change) => change.chooseOutline(id, undefined),
      };
    case 'trashMark':
    case 'restoreMark': {
      const markId = markIdOf(one.article, one.item);
      return one.act === 'trashMark'
        ? {
            change: (store) => store.trashAnnotation(id, markId),
            expect: (change) => change.trashMark(id, markId),
          }
        : {
            change: (store) => store.restoreAnnotation(id, markId),
            expect: (change) => change.restoreMark(id, markId),
          };
    }
    default: {
      const outlineId = outlineIdOf(one.article, one.item % OUTLINES);
      const { act } = one;
      if (act === 'trashOutline')
        return {
          change: (store) => store.trashOutline(id, outlineId),
          expect: (change) => change.trashOutline(id, outlineId),
        };
      if (act === 'restoreOutline')
        return {
          change: (store) => store.restoreOutline(id, outlineId),
          expect: (change) => change.restoreOutline(id, outlineId),
        };
      return {
        change: (store) => store.chooseOutline(id, outlineId),
        expect: (change) => change.chooseOutline(id, outlineId),
      };
    }
  }
}

const markIdOf = (article: number, item: number) => idOf(article * 100 + item);
const outlineIdOf = (article: number, item: number) => idOf(article * 100 + 50 + item);

function articleAt(n: number, text: number): Article {
  const { paragraphs, pages } = TEXTS[text] ?? { paragraphs: 0, pages: 0 };
  const made = makeArticle(n, paragraphs);
  return { ...made, pages: Array.from({ length: pages }, (_, page) => `${made.url}?page=${page}`) };
}

/** The state that a change begins from, and whether it says so. */
function begin<T extends Annotation | SavedOutline>(
  seen: ReadonlyMap<string, (Annotation | SavedOutline)[]>,
  id: string,
  basis: 'none' | 'today' | { old: number },
  fresh: T,
): { from: Annotation | SavedOutline; base: Annotation | SavedOutline | undefined } {
  const states = seen.get(id) ?? [];
  const base = typeof basis === 'object' ? states[basis.old % (states.length || 1)] : states.at(-1);
  return { from: base ?? fresh, base: basis === 'none' ? undefined : base };
}

function changeOutline(
  from: SavedOutline,
  { name, head, headChange, note }: Extract<Step, { act: 'putOutline' }>,
): SavedOutline {
  const id = idOf(0x9000 + head);
  const [own, others] = [
    from.nodes.filter((node) => node.id === id),
    from.nodes.filter((node) => node.id !== id),
  ];
  const changed = {
    none: from.nodes,
    add: own.length > 0 ? from.nodes : [...others, makeHead(id)],
    remove: others,
    note: from.nodes.map((node) => (node.id === id ? { ...node, note } : node)),
    raise: [...own, ...others],
  }[headChange as 'none'];
  return { ...from, name: name ?? from.name, nodes: changed };
}

/** Notes every state that an item has had, as contexts may still show it. */
function remember(seen: Map<string, (Annotation | SavedOutline)[]>, model: LibraryModel): void {
  for (const { marks, outlines } of model.articles.values())
    for (const item of [...marks.values(), ...outlines.values()]) {
      const states = seen.get(item.id) ?? [];
      if (states.at(-1) !== item) seen.set(item.id, [...states, item]);
    }
}

async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof FailureError) return error.code;
    throw error;
  }
}

/** Records, versions and backups in the store are those of the model, and the store is whole. */
function compareStore(stored: Record<string, unknown>, model: LibraryModel): void {
  const records = recordsOf(stored);
  mustBe('records', records.map(inOrder).sort(byId), [...model.articles.values()].map(asRecord).sort(byId));
  for (const record of records) {
    const places = record.annotations.map(({ position }) => position.start);
    mustBe(
      'order of marks',
      places,
      [...places].sort((a, b) => a - b),
    );
  }
  mustBe('damage', findDamage(stored), []);
}

/** What the program's own readers say is what the model says. */
async function compareReaders(area: StorageArea, model: LibraryModel): Promise<void> {
  const shown = [...model.articles.values()]
    .filter(({ deleted }) => deleted === undefined)
    .sort((a, b) => (a.opened < b.opened ? 1 : -1));
  const lines = await readRecentSummaries(area, Number.POSITIVE_INFINITY);
  mustBe(
    'lists',
    lines.map(({ id, title, annotationCount, noteCount, hasOutline, tags }) => ({
      id,
      title,
      annotationCount,
      noteCount,
      hasOutline,
      tags: [...(tags ?? [])].sort(),
    })),
    shown.map(({ id, article, marks, outlines }) => ({
      id,
      title: article.title,
      annotationCount: marks.size,
      noteCount: [...marks.values()].filter(({ note }) => note !== '').length,
      hasOutline: outlines.size > 0,
      tags: [...new Set([...marks.values()].flatMap(({ tags }) => tags))].sort(),
    })),
  );
  const counts = new Map<string, number>();
  for (const { marks } of shown)
    for (const tag of new Set([...marks.values()].flatMap(({ tags }) => tags)))
      counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const tags = await readTags(area);
  mustBe('tags', [...tags].sort(), [...counts.keys()].sort());
  mustBe(
    'tags by how often they stand',
    tags.map((tag) => counts.get(tag)),
    [...counts.values()].sort((a, b) => b - a),
  );
  for (const id of model.articles.keys()) {
    const { annotations, outlines } = await readVersions(area, id);
    mustBe(
      'versions',
      { ...annotations, ...outlines },
      Object.fromEntries([...(model.versions.get(id) ?? [])].filter(([, list]) => list.length > 0)),
    );
    const backups = await readBackups(area, id);
    mustBe(
      'backups',
      backups.map(({ day, backup }) => [
        day,
        [...backup.annotations].sort(byId),
        [...backup.outlines].sort(byId),
        backup.activeOutline,
      ]),
      [...model.backups]
        .filter(([, day]) => day.has(id))
        .sort(([a], [b]) => (a < b ? 1 : -1))
        .map(([day, articles]) => {
          const backup = articles.get(id);
          return [
            day,
            [...(backup?.marks.values() ?? [])].sort(byId),
            [...(backup?.outlines.values() ?? [])].sort(byId),
            backup?.shownOutline,
          ];
        }),
    );
  }
}

/** Throws with what stands around the first difference. */
function mustBe(what: string, actual: unknown, owed: unknown): void {
  const [found, wanted] = [canonical(actual), canonical(owed)];
  if (found === wanted) return;
  let at = 0;
  while (found[at] === wanted[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 200), at + 200);
  throw new Error(`${what}:\n  store …${around(found)}…\n  model …${around(wanted)}…`);
}
