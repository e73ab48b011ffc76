import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type BrowserUnderTest, launchChromium, press, screenshot, startServer } from '../tests/e2e/harness';
import {
  annotate,
  click,
  downloadedText,
  highlight,
  openPopup,
  openReadingView,
  shownOutline,
  storedRecords,
  texts,
  until,
} from '../tests/e2e/reading';

/** The bundled portal article, and the passages that the headless run marks in it. */
const ARTICLE = 'gscn--essay';
const PASSAGES = ['强化理论武装', '用心用情服务'] as const;

const OUTPUT = resolve('.output/start');
const PROFILE = join(OUTPUT, 'profile');
const DOWNLOADS = join(OUTPUT, 'notes');
const SCREENS = 'start';

export interface StartOptions {
  /** Folder of the built extension. */
  extensionDir: string;
  headless: boolean;
}

/** Opens the article in a browser with the extension, reading view open; headless it does the main job and tells. */
export async function runStart({ extensionDir, headless }: StartOptions): Promise<void> {
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(DOWNLOADS, { recursive: true });
  const server = await startServer();
  const under = await launchChromium({
    extensionDir,
    profileDir: PROFILE,
    headless,
    ...(headless && { downloadDir: DOWNLOADS }),
  });
  try {
    const url = server.fixture(ARTICLE);
    const page = await under.newPage();
    await page.goto(url);
    await seenAsArticle(under, url);
    if (headless) {
      await doMainJob(under, page, url);
    } else {
      await press(page, 'Alt+KeyR');
      await waitForReader(under);
    }
  } finally {
    await under.close();
    await server.close();
  }
}

/** The detector's word, read off the toolbar's badge. In a page that is closed again: the window is the reader's. */
async function seenAsArticle(under: BrowserUnderTest, url: string): Promise<void> {
  const popup = await under.openExtensionPage('popup.html');
  await until(() =>
    popup.evaluate(async (wanted) => {
      const tab = (await chrome.tabs.query({})).find((candidate) => candidate.url === wanted);
      return (await chrome.action.getBadgeText({ tabId: tab?.id })) !== '';
    }, url),
  );
  await popup.close();
}

/** Detect, read, mark two passages, write a note, save the outline, export. Every step throws where it fails. */
async function doMainJob(under: BrowserUnderTest, page: Page, url: string): Promise<void> {
  const [first, second] = PASSAGES;
  const view = await openReadingView(page);
  const head = await texts(view, '.breadcrumb li, >>> .title, >>> .byline dd');
  const [opening = ''] = await texts(view, '.essay__body > *');
  const outline = await shownOutline(view);
  await highlight(view, first, 'yellow');
  await annotate(view, second, '服务也是党建', ['党建']);
  await press(page, 'Escape');
  const screens = [await screenshot(page, SCREENS, 'reading')];

  const popup = await openPopup(under, url);
  await click(popup, '[aria-label="提纲：另存、导出、导入"]');
  await click(popup, '.menu__item');
  await until(async () => (await storedRecords(under))[0]?.outlines.length === 1);
  screens.push(await screenshot(popup, SCREENS, 'popup'));
  await click(popup, '[aria-label="下载笔记（Markdown）"]');
  const notes = await downloadedText(DOWNLOADS);

  const [record] = await storedRecords(under);
  const marked = record?.annotations.map(({ quote }) => quote.exact);
  if (marked?.join() !== PASSAGES.join()) throw new Error(`marked ${marked}, not ${PASSAGES}`);
  for (const passage of PASSAGES) {
    if (!notes.text.includes(passage)) throw new Error(`the exported notes lack ${passage}`);
  }
  console.log([...head, '', opening, '', ...outline, ''].join('\n'));
  for (const path of screens) console.log(`screenshot: ${path}`);
  console.log(`notes: ${join(DOWNLOADS, notes.name)}`);
}

/** Leaves the window to the reader until it is closed. */
async function waitForReader(under: BrowserUnderTest): Promise<void> {
  console.log('The article is open in the browser. Close the window to end.');
  await new Promise<void>((closed) => under.browser.once('disconnected', () => closed()));
}
