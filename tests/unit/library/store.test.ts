import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Article } from '../../../utils/article/types';
import { BACKUP_DAYS_KEY, backupKey } from '../../../utils/library/backup';
import { articleId } from '../../../utils/library/id';
import {
  CHANGED_KEY,
  MONTHS_KEY,
  RECENT_KEY,
  readMonth,
  readMonths,
  readRecentSummaries,
  readRecord,
  readSummaries,
  readUnreadable,
  recordKey,
  type StorageArea,
  summariesKey,
  versionsKey,
} from '../../../utils/library/read';
import type { ArticleRecord } from '../../../utils/library/schema';
import { createLibraryStore, type LibraryStore } from '../../../utils/library/store';
import { exampleArticle, exampleId, exampleMark, exampleOutline, exampleRecord } from './examples';
import { createMemoryArea, type MemoryArea } from './memory-area';

const START = '2026-07-02T01:30:00.000Z';
const DAY_MS = 86_400_000;

/** A clock that stands still until it is moved. */
function createClock() {
  let now = Date.parse(START);
  return {
    read: () => new Date(now),
    pass: (days: number) => {
      now += days * DAY_MS;
      return new Date(now).toISOString();
    },
  };
}

let clock: ReturnType<typeof createClock>;
let area: MemoryArea;
let store: LibraryStore;
let id: string;

beforeEach(async () => {
  vi.stubEnv('TZ', 'UTC');
  clock = createClock();
  area = createMemoryArea();
  store = createLibraryStore(area, clock.read);
  id = await articleId(exampleArticle().url);
});

const storedRecord = async (): Promise<ArticleRecord> => {
  const record = await readRecord(area, id);
  if (!record) throw new Error('nothing stored');
  return record;
};
const storedIds = async () => (await storedRecord()).annotations.map((mark) => mark.id);
const trashedIds = async () => (await storedRecord()).trash.map(({ annotation }) => annotation.id);
const recentIds = async () => (await readRecentSummaries(area, 10)).map((line) => line.id);

describe.each<[string, () => StorageArea]>([
  ['in memory', () => createMemoryArea()],
  [
    'of the browser',
    () => {
      fakeBrowser.reset();
      return fakeBrowser.storage.local;
    },
  ],
])('a store %s', (_, makeArea) => {
  it('answers each change with the record as it is stored', async () => {
    const area = makeArea();
    const store = createLibraryStore(area, clock.read);
    const opened = await store.openArticle(exampleArticle());
    expect(opened).toMatchObject({ id, saved: START, opened: START, modified: START, annotations: [] });
    const place = { id: exampleId(2), start: 5, end: 6, state: 'moved' as const };
    const changes: (() => Promise<ArticleRecord>)[] = [
      () => store.putAnnotation(id, exampleMark(1)),
      () => store.putAnnotation(id, exampleMark(2)),
      () => store.trashAnnotation(id, exampleId(1)),
      () => store.restoreAnnotation(id, exampleId(1)),
      () => store.placeAnnotations(id, [place]),
      () => store.putOutline(id, exampleOutline()),
      () => store.saveReadingPosition(id, 12),
      () => store.trashArticle(id),
      () => store.restoreArticle(id),
    ];
    for (const change of changes) expect(await change()).toEqual(await readRecord(area, id));
    expect(await readRecord(area, id)).toMatchObject({
      annotations: [exampleMark(1), { id: exampleId(2), position: { start: 5, end: 6 }, state: 'moved' }],
      outlines: [exampleOutline()],
      readingPosition: 12,
      trash: [],
    });
    expect(await readRecentSummaries(area, 10)).toMatchObject([
      { id, title: exampleArticle().title, annotationCount: 2, noteCount: 2, hasOutline: true },
    ]);
  });
});

