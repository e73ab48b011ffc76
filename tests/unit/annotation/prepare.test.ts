import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drain } from '../../../utils/annotation/normalize';
import { GRAM, prepareText } from '../../../utils/annotation/prepare';
import { anyText, repetitiveText } from './texts';

const ROOM = 32;
const indexOf = (text: string) => drain(prepareText(text).indexing());

/** All places of a pattern, by looking at each. */
function placesIn(text: string, pattern: string): number[] {
  return Array.from({ length: text.length }, (_, at) => at).filter((at) => text.startsWith(pattern, at));
}

function placesOf(text: string, source: string, at: number, room = ROOM): number[] {
  const into = new Int32Array(room);
  return [...into.subarray(0, indexOf(text).placesOf(source, at, into))];
}

describe('the index of a text', () => {
  it('is made once', () => {
    const prepared = prepareText('学习实践');
    expect(drain(prepared.indexing())).toBe(drain(prepared.indexing()));
  });

  it('finds the places of a gram that a naive search finds, the last first', () => {
    fc.assert(
      fc.property(fc.oneof(repetitiveText(ROOM), anyText(ROOM)), fc.nat(), (original, seed) => {
        const { text } = indexOf(original).normal;
        fc.pre(text.length >= GRAM && text.length <= 2 * ROOM);
        const at = seed % (text.length - GRAM + 1);
        const places = placesIn(text, text.slice(at, at + GRAM)).reverse();
        expect(placesOf(original, text, at)).toEqual(places.length > ROOM ? [] : places);
      }),
    );
  });

  it.each([
    ['as many as there is room for', 4, [3, 2, 1, 0]],
    ['none where there are more', 3, []],
  ])('gives %s', (_, room, places) => {
    expect(placesOf('学'.repeat(GRAM + 3), '学'.repeat(GRAM), 0, room)).toEqual(places);
  });

  it('gives none of a gram that stands everywhere', () => {
    expect(placesOf('学'.repeat(500), '学'.repeat(GRAM), 0, 1000)).toEqual([]);
  });

  it('tells apart grams of one hash', () => {
    // 31 × 'a' + 'b' is 31 × 'b' + 'C'.
    expect([placesOf('学习abbC', '学习ab', 0), placesOf('abbC学习', 'bCbC', 0)]).toEqual([[0], []]);
  });

  it('finds the places of a quote that a naive search finds, in order', () => {
    fc.assert(
      fc.property(fc.oneof(repetitiveText(300), anyText()), fc.nat(), fc.nat(), (original, seed, size) => {
        const index = indexOf(original);
        const { text } = index.normal;
        fc.pre(text !== '');
        const start = seed % text.length;
        const quote = text.slice(start, start + 1 + (size % 40));
        const places = [...index.quotePlaces(quote)].filter((place) => place !== undefined);
        expect(places).toEqual(placesIn(text, quote));
      }),
    );
  });

  it('finds a quote nowhere that isn’t there', () => {
    expect([...indexOf('学习实践总结').quotePlaces('学习实践经验')]).toEqual([]);
  });

  it('knows where blocks begin', () => {
    const { isBlockStart } = indexOf('学习\n实践');
    expect([0, 1, 2, 3, 4].map(isBlockStart)).toEqual([true, false, true, false, true]);
  });
});
