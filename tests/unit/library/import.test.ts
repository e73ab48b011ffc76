import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { isBackupKey } from '../../../utils/export/backup';
import { countMissing, previewSlice } from '../../../utils/library/import-preview';
import { readLastImport, type StoredItem } from '../../../utils/library/import-state';
import type { ArticleRecord } from '../../../utils/library/schema';
import { exampleArticle, exampleId, exampleMark, exampleRecord } from './examples';
import { IMPORT_ID, importAll, mortal, openStore, stageAll, untilSettled, withJson } from './importing';
import { createMemoryArea, type MemoryArea } from './memory-area';
import { createMemoryShelf, type MemoryShelf } from './memory-shelf';

const TIMES = ['2026-07-01T08:00:00.000Z', '2026-07-02T08:00:00.000Z', '2026-07-03T08:00:00.000Z'] as const;
const IDS = [1, 2, 3, 4, 5].map((n) => n.toString(16).repeat(32));

function recordOf(n: number, changes: Partial<ArticleRecord> = {}): ArticleRecord {
  const { article, ...rest } = exampleRecord();
  const url = `https://www.gscn.com.cn/${n}.html`;
  return { ...rest, id: IDS[n] as string, article: { ...article, url, title: `第${n}篇` }, ...changes };
}

/** As JSON gives them back. */
const asItems = (items: readonly StoredItem[]): StoredItem[] => JSON.parse(JSON.stringify(items));

const keep = (record: ArticleRecord): StoredItem => [`article:${record.id}`, record];

/** What a backup holds of a store; what is derived is held against the records. */
function heldBy(area: MemoryArea): Record<string, unknown> {
  return Object.fromEntries(Object.entries(area.stored()).filter(([key]) => isBackupKey(key)));
}

/** What no kill may leave behind: lines that tell of other records than there are, or the other way round. */
function brokenLines(area: MemoryArea): string[] {
  const stored = area.stored();
  const changed = new Map(
    ((stored['changed-summaries'] ?? []) as { id: string }[]).map((line) => [line.id, line]),
  );
  const lines = Object.entries(stored)
    .filter(([key]) => key.startsWith('summaries:'))
    .flatMap(([key, value]) =>
      (value as { id: string }[]).map((line) => ({ ...line, ...changed.get(line.id), month: key.slice(10) })),
    ) as { id: string; month: string; annotationCount: number; modified: string; deleted?: string }[];
  const records = Object.entries(stored)
    .filter(([key]) => key.startsWith('article:'))
    .map(([, value]) => value as ArticleRecord);
  const problems = records.flatMap((record) => {
    const own = lines.filter(({ id }) => id === record.id);
    const [line] = own;
    if (!line || own.length > 1) return [`${own.length} lines of ${record.id}`];
    const isRight =
      line.month === record.saved.slice(0, 7) &&
      line.annotationCount === record.annotations.length &&
      line.modified === record.modified &&
      line.deleted === record.deleted;
    return isRight ? [] : [`a wrong line of ${record.id}`];
  });
  const ids = new Set(records.map(({ id }) => id));
  const recent = (stored.recent ?? []) as { id: string }[];
  return [
    ...problems,
    ...lines.filter(({ id }) => !ids.has(id)).map(({ id }) => `a line without a record: ${id}`),
    ...recent.filter(({ id }) => !ids.has(id)).map(({ id }) => `listed without a record: ${id}`),
  ];
}

/** Keys of an import that is over, and can't be undone any more. */
const leftovers = (area: MemoryArea) => Object.keys(area.stored()).filter((key) => key.startsWith('undone:'));

