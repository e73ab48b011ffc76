#!/usr/bin/env node
/** `node tests/tools/cost.mjs DIR…`: what detection and reading cost beside the peers, medians over pages. */
import { resolve } from 'node:path';
import { readCases } from './corpus.mjs';
import { openReadingBrowser } from './reading-browser.mjs';

const UNKNOWN_URL = 'https://page.invalid/';
const rows = [];
const browser = await openReadingBrowser();
try {
  for (const directory of process.argv.slice(2)) {
    for await (const { html, gold } of readCases(resolve(directory))) {
      rows.push(await browser.call('cost', html, gold.url ?? UNKNOWN_URL));
    }
  }
} finally {
  await browser.close();
}

const ratio = (ours, peer) => median(rows.map((row) => row[ours] / Math.max(row[peer], 1e-3))).toFixed(2);
const percent = (ours, peer) =>
  `${(100 * Number(median(rows.map((row) => row[ours] / row[peer])))).toFixed(1)} %`;
console.log(`${rows.length} pages, medians`);
for (const step of Object.keys(rows[0] ?? {}))
  console.log(`${step.padEnd(24)} ${median(rows.map((row) => row[step])).toFixed(3)} ms`);
console.log(`detect / isProbablyReaderable   ${ratio('detect', 'isProbablyReaderable')}`);
console.log(`detect / parse                  ${percent('detect', 'parse')}`);
console.log(`isProbablyReaderable / parse    ${percent('isProbablyReaderable', 'parse')}`);
console.log(`pipeline / Readability+DOMPurify ${ratio('pipeline', 'readabilityAndPurify')}`);

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
