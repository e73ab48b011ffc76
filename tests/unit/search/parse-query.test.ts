import { describe, expect, it, vi } from 'vitest';
import type { ArticleSummary } from '../../../utils/library/schema';
import { summarize } from '../../../utils/library/summary';
import { searchLine } from '../../../utils/search/line';
import { parseQuery } from '../../../utils/search/parse-query';
import { exampleRecord } from '../library/examples';

const termsOf = (typed: string) =>
  parseQuery(typed).terms.map(({ text, isNegated }) => (isNegated ? `-${text}` : text));

describe('words and phrases', () => {
  it.each<[string, string, string[]]>([
    ['nothing', ' 　\n', []],
    ['words parted by any white space', '党建　引领\t实践', ['党建', '引领', '实践']],
    ['traditional and capital letters', '黨建 OKR', ['党建', 'okr']],
    ['a phrase', '"on duty" x', ['on duty', 'x']],
    ['a phrase in Chinese quotes', '“知行 合一”「文風」', ['知行 合一', '文风']],
    ['a phrase whose end isn’t typed yet', '"on du', ['on du']],
    ['an empty phrase', '"" ""', []],
    ['negations', '党建 -旧文 -"on duty"', ['党建', '-旧文', '-on duty']],
    ['a negation of which only the sign is typed', '党建 -', ['党建']],
    ['a hyphen within a word', '2020-08 x-y', ['2020-08', 'x-y']],
    ['signs as they are', '.* (', ['.*', '(']],
    [
      'what looks like an operator but isn’t',
      'https://a.cn/1 时间:10 foo:"a b"',
      ['https://a.cn/1', '时间:10', 'foo:a b'],
    ],
    ['an operator without a value yet', '标签: 来源:"" tag:', []],
    [
      'an operator whose value makes no sense',
      '日期:昨天 颜色:紫 日期:2026-05..abc 日期:..',
      ['日期:昨天', '颜色:紫', '日期:2026-05..abc', '日期:..'],
    ],
    ['an operator alone in mid-typing', '来源', ['来源']],
  ])('are read of %s', (_, typed, expected) => {
    expect(termsOf(typed)).toEqual(expected);
  });
});

describe('operators', () => {
  const line = (changes: Partial<ArticleSummary>) =>
    searchLine({ ...summarize(exampleRecord(), []), publishedAt: undefined, ...changes });
  const about = line({
    title: '論基層黨建',
    source: '《党的建设》杂志',
    authors: ['王小明'],
    tags: ['写作/开头', 'OKR'],
    colors: ['yellow', 'red'],
    publishedAt: '2026-03-05T08:00+08:00',
  });
  it.each<[string, boolean]>([
    ['标签:写作', true],
    ['標籤：寫作', true],
    ['tag:okr', true],
    ['TAG:"写作/开头"', true],
    ['tag:数据', false],
    ['-tag:数据', true],
    ['-标签:写作', false],
    ['来源:党的建设', true],
    ['來源:黨的建設', true],
    ['source:人民日报', false],
    ['作者:小明', true],
    ['author:李', false],
    ['标题:党建', true],
    ['title:杂志', false],
    ['颜色:黄', true],
    ['顏色:黃色', true],
    ['colour:red', true],
    ['color:r', true],
    ['color:blue', false],
    ['-colour:蓝', true],
    ['日期:2026', true],
    ['date:2026-03', true],
    ['date:2026-3', true],
    ['date:2026/3/5', true],
    ['日期:2026-03-06', false],
    ['日期:2026-03..2026-05', true],
    ['日期:2025..2026', true],
    ['日期:2026-04..', false],
    ['日期:..2026-03', true],
    ['日期:2025', false],
    ['标签:写作 颜色:黄 日期:2026', true],
    ['标签:写作 颜色:蓝', false],
  ])('%s holds of the example: %j', (typed, holds) => {
    const { terms, conditions } = parseQuery(typed);
    expect(terms).toEqual([]);
    expect(conditions.every((condition) => condition(about))).toBe(holds);
  });

  it('take the day of saving where the page tells no date', () => {
    vi.stubEnv('TZ', 'Asia/Shanghai');
    const [isThatDay] = parseQuery('日期:2026-07-02').conditions;
    expect(isThatDay?.(line({ saved: '2026-07-01T16:30:00.000Z' }))).toBe(true);
    expect(isThatDay?.(line({ saved: '2026-07-01T15:30:00.000Z' }))).toBe(false);
  });

  it('hold of no line that lacks what they ask for', () => {
    const old = line({ authors: undefined, tags: undefined, colors: undefined, source: undefined });
    for (const typed of ['tag:a', 'author:a', 'colour:red', 'source:a'])
      expect(parseQuery(typed).conditions.map((condition) => condition(old))).toEqual([false]);
  });
});
