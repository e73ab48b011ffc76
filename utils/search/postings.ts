/**
 * Which articles of a shard hold which pair of neighbouring characters. Kept in three typed arrays: they take a byte
 * for a pair and an article, and a browser stores and loads them as they are.
 */

/** Articles in a shard at most: an article's slot is a byte. */
export const SHARD_CAPACITY = 256;
/** Parts fields from each other, and folded text has no other white space. */
const SPACE = 0x20;
const UNITS = 0x10000;
/** Pairs that a new builder has room for; it grows. */
const FIRST_ROOM = 1 << 16;
/** Pairs sorted between two rests: some milliseconds. */
const STEP = 1 << 18;

export interface Postings {
  /** Two UTF-16 units each, the first one in the upper half; ascending. */
  pairs: Uint32Array<ArrayBuffer>;
  /** Where in `slots` the articles of each pair begin; one more at the end. */
  starts: Uint32Array<ArrayBuffer>;
  /** Slots of the articles that hold a pair, ascending. */
  slots: Uint8Array<ArrayBuffer>;
}

interface Entries {
  pairs: Uint32Array;
  slots: Uint8Array;
}

/** Takes the texts of a shard's articles in the order of their slots. Its room is used again for the next shard. */
export class PostingsBuilder {
  private taken = makeRoom(FIRST_ROOM);
  private sorted = makeRoom(0);
  private length = 0;

  /** Takes a folded text. */
  add(slot: number, text: string): void {
    this.makeRoomFor(text.length);
    const { pairs, slots } = this.taken;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === SPACE) continue;
      pairs[this.length] = pairOf(unit, at + 1 < text.length ? text.charCodeAt(at + 1) : SPACE);
      slots[this.length] = slot;
      this.length += 1;
    }
  }

  /**
   * The postings of what was added; afterwards the builder is empty. It goes in steps, with a rest after each, so that
   * none is long.
   */
  async build(rest: () => Promise<void>): Promise<Postings> {
    const length = this.length;
    if (this.sorted.pairs.length < this.taken.pairs.length) this.sorted = makeRoom(this.taken.pairs.length);
    // By the second unit, then by the first, each keeping the order that it finds.
    await sortByUnit(this.taken, this.sorted, length, 0, rest);
    await sortByUnit(this.sorted, this.taken, length, 16, rest);
    const writer = new PostingsWriter(...countPostings(this.taken, length));
    for (let at = 0; at < length; at += 1) writer.write(this.taken.pairs[at] ?? 0, this.taken.slots[at] ?? 0);
    this.length = 0;
    return writer.finish();
  }

  private makeRoomFor(more: number): void {
    const { pairs, slots } = this.taken;
    if (this.length + more <= pairs.length) return;
    this.taken = makeRoom((this.length + more) * 2);
    this.taken.pairs.set(pairs.subarray(0, this.length));
    this.taken.slots.set(slots.subarray(0, this.length));
  }
}

function makeRoom(length: number): Entries {
  return { pairs: new Uint32Array(length), slots: new Uint8Array(length) };
}

/** A counting sort by the unit that stands so many bits up in a pair: linear, however many pairs there are. */
async function sortByUnit(
  from: Entries,
  to: Entries,
  length: number,
  shift: 0 | 16,
  rest: () => Promise<void>,
): Promise<void> {
  const places = new Uint32Array(UNITS + 1);
  for (let at = 0; at < length; at += 1) {
    const next = (((from.pairs[at] ?? 0) >>> shift) & 0xffff) + 1;
    places[next] = (places[next] ?? 0) + 1;
  }
  for (let unit = 1; unit <= UNITS; unit += 1) places[unit] = (places[unit] ?? 0) + (places[unit - 1] ?? 0);
  for (let step = 0; step < length; step += STEP) {
    await rest();
    placeEntries(from, to, step, Math.min(length, step + STEP), shift, places);
  }
  await rest();
}

/** Puts some entries where their unit's turn is. */
function placeEntries(
  from: Entries,
  to: Entries,
  first: number,
  end: number,
  shift: 0 | 16,
  places: Uint32Array,
): void {
  for (let at = first; at < end; at += 1) {
    const pair = from.pairs[at] ?? 0;
    const unit = (pair >>> shift) & 0xffff;
    const place = places[unit] ?? 0;
    places[unit] = place + 1;
    to.pairs[place] = pair;
    to.slots[place] = from.slots[at] ?? 0;
  }
}

/** How many different pairs there are in sorted entries, and how many of pairs and articles. */
function countPostings({ pairs, slots }: Entries, length: number): [pairs: number, slots: number] {
  let [pairCount, slotCount] = [0, 0];
  for (let at = 0; at < length; at += 1) {
    const isNewPair = at === 0 || pairs[at] !== pairs[at - 1];
    if (isNewPair) pairCount += 1;
    if (isNewPair || slots[at] !== slots[at - 1]) slotCount += 1;
  }
  return [pairCount, slotCount];
}

