#!/usr/bin/env node
/**
 * `node tests/tools/cost.mjs DIR…`: what detection and reading cost beside the peers, medians over pages.
 *
 * Each step is timed on documents that nothing has touched yet, as in a tab where detection is the first script to look:
 * a second look at the same document costs a third. The clock's step is 5 µs (the tools' page is isolated for that; the
 * 100 µs of others are more than detection takes) and eight documents are timed together. The code is warm, as
 * in a browser it is not: that holds for ours and the peers alike. Parsing is the parser alone, without network,
 * styles and scripts, so shares of it are dearer than shares of a page's load.
 */
import { resolve } from 'node:path';
import { readCases } from './corpus.mjs';
import { openReadingBrowser } from './reading-browser.mjs';

const UNKNOWN_URL = 'https://page.invalid/';
const rows = [];
const browser = await openReadingBrowser();
try {
  for (const directory of process.argv.slice(2)) {
    for await (const { html, gold } of readCases(resolve(directory))) {
      const row = await browser.call('cost', html, gold.url ?? UNKNOWN_URL);
      rows.push({ isArticle: gold.is_article === true, ...row });
    }
  }
} finally {
  await browser.close();
}

const steps = Object.keys(rows[0] ?? {}).filter((key) => key !== 'isArticle');
const ratio = (ours, peer) => median(rows.map((row) => row[ours] / Math.max(row[peer], 1e-3))).toFixed(2);
const percent = (ours, peer) => {
  const share = (some) => `${(100 * median(some.map((row) => row[ours] / row[peer]))).toFixed(1)} %`;
  return `${share(rows)}, on articles ${share(rows.filter(({ isArticle }) => isArticle))}`;
};
console.log(`${rows.length} pages, medians`);
for (const step of steps)
  console.log(`${step.padEnd(24)} ${median(rows.map((row) => row[step])).toFixed(3)} ms`);
console.log(`detect / isProbablyReaderable   ${ratio('detect', 'isProbablyReaderable')}`);
console.log(`detect / parse                  ${percent('detect', 'parse')}`);
console.log(`isProbablyReaderable / parse    ${percent('isProbablyReaderable', 'parse')}`);
console.log(`pipeline / Readability+DOMPurify ${ratio('pipeline', 'readabilityAndPurify')}`);

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
