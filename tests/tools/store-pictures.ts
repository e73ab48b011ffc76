import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type BrowserUnderTest, launchChromium, type PageServer, press, startServer } from '../e2e/harness';
import {
  annotate,
  appears,
  choose,
  click,
  highlight,
  openReadingView,
  selectPassage,
  storedRecords,
  tabIdOf,
  texts,
  until,
} from '../e2e/reading';

/** What the stores ask for, in px. */
const SCREEN = { width: 1280, height: 800 };
const TILE = { width: 440, height: 280 };

const FOLDER = 'docs/store';
const HOST = 'dangjian.gscn.com.cn';
const LANGUAGES = ['zh-CN', 'en'] as const;

/** What stands on the shelves: fixtures, whose words are our own, and what is marked in each. The last one is read. */
const LIBRARY = [
  { fixture: 'ynrb--ozoom', marks: [] },
  { fixture: 'xinhua--p-detail', marks: [] },
  { fixture: 'guangming--own-line-author', marks: [] },
  { fixture: 'rmlt--interview', marks: [] },
  { fixture: 'zhengfu--pages-content', marks: [] },
  { fixture: 'guanghui--lead-notes', marks: [] },
  { fixture: 'difang--div-lines', marks: [] },
  { fixture: 'qiuzhi--centred-heads', marks: [] },
  {
    fixture: 'gscn--essay',
    marks: [
      { passage: '强化理论武装', color: 'yellow' },
      { passage: '不懂就问,不会就学,边干边记', color: 'blue' },
      { passage: '把组织建在项目上', color: 'green' },
    ],
  },
] as const;

const NOTE = {
  passage: '一次谈心,一个电话,一次登门看望',
  text: '三件小事，可作结尾的例子',
  tags: ['论据', '党建'],
};

/** Draws every picture of the store pages, by what the browser shows. */
export async function drawStorePictures(extensionDir: string): Promise<void> {
  const profileDir = mkdtempSync(join(tmpdir(), 'jingdu-pictures-'));
  const server = await startServer();
  const under = await launchChromium({ extensionDir, profileDir });
  try {
    const page = await under.newPage();
    await page.setViewport(SCREEN);
    await under.setColorScheme(page, 'light');
    const url = await fillLibrary(under, server, page);
    for (const language of LANGUAGES) {
      const folder = join(FOLDER, language);
      mkdirSync(folder, { recursive: true });
      await speak(under, language);
      await drawScreens(under, page, url, folder);
      await drawTile(page, language, join(folder, 'tile.png'));
    }
  } finally {
    await under.close();
    await server.close();
    rmSync(profileDir, { recursive: true, force: true });
  }
}

/** Reads every page once and marks it. Returns the address of the last. */
async function fillLibrary(under: BrowserUnderTest, server: PageServer, page: Page): Promise<string> {
  let url = '';
  for (const [at, { fixture, marks }] of LIBRARY.entries()) {
    // Most fixtures' hosts are made up; under a listed portal's, the key is enough.
    url = server.url(HOST, new URL(server.fixture(fixture)).pathname);
    await page.goto(url);
    await seenByDetector(under, page, url);
    const view = await openReadingView(page);
    await until(async () => (await storedRecords(under)).length === at + 1);
    await page.bringToFront();
    for (const { passage, color } of marks) await highlight(view, passage, color);
    if (marks.length > 0) await annotate(view, NOTE.passage, NOTE.text, NOTE.tags);
  }
  return url;
}

/** The key opens the reading view once the detector is there. */
async function seenByDetector(under: BrowserUnderTest, page: Page, url: string): Promise<void> {
  const tabId = await tabIdOf(under, url);
  await until(async () =>
    under.evaluateInExtension(async (id) => (await chrome.action.getBadgeText({ tabId: id })) !== '', tabId),
  );
  await page.bringToFront();
}

/** Sets the language, and waits until a page of ours has begun anew in it: the next ones open in it at once. */
async function speak(under: BrowserUnderTest, language: string): Promise<void> {
  await under.evaluateInExtension(
    (chosen) => chrome.runtime.sendMessage({ type: 'save-settings', settings: { language: chosen } }),
    language.replace('-', '_'),
  );
  const options = await under.openExtensionPage('options.html');
  const spoken = () => options.evaluate(() => localStorage.getItem('spoken-language')).catch(() => null);
  await until(async () => (await spoken()) === language.replace('-', '_'));
  await options.waitForSelector('h1');
  await options.close();
}

async function drawScreens(under: BrowserUnderTest, page: Page, url: string, folder: string): Promise<void> {
  const take = (shown: Page, name: string) => takePicture(shown, join(folder, `${name}.png`));
  await page.bringToFront();
  await page.goto(url);
  await seenByDetector(under, page, url);
  const view = await openReadingView(page);
  await until(async () => (await view.$$('.note__quote')).length === 4);
  await view.$eval('.scroller', (scroller) => scroller.scrollTo(0, 0));
  await take(page, '1-reading');
  await selectPassage(view, '理论上清醒,行动上才会坚定');
  await take(page, '2-marking');
  await press(page, 'Escape');
  await under.setColorScheme(page, 'dark');
  await view.$eval('.scroller', (scroller) => scroller.scrollTo(0, 0));
  await take(page, '5-dark');
  await under.setColorScheme(page, 'light');

  const library = await under.openExtensionPage('library.html');
  await library.setViewport(SCREEN);
  await under.setColorScheme(library, 'light');
  await appears(library, '.card');
  await take(library, '3-library');
  await click(library, '.card__check');
  await click(library, '.library__bar--selection form + .button');
  await appears(library, '.dialog__preview');
  await choose(library, '.dialog select', 'obsidian');
  await until(async () => (await texts(library, '.dialog__preview')).join().includes('强化理论武装'));
  await take(library, '4-export');
  await library.close();
}

/** The small tile: name, what it is, and a page with its outline. */
async function drawTile(page: Page, language: (typeof LANGUAGES)[number], path: string): Promise<void> {
  const line = { 'zh-CN': '一键只留正文，提纲在旁，批注随手', en: 'The essay, its outline, your notes' }[
    language
  ];
  const icon = readFileSync('components/icon.svg', 'utf8');
  await page.goto('about:blank');
  await page.setViewport(TILE);
  await page.setContent(`<!doctype html><style>
    body { margin: 0; height: 100vh; display: grid; place-content: center; justify-items: center; gap: 14px;
      background: #faf7f0; color: #2b2722; font-family: 'Noto Serif CJK SC', serif }
    svg { width: 96px; height: 96px } h1 { margin: 0; font-size: 40px; font-weight: 600 }
    p { margin: 0; font-size: 18px; color: #6b635a }
    </style>${icon}<h1>净读 Jingdu</h1><p>${line}</p>`);
  await takePicture(page, path);
  await page.setViewport(SCREEN);
}

async function takePicture(page: Page, path: string): Promise<void> {
  await page.mouse.move(0, 0);
  // What fades in has done so.
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
  writeFileSync(path, await page.screenshot());
}