describe('writing', () => {
  it('puts a record, its summary, what it replaces and the day’s backup into one set', async () => {
    const marked = [recordKey(id), CHANGED_KEY];
    await store.openArticle(exampleArticle());
    await store.putAnnotation(id, exampleMark(1));
    await store.putAnnotation(id, exampleMark(2));
    await store.putAnnotation(id, exampleMark(2, { note: '改过' }));
    expect(area.sets.map((keys) => [...keys].sort())).toEqual([
      [...marked, RECENT_KEY, summariesKey('2026-07'), MONTHS_KEY].sort(),
      [...marked, BACKUP_DAYS_KEY, backupKey('2026-07-02', id)].sort(),
      marked,
      [...marked, versionsKey(id)].sort(),
    ]);
  });

  it('files the lines of marked articles when one is opened, or when they have become many', async () => {
    const waiting = () => (area.stored()[CHANGED_KEY] as { id: string }[]).length;
    const ids: string[] = [];
    for (let n = 0; n < 20; n += 1)
      ids.push((await store.openArticle(exampleArticle({ url: `https://a.cn/${n}` }))).id);
    for (const [n, one] of ids.entries()) {
      await store.putAnnotation(one, exampleMark(n));
      expect((await readSummaries(area)).filter(({ annotationCount }) => annotationCount > 0)).toHaveLength(
        n + 1,
      );
      expect(
        (await readMonth(area, '2026-07')).filter(({ annotationCount }) => annotationCount > 0),
      ).toHaveLength(n + 1);
    }
    expect(waiting()).toBe(3);
    await store.openArticle(exampleArticle());
    expect(waiting()).toBe(0);
    expect(area.stored()[summariesKey('2026-07')]).toEqual(await readMonth(area, '2026-07'));
  });

  it('queues calls that come at once: every one of 200 marks is there', async () => {
    await store.openArticle(exampleArticle());
    const numbers = Array.from({ length: 200 }, (_, n) => n);
    await Promise.all(numbers.map((n) => store.putAnnotation(id, exampleMark(n))));
    expect(await storedIds()).toEqual(numbers.map(exampleId));
    expect(await readRecentSummaries(area, 1)).toMatchObject([{ annotationCount: 200, noteCount: 200 }]);
  });

  it('queues calls for different articles of one month: every line is there', async () => {
    const urls = Array.from({ length: 20 }, (_, n) => `https://www.gscn.com.cn/${n}.html`);
    await Promise.all(urls.map((url) => store.openArticle(exampleArticle({ url }))));
    expect((await readRecentSummaries(area, 100)).map(({ url }) => url).sort()).toEqual(urls.sort());
  });

  it.each<[string, (store: LibraryStore) => Promise<unknown>]>([
    ['trashing a mark that is not there', (store) => store.trashAnnotation(id, exampleId(9))],
    ['restoring a mark that was not deleted', (store) => store.restoreAnnotation(id, exampleId(1))],
    [
      'finding every mark where it was',
      (store) => store.placeAnnotations(id, [{ id: exampleId(1), start: 1, end: 2, state: 'exact' }]),
    ],
    [
      'placing a mark that is not there',
      (store) => store.placeAnnotations(id, [{ id: exampleId(9), start: 7, end: 9, state: 'moved' }]),
    ],
    ['placing none', (store) => store.placeAnnotations(id, [])],
    ['the same reading position', (store) => store.saveReadingPosition(id, 0)],
    ['restoring an article that was not deleted', (store) => store.restoreArticle(id)],
    ['purging with nothing expired', (store) => store.purgeTrash()],
  ])('is spared by %s', async (_, change) => {
    await store.openArticle(exampleArticle());
    await store.putAnnotation(id, exampleMark(1));
    const before = area.stored();
    const writes = area.sets.length;
    clock.pass(1);
    await change(store);
    expect(area.sets.length).toBe(writes);
    expect(area.stored()).toEqual(before);
  });

  it.each<[string, (store: LibraryStore) => Promise<unknown>]>([
    ['putAnnotation', (store) => store.putAnnotation(id, exampleMark(1))],
    ['trashAnnotation', (store) => store.trashAnnotation(id, exampleId(1))],
    ['putOutline', (store) => store.putOutline(id, exampleOutline())],
    ['saveReadingPosition', (store) => store.saveReadingPosition(id, 1)],
    ['trashArticle', (store) => store.trashArticle(id)],
  ])('by %s is refused for an article that is not stored', async (_, change) => {
    await expect(change(store)).rejects.toMatchObject({ code: 'not-found' });
    expect(area.stored()).toEqual({});
  });
});

