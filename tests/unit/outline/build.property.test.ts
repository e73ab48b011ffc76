import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutlineNode } from '../../../utils/article/types.ts';
import { buildOutline } from '../../../utils/outline/build.ts';
import { growthOf, MOST_GROWTH } from '../../tools/growth';
import { blocks } from './examples.ts';

/** What outlines are made of, so that chance hits on numbering, marks and repetitions. */
const PIECES = [
  ...'一二三十第章节条编（）()、．.。：？；，“”①②ⅠAa1239 \u3000',
  ...[
    '一、',
    '二、',
    '三、',
    '（一）',
    '（二）',
    '1.',
    '2.',
    '1.1',
    '第一章',
    '第二条',
    '首先，',
    '其次，',
    '附件1 ',
  ],
  ...[
    '标题',
    '正文说明了事情的来龙去脉，也举了几个例子。',
    '关于开放的通知',
    '参考文献',
    '记者：',
    '*',
    '#',
    '###',
    '|',
    '>',
  ],
];
const line = fc.oneof(
  fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const text = fc.array(
  line.map((words) => words.replace(/\n/g, ' ')),
  { maxLength: 40 },
);

/** True where sections follow one another within their parent, each one level deeper than it. */
function isNested(nodes: readonly OutlineNode[], level: number, from: number, to: number): boolean {
  let at = from;
  return nodes.every((node) => {
    const isInPlace = node.level === level && node.start >= at && node.end > node.start && node.end <= to;
    at = node.end;
    return isInPlace && isNested(node.children, level + 1, node.start + 1, node.end);
  });
}

describe('any text', () => {
  it('yields an outline whose sections nest', () => {
    fc.assert(
      fc.property(text, (lines) => {
        const read = blocks(lines).filter((block) => block.text !== '');
        const last = read.at(-1);
        const end = last ? last.start + last.text.length : 0;
        return isNested(buildOutline(read), 1, 0, end);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Texts that grow: one endless block, or ever more blocks. */
const GROWING: [name: string, lines: (size: number) => string[]][] = [
  ['digits and 、 in one block', (size) => ['1、2、'.repeat(size / 4)]],
  ['digits alone', (size) => ['1'.repeat(size)]],
  ['numerals alone', (size) => ['一'.repeat(size)]],
  ['digits with points', (size) => ['1.'.repeat(size / 2)]],
  ['spaces', (size) => [`一、${' '.repeat(size)}`]],
  ['open brackets', (size) => [`一、${'（'.repeat(size)}`]],
  ['digits and 、 in short blocks', (size) => Array(size / 8).fill('1、2、3、4、')],
  ['one number again and again', (size) => Array(size / 8).fill('二、甲')],
  [
    'two kinds in turn',
    (size) => Array.from({ length: size / 8 }, (_, at) => (at % 2 ? '（二）甲' : '三、乙')),
  ],
  [
    'kinds that slip into one another',
    (size) =>
      Array.from({ length: size / 8 }, (_, at) => ['二、甲', '3.乙', '3.丙', '（四）丁'][at % 4] ?? ''),
  ],
  ['bold lines', (size) => Array(size / 8).fill('*标题')],
  ['labels', (size) => Array.from({ length: size / 8 }, (_, at) => `*${at}：甲`)],
  ['annexes', (size) => Array(size / 8).fill('附件1 办法')],
  [
    'headings nested and closed',
    (size) => Array.from({ length: size / 8 }, (_, at) => `${'#'.repeat(1 + (at % 6))}标题`),
  ],
];

const growth = (small: string[], large: string[]) => {
  const [few, many] = [blocks(small), blocks(large)];
  return growthOf(
    () => buildOutline(few),
    () => buildOutline(many),
  );
};

describe('time grows with the text', () => {
  it.each(GROWING)('%s', (_, lines) => {
    expect(growth(lines(30_000), lines(300_000))).toBeLessThan(MOST_GROWTH);
  });

  it('ten million digits and 、 no slower for their length', () => {
    const [first] = GROWING[0]?.[1](10_000_000) ?? [];
    expect(growth([first?.slice(0, 1_000_000) ?? ''], [first ?? ''])).toBeLessThan(MOST_GROWTH);
  });
});
