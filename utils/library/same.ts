/**
 * The same essay elsewhere: on another portal, a mobile or print page, in one page instead of five. What stays the
 * same is the text, so it is told by shingles: stretches of a few letters, whatever stands between them.
 */

/** Letters and digits in a shingle; with four, unlike Chinese texts share few (the accuracy tool counts in these too). */
const SHINGLE = 4;
/**
 * Numbers in a sketch. Of two texts one of which is a fifth of the other, five in six sketches of eight share a
 * number (1 − 0.8⁸); of unlike texts hardly any do.
 */
const SKETCH_SIZE = 8;
/** A shorter text says too little to be recognised by: a notice, a caption. */
const LEAST_SHINGLES = 120;
/** So much of the shorter text stands in the longer one when both are one essay, edited and wrapped differently. */
const SAME_SHARE = 0.75;

/** The smallest hashes of a text's shingles, ascending; empty for a text too short to be told by them. */
export function sketchText(text: string): number[] {
  // Done for every article that an import brings: no list of all hashes is made.
  const sketch: number[] = [];
  const counted = new Set<number>();
  for (const hash of shingleHashes(text)) {
    if (counted.size < LEAST_SHINGLES) counted.add(hash);
    if (sketch.length === SKETCH_SIZE && hash >= (sketch.at(-1) as number)) continue;
    if (sketch.includes(hash)) continue;
    sketch.push(hash);
    sketch.sort((a, b) => a - b).splice(SKETCH_SIZE);
  }
  return counted.size < LEAST_SHINGLES ? [] : sketch;
}

/** Whether two sketches have a number in common: then the texts are worth comparing. */
export function isAlike(a: readonly number[], b: readonly number[]): boolean {
  return a.some((hash) => b.includes(hash));
}

/** Whether two texts are one essay, or one a part of the other. */
export function isSameEssay(a: string, b: string): boolean {
  const hashes = [a, b].map((text) => new Set(shingleHashes(text)));
  const [small, large] = hashes.sort((one, other) => one.size - other.size);
  if (!small || !large || small.size < LEAST_SHINGLES) return false;
  let shared = 0;
  for (const hash of small) if (large.has(hash)) shared += 1;
  return shared / small.size >= SAME_SHARE;
}

/** FNV-1a, 32 bits, of every shingle, in the order of the text. */
function shingleHashes(text: string): Uint32Array {
  const letters = text.replace(/[^\p{L}\p{N}]+/gu, '');
  const hashes = new Uint32Array(Math.max(0, letters.length - SHINGLE + 1));
  for (let at = 0; at < hashes.length; at += 1) {
    let hash = 0x811c9dc5;
    for (let offset = at; offset < at + SHINGLE; offset += 1)
      hash = Math.imul(hash ^ letters.charCodeAt(offset), 0x01000193);
    hashes[at] = hash >>> 0;
  }
  return hashes;
}
