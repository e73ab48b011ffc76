import { describe, expect, it, vi } from 'vitest';
import * as edit from '../../../utils/library/edit';
import { MONTHS_KEY, readRecentSummaries, summariesKey } from '../../../utils/library/read';
import type { Annotation, ArticleRecord } from '../../../utils/library/schema';
import { createLibraryStore } from '../../../utils/library/store';
import { summarize } from '../../../utils/library/summary';
import { exampleArticle, exampleMark, exampleRecord } from './examples';
import { createMemoryArea } from './memory-area';

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
