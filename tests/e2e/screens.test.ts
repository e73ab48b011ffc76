import type { Frame, Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { press } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { lookAt } from './look-at';
import {
  annotate,
  appears,
  choose,
  click,
  clickHead,
  highlight,
  openPopup,
  openReadingView,
  selectPassage,
  tabIdOf,
  texts,
  until,
} from './reading';
import { useSession } from './session';

const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 780 } };

// Every screen, to be looked at: light and dark, wide and narrow. What a machine can tell is that nothing sticks out.
describeInEachBrowser((name) => {
  const session = useSession(name);
  let view: Frame;
  let url: string;

  beforeAll(async () => {
    url = session.server.fixture('gscn--essay');
    await session.page.goto(url);
    view = await openReadingView(session.page);
    await highlight(view, '强化理论武装', 'yellow');
    await highlight(view, '勤于学习思考', 'blue');
    await annotate(view, '坚持围绕中心', '中心是什么，先要想明白', ['党建', '方法']);
  });

  const take = (scope: Page | Frame, shown: Page, screen: string) => lookAt(scope, { name, screen, shown });

  describe.each(['light', 'dark'] as const)('%s', (scheme) => {
    beforeAll(async () => {
      await session.under.setColorScheme(session.page, scheme);
    });

    it.each(['wide', 'narrow'] as const)('draws the reading view, %s', async (size) => {
      await session.page.setViewport(SIZES[size]);
      const screen = (part: string) => take(view, session.page, `screen-${part}-${size}-${scheme}`);
      await view.$eval('.scroller', (scroller) => scroller.scrollTo(0, 0));
      await screen('reading');
      await selectPassage(view, '理论上清醒');
      await screen('selection');
      await press(session.page, 'm');
      await appears(view, '.annotation-editor');
      await screen('editor');
      await click(view, '.annotation-editor [aria-label="删除"]');
      await appears(view, '.notice[data-shown]');
      await screen('notice');
      await press(session.page, '?');
      await appears(view, '.help');
      await screen('help');
      await press(session.page, 'Escape');
      await click(view, '.toolbar [aria-label="版面设置"]');
      await appears(view, '.look');
      await screen('look');
      await press(session.page, 'Escape');
      if (size === 'narrow') await press(session.page, 'o');
      await click(view, '[aria-label="编辑提纲"]');
      await clickHead(view, 1);
      if (size === 'narrow') await press(session.page, 'o');
      await screen('outline-tools');
      await click(view, '[aria-label="提纲：另存、导出、导入"]');
      await screen('outline-menu');
      await click(view, '[aria-label="提纲：另存、导出、导入"]');
      if (size === 'wide') return;
      await press(session.page, 'Escape');
      for (const side of ['提纲（O）', '批注（3）']) {
        await click(view, `.toolbar [aria-label="${side}"]`);
        await screen(side === '提纲（O）' ? 'outline' : 'notes');
        await press(session.page, 'Escape');
      }
    });

    it('draws the popup', async () => {
      const popup = await openPopup(session.under, url);
      await session.under.setColorScheme(popup, scheme);
      const screen = (part: string) => take(popup, popup, `screen-popup-${part}-${scheme}`);
      await appears(popup, '.note__quote');
      await screen('page');
      await click(popup, '.kept summary');
      await popup.$eval('.kept', (element) => element.scrollIntoView());
      await screen('kept');
      await click(popup, '[role=tab]:nth-child(2)');
      await appears(popup, '.article-line');
      await screen('recent');
      await popup.type('input[type=search]', '中心');
      await appears(popup, '.article-line__excerpt');
      await screen('search');
      await click(popup, '.article-line');
      await appears(popup, '.note__quote');
      await screen('article');
      await popup.close();
      await session.page.bringToFront();
    });

    it.each(['wide', 'narrow'] as const)('draws the library, %s', async (size) => {
      const library = await session.under.openExtensionPage('library.html');
      await library.setViewport(SIZES[size]);
      await session.under.setColorScheme(library, scheme);
      const screen = (part: string) => take(library, library, `screen-library-${part}-${size}-${scheme}`);
      await appears(library, '.card');
      await screen('shelves');
      await click(library, '.library__bar .button');
      await appears(library, '.library__bar--selection');
      await screen('selection');
      await click(library, '.library__bar--selection form + .button');
      await appears(library, '.dialog__preview');
      await screen('export');
      await choose(library, '.dialog select', 'template');
      await appears(library, '.dialog__template');
      await screen('template');
      await press(library, 'Escape');
      await library.type('.search .field', '没有这样的话');
      await until(async () => (await library.$('.card')) === null);
      await screen('nothing');
      await library.close();
      await session.page.bringToFront();
    });

    it('draws the side panel', async () => {
      const panel = await session.under.openExtensionPage(
        `sidepanel.html?tab=${await tabIdOf(session.under, url)}`,
      );
      await panel.setViewport({ width: 340, height: 800 });
      await session.under.setColorScheme(panel, scheme);
      await appears(panel, '.note__quote');
      await take(panel, panel, `screen-sidepanel-${scheme}`);
      await panel.close();
      await session.page.bringToFront();
    });
  });

  describe.each(['light', 'dark'] as const)('in English, %s', (scheme) => {
    beforeAll(async () => {
      await session.under.evaluateInExtension(() =>
        chrome.runtime.sendMessage({ type: 'save-settings', settings: { language: 'en' } }),
      );
      await session.under.setColorScheme(session.page, scheme);
    });

    it.each([
      ['library.html', '.card', SIZES.wide],
      ['options.html', 'h1', SIZES.wide],
      ['options.html', 'h1', SIZES.narrow],
    ])('draws %s', async (path, selector, size) => {
      const page = await session.under.openExtensionPage(path);
      await page.setViewport(size);
      await session.under.setColorScheme(page, scheme);
      await appears(page, selector);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
      await take(page, page, `screen-en-${path.split('.')[0]}-${size.width}-${scheme}`);
      await page.close();
      await session.page.bringToFront();
    });

    it('draws the popup', async () => {
      const popup = await openPopup(session.under, url);
      await session.under.setColorScheme(popup, scheme);
      await appears(popup, '.note__quote');
      expect(await texts(popup, '[role=tab]')).toEqual(['This page', 'Recent']);
      await take(popup, popup, `screen-en-popup-${scheme}`);
      await popup.close();
      await session.page.bringToFront();
    });

    it('draws the reading view', async () => {
      await session.page.setViewport(SIZES.wide);
      await session.page.goto(url);
      const english = await openReadingView(session.page);
      await appears(english, '.toolbar [aria-label="Leave (Esc)"]');
      await take(english, session.page, `screen-en-reading-${scheme}`);
    });
  });
});
