import { describe, expect, it } from 'vitest';
import { benchRow, growthExponent, growthRow, type Limit, median, spread } from '../../bench/arithmetic.mjs';

describe('median', () => {
  it.each<[number[], number]>([
    [[3], 3],
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[10, 9, 100], 10],
    [[5, 5, 5, 5], 5],
    [[], Number.NaN],
  ])('of %j is %d', (numbers, expected) => {
    const before = [...numbers];
    expect(median(numbers)).toBe(expected);
    expect(numbers).toEqual(before);
  });
});

describe('the exponent of growth', () => {
  const sizes = [20_000, 200_000, 2_000_000];
  it.each<[string, (size: number) => number, number]>([
    ['constant', () => 7, 0],
    ['linear', (size) => size / 300, 1],
    ['linear and a bit', (size) => 3e-6 * size ** 1.1, 1.1],
    ['quadratic', (size) => size ** 2, 2],
  ])('%s', (_, timeOf, expected) => {
    expect(growthExponent(sizes.map((size) => ({ size, time: timeOf(size) })))).toBeCloseTo(expected, 10);
  });

  it('is that of the line nearest to all points', () => {
    const points = [1, 10, 100].map((size, at) => ({ size, time: [1, 100, 100][at] ?? 0 }));
    expect(growthExponent(points)).toBeCloseTo(1, 10);
  });
});

describe('spread', () => {
  it.each<[number, number, number[]]>([
    [0, 3, []],
    [2, 3, [0, 1]],
    [6, 3, [0, 2, 4]],
    [7, 3, [0, 2, 4]],
    [3, 3, [0, 1, 2]],
  ])('of %d at most %d', (length, most, expected) => {
    expect(
      spread(
        Array.from({ length }, (_, at) => at),
        most,
      ),
    ).toEqual(expected);
  });
});

describe('a row', () => {
  it.each<
    [string, number, number | undefined, Limit, { ratio: number | null; owed: string; holds: boolean }]
  >([
    ['within its ratio', 3, 2, { of: 'ratio', most: 1.5 }, { ratio: 1.5, owed: 'ratio ≤ 1.5', holds: true }],
    ['above its ratio', 4, 2, { of: 'ratio', most: 1.5 }, { ratio: 2, owed: 'ratio ≤ 1.5', holds: false }],
    [
      'at a bound that is too much',
      1,
      50,
      { of: 'ratio', under: 0.02 },
      { ratio: 0.02, owed: 'ratio < 0.02', holds: false },
    ],
    [
      'below that bound',
      1,
      100,
      { of: 'ratio', under: 0.02 },
      { ratio: 0.01, owed: 'ratio < 0.02', holds: true },
    ],
    [
      'within its size',
      12_000,
      undefined,
      { of: 'ours', most: 12_000 },
      { ratio: null, owed: 'ours ≤ 12000', holds: true },
    ],
    [
      'without a peer',
      1,
      undefined,
      { of: 'ratio', most: 1 },
      { ratio: null, owed: 'ratio ≤ 1', holds: false },
    ],
    [
      'not measured',
      Number.NaN,
      1,
      { of: 'ratio', most: 1 },
      { ratio: Number.NaN, owed: 'ratio ≤ 1', holds: false },
    ],
  ])('%s', (_, ours, peer, limit, expected) => {
    expect(benchRow({ name: 'x', unit: 'ms', ours, peer, limit })).toMatchObject(expected);
  });
});

it('a row without a bound informs', () => {
  expect(benchRow({ name: 'x', unit: 'MB', ours: 3, peer: 2 })).toMatchObject({
    ratio: 1.5,
    owed: 'nothing',
    holds: true,
  });
});

describe('a row of growth', () => {
  const points = [10, 100, 1000].map((size) => ({ size, time: size / 5 }));

  it.each([
    [1.1, true],
    [0.9, false],
  ])('that may have the exponent %d', (most, holds) => {
    const row = growthRow({ name: 'x', points, most });
    expect(row).toMatchObject({ unit: 'exponent', owed: `ours ≤ ${most}`, holds, points, floor: null });
    expect(row.ours).toBeCloseTo(1, 10);
  });

  it('has the exponent of its floor beside it', () => {
    const floorPoints = points.map(({ size }) => ({ size, time: 7 }));
    expect(growthRow({ name: 'x', points, floorPoints, most: 1 }).floor).toBeCloseTo(0, 10);
  });
});
