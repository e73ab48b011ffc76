import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { recordsOfQuotes } from '../../../utils/import/quotes';
import type { ImportedArticle, ImportedQuote } from '../../../utils/import/types';
import { articleId } from '../../../utils/library/id';
import { type ArticleRecord, articleRecordSchema } from '../../../utils/library/schema';
import { exampleArticle, exampleId, exampleMark, exampleRecord } from '../library/examples';
import { createMemoryArea } from '../library/memory-area';

const NOW = '2026-07-10T08:00:00.000Z';
const URL_OF_NONE = 'https://example.org/none';

const quote = (changes: Partial<ImportedQuote>): ImportedQuote => ({
  exact: '党务工作是政治工作',
  note: '',
  tags: [],
  ...changes,
});

/** A library with one article, whose text begins with a character of two units, and what quotes make of it. */
async function take(quotes: ImportedQuote[], changes: Partial<ArticleRecord> = {}) {
  const article = exampleArticle({ text: `𠀀${exampleArticle().text}` });
  const id = await articleId(article.url);
  const record = { ...exampleRecord(), id, article, annotations: [], trash: [], ...changes };
  const area = createMemoryArea({ [`article:${id}`]: record });
  return {
    record,
    records: await all([{ url: `${article.url}?utm_source=x#top`, title: '', quotes }], area),
  };
}

async function all(articles: ImportedArticle[], area = createMemoryArea()): Promise<ArticleRecord[]> {
  const records: ArticleRecord[] = [];
  for await (const record of recordsOfQuotes(articles, area, NOW))
    records.push(v.parse(articleRecordSchema, record));
  return records;
}

describe('quotes of an article that the library has', () => {
  it.each<[string, Partial<ImportedQuote>, string, string | undefined]>([
    ['without surroundings, where they stand once', {}, 'exact', '党务工作是政治工作'],
    ['without surroundings and short, as uncertain', { exact: '打铁' }, 'uncertain', undefined],
    ['that stand twice, as uncertain', { exact: '学习' }, 'uncertain', undefined],
    [
      'by what stands around them',
      {
        exact: '政治工作',
        prefix: '强化理论武装,做政治上的明白人。党务工作是',
        suffix: '。\n要坚持学习、学习、再学习。',
      },
      'exact',
      '政治工作',
    ],
    ['that aren’t there, as lost', { exact: '这一句话哪里也没有写过' }, 'lost', undefined],
    // In code points the place is one less than in units.
    [
      'by their place',
      { id: exampleId(5), position: { start: 1, end: 22 }, exact: exampleArticle().text.slice(0, 21) },
      'exact',
      exampleArticle().text.slice(0, 21),
    ],
  ])('are put %s', async (_, changes, state, stands) => {
    const { records } = await take([quote(changes)]);
    const [mark] = records[0]?.annotations ?? [];
    expect(mark?.state).toBe(state);
    if (!stands || !mark) return;
    expect(records[0]?.article.text.slice(mark.position.start, mark.position.end)).toBe(stands);
  });

  it('keep what the reader made of them', async () => {
    const made = {
      note: '记',
      tags: ['甲'],
      color: 'green',
      style: 'underline',
      created: '2025-01-01T00:00:00.000Z',
    } as const;
    const { records } = await take([quote({ ...made, tags: ['甲'] })]);
    expect(records[0]?.annotations[0]).toMatchObject({ ...made, modified: made.created });
  });

  it('aren’t doubled: neither by id, nor by place, nor out of the trash', async () => {
    const place = { position: { start: 42, end: 51 } };
    const known = exampleMark(1, {
      quote: { exact: '党务工作是政治工作', prefix: '', suffix: '' },
      ...place,
    });
    const { record, records } = await take(
      [quote({ id: exampleId(1) }), quote({}), quote({ id: exampleId(2), exact: '打铁还需自身硬' })],
      { annotations: [known], trash: [{ annotation: exampleMark(2), deleted: NOW }] },
    );
    expect(records).toEqual([record]);
  });

  it('of the same id take the place of an older state', async () => {
    const known = exampleMark(1, { note: '旧', modified: '2026-01-01T00:00:00.000Z' });
    const newer = quote({ id: exampleId(1), note: '新', modified: '2026-02-01T00:00:00.000Z' });
    const { records } = await take([newer], { annotations: [known] });
    expect(records[0]?.annotations).toEqual([expect.objectContaining({ id: exampleId(1), note: '新' })]);
  });
});

describe('quotes of an article that the library doesn’t have', () => {
  it('become its text, with what stood around them', async () => {
    const [record] = await all([
      {
        url: URL_OF_NONE,
        title: '一篇',
        quotes: [
          quote({ exact: '甲\u3000\u3000乙 <b>', prefix: '前文', suffix: '后文' }),
          quote({ exact: '第一段\n  第二段' }),
        ],
      },
    ]);
    expect(record?.article).toMatchObject({
      url: URL_OF_NONE,
      title: '一篇',
      text: '前文甲 乙 <b>后文\n第一段\n第二段',
      html: '<p>前文甲 乙 &lt;b&gt;后文</p><p>第一段</p><p>第二段</p>',
    });
    const text = record?.article.text ?? '';
    expect(
      record?.annotations.map(({ quote: { exact, prefix, suffix }, position, state }) => [
        text.slice(position.start, position.end) === exact,
        prefix,
        suffix,
        state,
      ]),
    ).toEqual([
      [true, '前文', '后文', 'exact'],
      [true, '', '', 'exact'],
    ]);
  });

  it('come once where the file has them twice, under whatever address it was shared', async () => {
    const [record, ...others] = await all([
      { url: URL_OF_NONE, title: '', quotes: [quote({}), quote({})] },
      { url: `${URL_OF_NONE}#a`, title: '', quotes: [quote({}), quote({ exact: '另一句' })] },
    ]);
    expect(others).toEqual([]);
    expect(record?.annotations).toHaveLength(2);
  });

  it('are found again in that text when they come a second time', async () => {
    const articles = [
      { url: URL_OF_NONE, title: '', quotes: [quote({}), quote({ exact: '另有一句比较长的话在这里' })] },
    ];
    const [first] = await all(articles);
    const again = await all(articles, createMemoryArea({ [`article:${first?.id}`]: first }));
    expect(again).toEqual([first]);
  });
});
