import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import puppeteer, { type Browser } from 'puppeteer-core';
import { ensureBrowser } from '../../../scripts/setup.mjs';
import { type BrowserUnderTest, type LaunchOptions, PATIENCE, underTest } from './browsers';

/** The extension's host name in every profile of ours. Firefox draws a random one for each otherwise. */
const UUID = '6a1d4b0e-3c52-4f7a-9b1e-0d5c8e2f7a90';

/** Names the folder of a profile that Firefox was started with before: new ones begin as copies of it. */
const USED_PROFILE = 'JINGDU_USED_FIREFOX_PROFILE';

/** Launches Firefox with the extension as a temporary add-on that keeps its storage. */
export async function launchFirefox(options: LaunchOptions): Promise<BrowserUnderTest> {
  const { extensionDir, profileDir, lang = 'zh-CN', headless = true, downloadDir } = options;
  const usedProfile = process.env[USED_PROFILE];
  if (usedProfile && readdirSync(profileDir).length === 0)
    cpSync(usedProfile, profileDir, { recursive: true });

  const browser = await startFirefox(profileDir, headless, {
    ...keepExtension(readId(extensionDir)),
    ...voices,
    'intl.accept_languages': `${lang}, ${lang.split('-')[0]}`,
    'dom.security.https_first': false,
    // What an extension asks for in answer to a click is allowed: nobody is there to say so.
    'extensions.webextOptionalPermissionPrompts': false,
    // 2: the folder named by `dir`.
    ...(downloadDir && { 'browser.download.folderList': 2, 'browser.download.dir': downloadDir }),
  });
  // Without a language pack Firefox ignores a requested language; told that it has it, it picks it for extensions
  // and falls back to English for its own texts.
  await runInBrowserWindow(
    browser,
    `Services.locale.availableLocales = ['${lang}', 'en-US']; Services.locale.requestedLocales = ['${lang}']`,
  );
  await browser.installExtension(extensionDir);

  return underTest({
    name: 'firefox',
    browser,
    origin: `moz-extension://${UUID}`,
    async visit(page, url) {
      // Firefox moves the tab to the extension's process midway: the navigation may never be told as finished,
      // and a function that runs meanwhile fails. So look until the page is there.
      page.goto(url).catch(() => {});
      const deadline = Date.now() + PATIENCE;
      while (!(await page.evaluate(hasArrived, url).catch(() => false))) {
        if (Date.now() > deadline) throw new Error(`${url} did not load`);
        await setTimeout(50);
      }
    },
    backgroundStore: async (within) =>
      (await within()).evaluateHandle(async () => {
        const background = (await chrome.runtime.getBackgroundPage()) as unknown as {
          browser: typeof chrome;
        };
        return background.browser.storage.local;
      }),
    async pressShortcut(page, shortcut) {
      await page.bringToFront();
      await pressInBrowserWindow(browser, shortcut);
    },
    async setColorScheme(page, scheme) {
      const override = scheme === 'dark' ? 0 : 1;
      await runInBrowserWindow(
        browser,
        `Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${override})`,
      );
      await page.waitForFunction(
        (query) => matchMedia(query).matches,
        {},
        `(prefers-color-scheme: ${scheme})`,
      );
    },
    profileAtRest: () => profileAtRest(profileDir),
  });
}

/**
 * Starts Firefox once and ends it, for all journeys: with a new profile it makes databases and compiles its own scripts,
 * which is a third of a launch's work.
 */
export async function makeUsedProfile(folder: string): Promise<void> {
  const browser = await startFirefox(folder, true, {});
  await browser.close();
  await profileAtRest(folder);
  process.env[USED_PROFILE] = folder;
}

async function startFirefox(
  profileDir: string,
  headless: boolean,
  preferences: Record<string, unknown>,
): Promise<Browser> {
  const { path, missing } = ensureBrowser('firefox');
  if (missing) throw new Error(missing);
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: path,
    headless,
    userDataDir: profileDir,
    defaultViewport: { width: 1280, height: 900 },
    // Lets the driver into moz-extension: pages and the browser's own settings.
    args: ['-remote-allow-system-access'],
    extraPrefsFirefox: { ...stayAtHome, ...preferences },
  });
}

