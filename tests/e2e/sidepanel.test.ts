import mammoth from 'mammoth';
import type { Frame, Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { press, screenshot } from './harness';
import { describeInEachBrowser } from './harness/describe';
import {
  annotate,
  appears,
  choose,
  click,
  downloadedFile,
  highlight,
  openReadingView,
  storedRecords,
  tabIdOf,
  texts,
  until,
} from './reading';
import { useSession } from './session';

// The notes beside the page. The browser's own panel can't be driven: its page stands in a tab here.
describeInEachBrowser((name) => {
  const session = useSession(name);
  let view: Frame;
  let panel: Page;

  beforeAll(async () => {
    const url = session.server.fixture('gscn--essay');
    await session.page.setViewport({ width: 1280, height: 600 });
    await session.page.goto(url);
    view = await openReadingView(session.page);
    await highlight(view, '强化理论武装', 'yellow');
    await annotate(view, '用心用情服务', '放在最后', []);
    const tabId = await tabIdOf(session.under, url);
    panel = await session.under.openExtensionPage(`sidepanel.html?tab=${tabId}`);
    await panel.setViewport({ width: 360, height: 720 });
  });

  it('shows the notes of the page, as high as its window', async () => {
    await until(async () => (await texts(panel, '.note__quote')).length === 2);
    expect(await panel.$eval('.popup', ({ clientHeight }) => clientHeight)).toBe(720);
    await screenshot(panel, name, 'sidepanel');
  });

  it('goes to a mark in the reading view', async () => {
    await click(panel, '.note:last-child .note__quote');
    await session.page.bringToFront();
    await appears(view, '.annotation-editor');
    expect(
      await view.$eval('.annotation-editor textarea', (field) => (field as HTMLTextAreaElement).value),
    ).toBe('放在最后');
    await press(session.page, 'Escape');
  });

  it('follows the place that is read', async () => {
    await view.$eval('.scroller', (scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    await appears(panel, '.note[data-active]');
    await view.$eval('.scroller', (scroller) => scroller.scrollTo(0, 0));
    await until(async () => (await panel.$('.note[data-active]')) === null);
  });

  it('hears of marks made in the reading view, and cites them', async () => {
    await highlight(view, '勤于学习思考', 'blue');
    await until(async () => (await texts(panel, '.note__quote')).length === 3);
    await panel.bringToFront();
    await click(panel, '.note__action');
    await until(async () => (await texts(panel, '.notice')).join().includes('引文已复制'));
  });

  it('leads to every format of export, Word among them', async () => {
    await click(panel, '[aria-label="导出……"]');
    const { id } = (await storedRecords(session.under))[0] ?? {};
    const path = `library.html#export/${id}`;
    await until(() =>
      session.under.evaluateInExtension(
        async (wanted) => (await chrome.tabs.query({})).some(({ url }) => url === wanted),
        session.under.extensionUrl(path),
      ),
    );
    // Not every driver finds a tab that an extension opened: the same page once more.
    const library = await session.under.openExtensionPage(path);
    await choose(library, '.dialog select', 'word');
    await until(async () => (await library.$('.dialog__preview')) === null);
    await click(library, '.dialog .button--primary');
    const { bytes } = await downloadedFile(session.downloadDir, 'docx');
    const { value } = await mammoth.extractRawText({ buffer: bytes });
    expect(value).toContain('放在最后');
    expect(value).toContain('一、强化理论武装');
    await library.close();
  });
});
