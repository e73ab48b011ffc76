import type { Frame } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { press } from './harness';
import { describeInEachBrowser } from './harness/describe';
import {
  annotate,
  appears,
  click,
  downloadedText,
  highlight,
  openReadingView,
  selectPassage,
  storedRecords,
  texts,
  until,
} from './reading';
import { useSession } from './session';

// Taking text out of the reading view, on a page without https, which has no clipboard of its own.
describeInEachBrowser((name) => {
  const session = useSession(name);
  let view: Frame;

  beforeAll(async () => {
    await session.page.goto(session.server.fixture('gscn--essay'));
    view = await openReadingView(session.page);
    await highlight(view, '强化理论武装', 'yellow');
    await annotate(view, '用心用情服务', '服务也是党建', ['党建']);
    await until(async () => (await storedRecords(session.under))[0]?.annotations[1]?.note === '服务也是党建');
  });

  /** What the clipboard holds, pasted into a note as a reader would. */
  const pasted = async (passage: string) => {
    await selectPassage(view, passage);
    await press(session.page, 'm');
    await appears(view, '.annotation-editor textarea:focus');
    await press(session.page, 'Control+KeyV');
    const text = () =>
      view.$eval('.annotation-editor textarea', (field) => (field as HTMLTextAreaElement).value);
    await until(async () => (await text()) !== '');
    const value = await text();
    await press(session.page, 'Escape');
    return value;
  };

  it('opens a link beside the reading view, not in it', async () => {
    await click(view, '.essay__foot a');
    const opened = await session.under.browser.waitForTarget(
      (target) =>
        target.type() === 'page' && target.url() === session.page.url() && target !== session.page.target(),
    );
    await (await opened.page())?.close();
    await session.page.bringToFront();
    expect(view.url()).toBe('about:blank');
    expect(await texts(view, '.note__quote')).toHaveLength(2);
  });

  it('copies a passage', async () => {
    await selectPassage(view, '坚持围绕中心');
    await click(view, '.selection-toolbar [aria-label="复制"]');
    await until(async () => (await texts(view, '.notice span'))[0] === '已复制。');
    expect(await pasted('勤于学习思考')).toBe('坚持围绕中心');
  });

  it('copies the notes as Markdown', async () => {
    // The notice of the passage goes with the view: what tells that the notes are copied reads the same.
    await press(session.page, 'Escape');
    await session.page.waitForFunction(() => !document.querySelector('jingdu-reader'));
    view = await openReadingView(session.page);
    await click(view, '.toolbar [aria-label="复制笔记（Markdown）"]');
    await until(async () => (await texts(view, '.notice span'))[0] === '已复制。');
    expect(await pasted('注重求实创新')).toContain('> [!quote] 一、强化理论武装');
  });

  it('downloads the notes as Markdown', async () => {
    await click(view, '.toolbar [aria-label="下载笔记（Markdown）"]');
    const { name: fileName, text } = await downloadedText(session.downloadDir);
    expect(fileName).toBe('认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者.md');
    expect(text).toContain('服务也是党建');
    expect(await session.page.evaluate(() => document.querySelectorAll('a[download]').length)).toBe(0);
  });
});
