import { setTimeout } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { press } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { GIANT_ESSAY, paragraphs, portalPage } from './pages';
import { openReadingView, storedRecords, texts, until } from './reading';
import { useSession } from './session';

const HOST = 'dj.gscn.com.cn';
/** Issue 8 owes a message or a result within 5 s on a machine at rest; one that does other work takes several times longer. */
const MOST_SECONDS = 30;

/** What a page's own scripts do to it, before or while it is read. */
const SCRIPTS: { what: string; script: string; isKept: boolean }[] = [
  {
    what: 'freezes prototypes',
    script: `for (const one of [Object, Array, String, Function, Promise, Element, Node, Document, HTMLElement, EventTarget])
      Object.freeze(one.prototype);`,
    isKept: true,
  },
  {
    what: 'redefines globals and what the document can do',
    script: `const refuse = () => { throw new Error('refused'); };
      for (const name of ['createElement', 'querySelector', 'querySelectorAll', 'createTreeWalker', 'cloneNode', 'importNode'])
        document[name] = Document.prototype[name] = refuse;
      Element.prototype.attachShadow = Node.prototype.cloneNode = Node.prototype.appendChild = refuse;
      HTMLDialogElement.prototype.showModal = refuse;
      Array.prototype.map = Array.prototype.flatMap = String.prototype.replace = RegExp.prototype.exec = refuse;
      window.fetch = window.setTimeout = window.requestAnimationFrame = window.DOMParser = window.Promise = refuse;
      window.chrome = window.browser = { runtime: { sendMessage: refuse } };`,
    isKept: true,
  },
  {
    what: 'floods with key presses and clicks of its own',
    script: `setInterval(() => {
        for (const type of ['keydown', 'keyup']) {
          const key = { key: 'Escape', code: 'Escape', bubbles: true, composed: true };
          document.dispatchEvent(new KeyboardEvent(type, key));
          document.querySelector('jingdu-reader')?.dispatchEvent(new KeyboardEvent(type, key));
          document.dispatchEvent(new KeyboardEvent(type, { key: 'h', code: 'KeyH', bubbles: true, composed: true }));
        }
        document.querySelector('jingdu-reader')?.click();
      }, 20);`,
    isKept: true,
  },
  {
    what: 'presses Alt+R by script',
    script: `for (let n = 0; n < 50; n += 1)
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'r', code: 'KeyR', altKey: true, bubbles: true }));`,
    isKept: true,
  },
  {
    what: 'removes our element as soon as it comes',
    script: `new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) if (node.localName === 'jingdu-reader') node.remove();
      }).observe(document.documentElement, { childList: true });`,
    isKept: false,
  },
  {
    what: 'spins for two seconds out of three',
    script: `setInterval(() => { const end = Date.now() + 2000; while (Date.now() < end); }, 3000);`,
    isKept: true,
  },
];

/** Hides what the observed change brought, or what is around it, for so long, in ms. */
const HIDDEN = 300;
const whenWeCome = (act: string) => `new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node.localName === 'jingdu-reader') { ${act} }
  }).observe(document.documentElement, { childList: true });`;

/** What a page does to our element while the reading view opens. Esc must bring the page back all the same. */
const ELEMENT_SCRIPTS: { what: string; script: string }[] = [
  {
    what: 'hides itself as we come',
    script: whenWeCome(`const { style } = document.documentElement;
      style.display = 'none';
      setTimeout(() => (style.display = ''), ${HIDDEN});`),
  },
  {
    what: 'hides our element as it comes',
    script: whenWeCome(`node.hidden = true;
      node.style.setProperty('display', 'none', 'important');
      setTimeout(() => { node.hidden = false; node.style.display = ''; }, ${HIDDEN});`),
  },
  {
    what: 'takes our element out and puts it back',
    script: whenWeCome(`if (window.isDone) continue;
      window.isDone = true;
      node.remove();
      setTimeout(() => document.documentElement.append(node), ${HIDDEN});`),
  },
  {
    what: 'moves our element about',
    script: `setTimeout(function move() {
        const ours = document.querySelector('jingdu-reader');
        if (ours) document.body.append(ours);
        else setTimeout(move, 50);
      });`,
  },
  {
    what: 'hides itself by a timer',
    script: `setInterval(() => {
        const { style } = document.documentElement;
        style.display = style.display ? '' : 'none';
      }, ${HIDDEN});`,
  },
  {
    what: 'takes the focus again and again',
    script: `document.body.tabIndex = 0;
      setInterval(() => { window.focus(); document.body.focus(); }, 20);`,
  },
];

/** Pages beyond every measure, made by script where the markup would take long to send. */
const GIANTS: { what: string; body: () => string; script?: string }[] = [
  {
    what: '1,000,000 nodes',
    body: () => paragraphs(2000),
    script: `const many = document.createElement('div');
      many.hidden = true;
      for (let n = 0; n < 500000; n += 1) many.append(document.createElement('i'), 'x');
      document.querySelector('.content').append(many);`,
  },
  {
    what: 'a text of 50 MB',
    body: () => paragraphs(2000),
    script: `const long = document.createElement('p');
      long.append('河水一路向东，流过村庄和田野。'.repeat(3500000));
      long.hidden = true;
      document.querySelector('.content').append(long);`,
  },
  {
    what: 'a byline of labels without end',
    body: () => `<p>2012-01-12 17:58 ${'作者 张玉芳 '.repeat(20_000)}</p>${paragraphs(2000)}`,
  },
];