describe('a failing browser store', () => {
  const named = (name: string, message: string) => Object.assign(new Error(message), { name });

  it.each([
    ['Chrome’s quota', new Error('Resource::kQuotaBytes quota exceeded'), 'storage-full'],
    ['Chrome’s quota of old', new Error('QUOTA_BYTES quota exceeded'), 'storage-full'],
    ['Chrome on a full disk', new Error('IO error: 000003.log: No space left on device'), 'storage-full'],
    ['Chrome on a full disk of Windows', new Error('FILE_ERROR_NO_SPACE'), 'storage-full'],
    ['Windows', new Error('There is not enough space on the disk.'), 'storage-full'],
    [
      'Firefox’s quota',
      new Error('QuotaExceededError: storage.local API call exceeded its quota limitations.'),
      'storage-full',
    ],
    ['Firefox’s quota by name alone', named('QuotaExceededError', 'An error occurred'), 'storage-full'],
    ['a broken database', new Error('Corruption: block checksum mismatch'), 'storage-failed'],
    ['an error that speaks of a namespace', new Error('Unknown storage namespace'), 'storage-failed'],
    ['Firefox’s unexplained error', new Error('An unexpected error occurred'), 'storage-failed'],
    ['something that is no Error', 'gone', 'storage-failed'],
  ])(
    '(%s) is told by its code, leaves nothing half-written, and the queue goes on',
    async (_, error, code) => {
      await store.openArticle(exampleArticle());
      await store.putAnnotation(id, exampleMark(1));
      area.failNextSet(error);
      const failed = store.putAnnotation(id, exampleMark(2));
      const following = store.putAnnotation(id, exampleMark(3));
      await expect(failed).rejects.toMatchObject({ code });
      expect(await storedIds()).not.toContain(exampleId(2));
      await following;
      expect(await storedIds()).toEqual([exampleId(1), exampleId(3)]);
    },
  );

  it('on the first opening stores neither record nor line nor month', async () => {
    area.failNextSet(new Error('QUOTA_BYTES quota exceeded'));
    await expect(store.openArticle(exampleArticle())).rejects.toMatchObject({ code: 'storage-full' });
    expect(area.stored()).toEqual({});
    await store.openArticle(exampleArticle());
    expect(await recentIds()).toEqual([id]);
  });

  it('while purging leaves the article in the trash', async () => {
    await store.openArticle(exampleArticle());
    await store.trashArticle(id);
    clock.pass(31);
    const before = area.stored();
    area.failNextSet(new Error('disk gone'));
    await expect(store.purgeTrash()).rejects.toMatchObject({ code: 'storage-failed' });
    expect(area.stored()).toEqual(before);
  });
});

