import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorAll, anchorSelectors, type Pace } from '../../../utils/annotation/anchor';
import { describeSpan } from '../../../utils/annotation/describe';
import { prepareText } from '../../../utils/annotation/prepare';
import type { Selectors } from '../../../utils/annotation/types';
import { generateEssay } from '../../tools/essays';
import { seededRandom } from '../../tools/random';

/** A clock that moves on by `tick` whenever it is looked at, and what was rested. */
function fakePace(tick: number) {
  const pace = { time: 0, looks: 0, longest: 0, rests: 0, began: 0 };
  const now = () => {
    pace.looks += 1;
    pace.time += tick;
    return pace.time;
  };
  const rest = async () => {
    pace.longest = Math.max(pace.longest, pace.time - pace.began);
    pace.rests += 1;
    pace.began = pace.time;
  };
  return { pace, now, rest };
}

/** Some marks of an essay, and the essay with some of its characters changed, left out and added. */
function changedEssay(seed: number, count: number, size: number) {
  const random = seededRandom(seed);
  const before = generateEssay(random, size).join('\n');
  const marks = Array.from({ length: count }, () => {
    const start = random.between(0, before.length - 2);
    return describeSpan(before, {
      start,
      end: random.between(start + 1, Math.min(before.length, start + 200)),
    });
  });
  const units = before.split('');
  for (let change = 0; change < size / 40; change += 1)
    units[random.between(0, units.length - 1)] = random.pick(['', '※', '学习', '\n', '。']);
  return { marks, text: random.chance(0.5) ? `编者按：今刊发此文。\n${units.join('')}` : units.join('') };
}

/** One mark after the other; each is told how far the one before it has moved. */
function anchorEach(text: string, marks: Selectors[]) {
  const prepared = prepareText(text);
  let shift = 0;
  return marks.map((target) => {
    const place = anchorSelectors(prepared, target, shift);
    if (place.state === 'exact' || place.state === 'moved') shift = place.start - target.position.start;
    return { ...place, target };
  });
}

describe('anchorAll', () => {
  it('finds what is found mark by mark, however often it rests', async () => {
    const arrangement = fc.record({ seed: fc.nat(), tick: fc.constantFrom(0, 1, 3, 8, 50) });
    await fc.assert(
      fc.asyncProperty(arrangement, async ({ seed, tick }) => {
        const { text, marks } = changedEssay(seed, 12, 1500);
        expect(await anchorAll(text, marks, fakePace(tick))).toEqual(anchorEach(text, marks));
      }),
      { numRuns: 40 },
    );
  });

  it('finds the same on a text made ready before', async () => {
    const { text, marks } = changedEssay(1, 12, 1500);
    expect(await anchorAll(prepareText(text), marks, fakePace(1))).toEqual(anchorEach(text, marks));
  });

  it('gives nothing for no marks, and does not rest', async () => {
    const { pace, ...clock } = fakePace(50);
    expect(await anchorAll('学习', [], clock)).toEqual([]);
    expect(pace.rests).toBe(0);
  });

  it.each([1, 2, 8, 30])('rests when 8 ms are used up, where each step takes %i', async (tick) => {
    const { text, marks } = changedEssay(2, 50, 60_000);
    const { pace, ...clock } = fakePace(tick);
    await anchorAll(text, marks, clock);
    expect(pace.rests).toBeGreaterThan(10);
    // Looking at the clock for the new beginning takes a tick as well.
    expect(pace.longest).toBeLessThanOrEqual(8 + 2 * tick);
  });

  it('does not rest where all is as it was and done at once', async () => {
    const { text } = changedEssay(3, 1, 5000);
    const marks = Array.from({ length: 100 }, (_, at) => describeSpan(text, { start: at, end: at + 20 }));
    const { pace, ...clock } = fakePace(0);
    const found = await anchorAll(text, marks, clock);
    expect([pace.rests, found.every(({ state }) => state === 'exact')]).toEqual([0, true]);
  });
});

/**
 * Counts what is asked of strings while something runs: single characters count one, searches and comparisons by how
 * much they look at.
 */
