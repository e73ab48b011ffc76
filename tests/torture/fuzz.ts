import { JSDOM } from 'jsdom';
import { FailureError } from '../../utils/result';
import { type Random, seededRandom } from '../tools/random';
import { type FuzzedParser, fuzzedParsers } from './fuzz-parsers';
import type { TortureOptions, TortureReport } from './report';

/**
 * Every parser of what comes from outside, fed with what is nearly right: it may take or refuse it, but not crash, and its
 * time grows no faster than the input.
 */

const INPUTS = 1_000_000;
/** One input in so many is a long one, at which growth is measured. */
const GROWN_SHARE = 2000;
/** A small input takes well below a millisecond; this says that it hangs, on a machine however busy. */
const LONGEST_MS = 5000;
/** Inputs that take longer are shown. */
const SLOW_MS = 500;
/** Characters of long inputs: the shortest whose time can be told is measured, and one four times as long. */
const LEAST_GROWN = 4096;
const MOST_GROWN = 32_768;
const QUICK_MS = 25;
/** Of time by length: 1 is linear, 2 quadratic. */
const MOST_EXPONENT = 1.3;
/** Collections of garbage and compilers at work make times longer, never shorter. */
const TRIES = 4;
const SHOWN_FAILURES = 5;
/** Of more inputs than these, a parser that works takes some. */
const FEW = 100;
/** Of each document jsdom leaves listeners at its window, and looks through them all for the next one. */
const WINDOW_INPUTS = 200;

/** The group of `npm run torture`. `FUZZ_ONLY` names one parser, `FUZZ_INPUTS` another number of inputs. */
export async function run({ seed, say }: TortureOptions): Promise<TortureReport> {
  const inputs = Number(process.env.FUZZ_INPUTS ?? INPUTS);
  const only = process.env.FUZZ_ONLY?.split(',');
  openWindow();
  const report: TortureReport = { counted: [], failures: [] };
  for (const parser of fuzzedParsers()) {
    if (only && !only.includes(parser.name)) continue;
    const { counted, failures } = await fuzzParser(parser, { seed, inputs });
    report.failures.push(...failures);
    for (const line of counted) say(line);
  }
  return report;
}

/** Where documents are made, and what DOMPurify takes from there. */
function openWindow(): void {
  const { window } = new JSDOM('');
  const { document, DOMParser, DocumentFragment, Element, HTMLFormElement, HTMLTemplateElement } = window;
  const { NamedNodeMap, Node, NodeFilter } = window;
  Object.assign(globalThis, { window, document, DOMParser, DocumentFragment, Element, HTMLFormElement });
  Object.assign(globalThis, { HTMLTemplateElement, NamedNodeMap, Node, NodeFilter });
}

/** Feeds one parser. */
export async function fuzzParser(
  parser: FuzzedParser,
  { seed, inputs, grown }: { seed: number; inputs: number; grown?: number },
): Promise<TortureReport> {
  const random = seededRandom(seed);
  const failures: string[] = [];
  const count = Math.ceil(inputs * (parser.share ?? 1));
  const growing = grown ?? Math.ceil(count / GROWN_SHARE);
  const began = performance.now();
  let [refused, longest, steepest, slowest] = [0, 0, 0, ''];
  for (let number = 0; number < count && failures.length < SHOWN_FAILURES; number += 1) {
    if (parser.share && number % WINDOW_INPUTS === 0) openWindow();
    const input = parser.mutate(random);
    const { ms, isRefused, failure } = await feed(parser, input);
    if (isRefused) refused += 1;
    if (ms > SLOW_MS && ms > longest) slowest = `; on ${shown(input)}`;
    longest = Math.max(longest, ms);
    if (failure) failures.push(`${parser.name}: ${failure} on ${shown(input)}`);
  }
  if (refused === count && count > FEW) failures.push(`${parser.name}: refused every input`);
  for (let number = 0; number < growing && failures.length < SHOWN_FAILURES; number += 1) {
    const { exponent, failure } = await measureGrowth(parser, random);
    steepest = Math.max(steepest, exponent);
    if (failure) failures.push(`${parser.name}: ${failure}`);
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  return {
    counted: [
      `${parser.name}: ${count} inputs, ${refused} refused, longest ${Math.round(longest)} ms${slowest}; ${growing} long ones, steepest exponent ${steepest.toFixed(2)}; ${seconds} s`,
    ],
    failures,
  };
}

async function feed(
  { parse, refuses }: FuzzedParser,
  input: unknown,
  mostMs = LONGEST_MS,
): Promise<{ ms: number; isRefused: boolean; failure?: string }> {
  let ms = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES && ms > mostMs; attempt += 1) {
    const started = processorMs();
    try {
      const parsed = parse(input);
      if (parsed instanceof Promise) await parsed;
    } catch (error) {
      const isRefused = refuses && error instanceof FailureError;
      const failure = isRefused ? undefined : `threw ${error instanceof Error ? error.stack : error}`;
      return { ms: processorMs() - started, isRefused, failure };
    }
    ms = Math.min(ms, processorMs() - started);
  }
  return { ms, isRefused: false, failure: ms > mostMs ? `took ${Math.round(ms)} ms` : undefined };
}

/** How the time of an input grows with its length, 0 where it is too short to tell. */
async function measureGrowth(
  parser: FuzzedParser,
  random: Random,
): Promise<{ exponent: number; failure?: string }> {
  const grow = parser.grow(random);
  const time = async (length: number) => {
    const { ms, failure } = await feed(parser, grow(length), Number.MAX_VALUE);
    if (failure) throw new Error(`${failure} on ${length} characters of ${shown(grow(length))}`);
    return ms;
  };
  let exponent = Number.POSITIVE_INFINITY;
  try {
    let length = LEAST_GROWN;
    while ((await time(length)) < QUICK_MS) {
      if (length >= MOST_GROWN) return { exponent: 0 };
      length *= 2;
    }
    for (let attempt = 0; attempt < TRIES && exponent > MOST_EXPONENT; attempt += 1) {
      const short = Math.min(await time(length), await time(length));
      const long = await time(4 * length);
      // It was no more than slow for once.
      if (short < QUICK_MS / 2) return { exponent: 0 };
      exponent = Math.min(exponent, Math.log(long / short) / Math.log(4));
    }
  } catch (error) {
    return { exponent: 0, failure: String(error) };
  }
  const isSteep = exponent > MOST_EXPONENT;
  return {
    exponent: Math.max(0, exponent),
    failure: isSteep ? `grows with exponent ${exponent.toFixed(2)} on ${shown(grow(100))}` : undefined,
  };
}

/** Time of the processor that this process used: what else runs on the machine doesn't count. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function shown(input: unknown): string {
  return (JSON.stringify(input) ?? String(input)).slice(0, 400);
}