describe('an unreadable record', () => {
  const unreadable = { schemaVersion: 1, id: 'of another kind', annotations: ['precious'] };

  beforeEach(async () => {
    area = createMemoryArea({ [recordKey(id)]: unreadable });
    store = createLibraryStore(area, clock.read);
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });

  it('is set aside whole, in the same set as the new one', async () => {
    await store.openArticle(exampleArticle());
    const aside = `unreadable:${id}:${START}`;
    expect(area.stored()[aside]).toEqual(unreadable);
    expect(await readUnreadable(area)).toEqual({ [aside]: unreadable });
    expect(area.sets).toHaveLength(1);
    expect(area.sets[0]).toEqual(expect.arrayContaining([aside, recordKey(id)]));
    expect((await storedRecord()).annotations).toEqual([]);
  });

  it('stays where it is when setting it aside fails', async () => {
    area.failNextSet(new Error('QUOTA_BYTES quota exceeded'));
    await expect(store.openArticle(exampleArticle())).rejects.toMatchObject({ code: 'storage-full' });
    expect(area.stored()).toEqual({ [recordKey(id)]: unreadable });
  });

  it.each<[string, (store: LibraryStore) => Promise<unknown>]>([
    ['putAnnotation', (store) => store.putAnnotation(id, exampleMark(1))],
    ['trashAnnotation', (store) => store.trashAnnotation(id, exampleId(1))],
    ['saveReadingPosition', (store) => store.saveReadingPosition(id, 3)],
    ['trashArticle', (store) => store.trashArticle(id)],
    ['restoreArticle', (store) => store.restoreArticle(id)],
  ])('is not touched by %s', async (_, change) => {
    await expect(change(store)).rejects.toMatchObject({ code: 'record-unreadable' });
    expect(area.stored()).toEqual({ [recordKey(id)]: unreadable });
  });
});

describe('a record of a later version', () => {
  it('is refused, and neither opened over nor set aside', async () => {
    const later = { ...exampleRecord(), schemaVersion: 99 };
    area = createMemoryArea({ [recordKey(id)]: later });
    store = createLibraryStore(area, clock.read);
    await expect(store.openArticle(exampleArticle())).rejects.toMatchObject({ code: 'record-newer' });
    expect(area.stored()).toEqual({ [recordKey(id)]: later });
  });
});

describe('opening an article again', () => {
  const text = '学'.repeat(100);
  it.each([
    ['renews the snapshot with a longer text', '学'.repeat(120), true],
    ['renews it with a somewhat shorter text', '学'.repeat(60), true],
    ['keeps it when the text is half gone', '学'.repeat(40), false],
    ['keeps it when the page came out empty', '', false],
  ])('%s', async (_, newText, renewed) => {
    await store.openArticle(exampleArticle({ text, title: 'old' }));
    await store.putAnnotation(id, exampleMark(1));
    const later = clock.pass(1);
    const record = await store.openArticle(exampleArticle({ text: newText, title: 'new' }));
    expect(record.article).toMatchObject(renewed ? { text: newText, title: 'new' } : { text, title: 'old' });
    expect(record).toMatchObject({ saved: START, opened: later, modified: START });
    expect(record.annotations).toEqual([exampleMark(1)]);
  });

  it.each([
    ['keeps all pages where some did not come', ['1'], '学'.repeat(80), false],
    ['takes fewer pages that hold more: a single-page version', ['all'], '学'.repeat(120), true],
  ])('%s', async (_, pages, newText, renewed) => {
    await store.openArticle(exampleArticle({ text, pages: ['1', '2'] }));
    const record = await store.openArticle(exampleArticle({ text: newText, pages }));
    expect(record.article.pages).toEqual(renewed ? pages : ['1', '2']);
  });

  it('takes it out of the trash', async () => {
    await store.openArticle(exampleArticle());
    await store.trashArticle(id);
    expect(await recentIds()).toEqual([]);
    await store.openArticle(exampleArticle());
    expect((await storedRecord()).deleted).toBeUndefined();
    expect(await recentIds()).toEqual([id]);
  });

  it('moves the saved outline along with the text, and keeps what the reader wrote', async () => {
    const before = exampleArticle();
    const lead = '编者按\n';
    const moved = (nodes: Article['outline']): Article['outline'] =>
      nodes.map((node) => ({ ...node, start: node.start + lead.length, end: node.end + lead.length }));
    await store.openArticle(before);
    await store.putOutline(id, exampleOutline());
    const { outlines } = await store.openArticle({
      ...before,
      text: lead + before.text,
      outline: moved(before.outline),
    });
    expect(outlines).toEqual([
      {
        ...exampleOutline(),
        nodes: exampleOutline().nodes.map((node) => ({ ...node, start: Number(node.start) + lead.length })),
      },
    ]);
  });
});