async function countWork(run: () => Promise<unknown>): Promise<number> {
  const prototype = String.prototype;
  const { charCodeAt, charAt, startsWith, indexOf, slice } = prototype;
  let work = 0;
  Object.assign(prototype, {
    charCodeAt(this: string, at: number) {
      work += 1;
      return charCodeAt.call(this, at);
    },
    charAt(this: string, at: number) {
      work += 1;
      return charAt.call(this, at);
    },
    startsWith(this: string, other: string, at?: number) {
      work += other.length;
      return startsWith.call(this, other, at);
    },
    indexOf(this: string, other: string, from = 0) {
      const found = indexOf.call(this, other, from);
      work += (found < 0 ? this.length : found) - from + other.length;
      return found;
    },
    slice(this: string, from?: number, to?: number) {
      const piece = slice.call(this, from, to);
      work += piece.length;
      return piece;
    },
  });
  try {
    await run();
  } finally {
    Object.assign(prototype, { charCodeAt, charAt, startsWith, indexOf, slice });
  }
  return work;
}

const PACE: Pace = { now: () => 0, rest: async () => {} };
const SENTENCE = '要坚持学而信。\n';
/** Twice the text or the marks may take twice the work, and a little for what is at the edges. */
const TWICE = 2.1;

interface Hostile {
  what: string;
  /** Of size 1 or 2. */
  make: (size: number) => { text: string; marks: Selectors[] };
  /** Work for each character of the text at size 2, all marks together: far above what it takes. */
  most: number;
}

/** Marks in the middle of a text that then gets one character more at its beginning. */
function marksAmid(text: string, lengths: number[]) {
  const start = Math.floor(text.length / 2);
  return {
    text: `※${text}`,
    marks: lengths.map((length) => describeSpan(text, { start, end: start + length })),
  };
}

const HOSTILE: Hostile[] = [
  {
    what: 'one character a million times',
    make: (size) => marksAmid('学'.repeat(500_000 * size), [1, 2, 7, 40, 400]),
    most: 40,
  },
  {
    what: 'a million times one character, of which the marks know nothing',
    make: (size) => ({
      text: '学'.repeat(500_000 * size),
      marks: [1, 8, 200].map((length) => marksAmid(`${'习'.repeat(500)}`, [length]).marks[0] as Selectors),
    }),
    most: 40,
  },
  {
    what: 'one character a million times, where the marks have other company',
    make: (size) => ({
      text: '学'.repeat(500_000 * size),
      marks: [2, 30].map((length) =>
        describeSpan(`${'习'.repeat(100)}${'学'.repeat(length)}${'习'.repeat(100)}`, {
          start: 100,
          end: 100 + length,
        }),
      ),
    }),
    most: 120,
  },
  {
    what: '100,000 equal sentences',
    make: (size) => marksAmid(SENTENCE.repeat(50_000 * size), [2, 7, 60, 300]),
    most: 60,
  },
  {
    what: '100,000 equal sentences, and marks with a character that is gone',
    make: (size) => {
      const start = SENTENCE.length * 30;
      const lines = SENTENCE.repeat(60).split('');
      lines[start + 3] = '而';
      const marks = [7, 60, 300].map((length) =>
        describeSpan(lines.join(''), { start, end: start + length }),
      );
      return { text: SENTENCE.repeat(50_000 * size), marks };
    },
    most: 60,
  },
];

describe('on texts made to be dear', () => {
  it.each(HOSTILE)('looks no further than the text is long: $what', async ({ make, most }) => {
    const [half, whole] = [make(1), make(2)];
    const work = (task: typeof half) => countWork(() => anchorAll(task.text, task.marks, PACE));
    const [less, more] = [await work(half), await work(whole)];
    expect(more / less).toBeLessThan(TWICE);
    expect(more / whole.text.length).toBeLessThan(most);
  });

  it('looks at many equal quotes no more often than they are many', async () => {
    const article = `${SENTENCE.repeat(2000)}打铁还需自身硬。`;
    const mark = describeSpan(article, { start: 7000, end: 7006 });
    const work = (count: number) =>
      countWork(() => anchorAll(`※${article}`, Array<Selectors>(count).fill(mark), PACE));
    expect((await work(1000)) / (await work(500))).toBeLessThan(TWICE);
  });
});
