import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as edit from '../../../utils/library/edit';
import { articleId } from '../../../utils/library/id';
import { MONTHS_KEY, readRecentSummaries, searchLibrary, summariesKey } from '../../../utils/library/read';
import type { Annotation, ArticleRecord } from '../../../utils/library/schema';
import { createLibraryStore } from '../../../utils/library/store';
import { summarize } from '../../../utils/library/summary';
import { exampleArticle, exampleMark, exampleRecord } from './examples';
import { createMemoryArea, type MemoryArea } from './memory-area';

const urlOf = (name: string) => `https://www.gscn.com.cn/${name}`;
const nameOf = ({ url }: { url: string }) => url.slice(urlOf('').length);

/** A library whose articles were opened one a day, in the order given. */
async function createLibrary(names: string[]) {
  const area = createMemoryArea();
  let now = Date.parse('2026-07-30T00:00:00.000Z');
  const store = createLibraryStore(area, () => new Date(now));
  const open = async (name: string, changes = {}) => {
    now += 86_400_000;
    return store.openArticle(
      exampleArticle({ url: urlOf(name), title: name, source: undefined, ...changes }),
    );
  };
  for (const name of names) await open(name);
  return { area, store, open };
}

describe('readRecentSummaries', () => {
  it.each([
    [
      'opened last first, whatever month they were saved in',
      ['a', 'b', 'c', 'd', 'a'],
      10,
      ['a', 'd', 'c', 'b'],
    ],
    ['no more than asked for', ['a', 'b', 'c', 'd'], 2, ['d', 'c']],
    ['nothing of an empty library', [], 10, []],
  ])('gives the articles %s', async (_, opened, limit, expected) => {
    const { area } = await createLibrary(opened);
    expect((await readRecentSummaries(area, limit)).map(nameOf)).toEqual(expected);
  });

  it('leaves out lines that it cannot read', async () => {
    const line = summarize(exampleRecord(), []);
    const area = createMemoryArea({
      [MONTHS_KEY]: ['2026-08', '2026-07'],
      [summariesKey('2026-08')]: 'no list',
      [summariesKey('2026-07')]: [null, { ...line, opened: 'long ago' }, line],
    });
    expect(await readRecentSummaries(area, 10)).toEqual([line]);
  });
});

describe('summarize', () => {
  it('counts marks and notes', () => {
    expect(summarize(exampleRecord(), [])).toMatchObject({
      annotationCount: 2,
      noteCount: 1,
      hasOutline: true,
    });
  });

  it('tells colours in the order of the palette, and the days of the marks', () => {
    vi.stubEnv('TZ', 'Asia/Shanghai');
    const made = (n: number, color: Annotation['color'], created: string) =>
      exampleMark(n, { color, created });
    const annotations = [
      made(1, 'blue', '2026-07-01T15:59:00.000Z'),
      made(2, 'yellow', '2026-07-01T16:00:00.000Z'),
      made(3, 'blue', '2026-07-02T09:00:00.000Z'),
    ];
    expect(summarize({ ...exampleRecord(), annotations }, [])).toMatchObject({
      colors: ['yellow', 'blue'],
      days: { '2026-07-01': 1, '2026-07-02': 2 },
    });
  });

  it.each<[string, (record: ArticleRecord) => ArticleRecord, boolean]>([
    ['the text', (record) => ({ ...record, article: { ...record.article, text: '换了' } }), true],
    ['the title', (record) => ({ ...record, article: { ...record.article, title: '换了' } }), true],
    ['an author', (record) => ({ ...record, article: { ...record.article, authors: ['换了'] } }), true],
    ['a mark', (record) => edit.putAnnotation(record, exampleMark(1), '2026-09-01T00:00:00.000Z'), true],
    ['the reading position alone', (record) => ({ ...record, readingPosition: 99 }), false],
    ['the opening alone', (record) => ({ ...record, opened: '2026-09-01T00:00:00.000Z' }), false],
  ])('tells by its stamp that %s changed', (_, change, isChanged) => {
    const stampOf = (record: ArticleRecord) => {
      const { modified, contentHash } = summarize(record, []);
      return { modified, contentHash };
    };
    const [before, after] = [stampOf(exampleRecord()), stampOf(change(exampleRecord()))];
    expect(JSON.stringify(after) !== JSON.stringify(before)).toBe(isChanged);
  });
});

describe('searchLibrary', () => {
  let area: MemoryArea;
  const quote = (exact: string) => ({ exact, prefix: '', suffix: '' });

  beforeEach(async () => {
    const library = await createLibrary([]);
    area = library.area;
    const { store, open } = library;
    await open('one', { title: '基层党建的实践', source: '人民日报' });
    const one = await articleId(urlOf('one'));
    await store.putAnnotation(one, exampleMark(1, { quote: quote('打铁还需自身硬'), note: '', tags: [] }));
    await store.putAnnotation(
      one,
      exampleMark(2, { quote: quote('知行合一'), note: '想到 OKR 与考核', tags: ['论据/引文'] }),
    );
    await open('two', { title: 'Reading Widely 阅读', source: '光明日报' });
    await open('three', { title: '党建引领', source: '人民日报' });
    await open('gone', { title: '党建旧文', source: '人民日报' });
    await store.trashArticle(await articleId(urlOf('gone')));
  });

  it.each<[string, string, [string, string[]][]]>([
    [
      'titles',
      '党建',
      [
        ['three', []],
        ['one', []],
      ],
    ],
    ['sources', '光明日报', [['two', []]]],
    ['quotes', '自身硬', [['one', ['打铁还需自身硬']]]],
    ['notes, shown in place of the quote', '考核', [['one', ['想到 OKR 与考核']]]],
    ['quotes of marks with a note', '知行', [['one', ['想到 OKR 与考核']]]],
    ['tags', '引文', [['one', ['想到 OKR 与考核']]]],
    ['every word, in any order', '引领 党建', [['three', []]]],
    ['words of title and source together', '人民日报 实践', [['one', []]]],
    ['words of title and mark together', '实践 考核', [['one', ['想到 OKR 与考核']]]],
    ['words of one mark together', 'okr 论据', [['one', ['想到 OKR 与考核']]]],
    ['not words of two marks', '自身硬 考核', []],
    ['not half of the words', '党建 没有的词', []],
    ['in any letter case', 'READING wIdElY', [['two', []]]],
    ['words parted by any white space', '　党建\t引领\u00a0', [['three', []]]],
    ['not the trash', '旧文', []],
    ['nothing for no words', ' 　', []],
    ['signs as they are', '.*', []],
  ])('finds %s: %s', async (_, query, expected) => {
    const hits = await searchLibrary(area, query, 10);
    expect(hits.map(({ summary, excerpts }) => [nameOf(summary), excerpts])).toEqual(expected);
  });

  it('stops at the limit, newest first', async () => {
    const { area, store } = await createLibrary(Array.from({ length: 60 }, (_, n) => `党建${n}`));
    // Older than the first batch of records that a search reads.
    await store.putAnnotation(await articleId(urlOf('党建0')), exampleMark(1, { note: '独一份' }));
    expect((await searchLibrary(area, '党建', 3)).map(({ summary }) => nameOf(summary))).toEqual([
      '党建59',
      '党建58',
      '党建57',
    ]);
    expect(await searchLibrary(area, '党建', 100)).toHaveLength(60);
    expect((await searchLibrary(area, '独一份', 3)).map(({ excerpts }) => excerpts)).toEqual([['独一份']]);
  });
});
