/** How much script the browser may have to load, in bytes: minified, before compression. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** A script of a page, loaded or only fetched ahead. */
const PAGE_SCRIPT = /(?:src|href)="\/?([^"]+\.js)"/g;
/** A module that a module can't run without; `import(…)` is none. */
const STATIC_IMPORT = /\b(?:from|import)\s*"(\.[^"]+\.js)"/g;

/**
 * What is owed for each entry: detector and reading view are put into pages, the popup opens while the reader waits.
 * The others are held near what they are, so that a library that comes in unnoticed is noticed.
 */
const BUDGETS = [
  { name: 'detect', most: 12_000, scripts: ['detect.js', 'resident.js'] },
  { name: 'reader', most: 220_000, scripts: ['reader.js'] },
  { name: 'popup', most: 120_000, page: 'popup.html' },
  { name: 'original', most: 140_000, scripts: ['content-scripts/original.js'] },
  { name: 'background', most: 520_000, scripts: ['background.js'] },
  { name: 'sidepanel', most: 120_000, page: 'sidepanel.html' },
  { name: 'options', most: 160_000, page: 'options.html' },
  { name: 'library', most: 500_000, page: 'library.html' },
];

/** The names of all entries. */
export const ENTRY_NAMES = BUDGETS.map(({ name }) => name);

/**
 * Weighs the entries of a built extension.
 * @param {string} extension the unpacked extension's folder
 * @returns {{ name: string, bytes: number, most: number }[]}
 */
export function weighEntries(extension) {
  return BUDGETS.map(({ name, most, page, scripts = scriptsOfPage(extension, page) }) => {
    const bytes = scripts.reduce((sum, script) => sum + statSync(join(extension, script)).size, 0);
    return { name, bytes, most };
  });
}

/**
 * Holds a built extension to the budgets.
 * @param {string} extension the unpacked extension's folder
 * @throws {Error} naming each entry that is too large
 */
export function checkBudgets(extension) {
  const over = weighEntries(extension).filter(({ bytes, most }) => bytes > most);
  if (over.length === 0) return;
  const list = over.map(({ name, bytes, most }) => `${name} has ${bytes} bytes of script, of ${most}`);
  throw new Error(`too large: ${list.join('; ')} (scripts/budgets.mjs)`);
}

/** Every script that a page loads before it does anything: its own and those that they import. */
function scriptsOfPage(extension, page) {
  const html = readFileSync(join(extension, page), 'utf8');
  const found = new Set([...html.matchAll(PAGE_SCRIPT)].map(([, script]) => script));
  // A set goes on over what is added while it is walked.
  for (const script of found) {
    const source = readFileSync(join(extension, script), 'utf8');
    for (const [, target] of source.matchAll(STATIC_IMPORT)) found.add(posix.join(dirname(script), target));
  }
  return [...found];
}
