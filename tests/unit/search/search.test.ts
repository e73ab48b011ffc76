import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { openDB } from 'idb';
import { ConverterFactory } from 'opencc-js/core';
import simplifiedToTraditional from 'opencc-js/dict/STCharacters';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { articleId } from '../../../utils/library/id';
import { recordKey } from '../../../utils/library/read';
import type { Annotation } from '../../../utils/library/schema';
import { createLibraryStore } from '../../../utils/library/store';
import { foldText } from '../../../utils/search/fold';
import { createSearch, type LibrarySearch } from '../../../utils/search/search';
import { openShardStore, SEARCH_DATABASE } from '../../../utils/search/shard-store';
import { exampleArticle, exampleMark } from '../library/examples';
import { createMemoryArea } from '../library/memory-area';

const urlOf = (name: string) => `https://www.gscn.com.cn/${name}`;
const idOf = (name: string) => articleId(urlOf(name));

/** A library whose articles are opened one a day. */
function createLibrary() {
  const area = createMemoryArea();
  let now = Date.parse('2026-07-30T00:00:00.000Z');
  const store = createLibraryStore(area, () => new Date(now));
  const open = (name: string, changes: Parameters<typeof exampleArticle>[0] = {}) => {
    now += 86_400_000;
    const bare = {
      title: name,
      text: '',
      source: undefined,
      authors: [],
      note: undefined,
      kicker: undefined,
      subtitle: undefined,
    };
    return store.openArticle(exampleArticle({ url: urlOf(name), ...bare, ...changes }));
  };
  const mark = async (name: string, n: number, changes: Partial<Annotation>) =>
    store.putAnnotation(await idOf(name), exampleMark(n, { note: '', ...changes }));
  return { area, store, open, mark };
}

/** As where the browser was told to forget what sites keep. */
const loseDatabase = () => vi.stubGlobal('indexedDB', new IDBFactory());
const quote = (exact: string) => ({ exact, prefix: '', suffix: '' });
const namesOf = async (search: LibrarySearch, query: string, limit?: number) =>
  (await search.search(query, { limit })).map(({ summary }) => summary.url.slice(urlOf('').length));
/** What the stored index holds: the ids in each shard. */
async function storedShards() {
  const store = await openShardStore();
  const shards = await Promise.all((await store.keys()).map((key) => store.read(key)));
  return (shards as { articles: { id: string }[] }[]).map(({ articles }) => articles.map(({ id }) => id));
}

let library: ReturnType<typeof createLibrary>;
let search: LibrarySearch;

beforeEach(() => {
  loseDatabase();
  library = createLibrary();
});

