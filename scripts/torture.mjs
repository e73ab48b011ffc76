#!/usr/bin/env node
/**
 * `npm run torture [-- --only NAME --seed N]`: the long runs whole, the seed printed. Exit 1 where one doesn't hold what
 * it owes.
 */
import { parseArgs } from 'node:util';
import { ensureDependencies, say } from './setup.mjs';

/** Each run is a module of tests/tools that has `runTorture(seed)`, which says whether all holds. */
const RUNS = { anchoring: 'anchor-report.ts' };

const { only, seed: given } = parseArgs({
  options: { only: { type: 'string', multiple: true }, seed: { type: 'string' } },
}).values;
const seed = given === undefined ? Date.now() % 1_000_000 : Number(given);
const names = only ?? Object.keys(RUNS);
if (!Number.isSafeInteger(seed) || names.some((name) => !(name in RUNS))) {
  say(`--only takes one of ${Object.keys(RUNS).join(', ')}, --seed a whole number`);
  process.exit(2);
}
ensureDependencies();
const { loadTypescript } = await import('../tests/tools/load-typescript.mjs');

for (const name of names) {
  console.log(`${name}, seed ${seed}`);
  const { runTorture } = await loadTypescript(RUNS[name]);
  if (!(await runTorture(seed))) {
    process.exitCode = 1;
    say(`${name} does not hold; again with: npm run torture -- --only ${name} --seed ${seed}`);
  }
}
