import fc from 'fast-check';
import type { Article } from '../../utils/article/types';
import { articleId } from '../../utils/library/id';
import { jsonArea, storedValues } from '../../utils/library/json-area';
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
  type ModelArticle,
  type ModelCalls,
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

const named = <Name extends string>(name: Name) => fc.constant(name);

const acts = [
  [3, fc.record({ act: named('openArticle'), article, text: fc.nat(TEXTS.length - 1) })],
  [
    8,
    fc.record({
      act: named('putAnnotation'),
      ...target,
      item: markNumber,
      basis,
      change: fc.record(
        {
          note: word,
          color: fc.constantFrom('green', 'blue'),
          tags: fc.uniqueArray(word, { maxLength: 3 }),
        },
        { requiredKeys: [] },
      ),
    }),
  ],
  [
    6,
    fc.record({
      act: named('putOutline'),
      ...target,
      item: outlineNumber,
      basis,
      name: fc.option(word, { nil: undefined }),
      head: fc.nat(HEADS - 1),
      headChange: fc.constantFrom('none', 'add', 'remove', 'note', 'raise'),
      note: word,
    }),
  ],
  [
    6,
    fc.record({ act: fc.constantFrom('trashAnnotation', 'restoreAnnotation'), ...target, item: markNumber }),
  ],
  [4, fc.record({ act: fc.constantFrom('trashOutline', 'restoreOutline'), ...target, item: outlineNumber })],
  [
    2,
    fc.record({
      act: named('chooseOutline'),
      ...target,
      item: fc.option(outlineNumber, { nil: undefined }),
    }),
  ],
  [
    2,
    fc.record({
      act: named('placeAnnotations'),
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
  ],
  [3, fc.record({ act: fc.constantFrom('trashArticle', 'restoreArticle'), ...target })],
  [
    2,
    fc.record({
      act: named('tagArticle'),
      ...target,
      add: fc.array(fc.constantFrom('党建', '必读'), { maxLength: 2 }),
      remove: fc.array(fc.constantFrom('党建', '必读'), { maxLength: 1 }),
    }),
  ],
  [1, fc.record({ act: named('saveReadingPosition'), ...target, position: fc.nat(2) })],
  [
    3,
    fc.record({
      act: named('restoreVersion'),
      ...target,
      isMark: fc.boolean(),
      item: markNumber,
      nth: fc.nat(5),
    }),
  ],
  [2, fc.record({ act: named('restoreBackup'), ...target, nth: fc.nat(7) })],
  [1, fc.record({ act: named('joinArticle'), ...target, into: article })],
  [5, fc.record({ act: named('wait'), ms: fc.constantFrom(...WAITS) })],
  [2, fc.record({ act: named('purgeTrash'), after: fc.constantFrom(0, 31 * DAY_MS) })],
  [1, fc.record({ act: named('failNextWrite') })],
] as const;

/** Steps by how often they come. */
const step = fc.oneof(
  ...acts.map(([weight, arbitrary]) => ({ weight, arbitrary: arbitrary as fc.Arbitrary<Step> })),
);
type Step = (typeof acts)[number][1] extends fc.Arbitrary<infer T> ? T : never;
type Act = Exclude<Step, { act: 'wait' | 'failNextWrite' }>;
type Basis = 'none' | 'today' | { old: number };

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
  // As the extension has it.
  const memory = createMemoryArea();
  const area = jsonArea(memory);
  let now = START;
  const store = createLibraryStore(area, () => new Date(now));
  let model = createModel(new Map(ids.map((id, n) => [makeArticle(n).url, id])));
  const seen: Seen = { marks: new Map(), outlines: new Map() };
  let willFail = false;
  const taken: string[] = [];

  // Every history begins with its articles open, or half of its steps would meet none.
  const opening = ids.map((_, n): Step => ({ act: 'openArticle', article: n, text: 0 }));
  for (const one of [...opening, ...history]) {
    now += SECOND;
    if (one.act === 'wait') now += one.ms;
    if (one.act === 'purgeTrash') now += one.after;
    if (one.act === 'failNextWrite') {
      if (!willFail) memory.failNextSet(new Error('QUOTA_BYTES quota exceeded'));
      willFail = true;
    }
    if (one.act === 'wait' || one.act === 'failNextWrite') continue;

    const after = copyModel(model);
    const call = callOf(one, ids, model, seen);
    const owed = take(new ModelChange(after, new Date(now)), call);
    const wasRefused = owed === 'written' && willFail;
    const outcome = await outcomeOf(take(store, call));
    if (wasRefused) willFail = false;
    else model = after;
    const wanted = wasRefused ? 'storage-full' : owed === 'not-found' ? 'not-found' : 'done';
    mustBe(`outcome of ${one.act}`, outcome, wanted);
    taken.push(wasRefused ? 'refused' : `${one.act} ${owed}`);
    remember(seen, model);
    compareStore(storedValues(memory.stored()), model);
  }
  await compareReaders(area, model);
  return taken;
}

/** A method of the store with what it is asked: the model has the same ones. */
type Call = {
  [Method in keyof LibraryStore]: [Method, ...Parameters<LibraryStore[Method]>];
}[keyof LibraryStore];

function take(target: LibraryStore, call: Call): Promise<unknown>;
function take(target: ModelCalls, call: Call): Outcome;
function take(target: object, [method, ...asked]: Call): unknown {
  return (target as Record<string, (...asked: unknown[]) => unknown>)[method]?.(...asked);
}

/** What a step asks, of the store and of the model. */
function callOf(one: Act, ids: readonly string[], model: LibraryModel, seen: Seen): Call {
  if (one.act === 'purgeTrash') return [one.act];
  if (one.act === 'openArticle') return [one.act, articleAt(one.article, one.text)];
  const own = ids[one.article] ?? '';
  const today = keptUnder(model, own);
  // What a view knows it by: a joined article by the id that it had or by the one that it has.
  const id = one.isStale ? own : today;
  switch (one.act) {
    case 'putAnnotation': {
      const markId = markIdOf(one.article, one.item);
      const { from, base } = begin(seen.marks.get(markId), one.basis, makeMark(markId));
      return [one.act, id, { ...from, ...one.change }, base];
    }
    case 'putOutline': {
      const outlineId = outlineIdOf(one.article, one.item);
      const { from, base } = begin(seen.outlines.get(outlineId), one.basis, makeOutline(outlineId));
      return [one.act, id, changeOutline(from, one), base];
    }
    case 'placeAnnotations':
      return [
        one.act,
        id,
        one.places.map(({ item, start, state }) => {
          return { id: markIdOf(one.article, item), start, end: start + 1, state };
        }),
      ];
    case 'saveReadingPosition':
      return [one.act, id, one.position];
    case 'restoreVersion': {
      const itemId = one.isMark ? markIdOf(one.article, one.item) : outlineIdOf(one.article, one.item);
      const replaced = nth(model.versions.get(today)?.get(itemId) ?? [], one.nth)?.replaced;
      return [one.act, id, { itemId, replaced: replaced ?? new Date(0).toISOString() }];
    }
    case 'restoreBackup': {
      const days = [...model.backups].filter(([, day]) => day.has(today)).map(([day]) => day);
      return [one.act, id, nth(days, one.nth) ?? '2020-01-01'];
    }
    case 'joinArticle':
      return [one.act, id, ids[one.into] ?? ''];
    case 'chooseOutline':
      return [one.act, id, one.item === undefined ? undefined : outlineIdOf(one.article, one.item)];
    case 'trashAnnotation':
    case 'restoreAnnotation':
      return [one.act, id, markIdOf(one.article, one.item)];
    case 'trashOutline':
    case 'restoreOutline':
      return [one.act, id, outlineIdOf(one.article, one.item)];
    case 'tagArticle':
      return [one.act, id, { add: one.add, remove: one.remove }];
    case 'trashArticle':
    case 'restoreArticle':
      return [one.act, id];
  }
}

/** Every tag of an article and its marks, once. */
function tagsOf({ tags, marks }: ModelArticle): string[] {
  return [...new Set([...tags, ...[...marks.values()].flatMap((mark) => mark.tags)])];
}

/** Item `n`, counted round and round. */
function nth<T>(items: readonly T[], n: number): T | undefined {
  return items[n % (items.length || 1)];
}

const markIdOf = (article: number, item: number) => idOf(article * 100 + item);
const outlineIdOf = (article: number, item: number) => idOf(article * 100 + 50 + item);

function articleAt(n: number, text: number): Article {
  const { paragraphs, pages } = TEXTS[text] ?? { paragraphs: 0, pages: 0 };
  const made = makeArticle(n, paragraphs);
  return { ...made, pages: Array.from({ length: pages }, (_, page) => `${made.url}?page=${page}`) };
}

/** The state that a change begins from, and whether it says so. */
function begin<T>(states: readonly T[] = [], basis: Basis, fresh: T): { from: T; base: T | undefined } {
  const state = typeof basis === 'object' ? nth(states, basis.old) : states.at(-1);
  return { from: state ?? fresh, base: basis === 'none' ? undefined : state };
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

/** Every state that an item has had, as contexts may still show it. */
interface Seen {
  marks: Map<string, Annotation[]>;
  outlines: Map<string, SavedOutline[]>;
}

function remember({ marks, outlines }: Seen, model: LibraryModel): void {
  const add = <T>(seen: Map<string, T[]>, items: ReadonlyMap<string, T>) => {
    for (const [id, item] of items) {
      const states = seen.get(id) ?? [];
      if (states.at(-1) !== item) seen.set(id, [...states, item]);
    }
  };
  for (const article of model.articles.values()) {
    add(marks, article.marks);
    add(outlines, article.outlines);
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
    shown.map((kept) => ({
      id: kept.id,
      title: kept.article.title,
      annotationCount: kept.marks.size,
      noteCount: [...kept.marks.values()].filter(({ note }) => note !== '').length,
      hasOutline: kept.outlines.size > 0,
      tags: tagsOf(kept).sort(),
    })),
  );
  const counts = new Map<string, number>();
  for (const kept of shown) for (const tag of tagsOf(kept)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
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