describe('marks', () => {
  beforeEach(async () => {
    await store.openArticle(exampleArticle());
    await store.putAnnotation(id, exampleMark(2));
    await store.putAnnotation(id, exampleMark(1));
  });

  it('are kept in the order of the text', async () => {
    expect(await storedIds()).toEqual([exampleId(1), exampleId(2)]);
  });

  it('that begin at one place are kept shortest first', async () => {
    await store.putAnnotation(id, exampleMark(3, { position: { start: 1, end: 20 } }));
    await store.putAnnotation(id, exampleMark(4, { position: { start: 1, end: 9 } }));
    expect(await storedIds()).toEqual([1, 4, 3, 2].map(exampleId));
  });

  it('are replaced by id', async () => {
    const later = clock.pass(1);
    await store.putAnnotation(id, exampleMark(1, { note: '改过' }));
    const { annotations, modified } = await storedRecord();
    expect(annotations.map(({ note }) => note)).toEqual(['改过', '批注2']);
    expect(modified).toBe(later);
  });

  it('go to the trash and come back', async () => {
    await store.trashAnnotation(id, exampleId(1));
    expect(await storedIds()).toEqual([exampleId(2)]);
    expect(await trashedIds()).toEqual([exampleId(1)]);
    await store.restoreAnnotation(id, exampleId(1));
    expect((await storedRecord()).annotations).toEqual([exampleMark(1), exampleMark(2)]);
    expect(await trashedIds()).toEqual([]);
  });

  it('leave the trash when they are put again', async () => {
    await store.trashAnnotation(id, exampleId(1));
    await store.putAnnotation(id, exampleMark(1));
    expect(await storedIds()).toEqual([exampleId(1), exampleId(2)]);
    expect(await trashedIds()).toEqual([]);
  });

  it.each([
    [30, [exampleId(1), exampleId(2)]],
    [31, [exampleId(2)]],
  ])('deleted %i days ago lie in the trash as %j', async (days, left) => {
    await store.trashAnnotation(id, exampleId(1));
    clock.pass(days);
    const answered = await store.trashAnnotation(id, exampleId(2));
    expect(await trashedIds()).toEqual(left);
    expect(answered.trash.map(({ annotation }) => annotation.id)).toEqual(left);
  });

  it.each([
    ['moved', { start: 8, end: 9 }],
    ['uncertain', { start: 1, end: 2 }],
    ['lost', { start: 1, end: 2 }],
  ] as const)('found %s are placed so, and their text stays the reader’s', async (state, position) => {
    await store.placeAnnotations(id, [{ id: exampleId(1), start: 8, end: 9, state }]);
    const { annotations, modified } = await storedRecord();
    const mark = annotations.find((annotation) => annotation.id === exampleId(1));
    expect(mark).toEqual(exampleMark(1, { state, position }));
    expect(annotations.map(({ position }) => position.start)).toEqual(state === 'moved' ? [2, 8] : [1, 2]);
    expect(modified).toBe(START);
  });
});

