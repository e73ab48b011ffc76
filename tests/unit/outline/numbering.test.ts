import { describe, expect, it } from 'vitest';
import { buildOutline } from '../../../utils/outline/build.ts';
import { numberValue, readNumbering } from '../../../utils/outline/numbering.ts';
import { BODY, blocks, rows } from './examples.ts';

/** Three numbers of a kind, as they stand before a title. */
const KINDS: [name: string, first: string, second: string, third: string][] = [
  ['parts', '第一编 ', '第二编 ', '第三编 '],
  ['parts, traditional', '第一編 ', '第二編 ', '第三編 '],
  ['第一部分', '第一部分：', '第二部分：', '第三部分：'],
  ['chapters', '第一章 ', '第二章 ', '第三章 '],
  ['chapters in digits', '第1章 ', '第2章 ', '第3章 '],
  ['chapters without a space', '第一章', '第二章', '第三章'],
  ['sections', '第一节 ', '第二节 ', '第三节 '],
  ['sections, traditional', '第一節 ', '第二節 ', '第三節 '],
  ['articles with titles', '第一条 ', '第二条 ', '第三条 '],
  ['articles, traditional', '第一條 ', '第二條 ', '第三條 '],
  ['一、', '一、', '二、', '三、'],
  ['一．', '一．', '二．', '三．'],
  ['一 with a space', '一 ', '二 ', '三 '],
  ['壹、', '壹、', '貳、', '參、'],
  ['甲、', '甲、', '乙、', '丙、'],
  ['（一）', '（一）', '（二）', '（三）'],
  ['(一)', '(一)', '(二)', '(三)'],
  ['（ 一 ）', '（ 一 ）', '（ 二 ）', '（ 三 ）'],
  ['㈠', '㈠', '㈡', '㈢'],
  ['一）', '一）', '二）', '三）'],
  ['1.', '1.', '2.', '3.'],
  ['1. with a space', '1. ', '2. ', '3. '],
  ['1、', '1、', '2、', '3、'],
  ['1．', '1．', '2．', '3．'],
  ['１．', '１．', '２．', '３．'],
  ['1 with a space', '1 ', '2 ', '3 '],
  ['⒈', '⒈', '⒉', '⒊'],
  ['1.1', '1.1 ', '1.2 ', '1.3 '],
  ['1.1.1', '1.1.1 ', '1.1.2 ', '1.1.3 '],
  ['1）', '1）', '2）', '3）'],
  ['1)', '1) ', '2) ', '3) '],
  ['（1）', '（1）', '（2）', '（3）'],
  ['(1)', '(1)', '(2)', '(3)'],
  ['（１）', '（１）', '（２）', '（３）'],
  ['⑴', '⑴', '⑵', '⑶'],
  ['①', '①', '②', '③'],
  ['❶', '❶', '❷', '❸'],
  ['第一，', '第一，', '第二，', '第三，'],
  ['第一、', '第一、', '第二、', '第三、'],
  ['A.', 'A. ', 'B. ', 'C. '],
  ['A、', 'A、', 'B、', 'C、'],
  ['a)', 'a) ', 'b) ', 'c) '],
  ['（a）', '（a）', '（b）', '（c）'],
  ['Roman letters', 'I. ', 'II. ', 'III. '],
  ['small Roman letters', '(i) ', '(ii) ', '(iii) '],
  ['a space before the mark', '一 、', '二 、', '三 、'],
  ['Roman signs', 'Ⅰ、', 'Ⅱ、', 'Ⅲ、'],
];

const TITLES = ['提高认识', '狠抓落实', '注重实效'];

describe('numbering', () => {
  it.each(KINDS)('%s heads lines of their own', (_, ...numbers) => {
    const lines = numbers.flatMap((number, at) => [`${number}${TITLES[at]}`, BODY]);
    expect(rows(buildOutline(blocks(lines)))).toEqual(
      numbers.map((number, at) => `1 ${number.trim()}|${TITLES[at]}`),
    );
  });

  it.each(
    KINDS.flatMap(([name, ...numbers]) =>
      /chapters|sections|articles|parts|space/.test(name)
        ? []
        : ['。', '：', '？', '！'].map((mark) => [name, mark, numbers] as const),
    ),
  )('%s is run into its paragraph before %s', (_, mark, numbers) => {
    const lines = numbers.map((number, at) => `${number}${TITLES[at]}${mark}${BODY}`);
    const kept = /[？！]/.test(mark) ? mark : '';
    expect(rows(buildOutline(blocks(lines)))).toEqual(
      numbers.map((number, at) => `1 ${number.trim()}|${TITLES[at]}${kept}`),
    );
  });

  it('takes 首先 其次 最后 where they head paragraphs', () => {
    const lines = [`首先，思想要重视。${BODY}`, `其次，行动要落实。${BODY}`, `最后，监督要跟上。${BODY}`];
    expect(rows(buildOutline(blocks(lines)))).toEqual([
      '1 首先，|思想要重视',
      '1 其次，|行动要落实',
      '1 最后，|监督要跟上',
    ]);
  });

  it('nests seven kinds in the order they come', () => {
    const numbers = ['第一编 ', '第一章 ', '第一节 ', '一、', '（一）', '1.', '（1）', '①'];
    const seconds = ['第二编 ', '第二章 ', '第二节 ', '二、', '（二）', '2.', '（2）', '②'];
    const lines = [...numbers, ...seconds.reverse()].flatMap((number) => [`${number}标题`, BODY]);
    expect(rows(buildOutline(blocks(lines))).map((row) => Number(row[0]))).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8],
      ...[8, 7, 6, 5, 4, 3, 2, 1],
    ]);
  });
});

describe('numberValue', () => {
  it.each([
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['三十五', 35],
    ['一百零三', 103],
    ['拾貳', 12],
    ['２０', 20],
    ['⑳', 20],
    ['㈩', 10],
    ['0', null],
    ['〇', null],
    ['甲', null],
  ])('%s is %s', (printed, value) => {
    expect(numberValue(printed)).toBe(value);
  });
});

describe('readNumbering', () => {
  it.each([
    ['XIV. 题', 14],
    ['IX、题', 9],
    ['Ⅻ 题', 12],
    ['第十二章 题', 12],
    ['最后，题', 4],
    ['辛、题', 8],
  ])('%s', (text, value) => {
    expect(readNumbering(text)?.value).toBe(value);
  });

  it.each([
    '1.5亿元',
    '1．5亿元',
    '3.14%',
    '2020年',
    'IIII. 题',
    'A.M.',
    '第一时间',
    '第一书记',
    '一是',
    '12 月',
    '10 人',
    '100、',
    '',
  ])('%s is none, or one that only stands alone', (text) => {
    expect(readNumbering(text)?.isWeak ?? true).toBe(true);
  });
});
