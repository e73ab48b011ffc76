/** The pages that the bench reads: the project's own, and real ones where a corpus is at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from '../../scripts/setup.mjs';
import { readCases } from '../tools/corpus.mjs';
import { median, spread } from './arithmetic.mjs';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
const CORPUS = resolve(process.env.JINGDU_CORPUS ?? '../shared/corpus');
const UNKNOWN_URL = 'https://page.invalid/';
/** So many pages of the corpus, evenly spread over its sets, keep a run short. */
const MOST_CORPUS_PAGES = 180;
/** So many pages are read untimed first, so that no step pays for the compiler. */
const WARM_UP = 6;
/** Each page is measured so often; its median counts. */
const PASSES = 3;

/** All pages to measure on: `{html, url, isArticle}`. */
export async function readBenchPages() {
  const own = await pagesOf(FIXTURES, (name) => readJson(join(FIXTURES, name, 'expected.json')));
  const isThere = existsSync(CORPUS);
  if (!isThere) say('no corpus (JINGDU_CORPUS names its folder): measuring on the fixtures alone');
  const real = isThere ? await pagesOf(CORPUS, () => ({})) : [];
  return [...own, ...spread(real, MOST_CORPUS_PAGES)];
}

/**
 * The median over pages of each step's median time on the page, in ms. Only pages on which every step could run
 * count.
 */
export async function timePages(browser, pages, steps) {
  for (const page of spread(pages, WARM_UP)) await browser.call('timeSteps', page, steps, 1);
  const medians = [];
  for (const page of pages) {
    const times = await browser.call('timeSteps', page, steps, PASSES);
    if (steps.every((step) => times[step].length === PASSES))
      medians.push(steps.map((step) => median(times[step])));
  }
  return Object.fromEntries(steps.map((step, at) => [step, median(medians.map((page) => page[at]))]));
}

async function pagesOf(directory, factsOf) {
  const pages = [];
  for await (const { name, html, gold } of readCases(directory)) {
    const facts = { ...gold, ...factsOf(name) };
    const isArticle = facts.isArticle ?? facts.is_article ?? true;
    pages.push({ html, url: facts.url ?? UNKNOWN_URL, isArticle });
  }
  return pages;
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
