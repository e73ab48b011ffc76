/** What the fuzz evaluates in a browser. Bundled to one script; puts `jingduTools` on the page. */
import type { Fixture } from '../tools/fixtures';
import { type Fuzzing, type FuzzReport, fuzzParser } from './fuzz-parser';
import { fuzzedParsers } from './fuzz-parsers';

/** Feeds the parser of this name. A page can't tell the processor's time. */
function fuzz(pages: readonly Fixture[], name: string, fuzzing: Fuzzing): Promise<FuzzReport> {
  const parser = fuzzedParsers(pages).find((one) => one.name === name);
  if (!parser) throw new Error(`no parser ${name}`);
  return fuzzParser(parser, fuzzing, () => performance.now());
}

Object.assign(globalThis, { jingduTools: { fuzz } });
