import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { ARTICLE_FORMAT_IDS } from '../../utils/export/formats';
import { press } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { HOSTILE_BODY, portalPage } from './pages';
import { annotate, appears, choose, click, openReadingView, storedRecords, texts, until } from './reading';
import { useSession } from './session';

const TITLE = '走进村组<img src=x onerror="window.canary=\'title\'">解难题';
const NOTE = '<img src=x onerror="window.canary=1">[x](javascript:window.canary=2){{ title | raw }}=1+1';
const TAG = '<svg/onload=window.canary=3>';

// What a page and a reader wrote, in every screen that shows it outside of its page: none of it may run.
describeInEachBrowser((name) => {
  const session = useSession(name);
  let library: Page;

  const canary = () => library.evaluate(() => (window as { canary?: unknown }).canary);

  beforeAll(async () => {
    const escaped = TITLE.replaceAll('<', '&lt;');
    session.server.page('/hostile.html', portalPage(escaped, HOSTILE_BODY), {
      'content-type': 'text/html; charset=utf-8',
    });
    await session.page.goto(session.server.url('dj.gscn.com.cn', '/hostile.html'));
    const view = await openReadingView(session.page);
    await until(async () => (await storedRecords(session.under)).length === 1);
    await annotate(view, '面对面交流', NOTE, [TAG]);
    await until(async () => (await storedRecords(session.under))[0]?.annotations[0]?.tags.length === 1);
    library = await session.under.openExtensionPage('library.html');
    await library.setViewport({ width: 1280, height: 900 });
    await appears(library, '.card');
  });

  it('shows it as it was written, on the shelves and in what was found', async () => {
    expect((await texts(library, '.card__title')).join()).toContain('<img src=x');
    expect(await texts(library, '.card .tag')).toEqual([TAG]);
    await library.type('.search .field', 'onerror');
    await appears(library, '.card mark');
    await library.$eval('.search .field', (field) => {
      (field as HTMLInputElement).value = '';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await until(async () => (await library.$('.card mark')) === null);
    expect(await canary()).toBeUndefined();
  });

  it('runs nothing of it where it is read again', async () => {
    await click(library, '.card__title a');
    await appears(library, '.note__text');
    expect((await texts(library, '.note__text')).join()).toContain('<img src=x');
    expect(await canary()).toBeUndefined();
    await press(library, 'Escape');
    await appears(library, '.card');
  });

  it('runs nothing of it in any export’s preview, nor on paper', async () => {
    await click(library, '.card__check');
    await click(library, '.library__bar--selection form + .button');
    await appears(library, '.dialog__preview');
    for (const format of ARTICLE_FORMAT_IDS) {
      await choose(library, '.dialog select', format);
      const isText = format !== 'word';
      await until(async () => ((await library.$('.dialog__preview')) !== null) === isText);
      expect([format, await canary()]).toEqual([format, undefined]);
    }
    // Last of all: Firefox answers its driver no more while it prints.
    await click(library, '.dialog [data-action="print"]');
    await appears(library, 'iframe.print-edition');
    const printed = await library.$eval('iframe.print-edition', (frame) => {
      const { contentWindow, contentDocument } = frame as HTMLIFrameElement;
      return {
        canary: (contentWindow as unknown as { canary?: unknown }).canary,
        handlers: contentDocument?.querySelectorAll('script, [onerror], [onload], a[href^="javascript"]')
          .length,
      };
    });
    expect(printed).toEqual({ canary: undefined, handlers: 0 });
    expect(await canary()).toBeUndefined();
  });
});
