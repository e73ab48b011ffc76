import { browser } from 'wxt/browser';
import type { Texts } from './i18n';
import type { PageDescription } from './messages';
import type { PageScript } from './requests';
import { FailureError } from './result';
import type { Settings } from './settings';

/** Calls of the browser beyond storage and messages, in one place: the test fake lacks them. */

const READER_FILE = '/reader.js';
const ORIGINAL_FILE = '/content-scripts/original.js';
/** The detector: the one finds out, the other stays. */
const DETECTOR_FILES = ['/detect.js', '/resident.js'];
const DESCRIBE_FILE = '/describe.js';
/** Under which the browser keeps the detector for the reader's own sites. */
const DETECTOR_ID = 'detect';
/** 朱砂 vermilion, the accent of components/tokens.css. */
const BADGE_COLOR = '#b5392b';

/** What the toolbar button tells of a tab's page; it goes with the page. */
export type ButtonState = 'article' | 'plain' | 'failed';

const BADGE_TEXTS: Record<ButtonState, string> = { article: '读', plain: '', failed: '!' };

/** What the reading view needs of the store to begin with. */
export interface GivenToReader {
  settings: Settings;
  /** Of the language that the reader chose; null where it is the browser's. */
  texts: Texts | null;
}

/** In the world of the extension in a page: what waits there for the other half of a press, in the order of presses. */
type GivenRoom = { jingduGiven?: (GivenToReader | ((given: GivenToReader) => void))[] };

/** Shows on the toolbar button how it stands with the tab's page, with a title that says it in words. */
export async function setButton(tabId: number, state: ButtonState, title: string): Promise<void> {
  await browser.action.setBadgeBackgroundColor({ tabId, color: BADGE_COLOR });
  await browser.action.setBadgeTextColor({ tabId, color: '#ffffff' });
  await browser.action.setBadgeText({ tabId, text: BADGE_TEXTS[state] });
  await browser.action.setTitle({ tabId, title });
}

/**
 * Runs the reading view in the tab; there it opens, or closes where it is open. It takes `given` by `takeGiven`: asking
 * for that was the half of what opening took. Both are sent at once. Throws `page-forbidden` where the browser refuses.
 */
export async function injectReader(tabId: number, given: GivenToReader): Promise<void> {
  // What is given first: if the file had to wait for it, the browser would draw the page meanwhile.
  await Promise.all([give(tabId, given), inject(tabId, READER_FILE)]);
}

async function give(tabId: number, given: GivenToReader): Promise<void> {
  await run(tabId, {
    // It is sent as text: nothing but what stands in it is there.
    func: (value: GivenToReader) => {
      const world = globalThis as GivenRoom;
      world.jingduGiven ??= [];
      const [first] = world.jingduGiven;
      if (typeof first !== 'function') world.jingduGiven.push(value);
      else {
        world.jingduGiven.shift();
        first(value);
      }
    },
    args: [given],
  });
}

/**
 * In a page: what `injectReader` gave with the press that this script runs for. Browsers may run either first, so each
 * run takes one, also one that has no use for it.
 */
export function takeGiven(): Promise<GivenToReader> {
  const world = globalThis as GivenRoom;
  world.jingduGiven ??= [];
  const [first] = world.jingduGiven;
  if (first !== undefined && typeof first !== 'function') {
    world.jingduGiven.shift();
    return Promise.resolve(first);
  }
  return new Promise((take) => world.jingduGiven?.push(take));
}

/** Runs the detector in a tab of no listed portal. Throws `page-forbidden` where the browser refuses. */
export async function injectDetector(tabId: number): Promise<void> {
  for (const file of DETECTOR_FILES) await inject(tabId, file);
}

/** Has a tab's page describe itself. Throws `page-forbidden` where the browser refuses. */
export async function describePage(tabId: number): Promise<PageDescription> {
  const description = (await inject(tabId, DESCRIBE_FILE)) as PageDescription | null | undefined;
  if (!description) throw new FailureError('page-forbidden', 'no description');
  return description;
}

/** Lets the detector run from now on where these patterns match, and nowhere else but on the listed portals. */
export async function placeDetector(matches: string[]): Promise<void> {
  const ids = [DETECTOR_ID];
  const isPlaced = (await browser.scripting.getRegisteredContentScripts({ ids })).length > 0;
  if (matches.length === 0) {
    if (isPlaced) await browser.scripting.unregisterContentScripts({ ids });
    return;
  }
  const script = {
    id: DETECTOR_ID,
    js: DETECTOR_FILES,
    matches,
    // On the listed portals it runs by the manifest.
    excludeMatches: browser.runtime.getManifest().content_scripts?.flatMap(({ matches = [] }) => matches),
    runAt: 'document_end' as const,
    persistAcrossSessions: true,
  };
  if (isPlaced) await browser.scripting.updateContentScripts([script]);
  else await browser.scripting.registerContentScripts([script]);
}

/** Every site at once, as `optional_host_permissions` of wxt.config.ts names it. */
export const ALL_SITES = '*://*/*';

