import { type NormalText, normalizing } from './normalize';

/**
 * So many characters make a gram of the index. With the errors that `certainErrors` allows, a quote of 8 characters
 * or more always keeps one gram whole (n − 3 − 4k ≥ 1, the q-gram lemma), so that the index misses none.
 */
export const GRAM = 4;
/** Buckets of the index: a power of two about the length of a long essay, so that chains stay short. */
const BUCKETS = 1 << 16;
/** A bucket with more entries than this is no guide: walking it costs more than the gram tells. */
const MOST_LOOKED = 64;
/** Entries indexed between two chances to rest: a few ms even before the engine has warmed up to it. */
const CHUNK = 32_768;
/** Of a quote so many grams are asked how often they stand. */
const GRAMS_OF_A_QUOTE = 256;
/** So many places that a gram leads to are looked at in vain between two chances to rest: about a millisecond. */
const ENTRIES_OF_A_STEP = 16_384;

/** A text made ready once, for all the marks that are looked for in it. */
export interface PreparedText {
  /** Canonical text. */
  text: string;
  /** Makes the index in steps, once, when a mark first needs it: where all stand at their old places, none does. */
  indexing: () => Generator<void, TextIndex>;
}

/** The normalised text, and where each gram of it stands. */
export interface TextIndex {
  normal: NormalText;
  /**
   * Writes down the places of the gram that `source` has at `at`, the last first, and says how many; none where there
   * are more than `into` has room for.
   */
  placesOf: (source: string, at: number, into: Int32Array) => number;
  /** Places where all of the quote stands, in order; `undefined` where it has looked long and found none. */
  quotePlaces: (quote: string) => Generator<number | undefined, void>;
  isBlockStart: (at: number) => boolean;
}

/** Readies a canonical text; costs nothing until a mark has to be searched for. */
export function prepareText(text: string): PreparedText {
  let made: TextIndex | undefined;
  const indexing = function* () {
    made ??= yield* indexText(text);
    return made;
  };
  return { text, indexing };
}

function* indexText(original: string): Generator<void, TextIndex> {
  const normal = yield* normalizing(original);
  const { text } = normal;
  const count = Math.max(0, text.length - GRAM + 1);
  /** Where in `entries` a bucket begins; it ends where the next one begins. */
  const bounds = new Int32Array(BUCKETS + 1);
  for (let at = 0; at < count; at += 1) {
    if (at % CHUNK === CHUNK - 1) yield;
    const bucket = bucketOf(hashOf(text, at));
    bounds[bucket] = (bounds[bucket] as number) + 1;
  }
  for (let bucket = 0, sum = 0; bucket <= BUCKETS; bucket += 1) {
    sum += bounds[bucket] as number;
    bounds[bucket] = sum;
  }
  /** Places, bucket by bucket, the last of each first; and the hashes of their grams. */
  const entries = new Int32Array(count);
  const hashes = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    if (at % CHUNK === CHUNK - 1) yield;
    const hash = hashOf(text, at);
    const bucket = bucketOf(hash);
    const entry = (bounds[bucket] as number) - 1;
    entries[entry] = at;
    hashes[entry] = hash;
    bounds[bucket] = entry;
  }
  const blockStarts = new Set(normal.blockStarts);
  const placesOf = (source: string, at: number, into: Int32Array) => {
    const hash = hashOf(source, at);
    const bucket = bucketOf(hash);
    const from = bounds[bucket] as number;
    const to = bounds[bucket + 1] as number;
    // Others may share the bucket; that many of them are as little a guide.
    if (to - from > MOST_LOOKED) return 0;
    let found = 0;
    for (let entry = from; entry < to; entry += 1) {
      if (hashes[entry] !== hash) continue;
      const place = entries[entry] as number;
      if (!isSameGram(text, place, source, at)) continue;
      if (found === into.length) return 0;
      into[found] = place;
      found += 1;
    }
    return found;
  };
  const quotePlaces = function* (quote: string): Generator<number | undefined, void> {
    if (quote.length < GRAM) {
      for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) yield at;
      return;
    }
    // The gram that stands least often leads to all of them.
    let [from, to, offset] = [0, count, 0];
    for (let at = 0; at + GRAM <= quote.length && at < GRAMS_OF_A_QUOTE; at += 1) {
      const bucket = bucketOf(hashOf(quote, at));
      const [first, end] = [bounds[bucket] as number, bounds[bucket + 1] as number];
      if (at === 0 || end - first < to - from) [from, to, offset] = [first, end, at];
      if (from === to) return;
    }
    for (let entry = to - 1; entry >= from; entry -= 1) {
      const at = (entries[entry] as number) - offset;
      if (at >= 0 && text.startsWith(quote, at)) yield at;
      else if (entry % ENTRIES_OF_A_STEP === 0) yield;
    }
  };
  return { normal, placesOf, quotePlaces, isBlockStart: (at) => blockStarts.has(at) || at >= text.length };
}

function hashOf(text: string, at: number): number {
  let hash = 0;
  // 31 is the usual multiplier of string hashes; Math.imul keeps the product in 32 bits.
  for (let next = at; next < at + GRAM; next += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(next)) | 0;
  return hash;
}

function bucketOf(hash: number): number {
  return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
}

function isSameGram(text: string, place: number, source: string, at: number): boolean {
  for (let next = 0; next < GRAM; next += 1)
    if (text.charCodeAt(place + next) !== source.charCodeAt(at + next)) return false;
  return true;
}