describe('a search', () => {
  beforeEach(async () => {
    const { open, mark, store } = library;
    await open('one', { title: '基层党建的实践', source: '人民日报', text: '打铁还需自身硬，知行合一。' });
    await mark('one', 1, { quote: quote('打铁还需自身硬'), color: 'blue' });
    await mark('one', 2, { quote: quote('知行合一'), note: '想到 OKR 与考核', tags: ['论据/引文'] });
    await open('two', {
      title: 'Reading Widely 閱讀',
      source: '光明日报',
      authors: ['王小明'],
      publishedAt: '2026-03-05',
      text: '學習貫徹党建要求',
    });
    await open('three', {
      title: '党建引领',
      source: '人民日报',
      publishedAt: '2025-01-02',
      text: '引领发展。',
    });
    await open('gone', { title: '党建旧文', text: '旧文' });
    await store.trashArticle(await idOf('gone'));
    search = createSearch(library);
    await search.refresh();
  });

  it.each<[string, string, string[]]>([
    ['titles before bodies, newest first', '党建', ['three', 'one', 'two']],
    ['sources', '光明日报', ['two']],
    ['authors', '小明', ['two']],
    ['quotes', '自身硬', ['one']],
    ['notes', '考核', ['one']],
    ['tags', '引文', ['one']],
    ['bodies', '发展', ['three']],
    ['every word, in any order', '引领 党建', ['three']],
    ['words of different places together', '人民日报 考核', ['one']],
    ['not half of the words', '党建 没有的词', []],
    ['in any letter case', 'READING wIdElY okr', []],
    ['in any width', 'ｒｅａｄｉｎｇ', ['two']],
    ['traditional by simplified', '学习贯彻', ['two']],
    ['simplified by traditional', '實踐 黨建', ['one']],
    ['a single character', '铁', ['one']],
    ['initials of a title', 'jcdj', ['one']],
    ['initials of a tag', 'lj', ['one']],
    ['phrases', '“知行合一”', ['one']],
    ['not a phrase whose pairs stand apart', '合一知', []],
    ['what lacks a word', '党建 -考核', ['three', 'two']],
    ['by tag', 'tag:论据', ['one']],
    ['by colour', '颜色:蓝', ['one']],
    ['by source and date', '来源:人民 日期:2025..2026-03', ['three']],
    ['by date and word', '党建 date:2026-03', ['two']],
    ['not the trash', '旧文', []],
    ['all but', '-tag:论据', ['three', 'two']],
    ['nothing for no words', ' 　', []],
    ['signs as they are', '.*', []],
    ['signs that are there', '。', ['three', 'one']],
  ])('finds %s: %s', async (_, query, expected) => {
    expect(await namesOf(search, query)).toEqual(expected);
  });

  it('shows what it found', async () => {
    const [hit] = await search.search('考核');
    const [, mark] = [exampleMark(1), exampleMark(2)];
    expect(hit?.matches).toEqual([
      { field: 'note', text: '想到 OKR 与考核', ranges: [{ start: 8, end: 10 }], annotationId: mark.id },
    ]);
  });

  it('gives no more than is asked for', async () => {
    expect(await namesOf(search, '党建', 2)).toEqual(['three', 'one']);
  });

  it('is broken off by its signal', async () => {
    const control = new AbortController();
    const running = search.search('党建', { signal: control.signal });
    control.abort();
    await expect(running).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  it('puts one whose pairs promise more behind those that hold it', async () => {
    const { open, mark } = library;
    await open('promising', { title: '甲', text: '合一知行。' });
    // All pairs of the phrase stand in its head, the phrase in its body alone.
    await mark('promising', 3, { quote: quote('合一知，一知行'), note: '合一，知行' });
    await open('better', { title: '合一知行', text: '' });
    await open('newer', { title: '乙', text: '合一知行' });
    await search.refresh();
    expect(await namesOf(search, '合一知行')).toEqual(['better', 'newer', 'promising']);
  });
});

describe('the index', () => {
  const NAMES = ['甲', '乙', '丙'];
  /** Keys of records that were read since it was asked last. */
  let recordsRead: () => string[];

  beforeEach(async () => {
    for (const name of NAMES) await library.open(name, { text: `${name}的正文` });
    const { get } = library.area;
    const read: string[] = [];
    library.area.get = (keys) => {
      read.push(...[keys].flat().filter((key) => key.startsWith('article:')));
      return get(keys);
    };
    recordsRead = () => read.splice(0);
    search = createSearch(library);
    await search.refresh();
    recordsRead();
  });

  it('is kept: another page reads no record again', async () => {
    const other = createSearch(library);
    await other.refresh();
    expect(recordsRead()).toEqual([]);
    expect(await namesOf(other, '正文')).toEqual(['丙', '乙', '甲']);
  });

  it('reads what changed, was added or came back, and nothing else', async () => {
    await library.open('丁', { text: '丁的正文' });
    await library.mark('甲', 1, { note: '新的批注' });
    recordsRead();
    await search.refresh();
    expect(recordsRead().sort()).toEqual([recordKey(await idOf('丁')), recordKey(await idOf('甲'))].sort());
    expect(await namesOf(search, '新的批注')).toEqual(['甲']);
    expect(await storedShards()).toHaveLength(1);
    expect((await storedShards())[0]).toHaveLength(4);
  });

  it('does not read an article again for being opened or scrolled', async () => {
    await library.store.saveReadingPosition(await idOf('甲'), 3);
    await library.open('甲', { text: '甲的正文' });
    recordsRead();
    await search.refresh();
    expect(recordsRead()).toEqual([]);
    expect(await namesOf(search, '正文')).toEqual(['甲', '丙', '乙']);
  });

  it('lets go of what is gone for good', async () => {
    await library.store.trashArticle(await idOf('乙'));
    await search.refresh();
    expect(await namesOf(search, '正文')).toEqual(['丙', '甲']);
    for (const name of ['甲', '丙']) await library.store.trashArticle(await idOf(name));
    const later = createLibraryStore(library.area, () => new Date('2027-01-01T00:00:00.000Z'));
    await later.purgeTrash();
    await search.refresh();
    expect(await storedShards()).toEqual([]);
    expect(await namesOf(search, '正文')).toEqual([]);
  });

  it('no longer finds what was changed away, even before it is brought up', async () => {
    await library.open('甲', { text: '换了' });
    expect(await namesOf(search, '甲的正文')).toEqual([]);
  });

  it.each<[string, (stored: Record<string, unknown>) => unknown]>([
    ['of an older format', (stored) => ({ ...stored, format: 0 })],
    [
      'cut short',
      (stored) => ({ ...stored, body: { ...(stored.body as object), slots: new Uint8Array(1) } }),
    ],
    ['of another kind', () => 'no shard'],
  ])('is made anew where a shard is %s', async (_, damage) => {
    const database = await openDB(SEARCH_DATABASE);
    const [key] = await database.getAllKeys('shards');
    await database.put('shards', damage(await database.get('shards', key as number)), key);
    database.close();
    const other = createSearch(library);
    await other.refresh();
    expect(recordsRead()).toHaveLength(NAMES.length);
    expect(await namesOf(other, '正文')).toEqual(['丙', '乙', '甲']);
    expect(await storedShards()).toHaveLength(1);
  });

  it('outlives two pages that bring it up at once', async () => {
    await library.open('丁', { text: '丁的正文' });
    const other = createSearch(library);
    await Promise.all([search.refresh(), other.refresh()]);
    for (const page of [search, other]) expect(await namesOf(page, '正文')).toEqual(['丁', '丙', '乙', '甲']);
    await search.refresh();
    expect((await storedShards()).flat().sort()).toHaveLength(4);
  });

  it('does without a database where the browser refuses one', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    const other = createSearch({ area: library.area, openStore: () => Promise.reject(new Error('refused')) });
    await other.refresh();
    expect(await namesOf(other, '正文')).toEqual(['丙', '乙', '甲']);
    expect(told).toHaveBeenCalled();
  });

  it('does without what the browser refuses to store', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    const full = {
      keys: async () => [],
      read: async () => undefined,
      replace: () => Promise.reject(new Error('quota')),
    };
    const other = createSearch({ area: library.area, openStore: async () => full });
    for (let time = 0; time < 2; time += 1) {
      await other.refresh();
      expect(await namesOf(other, '正文')).toEqual(['丙', '乙', '甲']);
    }
    expect(told).toHaveBeenCalled();
  });

  it('leaves out a record that can’t be read, and tells of the rest', async () => {
    await library.area.set({ [recordKey(await idOf('乙'))]: 'no record' });
    loseDatabase();
    const other = createSearch(library);
    await other.refresh();
    expect(await namesOf(other, '正文')).toEqual(['丙', '甲']);
  });

  it('tells how far it is', async () => {
    for (let n = 0; n < 40; n += 1) await library.open(`第${n}篇`);
    const heard: number[] = [];
    await search.refresh(({ done, total }) => {
      expect(total).toBe(43);
      heard.push(done);
    });
    expect(heard[0]).toBe(3);
    expect(heard.at(-1)).toBe(43);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
  });

  it('answers before anybody brought it up, by what is stored', async () => {
    expect(await namesOf(createSearch(library), '正文')).toEqual(['丙', '乙', '甲']);
  });
});

