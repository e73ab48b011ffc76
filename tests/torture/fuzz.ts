import { fileURLToPath } from 'node:url';
import { type Fixture, readFixtures } from '../tools/fixtures';
import { openReadingBrowser, type ReadingBrowser } from '../tools/reading-browser.mjs';
import {
  type FuzzedParser,
  type Fuzzing,
  type FuzzReport,
  fuzzParser,
  joinReports,
  MOST_FAILURES,
  NOTHING_FUZZED,
  tellReport,
} from './fuzz-parser';
import { fuzzedParsers } from './fuzz-parsers';
import { processorMs } from './processor';
import type { TortureOptions, TortureReport } from './report';

/**
 * Every parser of what comes from outside, fed with what is nearly right: it may take or refuse it, but not crash, and its
 * time grows no faster than the input. Those that make documents run where they do for readers: in a browser.
 */

const INPUTS = 1_000_000;
/** Inputs come in slices with a seed each, so that a failure can be had again soon; each has a long one. */
const SLICE_INPUTS = 2000;
/** In ms, of a slice in a browser: far above what it takes, for it gets what the rest of the machine leaves. */
const SLICE_TIMEOUT = 10 * 60_000;
const TOLD_EVERY = 100_000;

const IN_PAGE = fileURLToPath(new URL('./fuzz-in-page.ts', import.meta.url));

/**
 * The group of `npm run torture`. `FUZZ_ONLY` names parsers, `FUZZ_INPUTS` another number of inputs, `FUZZ_BROWSER` another
 * browser than Chromium: Firefox.
 */
export async function run({ seed, say }: TortureOptions): Promise<TortureReport> {
  const inputs = Number(process.env.FUZZ_INPUTS ?? INPUTS);
  const only = process.env.FUZZ_ONLY?.split(',');
  const name = process.env.FUZZ_BROWSER === 'firefox' ? 'firefox' : 'chromium';
  const pages = readFixtures();
  const parsers = fuzzedParsers(pages).filter((parser) => only?.includes(parser.name) ?? true);
  if (parsers.length < (only?.length ?? 1)) throw new Error(`no parser for each of FUZZ_ONLY=${only}`);
  const browser = await openReadingBrowser(IN_PAGE, { name, timeout: SLICE_TIMEOUT });
  const fuzz = (parser: FuzzedParser, fuzzing: Fuzzing) =>
    parser.in === 'browser'
      ? fuzzInBrowser(browser, pages, parser.name, fuzzing)
      : fuzzParser(parser, fuzzing, processorMs);
  const failures: string[] = [];
  try {
    for (const parser of parsers) {
      const place = parser.in ? `${parser.name} in ${name}` : parser.name;
      const began = performance.now();
      let report = NOTHING_FUZZED;
      const tell = () => {
        const seconds = Math.round((performance.now() - began) / 1000);
        say(`${place}: ${tellReport(report)}; ${seconds} s`);
      };
      for (let slice = 0; report.inputs < inputs && report.failures.length < MOST_FAILURES; slice += 1) {
        const left = Math.min(SLICE_INPUTS, inputs - report.inputs);
        report = joinReports(report, await fuzz(parser, { seed: seed + slice, inputs: left, grown: 1 }));
        if (report.inputs % TOLD_EVERY === 0 && report.inputs < inputs) tell();
      }
      tell();
      failures.push(...report.failures);
    }
  } finally {
    await browser.close();
  }
  return { counted: [], failures };
}

/** A slice that doesn't come back has failed, and the next one gets a fresh tab. */
async function fuzzInBrowser(
  browser: ReadingBrowser,
  pages: readonly Fixture[],
  name: string,
  fuzzing: Fuzzing,
): Promise<FuzzReport> {
  try {
    return (await browser.call('fuzz', pages, name, fuzzing)) as FuzzReport;
  } catch (error) {
    return { ...NOTHING_FUZZED, ...fuzzing, failures: [`${name}, seed ${fuzzing.seed}: ${error}`] };
  }
}
