#!/usr/bin/env node
/**
 * `npm run torture [-- --only NAME --seed N]`: the long runs whole, of which `npm test` runs a short form. Prints the
 * seed, what was counted and what did not hold; exit 1 where anything did not.
 */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.mjs';
import { ensureBrowser, ensureDependencies, ROOT, say } from './setup.mjs';

/** The groups: each a module that exports `run({ seed, say })`, and whether it needs the built extension and browsers. */
const GROUPS = {
  anchoring: { module: 'tests/torture/anchoring.ts' },
  fuzz: { module: 'tests/torture/fuzz.ts' },
  histories: { module: 'tests/torture/histories.ts' },
  sync: { module: 'tests/torture/sync.ts' },
  contexts: { module: 'tests/torture/contexts.ts' },
  'contexts-in-browsers': { module: 'tests/torture/contexts-in-browsers.ts', inBrowsers: true },
  kills: { module: 'tests/torture/kills.ts', inBrowsers: true },
  soak: { module: 'tests/torture/soak.ts', inBrowsers: true },
  'import-kills': { module: 'tests/torture/import-kills.ts', inBrowsers: true },
};
/** Seeds are whole numbers of 31 bits, which fast-check takes too. */
const SEEDS = 2 ** 31;

const { only, seed: asked } = parseArgs({
  options: { only: { type: 'string', multiple: true }, seed: { type: 'string' } },
}).values;
const seed = asked === undefined ? randomInt(SEEDS) : Number(asked);
const names = only ?? Object.keys(GROUPS);
if (names.some((name) => !(name in GROUPS)) || !Number.isSafeInteger(seed)) {
  say(`--only takes one of ${Object.keys(GROUPS).join(', ')}, --seed a whole number`);
  process.exit(2);
}

ensureDependencies();
if (names.some((name) => GROUPS[name].inBrowsers)) {
  for (const browser of ['chromium', 'firefox']) {
    const { missing } = ensureBrowser(browser);
    if (!missing) continue;
    say(missing);
    process.exit(1);
  }
  await buildAll();
}

// Vite runs TypeScript on every Node that we support. Imported only now, when it is sure to be installed.
const { runnerImport } = await import('vite');
for (const name of names) {
  console.log(`\n── ${name}, seed ${seed} ──`);
  const started = Date.now();
  const { module } = await runnerImport(join(ROOT, GROUPS[name].module), { root: ROOT, logLevel: 'warn' });
  const { counted, failures } = await module.run({ seed, say: (line) => console.log(line) });
  for (const line of counted) console.log(line);
  for (const failure of failures) console.log(`did not hold: ${failure}`);
  console.log(`${failures.length} failures in ${Math.round((Date.now() - started) / 1000)} s`);
  if (failures.length > 0) process.exitCode = 1;
}
