import type { Frame } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { press, screenshot, selectText } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { lookAt } from './look-at';
import { paragraphs, portalPage } from './pages';
import {
  appears,
  choose,
  click,
  focus,
  highlight,
  openReadingView,
  storedRecords,
  storedSettings,
  texts,
  until,
} from './reading';
import { useSession } from './session';

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const TITLE = '走进村组院落';
const RAIN =
  '<p>那天夜里下过雨，山路泥泞，老支书打着手电等在村口，见面第一句话就说起水渠。他说，水渠通了，人心就齐了。</p>';
const PICTURES = `<p><img src="/one.svg" alt="村口的水渠" width="400" height="300"></p>
  <figure><img src="/two.svg" alt="" width="400" height="300"><figcaption>山路修好了</figcaption></figure>`;
const svg = (color: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="${color}"/></svg>`;

// What makes reading comfortable, loaded when it is asked for.
describeInEachBrowser((name) => {
  const session = useSession(name);
  let view: Frame;

  const open = async () => {
    await session.page.goto(session.server.url('www.gscn.com.cn', '/a.html'));
    view = await openReadingView(session.page);
  };
  const setting = async (key: string) => (await storedSettings(session.under))?.[key as never];
  const painted = (highlight: string) =>
    view.evaluate((key) => Array.from(CSS.highlights.get(key) ?? [], String), highlight);
  const essay = () => view.$eval('.essay__body', (body) => body.textContent ?? '');
  const gone = (selector: string) => until(async () => (await view.$(selector)) === null);
  const isLoaded = () => view.evaluate(() => document.querySelector('[data-tool], .picture') !== null);
  const closeTool = async () => {
    await press(session.page, 'Escape');
    await gone('[data-tool]');
  };

  beforeAll(async () => {
    session.server.page('/one.svg', svg('#88a'), { 'content-type': 'image/svg+xml' });
    session.server.page('/two.svg', svg('#a88'), { 'content-type': 'image/svg+xml' });
    session.server.page('/a.html', portalPage(TITLE, RAIN + PICTURES + paragraphs(4_000)), HTML);
    await open();
  });

  it('lists what there is, with the length of the essay', async () => {
    expect(await isLoaded()).toBe(false);
    await click(view, '.toolbar [aria-label="阅读工具"]');
    await appears(view, '[data-tool=tools]');
    expect((await texts(view, '.tools .hint'))[0]).toMatch(/^全文 4,\d{3} 字，约需 1[5-9] 分钟$/);
    await lookAt(view, { name, screen: 'tools', shown: session.page });
    await closeTool();
  });

  it('finds words and goes from one to the next', async () => {
    await press(session.page, 'f');
    await appears(view, '[data-tool=find] input:focus');
    await session.page.keyboard.type('水渠');
    await until(async () => (await texts(view, '.find__count'))[0] === '1 / 2');
    // 水 alone is found as often.
    await until(async () => (await painted('jingdu-find')).join() === '水渠,水渠');
    await press(session.page, 'Enter');
    await until(async () => (await texts(view, '.find__count'))[0] === '2 / 2');
    await press(session.page, 'Enter');
    await until(async () => (await texts(view, '.find__count'))[0] === '1 / 2');
    await press(session.page, 'Shift+Enter');
    await until(async () => (await texts(view, '.find__count'))[0] === '2 / 2');
    await screenshot(session.page, name, 'tools-find');
    await view.$eval('[data-tool=find] input', (field) => (field as HTMLInputElement).select());
    await session.page.keyboard.type('第9次調研');
    await until(async () => (await texts(view, '.find__count'))[0] === '1 / 1');
    await until(async () => (await view.$eval('.scroller', ({ scrollTop }) => scrollTop)) > 300);
    await closeTool();
    expect(await painted('jingdu-find')).toEqual([]);
  });

  it('shows pictures as large as the window, one after the other', async () => {
    await view.$eval('.essay__body img', (image) => image.scrollIntoView());
    await click(view, '.essay__body img');
    await appears(view, '.picture[open]');
    expect(await texts(view, '.picture output')).toEqual(['1 / 2']);
    expect(await texts(view, '.picture__caption')).toEqual(['村口的水渠']);
    await press(session.page, 'ArrowRight');
    await until(async () => (await texts(view, '.picture__caption'))[0] === '山路修好了');
    await lookAt(view, { name, screen: 'tools-picture', shown: session.page });
    await press(session.page, 'Escape');
    await gone('.picture');
    expect(await view.$('.essay__body')).not.toBeNull();
    await press(session.page, 'v');
    await appears(view, '.picture[open]');
    await press(session.page, 'Escape');
    await gone('.picture');
  });

  it('lets one paragraph stand out, and follows', async () => {
    await view.$eval('.scroller', (scroller) => scroller.scrollTo(0, 0));
    await press(session.page, 'g');
    await appears(view, '.scroller[data-focused]');
    const current = () =>
      view.$$eval('[data-current]', (all) => all.map(({ textContent }) => textContent?.slice(0, 4)).join());
    await press(session.page, 'n');
    for (let step = 0; step < 5; step += 1) await press(session.page, 'j');
    await until(async () => /^第\d次调$/.test(await current()));
    const before = await current();
    await lookAt(view, { name, screen: 'tools-focus', shown: session.page });
    await press(session.page, 'j');
    await until(async () => (await current()) !== before);
    await press(session.page, 'Escape');
    await gone('[data-focused], [data-current]');
  });

  it('shows the other characters, and keeps the page’s own', async () => {
    await view.$eval('.scroller', (scroller) => scroller.scrollTo(0, 0));
    await highlight(view, '山路泥泞', 'yellow');
    await click(view, '.toolbar [aria-label="版面设置"]');
    await click(view, '.look [data-option=traditional]');
    await until(async () => (await essay()).includes('那天夜裡下過雨，山路泥濘'));
    expect(await texts(view, '.title')).toEqual([TITLE.replace('进', '進').replace('组', '組')]);
    await until(async () => (await painted('jingdu-highlight-yellow')).includes('山路泥濘'));
    await closeTool();
    await selectText(view, '.essay__body', '見面第一句話');
    await appears(view, '.selection-toolbar');
    await press(session.page, 'h');
    await until(async () => (await storedRecords(session.under))[0]?.annotations.length === 2);
    const [record] = await storedRecords(session.under);
    expect(record?.annotations.map(({ quote }) => quote.exact)).toEqual(['山路泥泞', '见面第一句话']);
    expect(record?.article.text).toContain('那天夜里下过雨');
    await screenshot(session.page, name, 'tools-traditional');
    await click(view, '.toolbar [aria-label="版面设置"]');
    await click(view, '.look [data-option=page]');
    await until(async () => (await essay()).includes('那天夜里下过雨，山路泥泞'));
    await until(async () => (await painted('jingdu-highlight-yellow')).includes('见面第一句话'));
    await closeTool();
  });

  it('sets the essay in columns from right to left', async () => {
    await press(session.page, 'j');
    const first = await view.$eval('.scroller', ({ scrollTop }) => scrollTop);
    expect(first).toBeGreaterThan(0);
    await click(view, '.toolbar [aria-label="版面设置"]');
    const vertical = '.look__row:has(input[type=checkbox]) ~ .look__row ~ .look__row input[type=checkbox]';
    await click(view, vertical);
    await appears(view, '.scroller[data-vertical]');
    expect(await setting('vertical')).toBe(true);
    await closeTool();
    const left = () => view.$eval('.scroller', ({ scrollLeft }) => scrollLeft);
    // The words that were before the reader are so still.
    await until(async () => (await left()) < -10);
    const before = await left();
    await press(session.page, 'j');
    await until(async () => (await left()) < before);
    const [record] = await storedRecords(session.under);
    await press(session.page, 's');
    await appears(view, '.selection-toolbar');
    await lookAt(view, { name, screen: 'tools-vertical', shown: session.page });
    const seen = await view.$eval('.selection-toolbar', (toolbar) => {
      const { left, right, top, bottom } = toolbar.getBoundingClientRect();
      return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    });
    expect(seen).toBe(true);
    await press(session.page, 'h');
    const count = record?.annotations.length ?? 0;
    await until(async () => ((await storedRecords(session.under))[0]?.annotations.length ?? 0) > count);
    await focus(view, '.scroller');
    const there = await left();
    await press(session.page, 'PageDown');
    await until(async () => (await left()) < there - 200);
    await until(
      async () => Number(await view.$eval('.progress', (bar) => bar.getAttribute('aria-valuenow'))) > 5,
    );
  });

  it('keeps a look for one site', async () => {
    await click(view, '.toolbar [aria-label="版面设置"]');
    await appears(view, '.look');
    await click(view, '.look > .look__row:last-child input');
    await click(view, '.look [data-option=kai]');
    await until(async () => JSON.stringify(await setting('siteLooks')).includes('"kai"'));
    expect(await setting('font')).toBe('song');
    await screenshot(session.page, name, 'tools-site-look');
    await closeTool();
    await session.page.goto(session.server.url('www.people.com.cn', '/a.html'));
    view = await openReadingView(session.page);
    expect(await view.$eval('.scroller', (scroller) => scroller.getAttribute('data-font'))).toBe('song');
    await open();
    expect(await view.$eval('.scroller', (scroller) => scroller.getAttribute('data-font'))).toBe('kai');
    await click(view, '.toolbar [aria-label="版面设置"]');
    await click(view, '.look > .look__row:last-child input');
    await until(
      async () =>
        (await view.$eval('.scroller', (scroller) => scroller.getAttribute('data-font'))) === 'song',
    );
    await closeTool();
  });

  it('has the same tools over an article of the library', async () => {
    const [record] = await storedRecords(session.under);
    const library = await session.under.openExtensionPage(`library.html#read/${record?.id}`);
    await appears(library, '.essay__body p');
    await press(library, 'f');
    await appears(library, '[data-tool=find] input:focus');
    await library.keyboard.type('水渠');
    await until(async () => (await texts(library, '.find__count'))[0] === '1 / 2');
    await press(library, 'Escape');
    await click(library, '.toolbar [aria-label="版面设置"]');
    await click(library, '.look [data-option=traditional]');
    await until(async () => (await texts(library, '.essay__body'))[0]?.includes('那天夜裡下過雨') ?? false);
    await screenshot(library, name, 'tools-library');
    await click(library, '.look [data-option=page]');
    await library.close();
  });

  describe('narration', () => {
    const state = () => view.$eval('.narration', (panel) => panel.getAttribute('data-state'));

    it('says where voices come from when there is none', async ({ skip }) => {
      await press(session.page, 'r');
      await appears(view, '.narration');
      const voices = await view.evaluate(() => speechSynthesis.getVoices().length);
      if (voices > 0) return skip('this browser has voices');
      expect((await texts(view, '.narration .hint'))[0]).toContain('没有可用的嗓音');
      await lookAt(view, { name, screen: 'tools-narrate', shown: session.page });
    });

    it('reads aloud sentence by sentence, and shows where it is', async ({ skip }) => {
      await appears(view, '.narration');
      if ((await view.$('.narration select')) === null) return skip('this browser has no voice');
      const play = () => click(view, '.narration [data-action=play]');
      const spoken = async () => (await painted('jingdu-spoken'))[0];
      // Firefox's voices for tests: one that never ends, one that ends at once, one that fails.
      await choose(view, '.narration select', 'urn:moz-tts:fake:teresa');
      await until(async () => (await setting('voice')) === 'urn:moz-tts:fake:teresa');
      await play();
      await until(async () => (await state()) === 'speaking' && (await spoken()) !== undefined);
      const first = await spoken();
      await lookAt(view, { name, screen: 'tools-narrate', shown: session.page });
      await click(view, '.narration [data-action=next]');
      await until(async () => (await spoken()) !== first);
      const second = await spoken();
      await click(view, '.narration [data-action=previous]');
      await until(async () => (await spoken()) === first);
      await click(view, '.narration [data-action=next]');
      await play();
      await until(async () => (await state()) === 'paused');
      await play();
      await until(async () => (await state()) === 'speaking' && (await spoken()) === second);
      await choose(view, '.narration select', 'urn:moz-tts:fake:bob');
      await click(view, '.narration [data-action=next]');
      await until(async () => (await state()) === 'silent');
      // Painted anew after that, a frame later on a busy machine.
      await until(async () => (await spoken()) === undefined);
      await choose(view, '.narration select', 'urn:moz-tts:fake:cecilia');
      await play();
      await appears(view, '.narration .failure');
      await choose(view, '.narration select', 'urn:moz-tts:fake:teresa');
      await play();
      await until(async () => (await state()) === 'speaking');
      await closeTool();
      await until(async () => (await spoken()) === undefined);
      expect(await view.evaluate(() => speechSynthesis.speaking)).toBe(false);
    });
  });
});
