import { setTimeout } from 'node:timers/promises';
import puppeteer, { type Browser, type WebWorker } from 'puppeteer-core';
import { ensureBrowser } from '../../../scripts/setup.mjs';
import { type BrowserUnderTest, type LaunchOptions, underTest } from './browsers';

const NOT_WANTED = [
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  // Pages of the address bar, loaded ahead: a third of a launch's work, in a window that nobody types an address into.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
];

/** Launches Chromium with the extension; its id follows from the folder's path, so it stays the same. */
export async function launchChromium(options: LaunchOptions): Promise<BrowserUnderTest> {
  const { extensionDir, profileDir, lang = 'zh-CN', headless = true, downloadDir } = options;
  const { path, missing } = ensureBrowser('chromium');
  if (missing) throw new Error(missing);

  const browser = await puppeteer.launch({
    executablePath: path,
    headless,
    // Extensions can be loaded over a pipe alone.
    pipe: true,
    enableExtensions: true,
    userDataDir: profileDir,
    // A window that a person uses follows its own size.
    defaultViewport: headless ? { width: 1280, height: 900 } : null,
    env: { ...process.env, LANGUAGE: lang },
    args: [
      // Chromium refuses to sandbox root, as whom containers and CI run.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--accept-lang=${lang}`,
      `--lang=${lang}`,
      '--host-resolver-rules=MAP * 127.0.0.1',
      '--no-proxy-server',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-features=${NOT_WANTED.join()}`,
    ],
  });
  if (downloadDir) {
    const session = await browser.target().createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloadDir });
  }
  const origin = `chrome-extension://${await browser.installExtension(extensionDir)}`;

  return underTest({
    name: 'chromium',
    browser,
    origin,
    visit: async (page, url) => {
      await page.goto(url);
    },
    backgroundStore: async () => (await backgroundWorker(browser)).evaluateHandle(() => chrome.storage.local),
    async pressShortcut(page, shortcut) {
      await page.bringToFront();
      await fireCommand(browser, shortcut);
    },
    setColorScheme: (page, scheme) =>
      page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]),
    profileAtRest: async () => {},
  });
}

/** The driver's keys go to pages only, past the browser's own shortcuts: so the command is fired in the worker. */
async function fireCommand(browser: Browser, shortcut: string) {
  const worker = await backgroundWorker(browser);
  await worker.evaluate(async (wanted) => {
    const command = (await chrome.commands.getAll()).find((candidate) => candidate.shortcut === wanted);
    if (!command) throw new Error(`no command has the shortcut ${wanted}`);
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    // Chromium's events have this method, though no type tells.
    (chrome.commands.onCommand as unknown as { dispatch(...args: unknown[]): void }).dispatch(
      command.name,
      tab,
    );
  }, shortcut);
}

/** The extension's background, once it listens: a worker is shown before it has its interfaces. */
async function backgroundWorker(browser: Browser): Promise<WebWorker> {
  const target = await browser.waitForTarget((candidate) => candidate.type() === 'service_worker');
  const worker = (await target.worker()) as WebWorker;
  const listens = () => typeof chrome !== 'undefined' && !!chrome.commands?.onCommand.hasListeners();
  while (!(await worker.evaluate(listens))) await setTimeout(50);
  return worker;
}
