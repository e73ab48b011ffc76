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
 * @param {'production' | 'e2e'} [mode] `e2e` opens the shadow root to the test driver; all else is what ships
 * @returns {string} the unpacked extension's folder
 */
export function buildExtension(browser, mode = 'production') {
  say(`building for ${browser} (${mode})`);
  // wxt would take the mode for NODE_ENV, and build the libraries' development editions in any but production.
  const env = { NODE_ENV: 'production' };
  run(process.execPath, [WXT, 'build', '--browser', browser, '--mode', mode, '--level', 'warn'], env);
  return join(ROOT, '.output', `${browser}-mv3${mode === 'production' ? '' : `-${mode}`}`);
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