/** After Firefox has ended, puppeteer puts the profile's own settings back from copies, unawaited. */
async function profileAtRest(profileDir: string) {
  const copies = ['prefs.js.puppeteer', 'user.js.puppeteer'].map((name) => join(profileDir, name));
  while (copies.some((copy) => existsSync(copy))) await setTimeout(50);
}

function readId(extensionDir: string): string {
  const manifest = JSON.parse(readFileSync(resolve(extensionDir, 'manifest.json'), 'utf8'));
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (!id) throw new Error('the manifest has no gecko id');
  return id;
}

function hasArrived(url: string) {
  return location.href === url && document.readyState === 'complete';
}

/** A temporary add-on loses its address and its storage with the session unless these are set. */
function keepExtension(id: string) {
  return {
    'extensions.webextensions.uuids': JSON.stringify({ [id]: UUID }),
    'extensions.webextensions.keepUuidOnUninstall': true,
    'extensions.webextensions.keepStorageOnUninstall': true,
  };
}

/** Firefox's own voices for tests, which make no sound: the machines that run these tests have no others. */
const voices = { 'media.webspeech.synth.test': true };

/** What Firefox would ask the network for on its own account. */
const stayAtHome = {
  // Every name leads to this machine.
  'network.dns.forceResolve': '127.0.0.1',
  'network.proxy.type': 0,
  'app.update.enabled': false,
  'browser.region.network.url': '',
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.provider.google4.updateURL': '',
  'datareporting.healthreport.uploadEnabled': false,
  'extensions.systemAddon.update.enabled': false,
  'messaging-system.rsexperimentloader.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.prefetch-next': false,
  'toolkit.telemetry.server': '',
};

/** Presses keys such as `Alt+R` in the browser's own window, which sees its shortcuts first, as real keys do. */
async function pressInBrowserWindow(browser: Browser, shortcut: string) {
  await callInBrowserWindow(browser, `() => { ${pressingKeys(shortcut)} }`);
}

/** Statements that press keys such as `Alt+R`, for the browser's own window. */
export function pressingKeys(shortcut: string): string {
  const keys = shortcut.split('+').map((name) => ({
    key: name.length === 1 ? name.toLowerCase() : name,
    code: name.length === 1 ? `Key${name}` : `${name}Left`,
    keyCode: { Alt: 18, Control: 17, Shift: 16 }[name] ?? name.charCodeAt(0),
  }));
  return `const processor = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
    processor.beginInputTransactionForTests(window);
    const keys = ${JSON.stringify(keys)}.map((key) => new KeyboardEvent('', key));
    for (const key of keys) processor.keydown(key);
    for (const key of keys.reverse()) processor.keyup(key);`;
}

/** Runs statements in the browser's own window, where `Services` is, and gives the text that they return. */
export function runInBrowserWindow(browser: Browser, statements: string): Promise<string | undefined> {
  return callInBrowserWindow<string>(browser, `async () => { ${statements} }`);
}

/** Calls a function, given as text, in the browser's own window, and gives the plain value that it resolves to. */
export async function callInBrowserWindow<Value extends number | boolean | string>(
  browser: Browser,
  functionDeclaration: string,
): Promise<Value | undefined> {
  // Puppeteer has no public way there.
  const { connection } = browser as unknown as { connection: BidiConnection };
  const { result } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const answer = await connection.send('script.callFunction', {
    functionDeclaration,
    awaitPromise: true,
    target: { context: result.contexts?.[0]?.context },
  });
  if (answer.result.exceptionDetails) throw new Error(answer.result.exceptionDetails.text);
  return answer.result.result?.value as Value | undefined;
}

interface BidiConnection {
  send(
    method: string,
    params: object,
  ): Promise<{
    result: {
      contexts?: { context: string }[];
      result?: { value?: unknown };
      exceptionDetails?: { text: string };
    };
  }>;
}
