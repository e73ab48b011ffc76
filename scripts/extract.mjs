#!/usr/bin/env node
/** `npm run --silent extract -- [--url URL] [--trace] FILE…` or `-- --corpus DIR`: one JSON line a page. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './setup.mjs';

/** Stands for the address of a page whose address nobody knows; reserved by RFC 2606. */
const UNKNOWN_URL = 'https://page.invalid/';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string' },
    corpus: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});
if (!values.corpus === (positionals.length === 0)) {
  console.error('Usage: npm run --silent extract -- [--url URL] [--trace] FILE… | --corpus DIR');
  process.exit(2);
}
await ensureDependencies();
const { openReadingBrowser } = await import('../tests/tools/reading-browser.mjs');
const browser = await openReadingBrowser();
let failed = false;

async function report(name, read) {
  try {
    const { html, url } = await read();
    console.log(
      JSON.stringify({ ...name, ...(await browser.call('read', html, url ?? UNKNOWN_URL, values.trace)) }),
    );
  } catch (error) {
    failed = true;
    console.log(JSON.stringify({ ...name, error: firstLine(error) }));
  }
}

function firstLine(error) {
  return String(error?.message ?? error).split('\n')[0];
}

const { decodePage, readCases } = await import('../tests/tools/corpus.mjs');
try {
  if (values.corpus) {
    for await (const page of readCases(resolve(values.corpus))) {
      await report({ case: page.name }, async () => ({ html: page.html, url: page.gold.url }));
    }
  }
  for (const file of positionals) {
    await report({ file }, async () => ({ html: decodePage(await readFile(file)), url: values.url }));
  }
} finally {
  await browser.close();
}
process.exitCode = failed ? 1 : 0;
