// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { readFixtures } from '../../tools/fixtures';
import { fuzzParser } from '../../torture/fuzz-parser';
import { fuzzedParsers } from '../../torture/fuzz-parsers';

/** `npm run torture -- --only fuzz` makes a million of each. */
const INPUTS = 500;
const GROWN = 3;
const SEED = 20260702;

describe('parsers of what comes from outside', () => {
  it.each(fuzzedParsers(readFixtures()))('neither crash nor hang: $name', async (parser) => {
    // How time grows where jsdom makes the documents says nothing of browsers.
    const grown = parser.in === 'browser' ? 0 : GROWN;
    const { failures } = await fuzzParser(parser, { seed: SEED, inputs: INPUTS, grown }, () =>
      performance.now(),
    );
    expect(failures).toEqual([]);
  });
});
