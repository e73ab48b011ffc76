#!/usr/bin/env node
/**
 * `npm run torture [-- --only NAME --seed N]`: the long runs whole, the seed printed. Exit 1 where one doesn't hold what
 * it owes.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureDependencies, ROOT, say } from './setup.mjs';

/** Each run is a module that has `runTorture(seed)`, which says whether all holds. */
const RUNS = { anchoring: 'tests/tools/anchor-report.ts' };

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

for (const name of names) {
  console.log(`${name}, seed ${seed}`);
  const { runTorture } = await load(RUNS[name]);
  if (!(await runTorture(seed))) {
    process.exitCode = 1;
    say(`${name} does not hold; again with: npm run torture -- --only ${name} --seed ${seed}`);
  }
}

/** Bundles a module in TypeScript into .output, where the packages are found, and loads it. */
async function load(module) {
  const { build } = await import('esbuild');
  const outfile = join(ROOT, '.output', 'torture', module.replace(/\.ts$/, '.mjs'));
  await mkdir(join(ROOT, '.output'), { recursive: true });
  await build({
    entryPoints: [join(ROOT, module)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    define: { 'import.meta.dirname': JSON.stringify(join(ROOT, 'tests/tools')) },
  });
  return import(pathToFileURL(outfile).href);
}
