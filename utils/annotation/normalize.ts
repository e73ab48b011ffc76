/**
 * Text as anchoring compares it: what sites change without changing a word is folded away, with the way back.
 * 的, 地, 得 and every other character of a word stay as they are.
 */

/** A text without its spaces and breaks, its variants of punctuation and width folded. */
export interface NormalText {
  text: string;
  /** For each unit of `text` where in the original it begins, and where it ends: a folded run is one unit. */
  starts: Int32Array;
  ends: Int32Array;
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
const RUNS = unitsOf('-…~');
/** So many full stops in a row are an ellipsis. */
const STOPS_OF_AN_ELLIPSIS = 3;
const STOPS = unitsOf('.。');
const [ELLIPSIS, BREAK] = [0x2026, 0x0a];
/** White space, and marks that nobody sees: zero-width spaces and joiners, directions, soft hyphens. */
const UNSEEN = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/;

function unitsOf(characters: string): Set<number> {
  return new Set(Array.from(characters, (character) => character.charCodeAt(0)));
}

/** Han ideographs do; halves of characters outside the basic plane are kept whole by being kept. */
function standsForItself(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0xd800 && code <= 0xdfff);
}

const folded = new Map<number, string>();

/** One UTF-16 unit as it is compared: '' for what is dropped, more than one character where NFKC spells it out (℃). */
function foldUnit(code: number): string {
  if (standsForItself(code)) return String.fromCharCode(code);
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

/** So many units are normalised between two chances to rest: a few ms even before the engine has warmed up to it. */
const CHUNK = 16_384;
/** Units are made a string by so many at a time: as many arguments a call takes everywhere. */
const JOINED = 4096;

/** `normalizeText` in steps. */
export function* normalizing(text: string): Generator<void, NormalText> {
  let units = new Uint16Array(text.length);
  let starts = new Int32Array(text.length);
  let ends = new Int32Array(text.length);
  let length = 0;
  const blockStarts: number[] = [];
  let opensBlock = true;
  const push = (unit: number, at: number) => {
    if (length === units.length)
      [units, starts, ends] = [widen(units, Uint16Array), widen(starts, Int32Array), widen(ends, Int32Array)];
    if (opensBlock) blockStarts.push(length);
    opensBlock = false;
    units[length] = unit;
    starts[length] = at;
    ends[length] = at + 1;
    length += 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    if (at % CHUNK === CHUNK - 1) yield;
    const code = text.charCodeAt(at);
    if (standsForItself(code)) {
      push(code, at);
      continue;
    }
    if (code === BREAK) opensBlock = true;
    const spelled = foldUnit(code);
    for (let next = 0; next < spelled.length; next += 1) {
      const unit = spelled.charCodeAt(next);
      if (!opensBlock && length > 0 && units[length - 1] === unit && RUNS.has(unit)) {
        ends[length - 1] = at + 1;
        continue;
      }
      if (STOPS.has(unit) && !opensBlock && endsInStops(units, length, unit)) {
        // The stops before this one and it become one ellipsis.
        const first = length - (STOPS_OF_AN_ELLIPSIS - 1);
        const kept = units[first - 1] === ELLIPSIS ? first - 1 : first;
        length = kept + 1;
        units[kept] = ELLIPSIS;
        ends[kept] = at + 1;
        while ((blockStarts.at(-1) ?? 0) > kept) blockStarts.pop();
        continue;
      }
      push(unit, at);
    }
  }
  return {
    text: joinUnits(units.subarray(0, length)),
    starts: starts.subarray(0, length),
    ends: ends.subarray(0, length),
    blockStarts,
  };
}

/** Room for what NFKC spells out: half as much again. */
function widen<T extends Uint16Array | Int32Array>(numbers: T, Numbers: new (length: number) => T): T {
  const wider = new Numbers(Math.ceil(numbers.length * 1.5) + 1);
  wider.set(numbers);
  return wider;
}

function joinUnits(units: Uint16Array): string {
  const parts: string[] = [];
  for (let at = 0; at < units.length; at += JOINED)
    parts.push(String.fromCharCode.apply(null, units.subarray(at, at + JOINED) as unknown as number[]));
  return parts.join('');
}

function endsInStops(units: Uint16Array, length: number, stop: number): boolean {
  for (let back = 1; back < STOPS_OF_AN_ELLIPSIS; back += 1)
    if (length < back || units[length - back] !== stop) return false;
  return true;
}

/** Runs a generator to its end without a rest. */
export function drain<T>(steps: Generator<void, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
