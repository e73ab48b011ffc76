import { setTimeout } from 'node:timers/promises';
import type { Frame, Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { recordKey } from '../../utils/library/read';
import type { ArticleRecord } from '../../utils/library/schema';
import { storedKey } from '../../utils/library/stored-key';
import { carriedPayloads, ownPayloads, publishedPayloads, TEXT_PAYLOADS } from '../tools/payloads';
import { press } from './harness';
import { describeInEachBrowser } from './harness/describe';
import {
  annotate,
  appears,
  choose,
  click,
  downloadedText,
  openReadingView,
  storedRecords,
  tabIdOf,
  texts,
  until,
} from './reading';
import { useSession } from './session';

const HOST = 'dangjian.gscn.com.cn';
const HTML = { 'content-type': 'text/html; charset=utf-8' };
/** Milliseconds in which what was let through would have run or asked for something. */
const TIME_TO_RUN = 500;
/** Fewer of them running, or loading, in a page without defence would mean that the lists are no test. */
const LEAST_THAT_RUN = 60;
const LEAST_THAT_LOAD = 10;
/** Frames a page: hundreds at once take a browser on a busy machine more than a navigation's patience. */
const FRAMES_A_PAGE = 50;

/** Stands around every payload, so that its paragraph is one of an essay. */
const LEAD = '调研组走进村组院落，同乡亲们面对面交流，把记下的难事逐条梳理，';
const TAIL = '，能办的当场就办，不能当场办的说明原因、约定时限。';
/** What is marked. */
const PASSAGE = '逐条梳理';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A portal's page with one text in every place for a text, and payloads each in a paragraph of its own. */
function hostilePage(text: string, payloads: readonly string[]): string {
  const line = escaped(text);
  const carried = JSON.stringify(payloads).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>调研手记 ${line}_中国甘肃网</title>
    <meta name="author" content="${line}"><meta name="description" content="${line}">
    <script>
      // What runs in the page itself is the page's own doing; it is counted, and opens no dialog.
      globalThis.ran = 0;
      alert = confirm = prompt = () => { ran += 1; };
    </script></head><body>
    <div class="path">您当前的位置：<a href="/">中国甘肃网</a> &gt;&gt; <a href="/dj/">${line}</a> &gt;&gt; <a href="/dj/a/">正文</a></div>
    <h1>调研手记 ${line}</h1><h2 class="subtitle">${line}</h2>
    <div class="info">2024-05-06 08:30 来源：${line} 作者：${line} 编辑：王小明</div>
    <div class="content" id="content"><p>${LEAD}${TAIL}</p><h3>一、${line}</h3>
    <table><caption>${line}</caption><tbody><tr><td>${line}</td></tr></tbody></table></div>
    <p>（作者系${line}）</p><div class="foot">版权所有 中国甘肃网</div>
    <script>
      for (const payload of ${carried}) {
        const paragraph = document.createElement('p');
        paragraph.innerHTML = ${JSON.stringify(LEAD)} + payload + ${JSON.stringify(TAIL)};
        content.append(paragraph);
      }
    </script></body></html>`;
}

/** A page that runs each payload in a frame of its own and notes in `ran` which did. */
function frames(payloads: readonly string[]): string {
  const sources = payloads.map(
    (payload, at) =>
      `<iframe srcdoc="${escaped(`<script>alert = confirm = prompt = () => parent.ran.add(${at})</script>${payload}`)}"></iframe>`,
  );
  return `<!doctype html><meta charset="utf-8"><script>globalThis.ran = new Set()</script>${sources.join('')}`;
}

/**
 * What no page or frame of ours may hold, runs in the browser: code, what loads by itself, addresses that run; in an
 * essay's body everything that isn't on the list of what may stay.
 */
function unsafeParts(): string[] {
  const MAY_STAY = 'href src alt title colspan rowspan start width height align rel'.split(' ');
  const found: string[] = [];
  const tell = (element: Element) => found.push(element.outerHTML.slice(0, 200));
  for (const element of document.body.querySelectorAll('*')) {
    const names = element.getAttributeNames();
    const runs = names.some((name) => name.startsWith('on') || name === 'srcdoc');
    const address =
      element.getAttribute('href') ?? element.getAttribute('src') ?? element.getAttribute('action') ?? '';
    const leads = /^\s*(?:javascript|vbscript|data:(?!image\/(?:png|jpeg|gif|webp))|blob)/i.test(address);
    const loads = element.matches(
      'script, iframe:not(.print-edition), object, embed, base, meta, link, template, math, video, audio',
    );
    const strange =
      element.matches('.essay__body *') &&
      (names.some((name) => !MAY_STAY.includes(name)) ||
        element.matches('svg, form, input, style, button, dialog'));
    if (runs || leads || loads || strange) tell(element);
  }
  return found;
}

// Every payload at every place where a page, a file or a server can put it: a canary that must never sing.
describeInEachBrowser((name) => {
  const session = useSession(name);
  /**
   * Dialogs that any window opened. Violations of the policy aren't counted: Chromium tells of a handler's where html is
   * parsed to be sanitized, and nothing of it runs.
   */
  const sung: string[] = [];
  let payloads: string[];
  let own: string[];

  const watch = (page: Page) =>
    page.on('dialog', (dialog) => {
      sung.push(`${page.url()}: ${dialog.type()} ${dialog.message()}`);
      void dialog.dismiss().catch(() => {});
    });

  const canaryRequests = () =>
    session.server.requests.filter(({ path }) => path.startsWith('/canary')).map(({ path }) => path);

  /** Nothing ran, nothing was asked for, and nothing is there that would. */
  const expectSilence = async (scope: Page | Frame) => {
    await setTimeout(TIME_TO_RUN);
    expect({ sung, asked: canaryRequests(), unsafe: await scope.evaluate(unsafeParts) }).toEqual({
      sung: [],
      asked: [],
      unsafe: [],
    });
  };

  const visit = async (path: string, page: string) => {
    session.server.page(path, page, HTML);
    const url = session.server.url(HOST, path);
    await session.page.goto(url, { waitUntil: 'domcontentloaded' });
    // The page itself, and frames in it, may do as they like, before the reading view is there.
    let before: number;
    do {
      before = sung.length + session.server.requests.length;
      await setTimeout(TIME_TO_RUN);
    } while (sung.length + session.server.requests.length > before);
    sung.length = 0;
    session.server.requests.length = 0;
    return url;
  };

  /** A page of ours, watched. */
  const open = async (path: string) => {
    const page = await session.under.openExtensionPage(path);
    watch(page);
    return page;
  };

  beforeAll(() => {
    watch(session.page);
    own = ownPayloads(session.server.url('canary.example', '/canary')).map(([, html]) => html);
    payloads = [...own, ...carriedPayloads()];
  });

  it('sings where there is no defence', async () => {
    let ran = 0;
    for (let from = 0; from < payloads.length; from += FRAMES_A_PAGE) {
      const share = payloads.slice(from, from + FRAMES_A_PAGE);
      session.server.page(`/raw-${from}.html`, frames(share), HTML);
      await session.page.goto(session.server.url(HOST, `/raw-${from}.html`));
      expect(await session.page.evaluate(unsafeParts)).toHaveLength(share.length);
      ran += await session.page.evaluate(() => (globalThis as unknown as { ran: Set<number> }).ran.size);
    }
    expect(ran).toBeGreaterThanOrEqual(LEAST_THAT_RUN);
    expect(canaryRequests().length).toBeGreaterThanOrEqual(LEAST_THAT_LOAD);
    await session.page.evaluate(() => alert('heard'));
    await until(async () => sung.some((dialog) => dialog.includes('heard')));
  });

  it.each(TEXT_PAYLOADS.map((text, at) => [at, text] as const))(
    'is silent in the reading view, %i: %s',
    async (at, text) => {
      const share = payloads.filter((_, index) => index % TEXT_PAYLOADS.length === at);
      await visit(`/${at}.html`, hostilePage(text, share));
      const view = await openReadingView(session.page);
      // All of them came through: what surrounds them is there as often.
      const shown = (await texts(view, '.essay__body')).join().split(PASSAGE).length - 1;
      expect(shown).toBeGreaterThanOrEqual(share.length);
      expect(await texts(view, '.title')).toEqual([`调研手记 ${text}`]);
      await expectSilence(view);
    },
  );

  it('is silent where it is a note and a tag', async () => {
    const [text = ''] = TEXT_PAYLOADS;
    await visit('/0.html', hostilePage(text, []));
    const view = await openReadingView(session.page);
    await annotate(view, PASSAGE, text, [text.replaceAll(' ', '/')]);
    await expectSilence(view);
  });

  it('is silent in every page of ours where a backup or a server brought it', async () => {
    const url = session.server.url(HOST, '/0.html');
    const record = (await storedRecords(session.under)).find(({ article }) => article.url === url);
    if (!record) throw new Error('the first page is not in the store');
    await session.under.evaluateInExtension(
      (key, stored) => chrome.storage.local.set({ [key]: stored }),
      storedKey(recordKey(record.id)),
      hostileRecord(record, [...own, ...publishedPayloads()]),
    );

    const library = await open(`library.html#read/${record.id}`);
    await library.setViewport({ width: 1280, height: 900 });
    await appears(library, '.essay__body > *');
    await appears(library, '.note__text--drawn');
    await expectSilence(library);
    await press(library, 'Escape');
    await library.evaluate(() => {
      location.hash = '';
    });
    await appears(library, '.card');
    await library.type('.search .field', 'alert');
    await appears(library, '.card mark');
    await expectSilence(library);
    await library.close();

    const tab = await tabIdOf(session.under, url);
    for (const path of [`popup.html?tab=${tab}`, `sidepanel.html?tab=${tab}`]) {
      const page = await open(path);
      await appears(page, '.note__quote');
      await expectSilence(page);
      if (path.startsWith('popup')) {
        await click(page, '[role=tab]:nth-child(2)');
        await page.type('input[type=search]', 'alert');
        await appears(page, '.article-line__excerpt');
        await expectSilence(page);
      }
      await page.close();
    }

    // Over the page again: the record's own text is drawn until the page's is read.
    await session.page.bringToFront();
    await session.page.goto(url);
    await expectSilence(await openReadingView(session.page));
  });

  const openExport = async () => {
    const record = (await storedRecords(session.under)).find(
      ({ article }) => article.note === TEXT_PAYLOADS[0],
    );
    const library = await open(`library.html#export/${record?.id}`);
    await library.setViewport({ width: 1280, height: 900 });
    await appears(library, '.dialog__preview');
    return library;
  };

  it('is silent in the HTML that is exported, where no policy of ours holds', async () => {
    const library = await openExport();
    await choose(library, '.dialog select', 'html');
    await until(async () => (await texts(library, '.dialog__preview')).join().includes('<html'));
    await click(library, '.dialog .button--primary');
    const { text } = await downloadedText(session.downloadDir, 'html');
    await library.close();
    expect(text).toContain(PASSAGE);
    session.server.page('/export.html', text, HTML);
    await session.page.goto(session.server.url('elsewhere.example', '/export.html'));
    await expectSilence(session.page);
  });

  // Last of all: Firefox answers its driver no more while it prints.
  it('is silent on paper', async () => {
    const library = await openExport();
    await click(library, '.dialog [data-action="print"]');
    await appears(library, 'iframe.print-edition');
    const printed = await library.$eval('iframe.print-edition', (frame) => {
      const { contentDocument } = frame as HTMLIFrameElement;
      const unsafe =
        'script, iframe, object, embed, base, svg, math, form, [onerror], [onload], [onclick], [href^="javascript" i]';
      return contentDocument?.querySelectorAll(unsafe).length;
    });
    expect({ printed, sung, asked: canaryRequests() }).toEqual({ printed: 0, sung: [], asked: [] });
  });
});

