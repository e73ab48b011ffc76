// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { readFixtures } from '../../tools/fixtures';
import { fuzzParser } from '../../torture/fuzz-parser';
import { fuzzedParsers } from '../../torture/fuzz-parsers';
import { processorMs } from '../../torture/processor';

/** `npm run torture -- --only fuzz` makes a million of each. */
const FEW = { inputs: 500, grown: 3 };
/** Where jsdom makes the documents it is slow, and how its time grows says nothing of browsers. */
const FEW_DOCUMENTS = { inputs: 20, grown: 0 };
const SEED = 20260702;

describe('parsers of what comes from outside', () => {
  it.each(fuzzedParsers(readFixtures()))('neither crash nor hang: $name', async (parser) => {
    const few = parser.in === 'browser' ? FEW_DOCUMENTS : FEW;
    const { failures } = await fuzzParser(parser, { seed: SEED, ...few }, processorMs);
    expect(failures).toEqual([]);
  });
});
