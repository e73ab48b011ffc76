/**
 * `npm run build` and `npm run zip`: the packages for Chrome and Edge, and for Firefox.
 * Other scripts take `buildExtension` from here.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkBudgets } from './budgets.mjs';
import { ensureDependencies, ROOT, runBeside, say, WXT } from './setup.mjs';

const BROWSERS = ['chrome', 'firefox'];
const OUTPUT = join(ROOT, '.output');

/** What a reviewer needs to build the extension from its sources, and to read what it is. */
const SOURCES = [
  'CHANGELOG.md',
  'LICENSE',
  'PRIVACY.md',
  'README.md',
  'README.zh-CN.md',
  'SECURITY.md',
  'components',
  'entrypoints',
  'package-lock.json',
  'package.json',
  'scripts',
  'tsconfig.json',
  'utils',
  'wxt.config.ts',
];

/** One time for every file of every package: when they were built must not change them. Zips know no time zone. */
const PACKED_AT = new Date(2020, 0, 1);

/**
 * Builds the extension for one browser.
 * @param {'chrome' | 'firefox'} browser
 * @returns {Promise<string>} the unpacked extension's folder
 * @throws {Error} where an entry is larger than its budget
 */
export async function buildExtension(browser) {
  say(`building for ${browser}`);
  const args = [WXT, 'build', '--browser', browser, '--level', 'warn'];
  // Whatever the caller's is, what ships is one thing.
  await runBeside(process.execPath, args, { NODE_ENV: 'production' });
  const extension = builtFolder(browser);
  checkBudgets(extension);
  return extension;
}

/**
 * Builds the extension for all browsers at once: each build is busy on one core.
 * @returns {Promise<string[]>} the unpacked extensions' folders: Chrome, Firefox
 * @throws {Error} as above
 */
export const buildAll = () => Promise.all(BROWSERS.map(buildExtension));

/** The unpacked extension for a browser. */
const builtFolder = (browser) => join(OUTPUT, `${browser}-mv3`);

/**
 * Packs what was built, and its sources. Not by `wxt zip`, which writes the time of packing into the packages.
 * @returns {Promise<string[]>} the packages' paths
 */
export async function packBuilt() {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const packages = BROWSERS.map((browser) => ({ part: browser, folder: builtFolder(browser) }));
  const all = [
    ...packages.map(({ part, folder }) => ({ part, folder, paths: readdirSync(folder) })),
    { part: 'sources', folder: ROOT, paths: SOURCES },
  ];
  // Imported only now, when it is sure to be installed.
  const { zipSync } = await import('fflate');
  return all.map(({ part, folder, paths }) => {
    const file = join(OUTPUT, `${name}-${version}-${part}.zip`);
    const entries = filesBelow(folder, paths).map((path) => [path, readFileSync(join(folder, path))]);
    writeFileSync(file, zipSync(Object.fromEntries(entries), { level: 9, mtime: PACKED_AT }));
    return file;
  });
}

/** The paths of all files at or below some paths, from the folder, in the order of their characters. */
function filesBelow(folder, paths) {
  return paths
    .flatMap((path) =>
      statSync(join(folder, path)).isDirectory()
        ? filesBelow(
            folder,
            readdirSync(join(folder, path)).map((name) => `${path}/${name}`),
          )
        : [path],
    )
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureDependencies();
  try {
    const extensions = await buildAll();
    const results = process.argv[2] === 'zip' ? await packBuilt() : extensions;
    console.log(results.join('\n'));
  } catch (error) {
    say(error.message);
    process.exitCode = 1;
  }
}
