import { expect, it } from 'vitest';
import { syncHistories } from '../../torture/sync';

/** `npm run torture -- --only sync` runs 1,000. */
const HISTORIES = 30;

it('three machines sync through random histories, and nothing that a reader wrote is lost', {
  timeout: 120_000,
}, async () => {
  // The same ones each time; the long runs draw others.
  const seed = 1;
  const { failures } = await syncHistories({ seed, histories: HISTORIES, say: () => {} });
  expect({ seed, failures }).toEqual({ seed, failures: [] });
});

// Found by long runs.
it.each([[92_092, 'written on here, joined elsewhere, and the server emptied before it was sent']])(
  'they sync through history %i: %s',
  async (seed) => {
    expect((await syncHistories({ seed, histories: 1, say: () => {} })).failures).toEqual([]);
  },
);
