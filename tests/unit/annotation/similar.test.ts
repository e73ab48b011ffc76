import searchWithPackage from 'approx-string-match';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drain } from '../../../utils/annotation/normalize';
import { hasSimilar, searchSimilar } from '../../../utils/annotation/similar';
import { repetitiveText } from './texts';

/** The fewest edits, and where stretches end that have as few, by the usual table. */
function endsNaively(text: string, pattern: string, mostErrors: number) {
  let column = Array.from({ length: pattern.length + 1 }, (_, errors) => errors);
  let best = Math.min(mostErrors, pattern.length);
  let found: { end: number; errors: number }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const next = [0];
    for (let row = 1; row <= pattern.length; row += 1) {
      const [above, left, before] = [next[row - 1], column[row], column[row - 1]] as [number, number, number];
      next.push(Math.min(above + 1, left + 1, before + Number(text[at] !== pattern[row - 1])));
    }
    column = next;
    const errors = column[pattern.length] as number;
    if (errors > best) continue;
    if (errors < best) found = [];
    best = errors;
    found.push({ end: at + 1, errors });
  }
  return found;
}

const search = (text: string, pattern: string, mostErrors: number, atMost = text.length) =>
  drain(searchSimilar(text, { start: 0, end: text.length }, pattern, mostErrors, atMost));

/** Ends and errors as the table has them; beginnings as the package that we took the method from. */
function expectTheSame(text: string, pattern: string, most: number) {
  const found = search(text, pattern, most);
  expect(found.map(({ end, errors }) => ({ end, errors }))).toEqual(endsNaively(text, pattern, most));
  expect(found).toEqual(searchWithPackage(text, pattern, most));
}

describe('searchSimilar', () => {
  it.each([
    ['as it is', '要学习实践', '学习', 1, [{ start: 1, end: 3, errors: 0 }]],
    ['with another character', '要学习实践', '学思实践', 1, [{ start: 1, end: 5, errors: 1 }]],
    ['nothing', '要学习实践', '总结经验', 2, []],
    ['nothing in nothing', '', '学', 0, []],
    ['no pattern', '学习', '', 1, []],
  ])('finds %s', (_, text, pattern, most, matches) => {
    expect(search(text, pattern, most)).toEqual(matches);
  });

  it('finds what the usual table finds, in patterns of up to four words', () => {
    fc.assert(
      fc.property(repetitiveText(200), repetitiveText(110, 1), fc.nat(40), (text, pattern, most) => {
        expectTheSame(text, pattern, most);
      }),
    );
  });

  it('finds changed pieces of the text as the usual table does', () => {
    const cut = fc.tuple(
      repetitiveText(260, 140),
      fc.nat(40),
      fc.nat(100),
      fc.array(fc.nat(99), { maxLength: 9 }),
    );
    fc.assert(
      fc.property(cut, ([text, start, more, wrong]) => {
        const units = text.slice(start, start + 10 + more).split('');
        for (const at of wrong) units.splice(at % units.length, at % 2, '※');
        const pattern = units.join('');
        const most = Math.floor(pattern.length / 4);
        expectTheSame(text, pattern, most);
        expect(hasSimilar(text, pattern, most)).toBe(endsNaively(text, pattern, most).length > 0);
      }),
    );
  });

  it('looks between two places only, and gives as many as are asked for', () => {
    const found = drain(searchSimilar('学习学习学习学习', { start: 2, end: 6 }, '学习', 0, 1));
    expect(found).toEqual([{ start: 2, end: 4, errors: 0 }]);
  });

  it('rests amid a long search', () => {
    const text = '学习实践'.repeat(5000);
    const steps = searchSimilar(text, { start: 0, end: text.length }, '总结经验'.repeat(500), 500, 1);
    expect([...steps].length).toBeGreaterThan(1);
  });
});
