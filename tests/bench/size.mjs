/** How much script the browser has to load, in bytes as shipped. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { buildExtension } from '../../scripts/build.mjs';
import { benchRow } from './arithmetic.mjs';

/** A script of a page, loaded or only fetched ahead. */
const PAGE_SCRIPT = /(?:src|href)="\/?([^"]+\.js)"/g;
/** A module that a module can't run without; `import(…)` is none. */
const STATIC_IMPORT = /\b(?:from|import)\s*"(\.[^"]+\.js)"/g;

/** What is owed, in bytes, and which scripts count. */
const LIMITS = [
  { name: 'size-detect', most: 12_000, scripts: () => ['content-scripts/detect.js'] },
  { name: 'size-reader', most: 220_000, scripts: () => ['content-scripts/reader.js'] },
  { name: 'size-popup', most: 120_000, scripts: (extension) => scriptsOfPage(extension, 'popup.html') },
];

export const size = {
  names: LIMITS.map(({ name }) => name),
  async measure() {
    const extension = buildExtension('chrome');
    return LIMITS.map(({ name, most, scripts }) => {
      const bytes = scripts(extension).map((script) => statSync(join(extension, script)).size);
      const ours = bytes.reduce((sum, one) => sum + one, 0);
      return benchRow({ name, unit: 'B', ours, limit: { of: 'ours', most } });
    });
  },
};

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
