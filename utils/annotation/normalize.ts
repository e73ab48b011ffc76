/**
 * Text as anchoring compares it: what sites change without changing a word is folded away, with the way back.
 * 的, 地, 得 and every other character of a word stay as they are.
 */

/** A text without its spaces and breaks, its variants of punctuation and width folded. */
export interface NormalText {
  text: string;
  /** For each unit of `text` where in the original it begins, and where it ends: a folded run is one unit. */
  starts: number[];
  ends: number[];
  /** Units of `text` that begin a block of the original, in order. */
  blockStarts: number[];
}

/** Written for each other by portals: templates, converters and input methods choose among them. */
const VARIANTS: [string, string][] = [
  // 「」 in Hong Kong and Taiwan, “” on the mainland, " where a converter saw to it; opening and closing get mixed up.
  ['"', "“”‘’「」『』﹁﹂﹃﹄〝〞〟„‟‚‛«»‹›`´'"],
  ['-', '‐‑‒–—―−─━﹘﹣'],
  ['…', '⋯︙'],
  // Numbers of documents are printed 〔2020〕, [2020] and （2020） alike.
  ['(', '〔【〖[{'],
  [')', '〕】〗]}'],
  ['《', '〈'],
  ['》', '〉'],
  ['·', '•・‧∙⋅'],
  ['~', '〜∼'],
];
const VARIANT_OF = new Map(
  VARIANTS.flatMap(([kept, others]) => Array.from(others, (other) => [other, kept] as const)),
);

/** —— and … come single, double or in sixes: a run of one of these is one. */
const RUNS = new Set(['-', '…', '~']);
/** So many full stops in a row are an ellipsis. */
const STOPS_OF_AN_ELLIPSIS = 3;
const STOPS = new Set(['.', '。']);
/** White space, and marks that nobody sees: zero-width spaces and joiners, directions, soft hyphens. */
const UNSEEN = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/;

const folded = new Map<number, string>();

/** One UTF-16 unit as it is compared: '' for what is dropped, more than one character where NFKC spells it out (℃). */
function foldUnit(code: number): string {
  // Han ideographs stand for themselves; halves of characters outside the basic plane are kept whole by being kept.
  if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0xd800 && code <= 0xdfff))
    return String.fromCharCode(code);
  const known = folded.get(code);
  if (known !== undefined) return known;
  const character = String.fromCharCode(code);
  const fold = (one: string) => (UNSEEN.test(one) ? '' : (VARIANT_OF.get(one) ?? one));
  // The ellipsis is looked up first: NFKC would make three full stops of it. What NFKC makes may have variants again.
  const result = character === '…' ? character : Array.from(fold(character).normalize('NFKC'), fold).join('');
  folded.set(code, result);
  return result;
}

/** Normalises a text. Total: any string will do. */
export function normalizeText(text: string): NormalText {
  return drain(normalizing(text));
}

/** So many units are normalised between two chances to rest: about 5 ms on a slow machine. */
const CHUNK = 50_000;

/** `normalizeText` in steps. */
export function* normalizing(text: string): Generator<void, NormalText> {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const blockStarts: number[] = [];
  let opensBlock = true;
  for (let at = 0; at < text.length; at += 1) {
    if (at % CHUNK === CHUNK - 1) yield;
    const code = text.charCodeAt(at);
    if (code === 10) opensBlock = true;
    for (const unit of foldUnit(code)) {
      const last = units.length - 1;
      if (units[last] === unit && RUNS.has(unit) && !opensBlock) {
        ends[last] = at + 1;
        continue;
      }
      if (STOPS.has(unit) && !opensBlock && endsInStops(units, unit)) {
        // The stops before this one and it become one ellipsis.
        const first = units.length - (STOPS_OF_AN_ELLIPSIS - 1);
        const follows = units[first - 1] === '…';
        const kept = follows ? first - 1 : first;
        units.length = starts.length = ends.length = kept + 1;
        units[kept] = '…';
        ends[kept] = at + 1;
        while ((blockStarts.at(-1) ?? 0) > kept) blockStarts.pop();
        continue;
      }
      if (opensBlock) blockStarts.push(units.length);
      opensBlock = false;
      units.push(unit);
      starts.push(at);
      ends.push(at + 1);
    }
  }
  return { text: units.join(''), starts, ends, blockStarts };
}

function endsInStops(units: string[], stop: string): boolean {
  for (let back = 1; back < STOPS_OF_AN_ELLIPSIS; back += 1)
    if (units[units.length - back] !== stop) return false;
  return true;
}

/** Runs a generator to its end without a rest. */
export function drain<T>(steps: Generator<void, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
