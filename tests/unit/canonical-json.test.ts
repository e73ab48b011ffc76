import { describe, expect, it } from 'vitest';
import { canonicalJson, isSameData } from '../../utils/canonical-json';

describe('canonicalJson', () => {
  const same: [name: string, a: unknown, b: unknown][] = [
    ['fields in another order', { b: 1, a: { d: 2, c: 3 } }, { a: { c: 3, d: 2 }, b: 1 }],
    ['a field without a value', { a: 1, b: undefined }, { a: 1 }],
    ['fields that are numbers', { 10: 'a', 9: 'b' }, { 9: 'b', 10: 'a' }],
    ['fields in an array', [{ b: 1, a: 2 }], [{ a: 2, b: 1 }]],
  ];
  it.each(same)('is the same for %s', (_, a, b) => {
    expect(canonicalJson(a)).toBe(canonicalJson(b));
    expect(isSameData(a, b)).toBe(true);
  });

  const others: [name: string, a: unknown, b: unknown][] = [
    ['another order of an array', [1, 2], [2, 1]],
    ['nothing and null', undefined, null],
    ['a number and its text', { a: 1 }, { a: '1' }],
    ['a field more', { a: 1 }, { a: 1, b: null }],
  ];
  it.each(others)('is another one for %s', (_, a, b) => {
    expect(isSameData(a, b)).toBe(false);
  });

  const texts = ['', '"\\\n\u2028\u0000', '𠮷\ud800', '</script>', '长'.repeat(10_000), '__proto__'];
  it.each(texts)('writes %j as JSON.stringify does', (text) => {
    const value = { [text]: text, list: [text, null, true, 1.5, -0, Number.NaN] };
    expect(canonicalJson(value)).toBe(
      JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))),
    );
    expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  it('indents where it is asked to', () => {
    expect(canonicalJson({ b: [1], a: {} }, 1)).toBe('{\n "a": {},\n "b": [\n  1\n ]\n}');
  });
});
