import { browser } from 'wxt/browser';
import { FailureError } from './result';

/** Calls of the browser beyond storage and messages, in one place: the test fake lacks them. */

const READER_FILE = '/content-scripts/reader.js';
const ORIGINAL_FILE = '/content-scripts/original.js';
const DETECTOR_FILE = '/content-scripts/detect.js';
/** 朱砂 vermilion, the accent of components/tokens.css. */
const BADGE_COLOR = '#b5392b';

/** What the toolbar button tells of a tab's page; it goes with the page. */
export type ButtonState = 'article' | 'plain' | 'failed';

const BADGE_TEXTS: Record<ButtonState, string> = { article: '读', plain: '', failed: '!' };

/** Shows on the toolbar button how it stands with the tab's page, with a title that says it in words. */
export async function setButton(tabId: number, state: ButtonState, title: string): Promise<void> {
  await browser.action.setBadgeBackgroundColor({ tabId, color: BADGE_COLOR });
  await browser.action.setBadgeTextColor({ tabId, color: '#ffffff' });
  await browser.action.setBadgeText({ tabId, text: BADGE_TEXTS[state] });
  await browser.action.setTitle({ tabId, title });
}

/** Runs the reading view in the tab; there it opens, or closes where it is open. Throws `page-forbidden` where the browser refuses. */
export async function injectReader(tabId: number): Promise<void> {
  await inject(tabId, READER_FILE);
}

/** Runs the detector in a tab of no listed portal. Throws `page-forbidden` where the browser refuses. */
export async function injectDetector(tabId: number): Promise<void> {
  await inject(tabId, DETECTOR_FILE);
}

/** Shows marks on the tab's own page; `style` paints them. Throws `page-forbidden` where the browser refuses. */
export async function injectOriginal(tabId: number, style: string): Promise<void> {
  await inject(tabId, ORIGINAL_FILE);
  await browser.scripting.insertCSS({ target: { tabId }, css: style });
}

async function inject(tabId: number, file: string): Promise<void> {
  try {
    // wxt types `files` by the manifest's own scripts; these are built under fixed names.
    await browser.scripting.executeScript({ target: { tabId }, files: [file] as never });
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
