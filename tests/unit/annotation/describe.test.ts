import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorSelectors } from '../../../utils/annotation/anchor';
import { describeSpan, sectionPath } from '../../../utils/annotation/describe';
import type { OutlineNode } from '../../../utils/article/types';
import { anyText, repetitiveText } from './texts';

const spanOf = (text: string, quote: string, from = 0) => {
  const start = text.indexOf(quote, from);
  return { start, end: start + quote.length };
};

describe('describeSpan', () => {
  const text = '第一段说学习。\n第二段说实践。\n第三段说总结。';
  it.each([
    ['the first block', '学习', 0, '第一段说学习。'],
    ['the first character', '第一', 0, '第一段说学习。'],
    ['the first character of a block', '第二', 1, '第二段说实践。'],
    ['the last character of a block', '践。', 1, '第二段说实践。'],
    ['the last block', '总结。', 2, '第三段说总结。'],
    ['two blocks: it counts to the first', '实践。\n第三段', 1, '第二段说实践。'],
  ])('of %s', (_, exact, index, block) => {
    const span = spanOf(text, exact);
    expect(describeSpan(text, span)).toEqual({
      quote: { exact, prefix: text.slice(0, span.start), suffix: text.slice(span.end) },
      position: span,
      block: { index, text: block },
    });
  });

  it.each([
    [
      '32 characters on each side',
      `${'前'.repeat(39)}。引。${'后'.repeat(40)}`,
      `${'前'.repeat(31)}。`,
      `。${'后'.repeat(31)}`,
    ],
    [
      'what reaches over the end of its sentence by sixteen',
      `${'远'.repeat(40)}。${'前'.repeat(40)}引${'后'.repeat(40)}。${'远'.repeat(40)}`,
      `${'远'.repeat(15)}。${'前'.repeat(40)}`,
      `${'后'.repeat(40)}。${'远'.repeat(16)}`,
    ],
    ['less at the ends of the text', '前引后', '前', '后'],
    ['none around the whole text', '引', '', ''],
    ['across blocks', '前\n引\n后', '前\n', '\n后'],
    // 𠮷 is two units: an odd place of the cut would leave half of it.
    ['no half character before', `${'𠮷'.repeat(20)}。引后`, `${'𠮷'.repeat(15)}。`, '后'],
    ['no half character after', `前引。${'𠮷'.repeat(20)}`, '前', `。${'𠮷'.repeat(15)}`],
    [
      'whole characters that fit',
      `${'𠮷'.repeat(20)}。。引。。${'😀'.repeat(20)}`,
      `${'𠮷'.repeat(15)}。。`,
      `。。${'😀'.repeat(15)}`,
    ],
  ])('keeps as context %s', (_, text, prefix, suffix) => {
    expect(describeSpan(text, spanOf(text, '引')).quote).toEqual({ exact: '引', prefix, suffix });
  });

  it.each([
    ['whole', '段'.repeat(400), '段'.repeat(400)],
    ['cut when it is long', '段'.repeat(401), '段'.repeat(400)],
    ['cut between characters', `a${'𠮷'.repeat(250)}`, `a${'𠮷'.repeat(199)}`],
  ])('keeps the block %s', (_, block, kept) => {
    expect(describeSpan(`前\n${block}`, { start: 2, end: 3 }).block).toEqual({ index: 1, text: kept });
  });
});

describe('describeSpan, of any span of any text', () => {
  const anySpan = fc
    .tuple(fc.oneof(anyText(), anyText(600), repetitiveText(300)), fc.nat(), fc.nat())
    .filter(([text]) => text !== '')
    .map(([text, from, size]) => {
      const start = from % text.length;
      return { text, span: { start, end: start + 1 + (size % (text.length - start)) } };
    });
  const check = (holds: (text: string, span: { start: number; end: number }) => void) =>
    fc.assert(fc.property(anySpan, ({ text, span }) => holds(text, span)));

  it('keeps the quote, and what stands next to it', () => {
    check((text, span) => {
      const { quote, position, block } = describeSpan(text, span);
      expect(position).toEqual(span);
      expect(quote.exact).toBe(text.slice(span.start, span.end));
      expect(text.slice(0, span.start).endsWith(quote.prefix)).toBe(true);
      expect(text.slice(span.end).startsWith(quote.suffix)).toBe(true);
      expect((text.split('\n')[block.index] as string).startsWith(block.text)).toBe(true);
    });
  });

  it('is found again in the same text as it was', () => {
    check((text, span) => {
      expect(anchorSelectors(text, describeSpan(text, span))).toEqual({ state: 'exact', ...span });
    });
  });
});

describe('sectionPath', () => {
  const node = (
    numbering: string,
    title: string,
    start: number,
    end: number,
    children: OutlineNode[] = [],
  ) => ({
    level: 1,
    numbering,
    title,
    start,
    end,
    children,
  });
  const outline = [
    node('一、', '理论', 10, 50, [node('（一）', '学', 15, 30), node('（二）', '思', 30, 50)]),
    node('', '结语', 50, 60),
  ];
  it.each([
    ['before the first heading', 9, []],
    ['on a heading’s first character', 10, ['一、理论']],
    ['between a heading and its first child', 14, ['一、理论']],
    ['in a child', 29, ['一、理论', '（一）学']],
    ['where the next child begins', 30, ['一、理论', '（二）思']],
    ['where the next heading begins', 50, ['结语']],
    ['behind the last section', 60, []],
  ])('%s', (_, position, path) => {
    expect(sectionPath(outline, position)).toEqual(path);
  });
});
