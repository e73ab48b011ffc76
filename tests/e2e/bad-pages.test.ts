import type { Frame } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { RECENT_KEY } from '../../utils/library/read';
import { press, screenshot } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { GIANT_ESSAY, HOSTILE_BODY, paragraphs, portalPage } from './pages';
import {
  appears,
  click,
  clickHead,
  isReading,
  openPopup,
  openReadingView,
  readingView,
  selectPassage,
  shownOutline,
  storedRecords,
  texts,
  until,
} from './reading';
import { useSession } from './session';

const HOST = 'dj.gscn.com.cn';
const HTML = { 'content-type': 'text/html; charset=utf-8' };

// A page that is no article, that is broken, hostile or huge; a store that refuses.
describeInEachBrowser((name) => {
  const session = useSession(name);

  const visit = async (path: string, body: string) => {
    session.server.page(path, body, HTML);
    const url = session.server.url(HOST, path);
    await session.page.goto(url);
    return url;
  };

  /** By the lines of the articles opened last, which are written with the record: a giant one is slow to hand over. */
  const isStored = (title: string) =>
    session.under.evaluateInExtension(
      async (key, wanted) => JSON.stringify(await chrome.storage.local.get(key)).includes(wanted),
      RECENT_KEY,
      title,
    );

  const record = async (title: string) =>
    (await storedRecords(session.under)).find(({ article }) => article.title === title);
  /** The store refuses to write, or takes what is written again. */
  const refuse = async (isFull: boolean) => {
    const store = await session.under.backgroundStore();
    await store.evaluate((area, full) => {
      const kept = area as typeof area & { taking?: typeof area.set };
      kept.taking ??= area.set.bind(area);
      const refusing = () => Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
      Object.assign(area, { set: full ? refusing : kept.taking });
    }, isFull);
  };

  describe('while the store refuses', () => {
    const TITLE = '存储已满的时候';
    let url: string;
    let view: Frame;

    const failures = () => texts(view, '.note .failure');
    const highlightPassage = async (passage: string) => {
      await selectPassage(view, passage);
      await press(session.page, 'h');
    };
    const allIsStored = async (marks: number) => {
      await until(async () => (await record(TITLE))?.annotations.length === marks);
      await until(async () => (await texts(view, '.note .failure, .notice .failure')).length === 0);
    };

    beforeAll(async () => {
      url = await visit('/full.html', portalPage(TITLE, paragraphs(3_000)));
      view = await openReadingView(session.page);
      await until(async () => (await record(TITLE)) !== undefined);
    });

    it('keeps a mark on the screen, and says so', async () => {
      await refuse(true);
      await highlightPassage('走进村组院落');
      await appears(view, '.notice[role="alert"] .button');
      expect(await texts(view, '.notice span')).toEqual([expect.stringContaining('存储空间已满')]);
      expect(await texts(view, '.note__quote')).toEqual(['走进村组院落']);
      expect(await failures()).toEqual(['尚未保存，点此重试']);
      await screenshot(session.page, name, 'store-full');
      expect((await record(TITLE))?.annotations).toEqual([]);
    });

    it('brings it back when it was deleted', async () => {
      await click(view, '.note .note__action:last-child');
      await until(async () => (await failures()).length === 0);
      await click(view, '.notice:not([role="alert"]) .button');
      await until(async () => (await failures()).length === 1);
    });

    it('stores it with the next one, and not before is the failure forgotten', async () => {
      await refuse(false);
      await press(session.page, 'End');
      await until(async () => (await record(TITLE))?.readingPosition !== 0);
      expect(await failures()).toHaveLength(1);
      await highlightPassage('第5次调研时');
      await allIsStored(2);
    });

    it('keeps what is unsaved when the reading view closes, and lets nobody leave the page unasked', async () => {
      await refuse(true);
      await highlightPassage('第6次调研时');
      await until(async () => (await failures()).length === 1);
      await selectPassage(view, '第7次调研时');
      await press(session.page, 't');
      await until(async () => (await shownOutline(view)).includes('第7次调研时'));
      await press(session.page, 'Escape');
      await until(async () => !(await isReading(session.page)));

      view = await openReadingView(session.page);
      await until(async () => (await failures()).length === 1);
      expect(await shownOutline(view)).toContain('第7次调研时');
      const asked = new Promise<string>((resolve) => {
        session.page.once('dialog', (dialog) => void dialog.dismiss().then(() => resolve(dialog.type())));
      });
      session.page.goto(session.server.url(HOST, '/elsewhere.html')).catch(() => {});
      expect(await asked).toBe('beforeunload');
      expect(await session.page.evaluate(() => location.href)).toBe(url);
    });

    it('stores it when asked again', async () => {
      await refuse(false);
      await click(view, '.notice .button');
      await allIsStored(3);
      await until(async () => (await record(TITLE))?.outlines[0]?.nodes.at(-1)?.title === '第7次调研时');
    });

    it('loses no change of the outline to the next one, in the popup either', async () => {
      const popup = await openPopup(session.under, url);
      await clickHead(popup, 0);
      await refuse(true);
      await press(popup, 'F2');
      await appears(popup, '.outline input:focus');
      await popup.keyboard.type('改了名');
      await press(popup, 'Enter');
      await appears(popup, '.notice[role="alert"]');
      await refuse(false);
      await press(popup, 'm');
      await appears(popup, '.outline textarea:focus');
      await popup.keyboard.type('加了话');
      await press(popup, 'Control+Enter');
      const head = async () => (await record(TITLE))?.outlines[0]?.nodes[0];
      await until(async () => (await head())?.note === '加了话');
      expect(await head()).toMatchObject({ title: '改了名', note: '加了话' });
      await popup.close();
    });
  });

  it('stays where the reader went before a slow store told his place', async () => {
    await visit('/slow.html', portalPage('存储很慢的时候', paragraphs(3_000)));
    await openReadingView(session.page);
    await press(session.page, 'End');
    await until(async () => ((await record('存储很慢的时候'))?.readingPosition ?? 0) > 0);
    await press(session.page, 'Escape');
    const store = await session.under.backgroundStore();
    await store.evaluate((area) => {
      const get = area.get.bind(area);
      const released = new Promise<void>((release) => Object.assign(globalThis, { release }));
      Object.assign(area, { get: (...asked: []) => released.then(() => get(...asked)) });
    });
    const view = await openReadingView(session.page);
    await selectPassage(view, '走进村组院落');
    await store.evaluate(() => (globalThis as unknown as { release: () => void }).release());
    await press(session.page, 'h');
    await until(async () => (await record('存储很慢的时候'))?.annotations.length === 1);
    expect((await record('存储很慢的时候'))?.annotations[0]?.quote.exact).toBe('走进村组院落');
    expect(await view.$eval('.scroller', ({ scrollTop }) => scrollTop)).toBeLessThan(1_000);
  });

  it('says that a front page is no article, and reads it all the same when asked to', async () => {
    const links = Array.from(
      { length: 80 },
      (_, i) => `<li><a href="/a/${i}.shtml">各地扎实推进重点工作第${i}期</a></li>`,
    );
    const url = await visit('/', `<!doctype html><title>中国甘肃网</title><ul>${links.join('')}</ul>`);
    const popup = await openPopup(session.under, url);
    await appears(popup, '.page-head .button:not(.button--primary)');
    await screenshot(popup, name, 'popup-no-article');
    expect(await texts(popup, '.page-head .hint')).toEqual([expect.stringContaining('看起来不是文章')]);
    await click(popup, '.page-head .button');
    await session.page.bringToFront();
    await readingView(session.page);
    await press(session.page, 'Escape');
  });

  it.each([
    ['an empty page', ''],
    ['a page of white space', '<!doctype html><body>  <p> </p>　</body>'],
    [
      'a page of pictures alone',
      '<!doctype html><body><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></body>',
    ],
  ])('says that there is nothing to read on %s', async (_what, body) => {
    await visit('/empty.html', body);
    const view = await openReadingView(session.page);
    expect(await texts(view, '.message-page p')).toEqual(['这一页没有可以阅读的正文。']);
    await screenshot(session.page, name, 'message');
    await press(session.page, 'Escape');
    await until(async () => !(await isReading(session.page)));
  });

  it('gives a result or a message on 50,000 levels of nesting, and the tab answers', async () => {
    await visit('/nested.html', portalPage('特别深的文章', `${'<div>'.repeat(50_000)}${paragraphs(2_000)}`));
    await openReadingView(session.page);
    expect(await session.page.evaluate(() => 1 + 1)).toBe(2);
    await press(session.page, 'Escape');
  });

  it('reads the essay in a form whose fields hide where it stands', async () => {
    const hiding = [
      'parentNode',
      'nextSibling',
      'firstChild',
      'previousSibling',
      'parentElement',
      'nextElementSibling',
    ];
    const fields = hiding.map((own) => `<input form="hiding" name="${own}">`).join('');
    await visit(
      '/clobbered.html',
      portalPage(
        '表单里的文章',
        `<form id="empty"></form><input form="empty" name="textContent">${fields}<form id="hiding">${fields}${paragraphs(1_500)}</form>`,
      ),
    );
    const view = await openReadingView(session.page);
    expect((await texts(view, '.essay__body p')).join('').length).toBeGreaterThan(1_000);
    await press(session.page, 'Escape');
    await until(async () => !(await isReading(session.page)));
  });

  it('calls the reading of a giant page off when asked to', async () => {
    // So large that the key comes in time on a machine that does other work, too.
    await visit('/giant.html', portalPage('读到一半的文章', GIANT_ESSAY.repeat(2)));
    await press(session.page, 'Alt+KeyR');
    await until(async () => {
      const messages = session.page.frames().map((frame) => frame.$('.message-page[data-preparing]'));
      return (await Promise.all(messages)).some((message) => message !== null);
    });
    await press(session.page, 'Escape');
    await until(async () => !(await isReading(session.page)));
    // As the reading view opens anew, the reading that was called off would have been stored long since.
    await visit('/small.html', portalPage('读完了的文章', paragraphs(1_500)));
    await openReadingView(session.page);
    await until(() => isStored('读完了的文章'));
    expect(await isStored('读到一半的文章')).toBe(false);
    await press(session.page, 'Escape');
    await until(async () => !(await isReading(session.page)));
  });

  it('gives a result or a message on 50,000 levels that a script built', async () => {
    await visit('/deep.html', portalPage('脚本搭起的深层', paragraphs(2_000)));
    await session.page.evaluate(() => {
      const essay = document.querySelector('.content') as Element;
      // Out of the layout, which no browser survives at this depth; a reader that walks the tree still meets it.
      const outermost = document.createElement('div');
      outermost.hidden = true;
      essay.append(outermost);
      let inner = outermost;
      for (let level = 0; level < 50_000; level += 1) {
        const next = document.createElement('div');
        inner.append(next);
        inner = next;
      }
    });
    await openReadingView(session.page);
    await press(session.page, 'Escape');
  });

  it('is drawn in full on a page whose policy allows no styles and no scripts', async () => {
    session.server.page('/strict.html', portalPage('严格的页面', paragraphs(1_500)), {
      ...HTML,
      'content-security-policy': "default-src 'none'; require-trusted-types-for 'script'",
    });
    await session.page.goto(session.server.url(HOST, '/strict.html'));
    const view = await openReadingView(session.page);
    // --paper of the light theme: components/tokens.css.
    const paper = await view.$eval('.reading', (reading) => getComputedStyle(reading).backgroundColor);
    expect(paper).toBe('rgb(253, 252, 249)');
    const window_ = await session.page.evaluate(() => [innerWidth, innerHeight]);
    expect(await view.evaluate(() => [innerWidth, innerHeight])).toEqual(window_);
    await press(session.page, 'Escape');
  });

  it('runs nothing that a hostile page smuggles into its text', async () => {
    session.server.page('/hostile.html', portalPage('走进村组院落解难题', HOSTILE_BODY), HTML);
    // Firefox's driver sometimes isn't told that a page with such frames is loaded.
    await session.page.goto(session.server.url(HOST, '/hostile.html'), { waitUntil: 'domcontentloaded' });
    await session.page.waitForFunction(() => document.readyState === 'complete');
    // What the page does to itself before the reader opens is the page's own affair.
    await session.page.evaluate(() => Reflect.deleteProperty(globalThis, 'canary'));
    const view = await openReadingView(session.page);
    const [body] = await texts(view, '.essay__body');
    expect(body).toContain('工作组还要再来');
    const links = await view.$$('.essay__body a, >>> .essay__body p');
    for (const link of links) await link.click().catch(() => {});
    expect(await session.page.evaluate(() => (globalThis as { canary?: string }).canary)).toBeUndefined();
    const kept = await view.$$eval('.essay__body *', (elements) =>
      elements.flatMap((element) => [
        element.localName,
        ...element.getAttributeNames().filter((attribute) => /^on|^style$|^id$/.test(attribute)),
      ]),
    );
    for (const never of ['script', 'svg', 'math', 'iframe', 'form', 'input', 'style', 'onclick', 'id']) {
      expect(kept).not.toContain(never);
    }
    await press(session.page, 'Escape');
  });
});