/** Patterns of the sites that the browser lets us read. */
export async function allowedPatterns(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

/** Asks the reader, by the browser's own question, to allow sites. Only in answer to a click, before anything is waited for. */
export async function requestSites(patterns: string[]): Promise<boolean> {
  return browser.permissions.request({ origins: patterns });
}

/** Gives a permission back. What the manifest itself requires stays: the browser takes it from nobody. */
export async function releaseSites(patterns: string[]): Promise<void> {
  const { host_permissions = [] } = browser.runtime.getManifest() as { host_permissions?: string[] };
  const origins = patterns.filter((pattern) => !host_permissions.includes(pattern));
  if (origins.length > 0) await browser.permissions.remove({ origins });
}

/** Calls when the reader allows or forbids a site, here or in the browser's own settings. Returns what stops it. */
export function onSitesAllowed(tell: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(tell);
  onRemoved.addListener(tell);
  return () => {
    onAdded.removeListener(tell);
    onRemoved.removeListener(tell);
  };
}

/** A command of ours with its key as the browser writes it; '' where it has none. */
export interface Command {
  name: string;
  shortcut: string;
}

export async function listCommands(): Promise<Command[]> {
  const commands = await browser.commands.getAll();
  return commands.map(({ name = '', shortcut = '' }) => ({ name, shortcut }));
}

/** What Firefox's commands can do beyond Chrome's. */
type ChangeableCommands = {
  update?(change: { name: string; shortcut: string }): Promise<void>;
  reset?(name: string): Promise<void>;
};

const changeable = () => browser.commands as ChangeableCommands;

/** Whether an extension may change its own keys; in Chrome the reader does it on a page of the browser. */
export function canChangeCommands(): boolean {
  return changeable().update !== undefined;
}

/** Gives a command another key, none where it is ''. Throws where the browser doesn't take it. */
export async function changeCommand(name: string, shortcut: string): Promise<void> {
  await changeable().update?.({ name, shortcut });
}

/** Gives a command the key back that it came with. */
export async function resetCommand(name: string): Promise<void> {
  await changeable().reset?.(name);
}

/** Opens Chrome's own page for the keys of extensions. */
export async function openShortcutSettings(): Promise<void> {
  await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
}

/**
 * Closes the store to content scripts, where the browser can: they ask the background, and a page that got the better of
 * one would find no password. To be called at each start.
 */
export async function closeStorage(): Promise<void> {
  for (const area of [browser.storage.local, browser.storage.sync]) {
    const closing = area as { setAccessLevel?(to: { accessLevel: string }): Promise<void> };
    await closing.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
  }
}

/** Bytes that the library and its search index take up; `undefined` where the browser doesn't tell. */
export async function measureStorage(): Promise<number | undefined> {
  // Older Firefox lacks it. The estimate leaves `storage.local` out, in both browsers.
  const local = browser.storage.local as { getBytesInUse?(keys: null): Promise<number> };
  const stored = await local.getBytesInUse?.(null);
  const { usage = 0 } = await navigator.storage.estimate();
  return stored === undefined ? undefined : stored + usage;
}

/** Shows marks on the tab's own page; `style` paints them. Throws `page-forbidden` where the browser refuses. */
export async function injectOriginal(tabId: number, style: string): Promise<void> {
  await inject(tabId, ORIGINAL_FILE);
  await browser.scripting.insertCSS({ target: { tabId }, css: style });
}

/** Runs a script that the reading view loads only when it is needed. Throws `page-forbidden` where the browser refuses. */
export async function injectScript(tabId: number, script: PageScript): Promise<void> {
  await inject(tabId, `/content-scripts/${script}.js`);
}

/** Runs a script in a tab; what it returns. */
async function inject(tabId: number, file: string): Promise<unknown> {
  // wxt types `files` by the manifest's own scripts; these are built under fixed names.
  return run(tabId, { files: [file] as never });
}

type Injection = Parameters<typeof browser.scripting.executeScript>[0];

async function run(tabId: number, script: object): Promise<unknown> {
  try {
    const [ran] = await browser.scripting.executeScript({ target: { tabId }, ...script } as Injection);
    return ran?.result;
  } catch (error) {
    throw new FailureError('page-forbidden', error instanceof Error ? error.message : String(error));
  }
}

export async function activeTabId(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

/** Opens an article's page, in a new tab. */
export async function openPage(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

/** Opens a page of ours, `library.html#…`, in a tab of its own. */
export async function openOwnPage(path: string): Promise<void> {
  const url = browser.runtime.getURL(`/${path}` as never);
  await browser.tabs.create({ url });
}

/**
 * Opens the notes beside the page. Only in answer to a click or a key, and before anything is waited for: browsers
 * refuse it otherwise.
 */
export async function openPanel(tab?: { windowId?: number }): Promise<void> {
  // Firefox has a sidebar, Chrome a side panel.
  const { sidebarAction, sidePanel } = browser as typeof browser & {
    sidebarAction?: { open(): Promise<void> };
    sidePanel?: { open(options: { windowId: number }): Promise<void> };
  };
  if (sidebarAction) return sidebarAction.open();
  const windowId = tab?.windowId ?? (await browser.windows.getCurrent()).id;
  if (windowId !== undefined) await sidePanel?.open({ windowId });
}

/** Version of the extension, as in its manifest. */
export function extensionVersion(): string {
  return browser.runtime.getManifest().version;
}
