/**
 * `npm run build` and `npm run zip`: the packages for Chrome and Edge, and for Firefox.
 * Other scripts take `buildExtension` from here.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, ROOT, run, say, WXT } from './setup.mjs';

const BROWSERS = ['chrome', 'firefox'];

/**
 * Builds the extension for one browser.
 * @param {'chrome' | 'firefox'} browser
 * @returns {string} the unpacked extension's folder
 */
export function buildExtension(browser) {
  say(`building for ${browser}`);
  run(process.execPath, [WXT, 'build', '--browser', browser, '--level', 'warn']);
  return join(ROOT, '.output', `${browser}-mv3`);
}

function zip() {
  for (const browser of BROWSERS) run(process.execPath, [WXT, 'zip', '--browser', browser]);
  const output = join(ROOT, '.output');
  return readdirSync(output)
    .filter((name) => name.endsWith('.zip'))
    .map((name) => join(output, name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureDependencies();
  const results = process.argv[2] === 'zip' ? zip() : BROWSERS.map((browser) => buildExtension(browser));
  console.log(results.join('\n'));
}
