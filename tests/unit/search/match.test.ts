import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../../utils/search/fold';
import { matchTexts, RANKS, type SearchedText, searchedTexts } from '../../../utils/search/match';
import { parseQuery } from '../../../utils/search/parse-query';
import { exampleMark, exampleRecord } from '../library/examples';

const LONG = '学而时习之。'.repeat(40);
const TEXTS: SearchedText[] = [
  { field: 'title', text: '基层黨建的实践' },
  { field: 'source', text: '人民日报' },
  { field: 'tag', text: '论据/引文' },
  { field: 'note', text: '想到 OKR\n与考核', annotationId: 'a' },
  { field: 'excerpt', text: '知行合一', annotationId: 'a' },
  { field: 'body', text: `党建要知行合一。${LONG}打铁还需自身硬${LONG}𠮷自身硬` },
];
const match = (typed: string, texts = TEXTS) => matchTexts(texts, parseQuery(typed).terms);
/** Matches as `field: text`, what is emphasised in brackets. */
const shown = (typed: string, texts = TEXTS) =>
  match(typed, texts)?.matches.map(({ field, text, ranges }) => {
    const marked = [...ranges]
      .reverse()
      .reduce(
        (done, { start, end }) => `${done.slice(0, start)}[${done.slice(start, end)}]${done.slice(end)}`,
        text,
      );
    return `${field}: ${marked}`;
  });

describe('matchTexts', () => {
  it.each<[string, string, string[] | undefined]>([
    ['in the title, in the other script', '党建', ['title: 基层[黨建]的实践']],
    ['by initials of the title', 'jcdj', ['title: [基层黨建]的实践']],
    ['by initials of a tag', 'yw', ['tag: 论据/[引文]']],
    ['a note on one line', 'okr 与', ['note: 想到 [OKR] [与]考核']],
    ['an excerpt, not the body once more', '知行', ['excerpt: [知行]合一']],
    ['words that touch as one range', '知行 合一', ['excerpt: [知行合一]']],
    [
      'several fields',
      '实践 人民 论据',
      ['title: 基层黨建的[实践]', 'source: [人民]日报', 'tag: [论据]/引文'],
    ],
    ['every place of a short text', '基 的', ['title: [基]层黨建[的]实践']],
    ['nothing where a word is missing', '党建 没有', undefined],
    ['nothing where a word mustn’t be', '党建 -考核', undefined],
    ['no negation where it isn’t', '党建 -没有', ['title: 基层[黨建]的实践']],
    ['no phrase that isn’t there', '"建的 实"', undefined],
    ['nothing but negations', '-没有', []],
  ])('shows %s', (_, typed, expected) => {
    expect(shown(typed)).toEqual(expected);
  });

  it('shows the body around what was found, in no more than two places', () => {
    const [first, second, ...more] = shown('自身硬') ?? [];
    expect(first).toMatch(/^body: ….{1,20}打铁还需\[自身硬\].{30,}…$/u);
    expect(second).toMatch(/^body: ….+𠮷\[自身硬\]$/u);
    expect(more).toEqual([]);
    expect(shown('学而')?.length).toBe(2);
  });

  it.each([
    ['党建', RANKS.title],
    ['jcdj', RANKS.title],
    ['人民', RANKS.head],
    ['党建 考核', RANKS.head],
    ['自身硬', RANKS.body],
    ['党建 自身硬', RANKS.body],
  ])('ranks %s by its worst word', (typed, rank) => {
    expect(match(typed)?.rank).toBe(rank);
  });

  it('finds what a plain search of the folded texts finds, and emphasises that', () => {
    const unit = fc.constantFrom('党', '黨', '建', 'A', 'ａ', ' ', '\n', '\u{20bb7}', '。');
    const text = fc.string({ unit, maxLength: 300 });
    const word = fc.string({
      unit: fc.constantFrom('党', '黨', '建', 'a', '\u{20bb7}'),
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(text, text, word, (note, body, typed) => {
        const texts: SearchedText[] = [
          { field: 'note', text: note },
          { field: 'body', text: body },
        ];
        const wanted = foldText(typed);
        const found = match(typed, texts);
        expect(found !== undefined).toBe([note, body].some((one) => foldText(one).includes(wanted)));
        for (const { text: shownText, ranges } of found?.matches ?? []) {
          expect(ranges.length).toBeGreaterThan(0);
          for (const { start, end } of ranges)
            expect(foldText(shownText.slice(start, end)).replaceAll(wanted, '')).not.toContain(wanted);
          expect(
            ranges.some(({ start, end }) => foldText(shownText.slice(start, end)).includes(wanted)),
          ).toBe(true);
          expect(shownText.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe('searchedTexts', () => {
  it('tells all that can be searched, each once, the body last', () => {
    const record = exampleRecord();
    record.annotations = [
      exampleMark(1, { note: '', tags: ['甲'] }),
      exampleMark(2, { note: '注', tags: ['甲', '乙'] }),
    ];
    record.article = {
      ...record.article,
      title: '题',
      kicker: '引',
      subtitle: '副',
      source: '源',
      authors: ['某'],
      note: '（作者系某）',
      text: '正文',
    };
    record.outlines = [];
    const quote = exampleMark(1).quote.exact;
    expect(searchedTexts(record).map(({ field, text }) => `${field}: ${text}`)).toEqual([
      'title: 题',
      'subtitle: 引',
      'subtitle: 副',
      'source: 源',
      'author: 某',
      'author: （作者系某）',
      'tag: 甲',
      'tag: 乙',
      'note: 注',
      `excerpt: ${quote}`,
      `excerpt: ${quote}`,
      'body: 正文',
    ]);
  });

  it('tells heads of saved outlines, and their notes', () => {
    const outlined = searchedTexts(exampleRecord()).filter(({ field }) => field === 'outline');
    expect(outlined.length).toBeGreaterThan(0);
  });
});
