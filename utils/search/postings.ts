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

export interface Postings {
  /** Two UTF-16 units each, the first one in the upper half; ascending. */
  pairs: Uint32Array<ArrayBuffer>;
  /** Where in `slots` the articles of each pair begin; one more at the end. */
  starts: Uint32Array<ArrayBuffer>;
  /** Slots of the articles that hold a pair, ascending. */
  slots: Uint8Array<ArrayBuffer>;
}

/** Takes the texts of a shard's articles in the order of their slots. */
export class PostingsBuilder {
  private pairs = new Uint32Array(FIRST_ROOM);
  private slots = new Uint8Array(FIRST_ROOM);
  private length = 0;

  /** Takes a folded text. */
  add(slot: number, text: string): void {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === SPACE) continue;
      if (this.length === this.pairs.length) this.grow();
      this.pairs[this.length] = pairOf(unit, at + 1 < text.length ? text.charCodeAt(at + 1) : SPACE);
      this.slots[this.length] = slot;
      this.length += 1;
    }
  }

  /** The postings of what was added, in steps: each takes some milliseconds, however many pairs there are. */
  async build(rest: () => Promise<void>): Promise<Postings> {
    const taken = { pairs: this.pairs.subarray(0, this.length), slots: this.slots.subarray(0, this.length) };
    // By the second unit, then by the first, each keeping the order that it finds.
    const bySecond = sortByUnit(taken, 0);
    await rest();
    const sorted = sortByUnit(bySecond, 16);
    await rest();
    return group(sorted);
  }

  private grow(): void {
    const [pairs, slots] = [new Uint32Array(this.length * 2), new Uint8Array(this.length * 2)];
    pairs.set(this.pairs);
    slots.set(this.slots);
    [this.pairs, this.slots] = [pairs, slots];
  }
}

interface Entries {
  pairs: Uint32Array;
  slots: Uint8Array;
}

/** A counting sort by the unit that stands so many bits up in a pair: linear, however many pairs there are. */
function sortByUnit({ pairs, slots }: Entries, shift: 0 | 16): Entries {
  const places = new Uint32Array(UNITS + 1);
  for (const pair of pairs) {
    const next = ((pair >>> shift) & 0xffff) + 1;
    places[next] = (places[next] ?? 0) + 1;
  }
  for (let unit = 1; unit <= UNITS; unit += 1) places[unit] = (places[unit] ?? 0) + (places[unit - 1] ?? 0);
  const sorted = { pairs: new Uint32Array(pairs.length), slots: new Uint8Array(pairs.length) };
  for (let at = 0; at < pairs.length; at += 1) {
    const pair = pairs[at] ?? 0;
    const unit = (pair >>> shift) & 0xffff;
    const place = places[unit] ?? 0;
    places[unit] = place + 1;
    sorted.pairs[place] = pair;
    sorted.slots[place] = slots[at] ?? 0;
  }
  return sorted;
}

/** Sorted entries as postings; an article that holds a pair several times stands there once. */
function group({ pairs, slots }: Entries): Postings {
  const writer = new PostingsWriter(pairs.length);
  for (let at = 0; at < pairs.length; at += 1) writer.write(pairs[at] ?? 0, slots[at] ?? 0);
  return writer.finish();
}

/** Writes postings pair by pair, slot by slot, both ascending; repetitions are left out. */
class PostingsWriter {
  private readonly pairs: Uint32Array<ArrayBuffer>;
  private readonly starts: Uint32Array<ArrayBuffer>;
  private readonly slots: Uint8Array<ArrayBuffer>;
  private pairCount = 0;
  private slotCount = 0;

  constructor(most: number) {
    this.pairs = new Uint32Array(most);
    this.starts = new Uint32Array(most + 1);
    this.slots = new Uint8Array(most);
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
    return {
      pairs: this.pairs.slice(0, this.pairCount),
      starts: this.starts.slice(0, this.pairCount + 1),
      slots: this.slots.slice(0, this.slotCount),
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
  const writer = new PostingsWriter(first.slots.length + second.slots.length);
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
