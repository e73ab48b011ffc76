/**
 * What `npm start`, `npm test` and the other scripts need before they can run: packages, browsers, fonts.
 * Node's own modules only, because it runs before `npm ci`. It writes to stderr, so that stdout stays the
 * caller's.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const WXT = join(ROOT, 'node_modules/wxt/bin/wxt.mjs');

const OLDEST_NODE = [20, 19];

/** Where each browser is looked for: its variable, its commands on PATH, its usual places elsewhere. */
const BROWSERS = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
    darwin: [
      'Chromium.app/Contents/MacOS/Chromium',
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    win32: [
      'Chromium\\Application\\chrome.exe',
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ],
    packages: ['chromium'],
    advice: 'install Chromium, Chrome or Edge (137 or newer), or set CHROMIUM_PATH',
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    commands: ['firefox-esr', 'firefox'],
    darwin: ['Firefox.app/Contents/MacOS/firefox'],
    win32: ['Mozilla Firefox\\firefox.exe'],
    // Ubuntu has no firefox-esr.
    packages: ['firefox-esr', 'firefox'],
    advice: 'install Firefox (142 or newer), or set FIREFOX_PATH',
  },
};

/** Reads our Word documents in the tests, as a program that we had no hand in. Found in the same way. */
const OFFICE = {
  variable: 'SOFFICE_PATH',
  commands: ['soffice', 'libreoffice'],
  darwin: ['LibreOffice.app/Contents/MacOS/soffice'],
  win32: ['LibreOffice\\program\\soffice.exe'],
  packages: ['libreoffice-writer-nogui', 'libreoffice-writer'],
  advice: 'install LibreOffice Writer, or set SOFFICE_PATH',
};

/** WebDAV servers that the tests sync through; nginx comes without its module for the other half of WebDAV, which we don't use. */
const SERVERS = {
  Apache: { commands: ['apache2'], packages: ['apache2-bin'] },
  nginx: { commands: ['nginx'], packages: ['nginx-light'] },
  rclone: { commands: ['rclone'], packages: ['rclone'] },
};

/** Debian packs Chromium's interface languages apart; without them extensions speak English. */
const DEBIAN_CHROMIUM = { path: '/usr/bin/chromium', chinese: '/usr/lib/chromium/locales/zh-CN.pak' };

/** Installs the packages of package-lock.json where they are absent or others, and wxt's generated types. */
export function ensureDependencies() {
  ensureNode();
  if (!packagesMatchLock()) {
    say('installing npm packages');
    runNpm(['ci', '--no-audit', '--no-fund']);
  }
  if (!existsSync(join(ROOT, '.wxt/tsconfig.json'))) {
    say('preparing generated types');
    run(process.execPath, [WXT, 'prepare']);
  }
}

/**
 * Finds a browser; as root on Debian or Ubuntu, installs it.
 * @param {'chromium' | 'firefox'} name
 * @returns {{ path: string, missing?: undefined } | { path?: undefined, missing: string }}
 */
export function ensureBrowser(name) {
  const found = ensureProgram(name, BROWSERS[name]);
  if (found.path === DEBIAN_CHROMIUM.path && !existsSync(DEBIAN_CHROMIUM.chinese))
    aptInstall('chromium-l10n');
  return found;
}

/**
 * Finds LibreOffice; as root on Debian or Ubuntu, installs its writer without windows.
 * @returns {{ path: string, missing?: undefined } | { path?: undefined, missing: string }}
 */
export function ensureOffice() {
  return ensureProgram('LibreOffice', OFFICE);
}

/**
 * Finds the WebDAV servers; as root on Debian or Ubuntu, installs them. None is started.
 * @returns {{ name: string, missing: string }[]} those that are not there
 */
export function ensureServers() {
  return Object.entries(SERVERS).flatMap(([name, { commands, packages }]) => {
    const advice = `install ${name} (${packages})`;
    const places = { variable: '', commands, darwin: [], win32: [], packages, advice };
    const { missing } = ensureProgram(name, places);
    return missing ? [{ name, missing }] : [];
  });
}

/**
 * Makes sure that Chinese text is drawn as characters, not as boxes.
 * @returns {{ missing?: string }}
 */
export function ensureFonts() {
  // macOS and Windows come with Chinese fonts.
  if (process.platform !== 'linux' || hasChineseFont()) return {};
  aptInstall('fontconfig', 'fonts-noto-cjk');
  return hasChineseFont() ? {} : { missing: 'no Chinese font found: install Noto CJK (fonts-noto-cjk)' };
}

/**
 * Installs Debian packages where that is ours to do: as root on Debian or Ubuntu.
 * @param {...string} names
 * @returns {boolean} whether they were installed
 */
export function aptInstall(...names) {
  if (!mayInstall()) return false;
  say(`installing from Debian: ${names.join(', ')}`);
  refreshPackageLists();
  return apt(['install', '-y', '--no-install-recommends', ...names]);
}

/**
 * Tells what is going on.
 * @param {string} message
 */
export function say(message) {
  process.stderr.write(`· ${message}\n`);
}

/**
 * Runs a program to its end, its output on stderr; throws when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] set on top of this process's own
 */
export function run(command, args, env) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed (${status})`);
}

/**
 * Runs a program beside others, its output on stderr; rejects when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] set on top of this process's own
 * @returns {Promise<void>}
 */
export async function runBeside(command, args, env) {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
  });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed (${status})`);
}

function ensureNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  say(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}`);
  process.exit(1);
}

/** Compares versions, not dates: a checkout or a copy changes dates only. */
function packagesMatchLock() {
  const installed = readPackages('node_modules/.package-lock.json');
  if (!installed) return false;
  return Object.entries(readPackages('package-lock.json')).every(
    // Optional packages are mostly other platforms' binaries.
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

function readPackages(file) {
  const path = join(ROOT, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}

function runNpm(args) {
  // npm tells its scripts where it is; on Windows `npm` alone is no program that can be run without a shell.
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) return run(process.execPath, [npm, ...args]);
  return process.platform === 'win32' ? run('cmd', ['/d', '/s', '/c', 'npm', ...args]) : run('npm', args);
}

function ensureProgram(name, program) {
  const named = process.env[program.variable];
  if (named) {
    return isProgram(named)
      ? { path: named }
      : { missing: `${program.variable} is ${named}, which is no program: correct it or unset it` };
  }
  let path = findProgram(program);
  for (const package_ of program.packages) {
    if (!path && aptInstall(package_)) path = findProgram(program);
  }
  return path ? { path } : { missing: `no ${name} found: ${program.advice}` };
}

function findProgram({ commands, darwin, win32 }) {
  const {
    HOME = '',
    PROGRAMFILES = '',
    'PROGRAMFILES(X86)': PROGRAMFILES86 = '',
    LOCALAPPDATA = '',
  } = process.env;
  const places = {
    linux: [],
    darwin: darwin.flatMap((app) => [join('/Applications', app), join(HOME, 'Applications', app)]),
    win32: win32.flatMap((app) =>
      [PROGRAMFILES, PROGRAMFILES86, LOCALAPPDATA].map((folder) => join(folder, app)),
    ),
  };
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...onPath, ...(places[process.platform] ?? [])].find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function hasChineseFont() {
  const { stdout } = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return Boolean(stdout?.trim());
}

function mayInstall() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/os-release'))
    return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

let listsAreFresh = false;

function refreshPackageLists() {
  if (listsAreFresh) return;
  // A failed update is told by apt itself; older lists may still do.
  apt(['update']);
  listsAreFresh = true;
}

function apt(args) {
  const { status } = spawnSync('apt-get', ['-q', ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}
