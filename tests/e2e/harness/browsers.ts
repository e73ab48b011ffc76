import type { Browser, CreatePageOptions, JSHandle, Page } from 'puppeteer-core';
import type { browser } from 'wxt/browser';

declare global {
  /** In functions that run inside the extension. */
  const chrome: typeof browser;
}

export type BrowserName = 'chromium' | 'firefox';

/** Milliseconds until what must come has come: a bound against hanging, which a machine five times slower keeps. */
export const PATIENCE = 60_000;

export interface LaunchOptions {
  /** Folder of the unpacked extension. */
  extensionDir: string;
  /** Folder of the browser profile; launching again with the same one finds the same storage. */
  profileDir: string;
  /** The browser's interface language, where it has it. */
  lang?: string;
  headless?: boolean;
  /** Folder that downloads go to without a question; without it the browser's own. */
  downloadDir?: string;
}

export type BackgroundStore = typeof browser.storage.local;

/** A real browser with the extension in it; every host name leads to this machine. */
export interface BrowserUnderTest {
  name: BrowserName;
  browser: Browser;
  /** A blank page, in front. */
  newPage(): Promise<Page>;
  /** The address of a file of the extension. */
  extensionUrl(path: string): string;
  /** Opens a page of the extension in a tab and waits until its document is loaded. */
  openExtensionPage(path: string): Promise<Page>;
  /** Runs a function in the extension, where `chrome.*` returns promises in both browsers, in a tab behind the others. */
  evaluateInExtension<Args extends unknown[], Result>(
    fn: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** The background's own `storage.local`, whose methods a test may replace: so it refuses or waits. */
  backgroundStore(): Promise<JSHandle<BackgroundStore>>;
  /** Presses a shortcut that the manifest's `commands` bind, as in `Alt+R`: the browser's, not the page's. */
  pressShortcut(page: Page, shortcut: string): Promise<void>;
  /** Makes pages believe that the system is dark or light. */
  setColorScheme(page: Page, scheme: 'dark' | 'light'): Promise<void>;
  /** Ends the browser in order. */
  close(): Promise<void>;
  /** Ends the browser at once, as a crash or a power cut would. */
  kill(): Promise<void>;
}

/** What the two launchers hand over; the rest is the same for both. */
export interface LaunchedBrowser {
  name: BrowserName;
  browser: Browser;
  /** `chrome-extension://…` or `moz-extension://…`, without a slash at the end. */
  origin: string;
  /** Goes to a page of the extension. */
  visit(page: Page, url: string): Promise<void>;
  /** @param within a page of the extension */
  backgroundStore(within: () => Promise<Page>): Promise<JSHandle<BackgroundStore>>;
  pressShortcut(page: Page, shortcut: string): Promise<void>;
  setColorScheme(page: Page, scheme: 'dark' | 'light'): Promise<void>;
  /** Resolves once the profile of the ended browser is at rest. */
  profileAtRest(): Promise<void>;
}

/** Builds the common interface over a launched browser. */
export function underTest(launched: LaunchedBrowser): BrowserUnderTest {
  const { browser, origin } = launched;

  const extensionUrl = (path: string) => `${origin}/${path.replace(/^\//, '')}`;

  /** The tabs that journeys opened, the last one at the end. */
  const opened = new Set<Page>();
  const openTab = async (options?: CreatePageOptions) => {
    const page = await browser.newPage(options);
    page.setDefaultTimeout(PATIENCE);
    return page;
  };
  /** When it is closed, the tab before it comes to the front, and none that stands behind: input to a hidden one waits. */
  const newPage = async () => {
    const page = await openTab();
    const close = page.close.bind(page);
    page.close = async (options) => {
      opened.delete(page);
      await close(options);
      await [...opened].at(-1)?.bringToFront();
    };
    opened.add(page);
    return page;
  };

  const openExtensionPage = async (path: string) => {
    const page = await newPage();
    await launched.visit(page, extensionUrl(path));
    return page;
  };

  /**
   * Where functions run: the manifest, a short text which itself runs nothing, in a tab behind the others. Opened once: a
   * page for each function was most of the time of many journeys.
   */
  let opening: Promise<Page> | undefined;
  const within = () => {
    opening ??= openWithin();
    return opening;
  };
  const openWithin = async () => {
    const page = await openTab({ type: 'tab', background: true });
    await launched.visit(page, extensionUrl('manifest.json'));
    return page;
  };

  return {
    name: launched.name,
    browser,
    newPage,
    extensionUrl,
    openExtensionPage,
    async evaluateInExtension(fn, ...args) {
      return (await within()).evaluate(fn as (...all: unknown[]) => never, ...args);
    },
    backgroundStore: () => launched.backgroundStore(within),
    pressShortcut: launched.pressShortcut,
    setColorScheme: launched.setColorScheme,
    async close() {
      await browser.close();
      await launched.profileAtRest();
    },
    async kill() {
      const process_ = browser.process();
      if (!process_?.pid) throw new Error('the browser has no process to kill');
      const ended = new Promise((resolve_) => process_.once('exit', resolve_));
      // It leads a process group of its own, which holds its content processes.
      process.kill(process.platform === 'win32' ? process_.pid : -process_.pid, 'SIGKILL');
      await ended;
      await launched.profileAtRest();
    },
  };
}