it('finds what a scan of all texts finds, in either script', async () => {
  const toTraditional = ConverterFactory([[simplifiedToTraditional]]);
  const simplified = fc.constantFrom(...'党建学习发后里干面台云');
  const sentence = fc.string({
    unit: fc.oneof(simplified, fc.constantFrom(' ', 'a', 'B', '。')),
    maxLength: 24,
  });
  const inEitherScript = fc
    .tuple(sentence, fc.boolean())
    .map(([text, isTraditional]) => (isTraditional ? toTraditional(text) : text));
  const article = fc.record({ title: inEitherScript, text: inEitherScript, note: inEitherScript });
  const term = fc
    .tuple(fc.string({ unit: simplified, minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([text, isTraditional]) => (isTraditional ? toTraditional(text) : text));
  await fc.assert(
    fc.asyncProperty(
      fc.array(article, { maxLength: 6 }),
      fc.array(term, { minLength: 1, maxLength: 2 }),
      async (articles, terms) => {
        loseDatabase();
        const { area, open, mark } = createLibrary();
        for (const [n, { title, text, note }] of articles.entries()) {
          await open(`${n}`, { title, text });
          await mark(`${n}`, n, { note, quote: quote('x') });
        }
        const own = createSearch({ area });
        await own.refresh();
        const expected = articles.flatMap(({ title, text, note }, n) => {
          const texts = [title, text, note].map(foldText);
          return terms.every((one) => texts.some((whole) => whole.includes(foldText(one)))) ? [`${n}`] : [];
        });
        expect((await namesOf(own, terms.join(' '))).sort()).toEqual(expected);
      },
    ),
    { numRuns: 40 },
  );
});
