import { describe, expect, it } from 'vitest';
import { sentenceFrom } from '../../../utils/annotation/sentence';

const TEXT = '小标题\n第一句。第二句！“第三句？”他说。\n\n 末段 没有句号';

describe('sentenceFrom', () => {
  it.each([
    [0, '小标题'],
    [1, '第一句。'],
    [4, '第一句。'],
    [5, '第二句！'],
    [9, '“第三句？”'],
    [30, undefined],
  ])('behind %i finds %s', (from, expected) => {
    const span = sentenceFrom(TEXT, from);
    expect(span && TEXT.slice(span.start, span.end)).toBe(expected);
  });

  it('goes through the whole text, each sentence once', () => {
    const found: string[] = [];
    for (let span = sentenceFrom(TEXT, 0); span; span = sentenceFrom(TEXT, span.end))
      found.push(TEXT.slice(span.start, span.end));
    expect(found.join('')).toBe(TEXT.replace(/\n| (?=末)/g, ''));
  });

  it.each(['', '\n\n', '   '])('finds none in %j', (text) => {
    expect(sentenceFrom(text, 0)).toBeUndefined();
  });
});
