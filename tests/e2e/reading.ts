import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ElementHandle, Page } from 'puppeteer-core';
import type { ArticleRecord } from '../../utils/library/schema';
import { type BrowserName, type BrowserUnderTest, press, selectText } from './harness';

/** What a reader does in the reading view and the popup, for every journey. The end-to-end build's shadow root is open. */

/** Milliseconds until something that must come has come, on a slow machine. */
const PATIENCE = 15_000;

/** Folder of a build of this extension. */
export function builtExtension(name: BrowserName, mode: 'production' | 'e2e'): string {
  const browser = name === 'chromium' ? 'chrome' : 'firefox';
  return resolve('.output', `${browser}-mv3${mode === 'production' ? '' : `-${mode}`}`);
}

/** Opens the reading view of the page in front by its key. */
export async function openReadingView(page: Page): Promise<void> {
  await press(page, 'Alt+KeyR');
  await appears(page, '>>> .essay__body > *');
}

/** Selects a passage with the mouse and waits for the toolbar. */
export async function selectPassage(page: Page, passage: string): Promise<void> {
  await selectText(page, '>>> .essay__body', passage);
  await appears(page, '>>> .selection-toolbar');
}

/** Selects a passage and highlights it with the toolbar's button of a colour. */
export async function highlight(page: Page, passage: string, color: string): Promise<void> {
  await selectPassage(page, passage);
  await click(page, `>>> .selection-toolbar [data-color="${color}"]:not([data-style])`);
  await waitForQuote(page, passage);
}

/** Selects a passage, and writes a note and tags to it with keys alone. */
export async function annotate(page: Page, passage: string, note: string, tags: string[]): Promise<void> {
  await selectPassage(page, passage);
  await press(page, 'm');
  await appears(page, '>>> .annotation-editor textarea');
  await page.keyboard.type(note);
  await press(page, 'Tab');
  await page.keyboard.type(tags.join(' '));
  await press(page, 'Escape');
  await waitForQuote(page, passage);
}

async function waitForQuote(page: Page, passage: string): Promise<void> {
  await until(async () => (await texts(page, '>>> .note__quote')).includes(passage));
}

/**
 * Waits for an element, also deep in an open shadow root (`>>> .note`). The driver's own `waitForSelector` and
 * locators hear only of changes outside of shadow roots, so they miss what appears later in one.
 */
export async function appears(page: Page, selector: string): Promise<ElementHandle> {
  let found: ElementHandle | null = null;
  await until(async () => {
    found = await page.$(selector);
    return found !== null;
  });
  return found as unknown as ElementHandle;
}

/** Clicks an element as soon as it is there. */
export async function click(page: Page, selector: string): Promise<void> {
  await (await appears(page, selector)).click();
}

/** The texts of all elements that match, trimmed. */
export async function texts(page: Page, selector: string): Promise<string[]> {
  return page.$$eval(selector, (elements) => elements.map((element) => element.textContent?.trim() ?? ''));
}

/** The numbered headings that the outline panel shows. */
export async function shownOutline(page: Page): Promise<string[]> {
  return texts(page, '>>> .outline__head');
}

/** Every article record in the store. */
export async function storedRecords(under: BrowserUnderTest): Promise<ArticleRecord[]> {
  return under.evaluateInExtension(async () => {
    const stored = await chrome.storage.local.get(null);
    return Object.keys(stored)
      .filter((key) => key.startsWith('article:'))
      .map((key) => stored[key] as ArticleRecord);
  });
}

/** The settings in the store. */
export async function storedSettings(under: BrowserUnderTest): Promise<Record<string, unknown>> {
  return under.evaluateInExtension(async () => {
    const { settings } = await chrome.storage.local.get('settings');
    return (settings ?? {}) as Record<string, unknown>;
  });
}

/** The id of the tab that shows an address. */
export async function tabIdOf(under: BrowserUnderTest, url: string): Promise<number> {
  const id = await under.evaluateInExtension(async (wanted) => {
    const tabs = await chrome.tabs.query({});
    return tabs.find((tab) => tab.url === wanted)?.id;
  }, url);
  if (id === undefined) throw new Error(`no tab shows ${url}`);
  return id;
}

/** The popup, in a tab of its own, speaking of the tab that shows an address. */
export async function openPopup(under: BrowserUnderTest, url: string): Promise<Page> {
  const popup = await under.openExtensionPage(`popup.html?tab=${await tabIdOf(under, url)}`);
  await popup.setViewport({ width: 380, height: 560 });
  await appears(popup, '.popup__body > *');
  return popup;
}

/** The text of the one file that comes into a folder. */
export async function downloadedText(folder: string): Promise<{ name: string; text: string }> {
  let name = '';
  await until(async () => {
    const names = existsSync(folder) ? await readdir(folder) : [];
    name = names.find((candidate) => candidate.endsWith('.md')) ?? '';
    return name !== '' && names.length === 1;
  });
  return { name, text: await readFile(join(folder, name), 'utf8') };
}

/** Waits until something holds; throws when it doesn't in good time. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so in ${PATIENCE} ms: ${holds}`);
    await setTimeout(100);
  }
}