beforeAll(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

describe('an import into a library', () => {
  /** A library with these records, and nothing else. */
  async function libraryOf(...records: ArticleRecord[]) {
    const area = createMemoryArea();
    const store = openStore(area);
    await importAll(store, records.map(keep));
    return { area, store };
  }
  const stored = (area: MemoryArea, n: number) => area.stored()[`article:${IDS[n]}`] as ArticleRecord;

  it.each<
    [string, Partial<ArticleRecord>, Partial<ArticleRecord>, (merged: ArticleRecord) => unknown, unknown]
  >([
    [
      'marks of both',
      { annotations: [exampleMark(1)], trash: [] },
      { annotations: [exampleMark(2)], trash: [] },
      ({ annotations }) => annotations.map(({ id }) => id),
      [exampleId(1), exampleId(2)],
    ],
    [
      'of one mark the later state',
      { annotations: [exampleMark(1, { note: '旧', modified: TIMES[0] })], trash: [] },
      { annotations: [exampleMark(1, { note: '新', modified: TIMES[1] })], trash: [] },
      ({ annotations }) => annotations.map(({ note }) => note),
      ['新'],
    ],
    [
      'its own mark where the file’s is older',
      { annotations: [exampleMark(1, { note: '新', modified: TIMES[1] })], trash: [] },
      { annotations: [exampleMark(1, { note: '旧', modified: TIMES[0] })], trash: [] },
      ({ annotations }) => annotations.map(({ note }) => note),
      ['新'],
    ],
    [
      'what was deleted here after the file was written, in the trash',
      { annotations: [], trash: [{ annotation: exampleMark(1), deleted: TIMES[2] }], modified: TIMES[2] },
      { annotations: [exampleMark(1)], trash: [], modified: TIMES[1] },
      ({ annotations, trash }) => [annotations.length, trash.length],
      [0, 1],
    ],
    [
      'what was deleted here and edited there afterwards',
      { annotations: [], trash: [{ annotation: exampleMark(1), deleted: TIMES[1] }], modified: TIMES[1] },
      { annotations: [exampleMark(1, { modified: TIMES[2] })], trash: [], modified: TIMES[2] },
      ({ annotations, trash }) => [annotations.length, trash.length],
      [1, 0],
    ],
    [
      'the text that was changed last',
      { article: exampleArticle({ title: '旧题' }), modified: TIMES[0] },
      { article: exampleArticle({ title: '新题' }), modified: TIMES[1] },
      ({ article }) => article.title,
      '新题',
    ],
    ['tags of both', { tags: ['甲'] }, { tags: ['乙'] }, ({ tags }) => tags, ['甲', '乙']],
    [
      'the earlier day of saving',
      { saved: TIMES[1] },
      { saved: '2026-05-01T08:00:00.000Z' },
      ({ saved }) => saved,
      '2026-05-01T08:00:00.000Z',
    ],
  ])('keeps %s', async (_, own, incoming, pick, expected) => {
    const { area, store } = await libraryOf(recordOf(0, own));
    await importAll(store, [keep(recordOf(0, incoming))]);
    expect(pick(stored(area, 0))).toEqual(expected);
    expect(brokenLines(area)).toEqual([]);
  });

  it('says beforehand what will change, by mode', async () => {
    const mark = (n: number, changes = {}) => exampleMark(n, { modified: TIMES[0], ...changes });
    const none = { trash: [], outlines: [], activeOutline: undefined, outlineTrash: [] };
    const { area } = await libraryOf(
      recordOf(0, { ...none, annotations: [mark(1)] }),
      recordOf(1, { ...none, annotations: [mark(1), mark(2)] }),
      recordOf(2, none),
    );
    const items: StoredItem[] = [
      keep(recordOf(0, { ...none, annotations: [mark(1)] })),
      keep(recordOf(1, { ...none, annotations: [mark(1, { note: '改', modified: TIMES[1] }), mark(3)] })),
      keep(recordOf(3, { ...none, annotations: [mark(1)] })),
      ['article:zz', { id: 'zz' }],
    ];
    const { text, articleIds, preview } = await previewSlice(area, items.map(withJson), TIMES[2]);
    const counts = { added: 1, changed: 1, same: 1, marks: 2, replaced: 1 };
    expect(preview).toEqual({
      merge: { ...counts, trashed: 0 },
      replace: { ...counts, trashed: 1 },
      unreadable: 1,
    });
    expect(articleIds).toEqual([IDS[0], IDS[1], IDS[3]]);
    expect(JSON.parse(text)).toEqual(
      asItems([...items.slice(0, 3), [`unreadable:zz:${TIMES[2]}`, { id: 'zz' }]]),
    );
    expect(await countMissing(area, articleIds)).toBe(1);
  });

  it('replaces by moving what the file doesn’t have to the trash', async () => {
    const { area, store } = await libraryOf(
      recordOf(0, { annotations: [exampleMark(1)], trash: [] }),
      recordOf(1),
    );
    await importAll(
      store,
      [keep(recordOf(0, { annotations: [exampleMark(2)], trash: [] })), ['settings', { theme: 'dark' }]],
      'replace',
    );
    expect(stored(area, 0).annotations.map(({ id }) => id)).toEqual([exampleId(2)]);
    expect(stored(area, 0).trash.map(({ annotation }) => annotation.id)).toEqual([exampleId(1)]);
    expect(stored(area, 1).deleted).toBeDefined();
    expect(area.stored().settings).toEqual({ theme: 'dark' });
    expect(brokenLines(area)).toEqual([]);
  });

  it('leaves settings alone when it merges', async () => {
    const { area, store } = await libraryOf();
    await importAll(store, [['settings', { theme: 'dark' }]]);
    expect(area.stored().settings).toBeUndefined();
  });

  it('takes an article that was joined here as part of the one it was joined with', async () => {
    const { area, store } = await libraryOf(recordOf(0, { annotations: [], trash: [] }));
    await area.set({ [`same:${IDS[1]}`]: IDS[0] });
    await importAll(store, [keep(recordOf(1, { annotations: [exampleMark(1)], trash: [] }))]);
    expect(stored(area, 1)).toBeUndefined();
    expect(stored(area, 0).annotations).toHaveLength(1);
    expect(stored(area, 0).otherUrls).toContain(recordOf(1).article.url);
  });

  it('refuses a slice with a record of a later version', async () => {
    const later = { ...recordOf(0), schemaVersion: 99 };
    const item = withJson([`article:${later.id}`, later]);
    await expect(previewSlice(createMemoryArea(), [item], TIMES[2])).rejects.toThrow(
      expect.objectContaining({ code: 'record-newer' }),
    );
  });

  it('is the one that was chosen where two are kept aside', async () => {
    const { area, store } = await libraryOf();
    await stageAll(store, [keep(recordOf(0))], { id: 'other' });
    await stageAll(store, [keep(recordOf(1))]);
    await store.imports.commit(IMPORT_ID, 'merge');
    await untilSettled(store);
    expect([stored(area, 0), stored(area, 1)].map(Boolean)).toEqual([false, true]);
    await store.imports.drop('other');
    expect(store.shelf.kept()).toEqual([]);
  });

  it('is refused while another one is being taken in', async () => {
    const { area, store } = await libraryOf();
    await stageAll(store, [keep(recordOf(0))]);
    await stageAll(store, [keep(recordOf(1))], { id: 'other' });
    await store.imports.commit(IMPORT_ID, 'merge');
    const busy = expect.objectContaining({ code: 'import-busy' });
    await expect(readLastImport(area)).rejects.toThrow(busy);
    await expect(store.imports.commit('other', 'merge')).rejects.toThrow(busy);
    await untilSettled(store);
  });

  it.each<[string, (shelf: MemoryShelf) => Promise<void>]>([
    ['all that was kept aside', (shelf) => shelf.drop(IMPORT_ID)],
    [
      'what lists it',
      async (shelf) => {
        const slice = (await shelf.readSlice(IMPORT_ID, 0)) as string;
        await shelf.drop(IMPORT_ID);
        await shelf.putSlice(IMPORT_ID, 0, slice);
      },
    ],
  ])('is turned back, and puts nothing into the trash, where the browser has lost %s', async (_, lose) => {
    const { area, store } = await libraryOf(recordOf(0));
    await stageAll(store, [keep(recordOf(1))]);
    const before = heldBy(area);
    await store.imports.commit(IMPORT_ID, 'replace');
    await lose(store.shelf);
    await expect(untilSettled(store)).rejects.toThrow(expect.objectContaining({ code: 'storage-failed' }));
    expect(heldBy(area)).toEqual(before);
    expect(leftovers(area)).toEqual([]);
  });

  it('is turned back where it can’t be stored', async () => {
    const { area, store } = await libraryOf(recordOf(0));
    await stageAll(store, [keep(recordOf(1)), keep(recordOf(2)), keep(recordOf(3)), keep(recordOf(4))]);
    const before = heldBy(area);
    await store.imports.commit(IMPORT_ID, 'replace');
    area.failNextSet(new Error('QuotaExceededError'));
    await expect(untilSettled(store)).rejects.toThrow(expect.objectContaining({ code: 'storage-full' }));
    expect(heldBy(area)).toEqual(before);
    expect(brokenLines(area)).toEqual([]);
    expect([...leftovers(area), ...store.shelf.kept()]).toEqual([]);
  });

  it('keeps a mark that is made between two of its steps, and after it, when it is undone', async () => {
    const { area, store } = await libraryOf(recordOf(0, { annotations: [], trash: [] }));
    await stageAll(store, [keep(recordOf(1)), keep(recordOf(2)), keep(recordOf(3)), keep(recordOf(0))]);
    await store.imports.commit(IMPORT_ID, 'replace');
    const later = '2026-07-11T08:00:00.000Z';
    await store.putAnnotation(IDS[0] as string, exampleMark(7, { modified: later }));
    await untilSettled(store);
    await store.putAnnotation(IDS[1] as string, exampleMark(8, { modified: later }));
    const everywhere = () =>
      [stored(area, 0), stored(area, 1)].map((record) =>
        [...record.annotations, ...record.trash.map(({ annotation }) => annotation)].map(({ id }) => id),
      );
    expect(everywhere()[0]).toContain(exampleId(7));
    await store.imports.undo();
    await untilSettled(store);
    expect(everywhere()[0]).toContain(exampleId(7));
    expect(everywhere()[1]).toEqual([exampleId(8)]);
    expect(stored(area, 2)).toBeUndefined();
    expect(brokenLines(area)).toEqual([]);
  });

  it('lets go of what can’t be undone any more, and of what was never imported', async () => {
    const { area, store } = await libraryOf(recordOf(0));
    await stageAll(store, [keep(recordOf(1))]);
    await store.shelf.putSlice('of none', 0, '[]');
    await openStore(area, '2026-07-18T09:00:00.000Z', store.shelf).imports.sweep();
    expect([...leftovers(area), ...store.shelf.kept()]).toEqual([]);
    await expect(store.imports.undo()).rejects.toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});

/** Items of a backup: some records in one of a few states, with versions, other addresses, a day's backups, settings. */
const libraryItems = fc
  .record({
    records: fc.uniqueArray(
      fc.record({
        n: fc.integer({ min: 0, max: 4 }),
        marks: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
        trashed: fc.integer({ min: 5, max: 6 }),
        time: fc.constantFrom(...TIMES),
        note: fc.string({ unit: 'grapheme', maxLength: 5 }),
        saved: fc.constantFrom('2026-03-01T08:00:00.000Z', '2026-04-01T08:00:00.000Z'),
        isDeleted: fc.boolean(),
        hasVersions: fc.boolean(),
        hasBackup: fc.boolean(),
      }),
      { selector: ({ n }) => n, maxLength: 5 },
    ),
    hasAlias: fc.boolean(),
    hasSettings: fc.boolean(),
  })
  .map(({ records, hasAlias, hasSettings }) => {
    const items: StoredItem[] = hasSettings ? [['settings', { theme: 'sepia' }]] : [];
    const saved = records.filter(({ hasBackup }) => hasBackup).map(({ n }) => IDS[n] as string);
    if (saved.length > 0) items.push(['backup-days', [{ day: '2026-07-01', ids: saved }]]);
    for (const {
      n,
      marks,
      trashed,
      time,
      note,
      saved: savedAt,
      isDeleted,
      hasVersions,
      hasBackup,
    } of records) {
      const id = IDS[n] as string;
      const record = recordOf(n, {
        annotations: marks.map((m) => exampleMark(m, { note, modified: time })),
        trash: [{ annotation: exampleMark(trashed), deleted: time }],
        modified: time,
        saved: savedAt,
        ...(isDeleted ? { deleted: time } : {}),
      });
      items.push(keep(record));
      const versions = {
        annotations: { [exampleId(1)]: [{ item: exampleMark(1), replaced: time }] },
        outlines: {},
      };
      if (hasVersions) items.push([`versions:${id}`, versions]);
      const { annotations, outlines, activeOutline, trash, outlineTrash } = record;
      if (hasBackup)
        items.push([
          `backup:2026-07-01:${id}`,
          { annotations, outlines, activeOutline, trash, outlineTrash },
        ]);
    }
    if (hasAlias) items.push([`same:${'f'.repeat(32)}`, IDS[0]]);
    return items;
  });

const asStored = (items: readonly StoredItem[]) => Object.fromEntries(asItems(items));

describe('whatever a library holds', () => {
  it('comes back from its backup as it was, into an empty library', async () => {
    await fc.assert(
      fc.asyncProperty(libraryItems, async (items) => {
        const area = createMemoryArea();
        await importAll(openStore(area), items, 'replace');
        expect(heldBy(area)).toEqual(asStored(items));
        expect(brokenLines(area)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('is, after an import was undone, what it was before', async () => {
    await fc.assert(
      fc.asyncProperty(
        libraryItems,
        libraryItems,
        fc.constantFrom('merge', 'replace'),
        async (own, other, mode) => {
          const area = createMemoryArea();
          const store = openStore(area);
          await importAll(store, own, 'replace');
          const before = heldBy(area);
          await importAll(store, other, mode);
          await store.imports.undo();
          await untilSettled(store);
          expect(heldBy(area)).toEqual({ ...heldBy(area), ...before });
          expect(Object.keys(heldBy(area)).sort()).toEqual(Object.keys(before).sort());
          expect(brokenLines(area)).toEqual([]);
          expect([...leftovers(area), ...store.shelf.kept()]).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is all old or all new once the next start has gone on, whenever the browser was killed', async () => {
    await fc.assert(
      fc.asyncProperty(
        libraryItems,
        libraryItems,
        fc.constantFrom('merge', 'replace'),
        fc.array(fc.record({ writes: fc.integer({ min: 1, max: 9 }), isStored: fc.boolean() }), {
          minLength: 1,
          maxLength: 3,
        }),
        async (own, other, mode, kills) => {
          const start = createMemoryArea();
          await importAll(openStore(start), own, 'replace');
          const before = heldBy(start);
          const [killed, whole] = [createMemoryArea(start.stored()), createMemoryArea(start.stored())];
          await importAll(openStore(whole), other, mode);
          const shelf = createMemoryShelf();
          for (const [at, { writes, isStored }] of kills.entries()) {
            const store = openStore(mortal(killed, writes, isStored), undefined, shelf);
            // The first start imports, the next ones go on.
            const work = at === 0 ? importAll(store, other, mode) : store.imports.resume();
            await work.then(
              () => undefined,
              () => undefined,
            );
            // What was on its way is over.
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
          await openStore(killed, undefined, shelf).imports.resume();
          const after = JSON.stringify(sorted(heldBy(killed)));
          const allowed = [before, heldBy(whole)].map((held) => JSON.stringify(sorted(held)));
          expect(allowed).toContain(after);
          expect(brokenLines(killed)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, sorted(field)]),
  );
}
