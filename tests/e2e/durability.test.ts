import { expect, it } from 'vitest';
import { killAmidImport } from '../torture/import-kills';
import { killAmidWriting } from '../torture/kills';
import { describeInEachBrowser } from './harness/describe';

/** `npm run torture -- --only kills` does it 200 times, `--only import-kills` 50 times. */
const KILLS = 3;
const IMPORT_KILLS = 2;

describeInEachBrowser((name) => {
  it(`loses no acknowledged write when it is killed amid writing, ${KILLS} times`, async () => {
    const seed = Date.now() % 2 ** 31;
    const { counted, failures } = await killAmidWriting(name, { kills: KILLS, seed, say: () => {} });
    expect({ seed, counted, failures }).toMatchObject({ failures: [] });
  });

  it(`has imported all or nothing when it is killed amid an import, ${IMPORT_KILLS} times`, async () => {
    const seed = Date.now() % 2 ** 31;
    const { counted, failures } = await killAmidImport(name, { kills: IMPORT_KILLS, seed, say: () => {} });
    expect({ seed, counted, failures }).toMatchObject({ failures: [] });
  });
});
