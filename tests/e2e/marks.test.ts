import type { Frame } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { recordKey } from '../../utils/library/read';
import { storedKey } from '../../utils/library/stored-key';
import { drag, press, screenshot } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { paragraphs, portalPage } from './pages';
import {
  annotate,
  appears,
  click,
  focus,
  highlight,
  openPopup,
  openReadingView,
  selectPassage,
  storedRecords,
  texts,
  until,
} from './reading';
import { type Session, useSession } from './session';

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const TITLE = '走进村组院落';
/** A sentence like no other of the page. */
const RAIN = '<p>那天夜里下过雨，山路泥泞，老支书打着手电等在村口，见面第一句话就说起水渠。</p>';

const LEAVINGS: { how: string; path: string; leave: (session: Session) => Promise<void> }[] = [
  {
    how: 'by a link',
    path: '/left-by-a-link.html',
    leave: async ({ page, server }) => void (await page.goto(server.url('www.gscn.com.cn', '/a.html'))),
  },
  {
    how: 'with the tab',
    path: '/left-with-the-tab.html',
    leave: async (session) => {
      await session.page.close({ runBeforeUnload: true });
      session.page = await session.under.newPage();
    },
  },
];

// What becomes of marks: their ends, their tags, a page that changes under them, the same essay elsewhere.
describeInEachBrowser((name) => {
  const session = useSession(name);
  let view: Frame;

  const records = () => storedRecords(session.under);
  const mark = async (index = 0) => (await records())[0]?.annotations[index];
  const open = async (host: string, path: string) => {
    await session.page.goto(session.server.url(host, path));
    view = await openReadingView(session.page);
  };
  const serve = (path: string, body: string) => session.server.page(path, portalPage(TITLE, body), HTML);

  beforeAll(async () => {
    serve('/a.html', RAIN + paragraphs(1_500));
    await open('www.gscn.com.cn', '/a.html');
    await highlight(view, '山路泥泞', 'yellow');
    await until(async () => (await mark()) !== undefined);
  });

  it('selects and marks by keys alone', async () => {
    await view.$eval('.scroller', (scroller) => scroller.scrollTo(0, 0));
    await press(session.page, 's');
    await appears(view, '.selection-toolbar');
    await press(session.page, 's');
    const selected = () => view.evaluate(() => document.getSelection()?.toString().slice(0, 6));
    await until(async () => (await selected()) === '第1次调研时');
    await press(session.page, 'h');
    await until(async () => (await records())[0]?.annotations.length === 2);
    expect((await mark(1))?.quote.exact).toMatch(/^第1次调研时，.*。$/);
    await click(view, '.note:nth-child(2) .note__action:last-child');
    await until(async () => (await records())[0]?.annotations.length === 1);
  });

  it('moves the ends of a mark by keys', async () => {
    await click(view, '.note__quote');
    await appears(view, '.mark-handle[data-end="end"]');
    await focus(view, '.mark-handle[data-end="end"]');
    for (const key of ['ArrowRight', 'ArrowRight']) await press(session.page, key);
    await until(async () => (await mark())?.quote.exact === '山路泥泞，老');
    await focus(view, '.mark-handle[data-end="start"]');
    await press(session.page, 'ArrowRight');
    await until(async () => (await mark())?.quote.exact === '路泥泞，老');
    await screenshot(session.page, name, 'mark-handles');
  });

  it('moves an end of a mark by dragging it', async () => {
    const middle = (selector: string) =>
      view.$eval(selector, (element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2, step: height / 2 };
      });
    const from = await middle('.mark-handle[data-end="end"]');
    // Two characters on: each is as wide as the letters are high.
    const size = await view.$eval('.essay__body p', (p) => Number.parseFloat(getComputedStyle(p).fontSize));
    await drag(session.page, from, { x: from.x + 2 * size, y: from.y });
    await until(async () => (await mark())?.quote.exact === '路泥泞，老支书');
    expect((await mark())?.quote.suffix.startsWith('打着手电')).toBe(true);
    expect((await mark())?.state).toBe('exact');
    await press(session.page, 'Escape');
  });

  it('offers tags that were used before', async () => {
    await annotate(view, '第5次调研时', '记下', ['群众工作', '方法']);
    await until(async () => (await mark(1))?.tags.length === 2);
    await press(session.page, 'Escape');
    await session.page.waitForFunction(() => !document.querySelector('jingdu-reader'));
    view = await openReadingView(session.page);
    await appears(view, '.note__quote');
    await click(view, '.note__quote');
    await focus(view, '.annotation-editor input');
    await session.page.keyboard.type('群');
    await until(async () => (await texts(view, '.tag--button')).join() === '群众工作');
    await click(view, '.tag--button');
    await until(async () => (await mark())?.tags.join() === '群众工作');
    await press(session.page, 'Escape');
  });

  it('says of a mark whose sentence is gone that it is lost, and lets the reader show its place', async () => {
    serve(
      '/a.html',
      `<p>入冬以后刮了几场大风，大家照旧下乡，去年的账一笔一笔算清楚。</p>${paragraphs(1_500)}`,
    );
    await open('www.gscn.com.cn', '/a.html');
    await until(async () => (await mark())?.state === 'lost');
    expect((await mark())?.quote.exact).toBe('路泥泞，老支书');
    await appears(view, '.note__block');
    await screenshot(session.page, name, 'mark-lost');
    await click(view, '.note:first-child .note__action');
    await selectPassage(view, '大家照旧下乡');
    await screenshot(session.page, name, 'mark-relocate');
    await click(view, '.selection-toolbar .button');
    await until(async () => (await mark())?.quote.exact === '大家照旧下乡');
    expect(await mark()).toMatchObject({ state: 'exact', tags: ['群众工作'] });
    expect(await texts(view, '.note .failure')).toEqual([]);
  });

  it('draws the Markdown of a note', async () => {
    await click(view, '.note__quote');
    await focus(view, '.annotation-editor textarea');
    await session.page.keyboard.type('**重点**');
    await press(session.page, 'Escape');
    await until(async () => (await texts(view, '.note__text strong')).join() === '重点');
    await until(async () => (await mark())?.note === '**重点**');
  });

  it('offers the notes of the same essay at another address, and joins both', async () => {
    serve('/mobile/b.html', `<p>编者按：本文刊于本报三版。</p>${paragraphs(1_500)}`);
    await open('m.people.cn', '/mobile/b.html');
    await appears(view, '.offer');
    expect((await texts(view, '.offer__text'))[0]).toContain('有 2 处标记');
    await screenshot(session.page, name, 'same-essay');
    await click(view, '.offer .button');
    await until(async () => (await texts(view, '.note__quote')).length === 2);
    expect(await view.$('.offer')).toBeNull();
    const [only, ...others] = await records();
    expect(others).toEqual([]);
    expect(only?.otherUrls).toHaveLength(2);
    // What is marked here is there as well.
    await highlight(view, '第7次调研时', 'blue');
    await until(async () => (await records())[0]?.annotations.length === 3);
    await open('www.gscn.com.cn', '/a.html');
    await until(async () => (await texts(view, '.note__quote')).length === 3);
  });

  it('shows what changed, and brings an earlier version back', async () => {
    await click(view, '.note:nth-child(2) .note__quote');
    await focus(view, '.annotation-editor textarea');
    await session.page.keyboard.type('，回去再查');
    await press(session.page, 'Escape');
    await until(async () => (await mark(1))?.note === '记下，回去再查');
    const popup = await openPopup(session.under, session.server.url('www.gscn.com.cn', '/a.html'));
    await click(popup, '.kept summary');
    // What was written in one go is one change.
    await until(async () => (await texts(popup, '.changed ins')).includes('记下，回去再查'));
    await popup.$eval('.kept', (element) => element.scrollIntoView());
    await screenshot(popup, name, 'popup-kept');
    await click(popup, '.kept__item:has(ins) .note__action');
    await until(async () => (await mark(1))?.note === '');
    await until(async () => (await texts(view, '.note__text')).join() === '重点');
    await popup.close();
  });

  it('brings a day’s backup back, and loses nothing of today', async () => {
    const [record] = await records();
    // As if today's first change had been made with only the first mark there.
    const id = record?.id ?? '';
    await session.under.evaluateInExtension(
      async (of, held) => {
        const { 'backup-days': days } = await chrome.storage.local.get('backup-days');
        const day = (days as { day: string }[])[0]?.day;
        const key = `backup:${day}:${of}`;
        const stored = (await chrome.storage.local.get([key, held])) as Record<string, string>;
        const [backup, now] = [key, held].map((one) => JSON.parse(stored[one] ?? ''));
        const changed = { ...backup, annotations: now.annotations.slice(0, 1) };
        await chrome.storage.local.set({ [key]: JSON.stringify(changed) });
      },
      id,
      storedKey(recordKey(id)),
    );
    const popup = await openPopup(session.under, session.server.url('www.gscn.com.cn', '/a.html'));
    await click(popup, '.kept summary');
    await click(popup, '.kept [data-day]');
    await until(async () => (await records())[0]?.annotations.length === 1);
    expect((await records())[0]?.trash.map(({ annotation }) => annotation.quote.exact)).toEqual(
      expect.arrayContaining(['第5次调研时', '第7次调研时']),
    );
    // What went to the trash is brought back one by one.
    const [gone] = (await records())[0]?.trash ?? [];
    await click(popup, `[data-deleted="${gone?.annotation.id}"]`);
    await until(
      async () => (await records())[0]?.annotations.some(({ id }) => id === gone?.annotation.id) === true,
    );
    await popup.close();
  });

  it.each(LEAVINGS)('keeps what was typed when the reader leaves at once: $how', async ({ path, leave }) => {
    serve(path, paragraphs(1_500).replaceAll('水渠', path));
    await open('www.gscn.com.cn', path);
    const note = async () =>
      (await records()).find(({ article }) => article.url.endsWith(path))?.annotations[0]?.note;
    await annotate(view, '第5次调研时', '开头', []);
    await until(async () => (await note()) === '开头');
    await click(view, '.note__quote');
    await focus(view, '.annotation-editor textarea');
    await session.page.keyboard.type('，结尾');
    await leave(session);
    await until(async () => (await note()) === '开头，结尾');
  });
});
