import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type BrowserUnderTest,
  countPixels,
  drag,
  launch,
  type PageServer,
  press,
  screenshot,
  startServer,
} from './harness';
import { describeInEachBrowser } from './harness/describe';
import { appears, builtExtension, openPopup, storedRecords, texts, until } from './reading';

/** --mark-yellow of the light theme: components/tokens.css. */
const YELLOW: [number, number, number] = [0xf7, 0xe0, 0x8a];

// The build that ships: its shadow root is closed, so eyes, keyboard and mouse are all there is.
describeInEachBrowser((name) => {
  const profileDir = mkdtempSync(join(tmpdir(), `jingdu-${name}-`));
  let server: PageServer;
  let under: BrowserUnderTest;
  let page: Page;
  let url: string;

  const start = async () => {
    under = await launch(name, { extensionDir: builtExtension(name, 'production'), profileDir });
    page = await under.newPage();
    await page.goto(url);
  };
  const annotations = async () => (await storedRecords(under)).flatMap((record) => record.annotations);
  const isOpen = () => page.evaluate(() => document.querySelector('jingdu-reader') !== null);

  beforeAll(async () => {
    server = await startServer();
    url = server.fixture('gscn--essay');
    await start();
  });

  afterAll(async () => {
    await under?.close();
    await server?.close();
    rmSync(profileDir, { recursive: true, force: true });
  });

  it('opens by the browser’s own shortcut, closed to the page', async () => {
    await under.pressShortcut(page, 'Alt+R');
    await until(isOpen);
    expect(await page.evaluate(() => document.querySelector('jingdu-reader')?.shadowRoot)).toBeNull();
    await until(async () => (await storedRecords(under)).length === 1);
  });

  it('marks with mouse and keys, and the mark is painted', async () => {
    // Across the essay's column, in whatever line stands there.
    await drag(page, { x: 420, y: 520 }, { x: 700, y: 520 });
    await press(page, 'h');
    await until(async () => (await annotations()).length === 1);
    await page.mouse.move(5, 5);
    await until(async () => (await countPixels(page, YELLOW)) > 1000);
  });

  it('keeps the page from hearing the keys', async () => {
    const heard = await page.evaluate(() => {
      const keys: string[] = [];
      document.addEventListener('keydown', ({ key }) => keys.push(key));
      (globalThis as unknown as { heard: string[] }).heard = keys;
      return keys;
    });
    expect(heard).toEqual([]);
    for (const key of ['j', 'k', 'n', 'p']) await press(page, key);
    expect(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual([]);
  });

  it('closes by Esc, opens by its key, and after a restart the mark is in its place', async () => {
    await press(page, 'Escape');
    await until(async () => !(await isOpen()));
    const [mark] = await annotations();
    await under.close();
    await start();
    await press(page, 'Alt+KeyR');
    await until(isOpen);
    await until(async () => (await countPixels(page, YELLOW)) > 1000);
    expect(await annotations()).toEqual([mark]);
    await screenshot(page, name, 'shipped-again');
    const popup = await openPopup(under, url);
    await appears(popup, '.note__quote');
    expect(await texts(popup, '.note__quote')).toEqual([mark?.quote.exact]);
    await popup.close();
  });
});
