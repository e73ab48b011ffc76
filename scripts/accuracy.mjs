#!/usr/bin/env node
/**
 * `npm run accuracy -- --corpus DIR [--json FILE] [--peer NAME]`: ours, Readability and Defuddle, or the one of them that is
 * named, against gold, in one run.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './setup.mjs';

const PEERS = ['readability', 'defuddle'];
const { values } = parseArgs({
  options: { corpus: { type: 'string' }, json: { type: 'string' }, peer: { type: 'string' } },
});
if (!values.corpus || (values.peer && !PEERS.includes(values.peer))) {
  console.error(`Usage: npm run accuracy -- --corpus DIR [--json FILE] [--peer ${PEERS.join('|')}]`);
  process.exit(2);
}
await ensureDependencies();
const { openReadingBrowser } = await import('../tests/tools/reading-browser.mjs');
const { readCases } = await import('../tests/tools/corpus.mjs');
const { printReport } = await import('../tests/tools/report.mjs');
const { scorePage } = await import('../tests/tools/score.mjs');

const peerNames = values.peer ? [values.peer] : PEERS;
const READ_NOTHING = Object.fromEntries(peerNames.map((peer) => [peer, {}]));
const UNKNOWN_URL = 'https://page.invalid/';
const scores = [];
const browser = await openReadingBrowser();
try {
  for await (const { name, html, gold } of readCases(resolve(values.corpus))) {
    const url = gold.url ?? UNKNOWN_URL;
    const article = await browser
      .call('read', html, url, false)
      .catch((error) => ({ error: String(error.message ?? error).split('\n')[0] }));
    const detection = article.error ? await browser.call('detect', html, url).catch(() => ({})) : article;
    const peers = await browser.call('readWithPeers', html, url, peerNames).catch(() => READ_NOTHING);
    scores.push(scorePage(name, { ...article, isArticle: detection.isArticle }, peers, gold));
  }
} finally {
  await browser.close();
}
if (scores.length === 0) {
  console.error('No page.html found there.');
  process.exit(1);
}
printReport(scores);
if (values.json) await writeFile(values.json, JSON.stringify(scores, null, 1));
