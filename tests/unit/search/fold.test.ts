import fc from 'fast-check';
import simplifiedPairs from 'opencc-js/dict/STCharacters';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../../utils/search/fold';
import { initialsOf } from '../../../utils/search/initials';

describe('foldText', () => {
  it.each([
    ['traditional characters', '國務院關於學習貫徹', '国务院关于学习贯彻'],
    ['several traditional characters for one', '裏裡里 後后 髮發发', '里里里 后后 发发发'],
    ['simplified characters stay', '国务院关于学习贯彻', '国务院关于学习贯彻'],
    ['letter case', 'OKR 与 Éa', 'okr 与 éa'],
    ['full width', 'ＡＢＣ１２３：（）', 'abc123:()'],
    ['half-width katakana', 'ｶ', 'カ'],
    ['compatibility ideographs and radicals', '\uf9d0\u2f00', '类一'],
    ['white space', 'a\n\t\u3000\u00a0b', 'a    b'],
    ['quotes', '“知行”「合一」『』', '"知行""合一"""'],
    ['what has no form of the same length stays', 'ß℃ﬁ', 'ß℃ﬁ'],
    ['halves of rare characters stay', '𠮷\ud842', '𠮷\ud842'],
  ])('folds %s', (_, text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('keeps places, and folds what is folded into itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldText(text);
        expect(folded.length).toBe(text.length);
        expect(foldText(folded)).toBe(folded);
      }),
    );
  });

  it('gives a simplified character and its traditional ones the same form', () => {
    const pairs = simplifiedPairs.split('|').map((pair) => Array.from(pair.split(' ')));
    const inPlane = pairs.filter((pair) => pair.every(({ length }) => length === 1));
    const apart = inPlane.filter(([simplified = '', ...traditional]) =>
      traditional.some((one) => foldText(one) !== foldText(simplified)),
    );
    // OpenCC's own tables part some rare ones: 锺, which is simplified once more to 钟.
    expect(inPlane.length).toBeGreaterThan(2500);
    expect(apart.length / inPlane.length).toBeLessThan(0.01);
  });
});

describe('initialsOf', () => {
  it.each([
    ['工作者', 'gzz'],
    ['党建引领2026', 'djyl2026'],
    ['okr 与考核', 'okr ykh'],
    ['啊哦呃，嗯', 'aoe，n'],
    ['临淋马猫饶仍三桑他铁', 'llmmrrsstt'],
    ['𠮷', '𠮷'],
    ['', ''],
  ])('of %s are %s', (text, initials) => {
    expect(initialsOf(text)).toBe(initials);
  });
});