// Pages that do what they can against their reader, and pages beyond every measure.
describeInEachBrowser((name) => {
  const session = useSession(name);

  const visit = async (path: string, body: string) => {
    session.server.page(path, portalPage('走进村组院落解难题', body), {
      'content-type': 'text/html; charset=utf-8',
    });
    await session.page.goto(session.server.url(HOST, path));
  };
  /** Runs a script in the page's own world, as one of its own. */
  const runInPage = (page: Page, script: string) =>
    page.evaluate((text) => {
      const element = document.createElement('script');
      element.textContent = text;
      document.head.append(element);
    }, script);
  /** As the driver sees it: what the page says of itself is not to be trusted here. */
  const isShown = () => session.page.frames().some((frame) => frame.parentFrame() !== null);
  /** Whether something of ours keeps the page from scrolling, or takes its room. */
  const isHeld = (page: Page) =>
    page.evaluate(
      () =>
        getComputedStyle(document.documentElement).overflow === 'hidden' ||
        (document.querySelector('jingdu-reader')?.getBoundingClientRect().height ?? 0) > 0,
    );
  const close = async () => {
    await press(session.page, 'Alt+KeyR');
    await until(async () => !isShown());
  };

  it.each(SCRIPTS.filter(({ isKept }) => isKept))('reads a page that $what', async ({ script }) => {
    await visit('/hostile-script.html', paragraphs(2000));
    await runInPage(session.page, script);
    expect(isShown()).toBe(false);
    const started = Date.now();
    const view = await openReadingView(session.page);
    expect((await texts(view, '.essay__body'))[0]).toContain('走进村组院落');
    expect((Date.now() - started) / 1000).toBeLessThan(MOST_SECONDS);
    expect(await texts(view, '.note__quote')).toEqual([]);
    await close();
  });

  it.each(SCRIPTS.filter(({ isKept }) => !isKept))(
    'leaves a page that $what as it is',
    async ({ script }) => {
      await visit('/hostile-script.html', paragraphs(2000));
      await runInPage(session.page, script);
      await press(session.page, 'Alt+KeyR');
      await until(async () => !isShown() && !(await isHeld(session.page)));
      expect(await session.page.evaluate(() => 1 + 1)).toBe(2);
      expect(await storedRecords(session.under)).toHaveLength(1);
    },
  );

  it.each(ELEMENT_SCRIPTS)('can be left by Esc on a page that $what', async ({ script }) => {
    await visit('/hostile-element.html', paragraphs(2000));
    await runInPage(session.page, script);
    await press(session.page, 'Alt+KeyR');
    // Whatever the page does at once is done by then, and some of what it does again and again.
    await setTimeout(4 * HIDDEN);
    // Again where the page was hidden at that moment, as a reader does.
    await until(async () => {
      await press(session.page, 'Escape');
      return !isShown() && !(await isHeld(session.page));
    });
  });

  it('takes out what an earlier version left in the page when the extension was updated', async () => {
    await visit('/updated.html', paragraphs(2000));
    const countHosts = () => session.page.evaluate(() => document.querySelectorAll('jingdu-reader').length);
    await runInPage(
      session.page,
      "document.documentElement.append(document.createElement('jingdu-reader'));",
    );
    await openReadingView(session.page);
    expect(await countHosts()).toBe(1);
    await close();
    expect(await countHosts()).toBe(0);
  });

  it.each(GIANTS)('gives a result or a message on $what, and the tab answers', async ({ body, script }) => {
    await visit('/giant.html', body());
    if (script) await runInPage(session.page, script);
    const started = Date.now();
    await openReadingView(session.page);
    const seconds = (Date.now() - started) / 1000;
    expect(seconds).toBeLessThan(MOST_SECONDS);
    expect(await session.page.evaluate(() => 1 + 1)).toBe(2);
    await close();
  });

  it('reads an essay of 10 MB, and the tab answers meanwhile', async () => {
    await visit('/essay.html', GIANT_ESSAY);
    await session.page.evaluate(() => {
      const ticks: number[] = [];
      Object.assign(globalThis, { ticks });
      setInterval(() => ticks.push(performance.now()), 10);
    });
    const tickedBefore = await session.page.evaluate(
      () => (globalThis as { ticks?: number[] }).ticks?.length,
    );
    const started = Date.now();
    await openReadingView(session.page);
    expect((Date.now() - started) / 1000).toBeLessThan(MOST_SECONDS);
    const ticks = await session.page.evaluate(() => (globalThis as { ticks?: number[] }).ticks ?? []);
    const during = ticks.slice(tickedBefore);
    const pauses = during.slice(1).map((tick, at) => tick - (during[at] ?? tick));
    const whole = (during.at(-1) ?? 0) - (during[0] ?? 0);
    // In one go it was two thirds and more; what the browser does by itself, as the essay comes, takes up to a third.
    expect(Math.max(...pauses) / whole).toBeLessThan(0.5);
    await close();
  });
});
