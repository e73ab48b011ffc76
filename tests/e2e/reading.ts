import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Frame, Page } from 'puppeteer-core';
import { storedValues } from '../../utils/library/json-area';
import type { ArticleRecord } from '../../utils/library/schema';
import { type BrowserName, type BrowserUnderTest, PATIENCE, press, selectText } from './harness';

/**
 * What a reader does in the reading view and the popup, for every journey, on the build that ships. The reading
 * view is a frame in a closed shadow root: the driver sees the frame, where no script of the page does.
 */

/** Folder of the built extension. */
export function builtExtension(name: BrowserName): string {
  return resolve('.output', name === 'chromium' ? 'chrome-mv3' : 'firefox-mv3');
}

/** Opens the reading view of the page in front by its key, and waits for the essay. */
export async function openReadingView(page: Page): Promise<Frame> {
  await press(page, 'Alt+KeyR');
  return readingView(page);
}

/** Toolbar, outline and notes are drawn behind the essay's first frame. */
const READY = '.reading:has(.toolbar > *) .essay__body > *, .message-page:not([data-preparing])';

/** The reading view of a page, once the essay stands in it and all that belongs around it. */
export async function readingView(page: Page): Promise<Frame> {
  let view: Frame | undefined;
  await until(async () => {
    // A page may have empty frames of its own.
    for (const frame of page.frames()) {
      if (frame.parentFrame() !== page.mainFrame() || frame.url() !== 'about:blank') continue;
      if (await frame.$(READY)) view = frame;
    }
    return view !== undefined;
  });
  return view as Frame;
}

/** Whether a reading view stands in the page, as the page itself can tell. */
export function isReading(page: Page): Promise<boolean> {
  return page.evaluate(() => document.querySelector('jingdu-reader') !== null);
}

/** Selects a passage with the mouse, once more where the essay moved under it, and waits for the toolbar. */
export async function selectPassage(view: Frame, passage: string): Promise<void> {
  const unspaced = (text: string) => text.replace(/\s+/g, '');
  await until(async () => {
    await selectText(view, '.essay__body', passage);
    const selected = await view.evaluate(() => getSelection()?.toString() ?? '');
    return unspaced(selected) === unspaced(passage);
  });
  await appears(view, '.selection-toolbar');
}

/** Selects a passage and highlights it with the toolbar's button of a colour. */
export async function highlight(view: Frame, passage: string, color: string): Promise<void> {
  await selectPassage(view, passage);
  await click(view, `.selection-toolbar [data-color="${color}"]:not([data-style])`);
  await waitForQuote(view, passage);
}

/** Selects a passage, and writes a note and tags to it with keys alone. */
export async function annotate(view: Frame, passage: string, note: string, tags: string[]): Promise<void> {
  const page = view.page();
  await selectPassage(view, passage);
  await press(page, 'm');
  await appears(view, '.annotation-editor textarea:focus');
  await page.keyboard.type(note);
  await press(page, 'Tab');
  await page.keyboard.type(tags.join(' '));
  await press(page, 'Escape');
  await waitForQuote(view, passage);
}

async function waitForQuote(view: Frame, passage: string): Promise<void> {
  await until(async () => (await texts(view, '.note__quote')).includes(passage));
}

/** Waits until an element is there. */
export async function appears(scope: Page | Frame, selector: string): Promise<void> {
  await until(async () => (await scope.$(selector)) !== null);
}

/**
 * Clicks the middle of an element as soon as it is there and at rest. By its place in the window, which is its place
 * in the reading view too: the frame fills the window, and not every driver finds a frame in a closed shadow root.
 */
export async function click(scope: Page | Frame, selector: string): Promise<void> {
  await appears(scope, selector);
  const { x, y } = await scope.$eval(selector, async (element) => {
    element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const middle = () => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    };
    let at = middle();
    for (let rested = 0; rested < 2; ) {
      await new Promise(requestAnimationFrame);
      const now = middle();
      rested = now.x === at.x && now.y === at.y ? rested + 1 : 0;
      at = now;
    }
    return at;
  });
  const page = 'page' in scope ? scope.page() : scope;
  await page.mouse.click(x, y);
}

/** Gives an element the focus. Not by the driver: Firefox's takes an element of another realm for none. */
export async function focus(scope: Page | Frame, selector: string): Promise<void> {
  await appears(scope, selector);
  await scope.$eval(selector, (element) => (element as HTMLElement).focus());
}

/** Chooses an option of a select. By value and event: Firefox's driver takes a select of another realm for none. */
export async function choose(scope: Page | Frame, selector: string, value: string): Promise<void> {
  await appears(scope, selector);
  await scope.$eval(
    selector,
    (element, chosen) => {
      (element as HTMLSelectElement).value = chosen;
      element.dispatchEvent(new Event('change', { bubbles: true }));
    },
    value,
  );
}

/** The texts of all elements that match, trimmed. */
export async function texts(scope: Page | Frame, selector: string): Promise<string[]> {
  return scope.$$eval(selector, (elements) => elements.map((element) => element.textContent?.trim() ?? ''));
}

/** The numbered headings that the outline panel shows. */
export async function shownOutline(view: Frame): Promise<string[]> {
  return texts(view, '.outline__head');
}

/** Clicks a head of the outline, counted from 0 and without the excerpts between the heads. */
export async function clickHead(scope: Page | Frame, index: number): Promise<void> {
  const heads = () =>
    scope.$$eval('.outline__row:has(.outline__head)', (rows) =>
      rows.map((row) => (row as HTMLElement).dataset.row),
    );
  let row: string | undefined;
  // A saved outline takes the place of the one found in the page as soon as the store has answered.
  await until(async () => {
    const before = row;
    row = (await heads())[index];
    return row !== undefined && row === before;
  });
  await click(scope, `[data-row="${row}"] .outline__head`);
}

/** Every article record in the store. */
export async function storedRecords(under: BrowserUnderTest): Promise<ArticleRecord[]> {
  const stored = storedValues(await under.evaluateInExtension(() => chrome.storage.local.get(null)));
  return Object.keys(stored)
    .filter((key) => key.startsWith('article:'))
    .map((key) => stored[key] as ArticleRecord);
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

/** The text of the one file of its kind that comes into a folder. */
export async function downloadedText(
  folder: string,
  extension = 'md',
): Promise<{ name: string; text: string }> {
  const { name, bytes } = await downloadedFile(folder, extension);
  return { name, text: bytes.toString('utf8') };
}

/** The one file of its kind that comes into a folder. */
export async function downloadedFile(
  folder: string,
  extension: string,
): Promise<{ name: string; bytes: Buffer }> {
  let name = '';
  await until(async () => {
    const names = existsSync(folder) ? await readdir(folder) : [];
    const before = name;
    name = names.find((candidate) => candidate.endsWith(`.${extension}`)) ?? '';
    // Browsers keep a second file beside one that is on its way; Firefox gives it its name only at the end.
    const isComing = names.some((candidate) => /\.(?:part|crdownload)$/.test(candidate));
    return name !== '' && name === before && !isComing;
  });
  return { name, bytes: await readFile(join(folder, name)) };
}

/** Waits until something holds; throws when it doesn't in good time. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so in ${PATIENCE} ms: ${holds}`);
    await setTimeout(100);
  }
}