/** Writes postings pair by pair, slot by slot, both ascending; repetitions are left out. */
class PostingsWriter {
  private readonly pairs: Uint32Array<ArrayBuffer>;
  private readonly starts: Uint32Array<ArrayBuffer>;
  private readonly slots: Uint8Array<ArrayBuffer>;
  private pairCount = 0;
  private slotCount = 0;

  /** @param mostPairs, mostSlots no more will be written; what is less is cut off in the end */
  constructor(mostPairs: number, mostSlots: number) {
    this.pairs = new Uint32Array(mostPairs);
    this.starts = new Uint32Array(mostPairs + 1);
    this.slots = new Uint8Array(mostSlots);
  }

  write(pair: number, slot: number): void {
    const isNew = this.pairCount === 0 || this.pairs[this.pairCount - 1] !== pair;
    if (isNew) {
      this.pairs[this.pairCount] = pair;
      this.starts[this.pairCount] = this.slotCount;
      this.pairCount += 1;
    } else if (this.slots[this.slotCount - 1] === slot) return;
    this.slots[this.slotCount] = slot;
    this.slotCount += 1;
  }

  finish(): Postings {
    this.starts[this.pairCount] = this.slotCount;
    const isExact = this.pairCount === this.pairs.length && this.slotCount === this.slots.length;
    const { pairs, starts, slots } = this;
    if (isExact) return { pairs, starts, slots };
    return {
      pairs: pairs.slice(0, this.pairCount),
      starts: starts.slice(0, this.pairCount + 1),
      slots: slots.slice(0, this.slotCount),
    };
  }
}

/** Where an article of an old shard goes in a new one; -1: nowhere. Of the articles that stay the order stays. */
export type SlotMap = Int16Array;

/** The postings of two shards as one. The articles of the second come behind those of the first. */
export function mergePostings(
  first: Postings,
  firstSlots: SlotMap,
  second: Postings,
  secondSlots: SlotMap,
): Postings {
  const writer = new PostingsWriter(
    first.pairs.length + second.pairs.length,
    first.slots.length + second.slots.length,
  );
  const take = ({ pairs, starts, slots }: Postings, at: number, slotMap: SlotMap) => {
    for (let next = starts[at] ?? 0; next < (starts[at + 1] ?? 0); next += 1) {
      const slot = slotMap[slots[next] ?? 0] ?? -1;
      if (slot >= 0) writer.write(pairs[at] ?? 0, slot);
    }
  };
  let [one, other] = [0, 0];
  while (one < first.pairs.length || other < second.pairs.length) {
    const [left, right] = [first.pairs[one] ?? Infinity, second.pairs[other] ?? Infinity];
    if (left <= right) {
      take(first, one, firstSlots);
      one += 1;
    }
    if (right <= left) {
      take(second, other, secondSlots);
      other += 1;
    }
  }
  return writer.finish();
}

/**
 * The slots of the articles that may hold a term, which is folded and has no space at either end: they hold every pair
 * of it. One of a single unit is held for certain.
 */
export function findSlots(postings: Postings, term: string): Iterable<number> {
  const { pairs, starts, slots } = postings;
  if (term.length === 1) {
    const unit = term.charCodeAt(0);
    const from = starts[firstAtLeast(pairs, pairOf(unit, 0))] ?? 0;
    const to = starts[unit + 1 < UNITS ? firstAtLeast(pairs, pairOf(unit + 1, 0)) : pairs.length] ?? 0;
    return new Set(slots.subarray(from, to));
  }
  let found: Uint8Array | undefined;
  for (let at = 0; at + 1 < term.length; at += 1) {
    if (term.charCodeAt(at) === SPACE) continue;
    const pair = pairOf(term.charCodeAt(at), term.charCodeAt(at + 1));
    const place = firstAtLeast(pairs, pair);
    if (pairs[place] !== pair) return [];
    const holding = slots.subarray(starts[place], starts[place + 1]);
    found = found ? intersect(found, holding) : holding;
  }
  return found ?? [];
}

/** What two ascending lists share. */
function intersect(one: Uint8Array, other: Uint8Array): Uint8Array {
  let at = 0;
  return one.filter((slot) => {
    while (at < other.length && (other[at] ?? 0) < slot) at += 1;
    return other[at] === slot;
  });
}

function pairOf(first: number, second: number): number {
  return first * UNITS + second;
}

/** Where in ascending numbers the first one stands that is at least so large. */
function firstAtLeast(numbers: Uint32Array, least: number): number {
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((numbers[middle] ?? 0) < least) from = middle + 1;
    else to = middle;
  }
  return from;
}
