import { drain, type NormalText, normalizing } from './normalize';

/**
 * So many characters make a gram of the index. With the errors that `certainErrors` allows, a quote of 8 characters
 * or more always keeps one gram whole (n − 3 − 4k ≥ 1, the q-gram lemma), so that the index misses none.
 */
export const GRAM = 4;
/** Buckets of the index: a power of two about the length of a long essay, so that chains stay short. */
const BUCKETS = 1 << 16;
/** A bucket with more entries than this is passed over: walking it costs more than the gram tells. */
const MOST_LOOKED = 64;
/** Entries indexed between two chances to rest: about 5 ms on a slow machine. */
const CHUNK = 200_000;

/** A text made ready once, for all the marks that are looked for in it. */
export interface PreparedText {
  /** Canonical text. */
  text: string;
  /** Made when a mark first needs it: where every mark stands at its old place, none does. */
  index: () => TextIndex;
  /** Makes the index in steps. */
  indexing: () => Generator<void, TextIndex>;
}

/** The normalised text, and where each gram of it stands. */
export interface TextIndex {
  normal: NormalText;
  /** Places of the gram that `source` has at `at`; none where there are more than `most`. */
  placesOf: (source: string, at: number, most: number) => number[];
  isBlockStart: (at: number) => boolean;
}

/** Readies a canonical text; costs nothing until a mark has to be searched for. */
export function prepareText(text: string): PreparedText {
  let made: TextIndex | undefined;
  const indexing = function* () {
    made ??= yield* indexText(text);
    return made;
  };
  return { text, index: () => drain(indexing()), indexing };
}

function* indexText(original: string): Generator<void, TextIndex> {
  const normal = yield* normalizing(original);
  const { text } = normal;
  const heads = new Int32Array(BUCKETS).fill(-1);
  const nexts = new Int32Array(text.length);
  for (let at = 0; at + GRAM <= text.length; at += 1) {
    if (at % CHUNK === CHUNK - 1) yield;
    const bucket = bucketOf(text, at);
    nexts[at] = heads[bucket] as number;
    heads[bucket] = at;
  }
  const blockStarts = new Set(normal.blockStarts);
  const placesOf = (source: string, at: number, most: number) => {
    const places: number[] = [];
    let looked = 0;
    for (let place = heads[bucketOf(source, at)] as number; place >= 0; place = nexts[place] as number) {
      looked += 1;
      if (isSameGram(text, place, source, at)) places.push(place);
      // Others may share the bucket; that many of them are as little a guide.
      if (looked > MOST_LOOKED || places.length > most) return [];
    }
    return places;
  };
  return { normal, placesOf, isBlockStart: (at) => blockStarts.has(at) || at >= text.length };
}

function bucketOf(text: string, at: number): number {
  let hash = 0;
  // 31 is the usual multiplier of string hashes; Math.imul keeps the product in 32 bits.
  for (let next = at; next < at + GRAM; next += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(next)) | 0;
  return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
}

function isSameGram(text: string, place: number, source: string, at: number): boolean {
  for (let next = 0; next < GRAM; next += 1)
    if (text.charCodeAt(place + next) !== source.charCodeAt(at + next)) return false;
  return true;
}