/** A record that no page was let through with: payloads as html, in every text, as notes and as outlines. */
function hostileRecord(record: ArticleRecord, payloads: readonly string[]): ArticleRecord {
  const [mark] = record.annotations;
  const [text = ''] = TEXT_PAYLOADS;
  if (!mark) throw new Error('nothing is marked');
  const notes = [...TEXT_PAYLOADS, ...payloads];
  const share = Math.ceil(notes.length / 40);
  const html = payloads.map((payload) => `<p>${LEAD}${payload}${TAIL}</p>`).join('\n');
  return {
    ...record,
    article: {
      ...record.article,
      html,
      title: text,
      kicker: text,
      subtitle: text,
      source: text,
      authors: [...TEXT_PAYLOADS],
      editors: [...TEXT_PAYLOADS],
      breadcrumb: [...TEXT_PAYLOADS],
      note: text,
    },
    annotations: [
      mark,
      ...Array.from({ length: 40 }, (_, at) => ({
        ...mark,
        id: crypto.randomUUID(),
        quote: { ...mark.quote, exact: TEXT_PAYLOADS[at] ?? mark.quote.exact },
        section: [text],
        note: notes.slice(at * share, (at + 1) * share).join('\n\n'),
        tags: [...mark.tags, TEXT_PAYLOADS[at] ?? 'x'],
      })),
    ],
    outlines: [
      {
        id: crypto.randomUUID(),
        name: text,
        nodes: TEXT_PAYLOADS.map((title) => ({
          id: crypto.randomUUID(),
          level: 1,
          numbering: text,
          title,
          start: 0,
          note: title,
          collapsed: false,
          excerpts: [],
        })),
        created: record.saved,
        modified: record.saved,
      },
    ],
    tags: [...TEXT_PAYLOADS],
  };
}
