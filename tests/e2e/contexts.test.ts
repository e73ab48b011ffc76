import { expect, it } from 'vitest';
import { writeFromOpenPages } from '../torture/contexts-in-browsers';
import { describeInEachBrowser } from './harness/describe';

/** `npm run torture -- --only contexts-in-browsers` does some hundred. */
const OPERATIONS = 60;

describeInEachBrowser((name) => {
  it('shows in reading view and pages what is stored, whoever wrote it', async () => {
    const seed = Date.now() % 2 ** 31;
    const { counted, failures } = await writeFromOpenPages(name, {
      seed,
      operations: OPERATIONS,
      say: () => {},
    });
    expect({ seed, counted, failures }).toMatchObject({ failures: [] });
  });
});
