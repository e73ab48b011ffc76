/** What the fuzz evaluates in a browser. Bundled to one script; puts `jingduTools` on the page. */
import type { Fixture } from '../tools/fixtures';
import { type Fuzzing, type FuzzReport, fuzzParser } from './fuzz-parser';
import { fuzzedParsers } from './fuzz-parsers';

/** In ms, what the browser's own parser has taken: of tags that are never closed its time is quadratic, whoever calls it. */
let parsing = 0;
const { parseFromString } = DOMParser.prototype;
DOMParser.prototype.parseFromString = function (...input) {
  const began = performance.now();
  const document = parseFromString.apply(this, input);
  parsing += performance.now() - began;
  return document;
};

/** Stands still while the browser parses. A page can't tell the processor's time. */
const clock = () => performance.now() - parsing;

/** Feeds the parser of this name. */
function fuzz(pages: readonly Fixture[], name: string, fuzzing: Fuzzing): Promise<FuzzReport> {
  const parser = fuzzedParsers(pages).find((one) => one.name === name);
  if (!parser) throw new Error(`no parser ${name}`);
  return fuzzParser(parser, fuzzing, clock);
}

Object.assign(globalThis, { jingduTools: { fuzz } });
