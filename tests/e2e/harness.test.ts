import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
  selectText,
  startServer,
} from './harness';
import { describeInEachBrowser } from './harness/describe';

const extensionDir = resolve('tests/e2e/probe-extension');
const HOST = 'dj.gscn.com.cn';
const MARK: [number, number, number] = [0, 200, 80];

const PAGE = `<!doctype html><meta charset="utf-8"><title>党建</title>
  <div id="essay" style="padding: 40px; font-size: 24px">党务工作是一项政治性很强的工作。</div>
  <button style="position: fixed; left: 600px; top: 400px">分享到</button>
  <div id="host"></div>
  <script>
    document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML =
      '<p class="note" style="font-size: 24px">要认真<b>学习</b>领会。</p>';
  </script>`;

// What the harness promises, and what the reader takes for granted of each browser, held on a tiny extension.
describeInEachBrowser((name) => {
  const profileDir = mkdtempSync(join(tmpdir(), `jingdu-${name}-`));
  let server: PageServer;
  let under: BrowserUnderTest;
  let page: Page;

  const start = async () => {
    under = await launch(name, { extensionDir, profileDir });
    page = await under.newPage();
    await page.goto(server.url(HOST, '/a.html'));
    await page.waitForFunction(() => document.documentElement.dataset.visits);
  };
  const report = (key: string) => page.evaluate((wanted) => document.documentElement.dataset[wanted], key);
  const stored = () => under.evaluateInExtension(() => chrome.storage.local.get(null));

  beforeAll(async () => {
    server = await startServer();
    server.page('/a.html', PAGE);
    await start();
  });

  afterAll(async () => {
    await under?.close();
    await server?.close();
    rmSync(profileDir, { recursive: true, force: true });
  });

  it('runs the content script on a portal host and records the request', async () => {
    expect(await report('visits')).toBe('1');
    expect(server.requests.map(({ host, path }) => [host, path])).toContainEqual([
      `${HOST}:${server.port}`,
      '/a.html',
    ]);
  });

  it('keeps storage and address over a close and over a crash', async () => {
    const address = under.extensionUrl('probe.html');
    await under.close();
    await start();
    expect(await stored()).toMatchObject({ visits: 2 });
    await under.kill();
    await start();
    expect(await stored()).toMatchObject({ visits: 3 });
    expect(under.extensionUrl('probe.html')).toBe(address);
  });

  it('opens a page of the extension, in Chinese', async () => {
    const probe = await under.openExtensionPage('probe.html');
    expect(await probe.$eval('h1', (heading) => heading.textContent)).toBe('探针');
    await probe.close();
    expect(await under.evaluateInExtension((key: string) => [key, chrome.i18n.getUILanguage()], 'a')).toEqual(
      ['a', 'zh-CN'],
    );
    expect(await page.evaluate(() => navigator.language)).toBe('zh-CN');
  });

  it('turns dark and light', async () => {
    const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    await under.setColorScheme(page, 'dark');
    expect(await isDark()).toBe(true);
    await under.setColorScheme(page, 'light');
    expect(await isDark()).toBe(false);
  });

  it('turns narrow', async () => {
    await page.setViewport({ width: 390, height: 844 });
    expect(await page.evaluate(() => innerWidth)).toBe(390);
    await page.setViewport({ width: 1280, height: 900 });
  });

  it.each([
    ['#essay', '政治性很强'],
    ['>>> .note', '认真学习'],
  ])('selects by mouse in %s', async (scope, text) => {
    await selectText(page, scope, text);
    const selected = await page.evaluate(() => {
      const root = document.querySelector('#host')?.shadowRoot as ShadowRoot;
      const [range] = getSelection()?.getComposedRanges({ shadowRoots: [root] }) ?? [];
      const live = document.createRange();
      if (range) live.setStart(range.startContainer, range.startOffset);
      if (range) live.setEnd(range.endContainer, range.endOffset);
      return live.toString();
    });
    expect(selected).toBe(text);
  });

  it('presses the keys of the page and of the browser', async () => {
    await press(page, 'Alt+KeyH');
    expect(await report('key')).toBe('Alt+KeyH trusted');
    await under.pressShortcut(page, 'Alt+R');
    await expect.poll(stored).toMatchObject({ command: 'probe-command' });
  });

  it('paints highlights and reads selections in a closed shadow root over an inert page', async () => {
    await press(page, 'Alt+KeyO');
    await expect.poll(() => countPixels(page, MARK)).toBeGreaterThan(1000);
    expect(existsSync(await screenshot(page, name, 'probe'))).toBe(true);

    const reached = await page.evaluate(() => {
      document.querySelector('button')?.focus();
      return [document.activeElement?.localName, document.elementFromPoint(610, 410)?.localName];
    });
    expect(reached).toEqual(['probe-host', 'probe-host']);

    // 32px characters, 24px in: from the middle of nothing before the first to the end of the fifth.
    await drag(page, { x: 25, y: 80 }, { x: 24 + 5 * 32 - 2, y: 80 });
    await expect.poll(() => report('selection')).toBe('党务工作是');
  });
});
