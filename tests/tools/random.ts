/** Randomness that can be had again: the same seed, the same numbers. */
export interface Random {
  /** A number in [0, 1). */
  next: () => number;
  /** A whole number in [from, to]. */
  between: (from: number, to: number) => number;
  /** A whole number in [0, limit). */
  below: (limit: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(all: readonly T[]) => T;
}

/** Mulberry32: small, fast, and good enough for choosing places in a text. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    below: (limit) => between(0, limit - 1),
    chance: (probability) => next() < probability,
    pick: (all) => {
      if (all.length === 0) throw new RangeError('nothing to pick from');
      return all[between(0, all.length - 1)] as (typeof all)[number];
    },
  };
}
