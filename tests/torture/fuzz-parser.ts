import { FailureError } from '../../utils/result';
import { type Random, seededRandom } from '../tools/random';

/** Feeding one parser, wherever it runs: in Node or on a page. */

/** A small input takes well below a millisecond; this says that it hangs, on a machine however busy. */
const LONGEST_MS = 5000;
/** Inputs that take longer are tried again, and shown. */
const SLOW_MS = 500;
/** Characters of long inputs: the shortest whose time can be told is measured, and one four times as long. */
const LEAST_GROWN = 4096;
const MOST_GROWN = 32_768;
const QUICK_MS = 25;
/** Of time by length: 1 is linear, 2 quadratic. */
const MOST_EXPONENT = 1.3;
/** Collections of garbage, compilers at work and what else the machine does make times longer, never shorter. */
const TRIES = 8;
/** After so many failures a parser gets no more inputs. */
export const MOST_FAILURES = 5;
/** Of more inputs than these, a parser that works takes some. */
const FEW = 100;

/** A parser, and how inputs for it are made of valid ones. */
export interface FuzzedParser<Input = unknown> {
  name: string;
  mutate: (random: Random) => Input;
  /** An input as long as wanted, to see how time grows with it. */
  grow: (random: Random) => (length: number) => Input;
  parse: (input: Input) => unknown;
  /** Whether it refuses inputs, by a `FailureError`; the others take everything. */
  refuses: boolean;
  /** Set where it makes documents: what stands in for them in Node is slow, and slower than linear where no browser is. */
  in?: 'browser';
}

/** What a parser gets. */
export interface Fuzzing {
  seed: number;
  /** How many small inputs, and how many that grow. */
  inputs: number;
  grown: number;
}

/** How a parser fared. */
export interface FuzzReport {
  inputs: number;
  refused: number;
  grown: number;
  slowest: { ms: number; input: string };
  /** The exponent of time by length that was highest. */
  steepest: number;
  failures: string[];
}

/** The report on no input. */
export const NOTHING_FUZZED: FuzzReport = {
  inputs: 0,
  refused: 0,
  grown: 0,
  slowest: { ms: 0, input: '' },
  steepest: 0,
  failures: [],
};

/** The report on the inputs of two. */
export function joinReports(one: FuzzReport, other: FuzzReport): FuzzReport {
  return {
    inputs: one.inputs + other.inputs,
    refused: one.refused + other.refused,
    grown: one.grown + other.grown,
    slowest: one.slowest.ms < other.slowest.ms ? other.slowest : one.slowest,
    steepest: Math.max(one.steepest, other.steepest),
    failures: [...one.failures, ...other.failures],
  };
}

/** A report as a line; what took long is shown. */
export function tellReport({ inputs, refused, grown, slowest, steepest }: FuzzReport): string {
  const shownInput = slowest.ms > SLOW_MS ? ` on ${slowest.input}` : '';
  return `${inputs} inputs, ${refused} refused, longest ${Math.round(slowest.ms)} ms${shownInput}; ${grown} long ones, steepest exponent ${steepest.toFixed(2)}`;
}

/**
 * Feeds one parser.
 *
 * @param clock milliseconds from any moment on
 */
export async function fuzzParser(
  parser: FuzzedParser,
  { seed, inputs, grown }: Fuzzing,
  clock: () => number,
): Promise<FuzzReport> {
  const random = seededRandom(seed);
  const report = structuredClone(NOTHING_FUZZED);
  const fail = (failure: string) => report.failures.push(`${parser.name}, seed ${seed}: ${failure}`);
  while (report.inputs < inputs && report.failures.length < MOST_FAILURES) {
    report.inputs += 1;
    const input = parser.mutate(random);
    const { ms, isRefused, failure } = await feed(parser, input, clock, SLOW_MS);
    if (isRefused) report.refused += 1;
    if (ms > report.slowest.ms) report.slowest = { ms, input: shown(input) };
    if (failure) fail(`${failure} on ${shown(input)}`);
    else if (ms > LONGEST_MS) fail(`took ${Math.round(ms)} ms on ${shown(input)}`);
  }
  if (report.refused === report.inputs && report.inputs > FEW) fail('refused every input');
  while (report.grown < grown && report.failures.length < MOST_FAILURES) {
    report.grown += 1;
    const { exponent, failure } = await measureGrowth(parser, random, clock);
    report.steepest = Math.max(report.steepest, exponent);
    if (failure) fail(failure);
  }
  return report;
}

/** Lets a parser read an input; again where that takes longer than it may. */
async function feed(
  { parse, refuses }: FuzzedParser,
  input: unknown,
  clock: () => number,
  mostMs = Number.POSITIVE_INFINITY,
): Promise<{ ms: number; isRefused: boolean; failure?: string }> {
  let ms = Number.POSITIVE_INFINITY;
  let isRefused = false;
  for (let attempt = 0; attempt < TRIES && (attempt === 0 || ms > mostMs); attempt += 1) {
    const started = clock();
    try {
      const parsed = parse(input);
      if (parsed instanceof Promise) await parsed;
    } catch (error) {
      isRefused = refuses && error instanceof FailureError;
      if (!isRefused) {
        const failure = `threw ${error instanceof Error ? error.stack : error}`;
        return { ms: clock() - started, isRefused, failure };
      }
    }
    ms = Math.min(ms, clock() - started);
  }
  return { ms, isRefused };
}

/** How the time of an input grows with its length, 0 where it is too short to tell. */
async function measureGrowth(
  parser: FuzzedParser,
  random: Random,
  clock: () => number,
): Promise<{ exponent: number; failure?: string }> {
  const grow = parser.grow(random);
  const time = async (length: number) => {
    const { ms, failure } = await feed(parser, grow(length), clock);
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

function shown(input: unknown): string {
  return (JSON.stringify(input) ?? String(input)).slice(0, 400);
}
