/**
 * `npm test`: sets the machine up and proves everything, then says in its last line how many proofs held.
 * `npm test -- --only lint|types|unit|e2e` runs one part.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.mjs';
import {
  ensureBrowser,
  ensureDependencies,
  ensureFonts,
  ensureOffice,
  ensureServers,
  ROOT,
  say,
  WXT,
} from './setup.mjs';

const parts = { lint, types, unit, e2e };
const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
if (only && !(only in parts)) {
  say(`--only takes one of ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

ensureDependencies();

const total = { passed: 0, failed: 0, skipped: 0 };
/** What could not be proved here, and what would enable it. Told at the end, where it is read. */
const unproved = [];

const names = Object.keys(parts).filter((name) => !only || name === only);
// Each leaves the machine idle half of its time.
const atOnce = new Map(
  ['lint', 'types'].filter((name) => names.includes(name)).map((name) => [name, parts[name]()]),
);
for (const name of names) {
  console.log(`\n── ${name} ──`);
  const { output, ...count } = await (atOnce.get(name) ?? parts[name]());
  if (output) console.log(output);
  for (const key of Object.keys(total)) total[key] += count[key] ?? 0;
}

for (const line of unproved) console.log(`not proved: ${line}`);
const { passed, failed, skipped } = total;
console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed ? 1 : 0;

function lint() {
  return inTurn(
    ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
    // What nothing uses: knip.json.
    ['node_modules/knip/bin/knip.js', '--no-progress'],
  );
}

function types() {
  return inTurn([WXT, 'prepare'], ['node_modules/typescript/bin/tsc', '--noEmit']);
}

function unit() {
  const office = ensureOffice();
  if (office.missing) unproved.push(`that LibreOffice opens our Word documents: ${office.missing}`);
  for (const { name, missing } of ensureServers()) unproved.push(`that sync works with ${name}: ${missing}`);
  return vitest('unit', { SOFFICE_PATH: office.path ?? '' });
}

async function e2e() {
  const browsers = { chromium: ensureBrowser('chromium'), firefox: ensureBrowser('firefox') };
  const missing = Object.keys(browsers).filter((name) => browsers[name].missing);
  for (const name of missing) unproved.push(`every journey in ${name}: ${browsers[name].missing}`);
  const fonts = ensureFonts();
  if (fonts.missing) unproved.push(`how Chinese text looks in pictures: ${fonts.missing}`);

  try {
    await buildAll();
  } catch (error) {
    console.log(error.message);
    return { failed: 1 };
  }
  return vitest('e2e', { JINGDU_MISSING_BROWSERS: missing.join(',') });
}

/** Counts a step as one test. */
function one(held) {
  return held ? { passed: 1 } : { failed: 1 };
}

/** Runs a project of vitest and counts its tests. */
function vitest(project, env = {}) {
  const report = join(ROOT, '.output/test', `${project}.json`);
  mkdirSync(join(ROOT, '.output/test'), { recursive: true });
  rmSync(report, { force: true });
  const held = node(
    'node_modules/vitest/vitest.mjs',
    ['run', '--config', 'tests/vitest.config.ts', '--root', '.', '--project', project].concat([
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]),
    env,
  );
  if (!existsSync(report)) return one(held);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  return {
    passed: numPassedTests,
    // A file that can't be loaded, or an error outside of a test, fails the run with no failed test to count.
    failed: Math.max(numFailedTests, held ? 0 : 1),
    skipped: numPendingTests + numTodoTests,
  };
}

/** Runs programs of ours, up to the first that fails, as one test, whose output is to be shown at its turn. */
async function inTurn(...programs) {
  let output = '';
  for (const program of programs) {
    const child = spawn(process.execPath, program, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    const [status] = await once(child, 'close');
    if (status !== 0) return { ...one(false), output };
  }
  return { ...one(true), output };
}

/** Runs a program of ours to its end, its output to be read as it comes. */
function node(script, args, env = {}) {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return status === 0;
}
