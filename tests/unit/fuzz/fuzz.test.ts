// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { fuzzParser } from '../../torture/fuzz';
import { fuzzedParsers } from '../../torture/fuzz-parsers';

/** `npm run torture -- --only fuzz` makes a million of each. */
const INPUTS = 500;
const GROWN = 3;
const SEED = 20260702;

describe('parsers of what comes from outside', () => {
  it.each(fuzzedParsers())('neither crash nor hang: $name', async (parser) => {
    const grown = Math.ceil(GROWN * (parser.share ?? 1));
    const { failures } = await fuzzParser(parser, { seed: SEED, inputs: INPUTS, grown });
    expect(failures).toEqual([]);
  });
});
