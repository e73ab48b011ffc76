import { expect, it } from 'vitest';
import { writeFromContexts } from '../../torture/contexts';

/** `npm run torture -- --only contexts` does 10,000. */
const OPERATIONS = 500;

it('four contexts write to the same articles, and nothing of any is lost', { timeout: 60_000 }, async () => {
  const seed = Date.now() % 2 ** 31;
  const { failures } = await writeFromContexts({ seed, operations: OPERATIONS, say: () => {} });
  expect({ seed, failures }).toEqual({ seed, failures: [] });
});
