#!/usr/bin/env node
/**
 * `npm run bench [-- --only NAME]`: ours beside its peers and the floor, in one run; a table, and JSON in
 * .output/bench.json. Exit 0 when it could measure, whatever holds.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies, ROOT, say } from './setup.mjs';

const { only } = parseArgs({ options: { only: { type: 'string', multiple: true } } }).values;
ensureDependencies();
const { measureRows, ROW_NAMES, tableOf } = await import('../tests/bench/run.mjs');

const unknown = only?.filter((name) => !ROW_NAMES.includes(name)) ?? [];
if (unknown.length > 0) {
  say(`--only takes one of ${ROW_NAMES.join(', ')}`);
  process.exit(2);
}

const rows = await measureRows(only ?? ROW_NAMES, (names, error) => {
  process.exitCode = 1;
  say(`could not measure ${names.join(', ')}: ${error?.message ?? error}`);
});
console.log(tableOf(rows));
await mkdir(join(ROOT, '.output'), { recursive: true });
await writeFile(join(ROOT, '.output/bench.json'), `${JSON.stringify({ rows }, null, 1)}\n`);
