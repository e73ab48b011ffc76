import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeText } from '../../../utils/annotation/normalize';
import { anyText } from './texts';

describe('normalizeText', () => {
  it.each([
    ['Han characters stay', '的地得', '的地得'],
    ['full width is half width', 'ＡＢＣ１２３，！（）', 'ABC123,!()'],
    ['spaces and breaks are dropped', ' 学\u3000习\u00a0\n实\t践\r\n', '学习实践'],
    ['marks that nobody sees are dropped', '学\u200b习\ufeff\u00ad', '学习'],
    ['quotes are one', '“学”‘习’「实」『践』', '"学""习""实""践"'],
    ['dashes of any length are one', '学——习—实―践', '学-习-实-践'],
    ['ellipses of any length are one', '学……习…实...践。。。', '学…习…实…践…'],
    ['a fourth stop is one of its own', '学....习', '学….习'],
    ['two stops are none', '学..习', '学..习'],
    ['brackets are one', '〔2020〕[2020]【2020】（2020）', '(2020)(2020)(2020)(2020)'],
    ['middle dots are one', '列夫•托尔斯泰・列', '列夫·托尔斯泰·列'],
    ['what NFKC spells out', '℃㎡①', '°Cm21'],
    ['characters outside of the basic plane stay', '𠮷😀', '𠮷😀'],
    ['half a character stays', '\ud842学\udfb7', '\ud842学\udfb7'],
    ['nothing', '', ''],
  ])('%s', (_, text, normal) => {
    expect(normalizeText(text).text).toBe(normal);
  });

  it('tells where each unit comes from', () => {
    const { text, starts, ends } = normalizeText('学 ——习℃𠮷...');
    const spans = Array.from(text.split(''), (unit, at) => [unit, starts[at], ends[at]]);
    expect(spans).toEqual([
      ['学', 0, 1],
      ['-', 2, 4],
      ['习', 4, 5],
      ['°', 5, 6],
      ['C', 5, 6],
      ['\ud842', 6, 7],
      ['\udfb7', 7, 8],
      ['…', 8, 11],
    ]);
  });

  it('keeps count where NFKC leads out of the basic plane', () => {
    const { text, starts, ends } = normalizeText('\ufacf学');
    expect([text, [...starts], [...ends]]).toEqual(['\u{2284a}学', [0, 0, 1], [1, 1, 2]]);
  });

  it('tells where blocks begin', () => {
    expect(normalizeText('一\n\n 二三\n\n—\n—').blockStarts).toEqual([0, 1, 3, 4]);
  });

  it('gives each unit a stretch that reads the same, in order, with nothing to be read between them', () => {
    fc.assert(
      fc.property(anyText(), (original) => {
        const { text, starts, ends } = normalizeText(original);
        expect([starts.length, ends.length]).toEqual([text.length, text.length]);
        let [start, end] = [0, 0];
        for (let at = 0; at < text.length; at += 1) {
          const [from, to] = [starts[at] as number, ends[at] as number];
          expect(from >= start && to >= end && to > from).toBe(true);
          expect(normalizeText(original.slice(end, Math.max(end, from))).text).toBe('');
          expect(normalizeText(original.slice(from, to)).text).toContain(text[at]);
          [start, end] = [from, to];
        }
        expect(normalizeText(original.slice(end)).text).toBe('');
      }),
    );
  });

  it('leaves as it is what it has made of a block', () => {
    fc.assert(
      fc.property(anyText(), (original) => {
        const { text } = normalizeText(original.replaceAll('\n', ''));
        expect(normalizeText(text).text).toBe(text);
      }),
    );
  });

  it('lets blocks begin in order, within the text', () => {
    fc.assert(
      fc.property(anyText(), (original) => {
        const { text, blockStarts } = normalizeText(original);
        expect(blockStarts).toEqual([...new Set(blockStarts)].sort((a, b) => a - b));
        expect(blockStarts.every((at) => at < text.length)).toBe(true);
      }),
    );
  });
});
