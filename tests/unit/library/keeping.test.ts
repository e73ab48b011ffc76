import { beforeEach, describe, expect, it, vi } from 'vitest';
import { articleId } from '../../../utils/library/id';
import {
  findSameEssays,
  readBackups,
  readRecentSummaries,
  readRecord,
  readVersions,
  resolveId,
} from '../../../utils/library/read';
import { isAlike, isSameEssay, sketchText } from '../../../utils/library/same';
import type { ArticleRecord } from '../../../utils/library/schema';
import { createLibraryStore, type LibraryStore } from '../../../utils/library/store';
import { exampleArticle, exampleId, exampleMark, exampleOutline } from './examples';
import { createMemoryArea, type MemoryArea } from './memory-area';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

let now: number;
let area: MemoryArea;
let store: LibraryStore;
let id: string;

beforeEach(async () => {
  vi.stubEnv('TZ', 'Asia/Shanghai');
  now = Date.parse('2026-07-02T01:30:00.000Z');
  area = createMemoryArea();
  store = createLibraryStore(area, () => new Date(now));
  id = (await store.openArticle(exampleArticle())).id;
  return () => vi.unstubAllEnvs();
});

describe('versions', () => {
  const notes = async () =>
    (await readVersions(area, id)).annotations[exampleId(1)]?.map(({ item }) => item.note);
  const write = (note: string) => store.putAnnotation(id, exampleMark(1, { note }));

  it('keep what a note was before each change, and when that was', async () => {
    for (const note of ['一', '二', '三']) {
      await write(note);
      now += 2 * MINUTE_MS;
    }
    expect(await notes()).toEqual(['一', '二']);
    const [first] = (await readVersions(area, id)).annotations[exampleId(1)] ?? [];
    expect(first?.replaced).toBe('2026-07-02T01:32:00.000Z');
  });

  it('keep one of a note written keystroke by keystroke', async () => {
    await write('旧');
    now += 2 * MINUTE_MS;
    for (const note of ['新', '新的', '新的批', '新的批注']) {
      await write(note);
      now += 500;
    }
    expect(await notes()).toEqual(['旧']);
  });

  it('keep the last twenty', async () => {
    for (let count = 0; count < 30; count += 1) {
      await write(String(count));
      now += 2 * MINUTE_MS;
    }
    expect(await notes()).toEqual(Array.from({ length: 20 }, (_, at) => String(at + 9)));
  });

  it('are brought back, and what they replace is kept', async () => {
    await write('一');
    now += 2 * MINUTE_MS;
    await write('二');
    await store.placeAnnotations(id, [{ id: exampleId(1), start: 5, end: 6, state: 'moved' }]);
    const [first] = (await readVersions(area, id)).annotations[exampleId(1)] ?? [];
    const version = { itemId: exampleId(1), replaced: first?.replaced ?? '' };
    const { annotations } = await store.restoreVersion(id, version);
    expect(annotations).toMatchObject([{ note: '一', position: { start: 5, end: 6 }, state: 'moved' }]);
    expect(await notes()).toEqual(['一', '二']);
    await expect(store.restoreVersion(id, { ...version, itemId: exampleId(9) })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('keep none where only the place has changed', async () => {
    await write('一');
    now += 2 * MINUTE_MS;
    await store.placeAnnotations(id, [{ id: exampleId(1), start: 5, end: 6, state: 'moved' }]);
    expect(await notes()).toBeUndefined();
  });

  it('keep outlines, but not for folding', async () => {
    const outline = exampleOutline();
    const [first, ...rest] = outline.nodes;
    await store.putOutline(id, outline);
    await store.putOutline(id, {
      ...outline,
      nodes: [{ ...first, collapsed: true } as typeof first, ...rest] as never,
    });
    expect((await readVersions(area, id)).outlines).toEqual({});
    await store.putOutline(id, { ...outline, nodes: rest.map((node) => ({ ...node, level: 1 })) });
    const [kept] = (await readVersions(area, id)).outlines[outline.id] ?? [];
    expect(kept?.item.nodes.map(({ title }) => title)).toEqual(outline.nodes.map(({ title }) => title));
  });
});

describe('backups', () => {
  const kept = async () =>
    (await readBackups(area, id)).map(({ day, backup }) => [day, backup.annotations.map(({ note }) => note)]);

  it('keep each changed day as it began, seven of them', async () => {
    for (let day = 0; day < 10; day += 1) {
      // Nothing is changed on the fourth day.
      if (day !== 3) {
        await store.putAnnotation(id, exampleMark(1, { note: `第${day}天早` }));
        await store.putAnnotation(id, exampleMark(1, { note: `第${day}天晚` }));
      }
      now += DAY_MS;
    }
    expect(await kept()).toEqual([
      ['2026-07-11', ['第8天晚']],
      ['2026-07-10', ['第7天晚']],
      ['2026-07-09', ['第6天晚']],
      ['2026-07-08', ['第5天晚']],
      ['2026-07-07', ['第4天晚']],
      ['2026-07-06', ['第2天晚']],
      ['2026-07-04', ['第1天晚']],
    ]);
    expect(Object.keys(area.stored()).filter((key) => key.startsWith('backup:'))).toHaveLength(7);
  });

  it('count days in the reader’s time zone', async () => {
    now = Date.parse('2026-07-02T16:30:00.000Z');
    await store.putAnnotation(id, exampleMark(1));
    expect(await kept()).toEqual([['2026-07-03', []]]);
  });

  it('come back, and what they have not goes to the trash', async () => {
    await store.putAnnotation(id, exampleMark(1, { note: '昨天' }));
    await store.putAnnotation(id, exampleMark(2));
    now += DAY_MS;
    await store.putAnnotation(id, exampleMark(1, { note: '今天' }));
    await store.putAnnotation(id, exampleMark(3));
    await store.trashAnnotation(id, exampleId(2));
    const record = await store.restoreBackup(id, '2026-07-03');
    expect(record.annotations.map(({ note }) => note)).toEqual(['昨天', '批注2']);
    expect(record.trash.map(({ annotation }) => annotation.id)).toEqual([exampleId(3)]);
    // Today's note was written a moment ago; it is kept all the same.
    const versions = (await readVersions(area, id)).annotations[exampleId(1)];
    expect(versions?.map(({ item }) => item.note)).toEqual(['昨天', '今天']);
    expect(await readRecord(area, id)).toEqual(JSON.parse(JSON.stringify(record)));
  });

  it('that are not there are told', async () => {
    await expect(store.restoreBackup(id, '2026-01-01')).rejects.toMatchObject({ code: 'not-found' });
  });
});

/** An essay in so many sentences, each of them different. */
function essay(sentences: number, from = 0): string {
  const subjects = ['支部', '村委会', '工作队', '合作社', '学校', '医院', '企业', '社区'];
  const deeds = [
    '修好了水渠',
    '办起了夜校',
    '清查了账目',
    '走访了群众',
    '添置了图书',
    '开通了班车',
    '改造了厂房',
  ];
  const times = ['春天', '夏收前', '入秋以后', '年底', '上个月', '去年冬天'];
  return Array.from({ length: sentences }, (_, at) => {
    const n = at + from;
    return `${times[n % 6]}第${n}次会后，${subjects[(n * 3) % 8]}${deeds[(n * 5) % 7]}，第${n * 7}户人家先看到了变化。`;
  }).join('\n');
}

describe('the same essay', () => {
  const text = essay(60);
  it.each<[string, string, boolean]>([
    ['word for word', text, true],
    [
      'in other punctuation and width',
      text.replaceAll('，', ',').replaceAll('。', ' ').replaceAll('\n', ''),
      true,
    ],
    ['with an editor’s note before it', `编者按：本文原载本报，作者长期在基层工作。\n${text}`, true],
    ['its first page of five', text.split('\n').slice(0, 12).join('\n'), true],
    [
      'with a tenth of its sentences changed',
      text
        .split('\n')
        .map((line, at) => (at % 10 ? line : essay(1, 900 + at)))
        .join('\n'),
      true,
    ],
    ['of other sentences', essay(60, 500), false],
    ['half of it and half another one', `${essay(30)}\n${essay(30, 500)}`, false],
    ['too short to tell', text.slice(0, 80), false],
    ['nothing', '', false],
  ])('%s is told', (_, other, expected) => {
    expect(isSameEssay(text, other)).toBe(expected);
    expect(isSameEssay(other, text)).toBe(expected);
    if (expected && other.length > text.length / 2)
      expect(isAlike(sketchText(text), sketchText(other))).toBe(true);
  });

  const [here, there] = ['https://www.gscn.com.cn/a.html', 'https://m.people.cn/b.html'];
  const open = (url: string, changes: object = {}) =>
    store.openArticle(exampleArticle({ url, text, ...changes }));
  const mark = (n: number) =>
    exampleMark(n, {
      quote: { exact: text.slice(n, n + 1), prefix: '', suffix: '' },
      position: { start: n, end: n + 1 },
    });

  it('is offered where it has notes, and only there', async () => {
    const first = await open(here);
    const second = await open(there);
    expect(await findSameEssays(area, second)).toEqual([]);
    await store.putAnnotation(first.id, mark(1));
    expect((await findSameEssays(area, second)).map((line) => line.id)).toEqual([first.id]);
    const other = await open('https://a.cn/c.html', { text: essay(60, 500) });
    expect(await findSameEssays(area, other)).toEqual([]);
    await store.trashArticle(first.id);
    expect(await findSameEssays(area, second)).toEqual([]);
  });

  it('is one record at both addresses once it is joined, and nothing of either is lost', async () => {
    const first = await open(here);
    await store.putAnnotation(first.id, mark(1));
    await store.putOutline(first.id, exampleOutline());
    now += 40 * DAY_MS;
    const second = await open(there);
    await store.putAnnotation(second.id, mark(2));
    const joined = await store.joinArticle(second.id, first.id);
    expect(joined).toMatchObject({ id: first.id, otherUrls: [here, there], article: { url: there } });
    expect(joined.annotations.map((one) => one.id)).toEqual([exampleId(1), exampleId(2)]);
    expect(joined.outlines).toHaveLength(1);
    expect(await resolveId(area, await articleId(there))).toBe(first.id);
    expect((await readRecentSummaries(area, 10)).map((line) => line.id)).toContain(first.id);
    expect((await readRecentSummaries(area, 10)).map((line) => line.id)).not.toContain(second.id);
    expect(await readRecord(area, second.id)).toBeUndefined();
    const again: ArticleRecord = await open(there);
    expect(again.id).toBe(first.id);
    expect(again.annotations).toHaveLength(2);
  });

  it('keeps the other text of a mark that both have among its versions', async () => {
    const first = await open(here);
    await store.putAnnotation(first.id, { ...mark(1), note: '甲' });
    const second = await open(there);
    await store.putAnnotation(second.id, { ...mark(1), note: '乙' });
    const { annotations } = await store.joinArticle(second.id, first.id);
    const versions = (await readVersions(area, first.id)).annotations[exampleId(1)] ?? [];
    const texts = [...annotations.map(({ note }) => note), ...versions.map(({ item }) => item.note)];
    expect(texts).toEqual(expect.arrayContaining(['甲', '乙']));
  });

  it('stays two records where joining fails', async () => {
    const first = await open(here);
    await store.putAnnotation(first.id, mark(1));
    const second = await open(there);
    const before = area.stored();
    area.failNextSet(new Error('QUOTA_BYTES quota exceeded'));
    await expect(store.joinArticle(second.id, first.id)).rejects.toMatchObject({ code: 'storage-full' });
    expect(area.stored()).toEqual(before);
  });
});