describe('outlines', () => {
  it('are added, and replaced by id', async () => {
    await store.openArticle(exampleArticle());
    const second = exampleOutline({ id: exampleId(20) });
    const changed = exampleOutline({ nodes: [] });
    await store.putOutline(id, exampleOutline());
    await store.putOutline(id, second);
    await store.putOutline(id, changed);
    expect(await storedRecord()).toMatchObject({ outlines: [changed, second], activeOutline: changed.id });
  });

  describe('of which there are two', () => {
    const [first, second] = [exampleOutline(), exampleOutline({ id: exampleId(20), name: '另一份' })];
    const outlineState = async () => {
      const { outlines, activeOutline, outlineTrash } = await storedRecord();
      return { kept: outlines.map(({ id }) => id), active: activeOutline, trash: outlineTrash.length };
    };
    beforeEach(async () => {
      await store.openArticle(exampleArticle());
      await store.putOutline(id, first);
      await store.putOutline(id, second);
    });

    it.each<[string, (store: LibraryStore) => Promise<unknown>, object]>([
      [
        'are chosen from',
        (store) => store.chooseOutline(id, first.id),
        { kept: [first.id, second.id], active: first.id, trash: 0 },
      ],
      [
        'are put away for the one found in the page',
        (store) => store.chooseOutline(id, undefined),
        { kept: [first.id, second.id], active: undefined, trash: 0 },
      ],
      [
        'keep the one on show where another one is wanted that is not there',
        (store) => store.chooseOutline(id, exampleId(99)),
        { kept: [first.id, second.id], active: second.id, trash: 0 },
      ],
      [
        'lose the one on show to the trash',
        (store) => store.trashOutline(id, second.id),
        { kept: [first.id], active: undefined, trash: 1 },
      ],
      [
        'lose the other one to the trash',
        (store) => store.trashOutline(id, first.id),
        { kept: [second.id], active: second.id, trash: 1 },
      ],
      [
        'get one back from the trash, and show it',
        async (store) => {
          await store.trashOutline(id, first.id);
          await store.restoreOutline(id, first.id);
        },
        { kept: [second.id, first.id], active: first.id, trash: 0 },
      ],
      [
        'stay as they are where nothing is in the trash',
        (store) => store.restoreOutline(id, exampleId(99)),
        { kept: [first.id, second.id], active: second.id, trash: 0 },
      ],
    ])('%s', async (_, change, expected) => {
      await change(store);
      expect(await outlineState()).toEqual(expected);
    });

    it('lose one from the trash for good after 30 days', async () => {
      await store.trashOutline(id, first.id);
      clock.pass(31);
      await store.putOutline(id, second);
      expect(await outlineState()).toMatchObject({ trash: 0 });
    });
  });
});

describe('the trash of articles', () => {
  beforeEach(async () => {
    await store.openArticle(exampleArticle());
    await store.putAnnotation(id, exampleMark(1));
    await store.trashArticle(id);
  });

  it('hides an article from the lists and gives it back whole', async () => {
    expect(await recentIds()).toEqual([]);
    await store.restoreArticle(id);
    expect(await recentIds()).toEqual([id]);
    expect(await storedIds()).toEqual([exampleId(1)]);
  });

  it('counts from the first deletion', async () => {
    clock.pass(20);
    await store.trashArticle(id);
    expect((await storedRecord()).deleted).toBe(START);
  });

  it.each([
    [29, true],
    [30, true],
    [31, false],
  ])('purged after %i days still holds the article: %j', async (days, kept) => {
    const other = 'https://www.gscn.com.cn/other.html';
    await store.openArticle(exampleArticle({ url: other }));
    clock.pass(days);
    await store.purgeTrash();
    expect(recordKey(id) in area.stored()).toBe(kept);
    expect(recordKey(await articleId(other)) in area.stored()).toBe(true);
    expect(await recentIds()).toEqual([await articleId(other)]);
  });

  it('restored in time outlives the purge', async () => {
    clock.pass(20);
    await store.restoreArticle(id);
    clock.pass(20);
    await store.purgeTrash();
    expect(await storedIds()).toEqual([exampleId(1)]);
  });
});

describe('the index of months', () => {
  it('lists each month once, newest first; a line stays in the month of the first saving', async () => {
    const open = (name: string) => store.openArticle(exampleArticle({ url: `https://a.cn/${name}` }));
    await open('july');
    clock.pass(31);
    await open('august');
    clock.pass(92);
    await open('november');
    clock.pass(-61);
    await open('september, by a clock set back');
    await open('july');
    expect(await readMonths(area)).toEqual(['2026-11', '2026-09', '2026-08', '2026-07']);
    expect(area.stored()[summariesKey('2026-07')]).toMatchObject([{ url: 'https://a.cn/july' }]);
    expect(area.stored()[summariesKey('2026-11')]).toMatchObject([{ url: 'https://a.cn/november' }]);
  });
});

