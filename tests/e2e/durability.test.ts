import { expect, it } from 'vitest';
import { killAmidWriting } from '../torture/kills';
import { describeInEachBrowser } from './harness/describe';

/** `npm run torture -- --only kills` does it 200 times. */
const KILLS = 3;

describeInEachBrowser((name) => {
  it(`loses no acknowledged write when it is killed amid writing, ${KILLS} times`, async () => {
    const seed = Date.now() % 2 ** 31;
    const { counted, failures } = await killAmidWriting(name, { kills: KILLS, seed, say: () => {} });
    expect({ seed, counted, failures }).toMatchObject({ failures: [] });
  });
});
