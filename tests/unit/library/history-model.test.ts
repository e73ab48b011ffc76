import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readBackups, readRecentSummaries, readVersions } from '../../../utils/library/read';
import { createLibraryStore, type LibraryStore } from '../../../utils/library/store';
import { compareHistories } from '../../torture/histories';
import { exampleArticle, exampleId, exampleMark, exampleOutline } from './examples';
import { createMemoryArea, type MemoryArea } from './memory-area';

/** `npm run torture -- --only histories` runs hundreds, and longer ones. */
const HISTORIES = 12;
const LONGEST_HISTORY = 40;
const DAY_MS = 86_400_000;

beforeEach(() => {
  vi.stubEnv('TZ', 'Asia/Shanghai');
  return () => vi.unstubAllEnvs();
});

it('a library keeps through random histories what its model says', { timeout: 60_000 }, async () => {
  const seed = Date.now() % 2 ** 31;
  const { failures } = await compareHistories({
    seed,
    histories: HISTORIES,
    longest: LONGEST_HISTORY,
    say: () => {},
  });
  expect({ seed, failures }).toEqual({ seed, failures: [] });
});

// What the model told of the store when they were first compared.
describe('what is written elsewhere', () => {
  let now: number;
  let area: MemoryArea;
  let store: LibraryStore;
  let id: string;
  const other = exampleArticle({ url: 'https://m.people.cn/b.html' });

  beforeEach(async () => {
    now = Date.parse('2026-07-02T01:30:00.000Z');
    area = createMemoryArea();
    store = createLibraryStore(area, () => new Date(now));
    id = (await store.openArticle(exampleArticle())).id;
  });

  it('and then deleted there comes back with an edit, which it had not seen', async () => {
    const base = exampleMark(1);
    await store.putAnnotation(id, base);
    await store.putAnnotation(id, { ...base, color: 'blue' }, base);
    await store.trashAnnotation(id, base.id);
    const { annotations, trash } = await store.putAnnotation(id, { ...base, note: '新' }, base);
    expect(annotations).toMatchObject([{ color: 'blue', note: '新' }]);
    expect(trash).toEqual([]);
  });

  it('and then deleted there comes back with an edit of an outline', async () => {
    const base = exampleOutline();
    await store.putOutline(id, base);
    await store.putOutline(id, { ...base, name: '新' }, base);
    await store.trashOutline(id, base.id);
    const nodes = base.nodes.map((node) => ({ ...node, note: '批' }));
    const { outlines } = await store.putOutline(id, { ...base, nodes }, base);
    expect(outlines).toMatchObject([{ name: '新', nodes: nodes.map(({ note }) => ({ note })) }]);
  });

  it('stays in the history where an older version takes its place in the trash', async () => {
    for (const note of ['一', '二']) {
      await store.putAnnotation(id, exampleMark(1, { note }));
      now += DAY_MS;
    }
    await store.trashAnnotation(id, exampleId(1));
    const [first] = (await readVersions(area, id)).annotations[exampleId(1)] ?? [];
    await store.restoreVersion(id, { itemId: exampleId(1), replaced: first?.replaced ?? '' });
    const versions = (await readVersions(area, id)).annotations[exampleId(1)];
    expect(versions?.map(({ item }) => item.note)).toEqual(['一', '二']);
  });

  it('keeps its backup on days of mere reading', async () => {
    await store.putAnnotation(id, exampleMark(1, { note: '一' }));
    await store.putOutline(id, exampleOutline());
    for (let day = 0; day < 10; day += 1) {
      now += DAY_MS;
      await store.openArticle(exampleArticle());
    }
    expect((await readBackups(area, id)).map(({ day }) => day)).toEqual(['2026-07-02']);
  });

  it('brings its history along when two articles are joined', async () => {
    const joined = await store.openArticle(other);
    for (const note of ['一', '二']) {
      await store.putAnnotation(joined.id, exampleMark(1, { note }));
      now += DAY_MS;
    }
    await store.joinArticle(joined.id, id);
    const versions = (await readVersions(area, id)).annotations[exampleId(1)];
    expect(versions?.map(({ item }) => item.note)).toEqual(['一']);
    expect(Object.keys(area.stored())).not.toContain(`versions:${joined.id}`);
  });

  it('is taken from a view that still knows the article by the id it had before it was joined', async () => {
    const joined = await store.openArticle(other);
    await store.joinArticle(joined.id, id);
    const record = await store.putAnnotation(joined.id, exampleMark(1));
    expect(record).toMatchObject({ id, annotations: [{ id: exampleId(1) }] });
    expect(await store.joinArticle(joined.id, id)).toEqual(record);
  });

  it('is listed once when it is joined with an article of an earlier month', async () => {
    now += 40 * DAY_MS;
    const later = await store.openArticle(other);
    await store.joinArticle(id, later.id);
    expect((await readRecentSummaries(area, 10)).map((line) => line.id)).toEqual([later.id]);
  });
});