describe('lines of an earlier version', () => {
  const NEW_FIELDS = ['authors', 'modified', 'contentHash', 'colors', 'days'];
  const open = (n: number) => store.openArticle(exampleArticle({ url: `https://a.cn/${n}` }));
  /** Every line without what came later, and no list of articles opened last. */
  const makeOld = async () => {
    for (const month of await readMonths(area)) {
      const lines = (area.stored()[summariesKey(month)] as object[]).map((line) =>
        Object.fromEntries(Object.entries(line).filter(([field]) => !NEW_FIELDS.includes(field))),
      );
      await area.set({ [summariesKey(month)]: lines });
    }
    await area.remove(RECENT_KEY);
  };

  it('are written anew from their records, some at a time, while marks are saved', async () => {
    for (let n = 0; n < 60; n += 1) await open(n);
    clock.pass(31);
    const last = await open(60);
    const before = area.stored();
    await makeOld();
    area.sets.length = 0;
    const refreshed = store.refreshSummaries();
    const saved = store.putAnnotation(last.id, exampleMark(1));
    await Promise.all([refreshed, saved]);
    await store.trashAnnotation(last.id, exampleId(1));
    const after = area.stored();
    expect(after[summariesKey('2026-07')]).toEqual(before[summariesKey('2026-07')]);
    expect(await readMonth(area, '2026-08')).toMatchObject([{ id: last.id, colors: [], days: {} }]);
    expect(after[RECENT_KEY]).toHaveLength(61);
    expect(area.sets.filter((keys) => keys.includes(summariesKey('2026-07')))).toHaveLength(2);
  });

  it('stay as they are where the record can’t be read', async () => {
    const { id } = await open(1);
    await open(2);
    await makeOld();
    await area.set({ [recordKey(id)]: 'no record' });
    await store.refreshSummaries();
    const lines = area.stored()[summariesKey('2026-07')] as { id: string; days?: object }[];
    expect(lines.map((line) => [line.id === id, line.days])).toEqual([
      [true, undefined],
      [false, {}],
    ]);
  });

  it('are not written again where they lack nothing', async () => {
    await open(1);
    const before = area.stored();
    await store.refreshSummaries();
    expect(area.sets.slice(1)).toEqual([[RECENT_KEY]]);
    expect(area.stored()).toEqual(before);
  });
});

describe('the list of articles opened last', () => {
  const open = async (n: number) => {
    clock.pass(1 / 1440);
    return store.openArticle(exampleArticle({ url: `https://a.cn/${n}` }));
  };
  const listed = async (limit = 50) =>
    (await readRecentSummaries(area, limit)).map(({ url }) => Number(url.slice('https://a.cn/'.length)));
  const idOf = (n: number) => articleId(`https://a.cn/${n}`);
  const numbers = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => from - at);

  it('is read without the months', async () => {
    for (let n = 0; n < 3; n += 1) await open(n);
    await area.remove(summariesKey('2026-07'));
    expect(await listed()).toEqual([2, 1, 0]);
  });

  it('is what all lines say, whatever is opened, marked, deleted and brought back', async () => {
    for (let n = 0; n < 120; n += 1) await open(n);
    expect(await listed()).toEqual(numbers(119, 70));
    await open(5);
    expect(await listed()).toEqual([5, ...numbers(119, 71)]);
    // Not listed, and not opened by being marked.
    await store.putAnnotation(await idOf(2), exampleMark(1));
    for (const n of numbers(119, 60)) await store.trashArticle(await idOf(n));
    expect(await listed()).toEqual([5, ...numbers(59, 11)]);
    await store.restoreArticle(await idOf(100));
    await store.restoreArticle(await idOf(60));
    expect(await listed()).toEqual(
      [100, 5, 60, ...numbers(59, 13)].sort((a, b) => (a === 5 ? -1 : b === 5 ? 1 : b - a)),
    );
    expect((await readRecentSummaries(area, 50)).map(({ id }) => id)).toEqual(
      (await readSummaries(area)).slice(0, 50).map(({ id }) => id),
    );
  });
});
