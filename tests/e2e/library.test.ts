import JSZip from 'jszip';
import mammoth from 'mammoth';
import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { summarize, summaryMonth } from '../../utils/library/summary';
import { press, screenshot, selectText } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { paragraphs, portalPage } from './pages';
import {
  annotate,
  appears,
  choose,
  click,
  downloadedFile,
  highlight,
  openReadingView,
  storedRecords,
  storedSettings,
  tabIdOf,
  texts,
  until,
} from './reading';
import { useSession } from './session';

/** A host of a portal's domain. */
const HOST = 'dangjian.gscn.com.cn';

// The shelves: what was read stands there, is found, read again without its page, tagged, thrown away and brought back.
describeInEachBrowser((name) => {
  const session = useSession(name);
  let library: Page;

  const titles = () => texts(library, '.card__title');
  const clearSearch = () =>
    library.$eval('.search .field', (field) => {
      (field as HTMLInputElement).value = '';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  const shows = (count: number) => until(async () => (await titles()).length === count);

  /** The key opens the reading view once the detector is there. */
  const isDetected = async (url: string) => {
    const tabId = await tabIdOf(session.under, url);
    await until(async () => {
      const badge = await session.under.evaluateInExtension(
        (id) => chrome.action.getBadgeText({ tabId: id }),
        tabId,
      );
      return badge === '读';
    });
    await session.page.bringToFront();
  };

  beforeAll(async () => {
    const pages = [
      ['/a.html', '乡村调研手记', paragraphs(1_200)],
      ['/b.html', '干部夜谈十则', paragraphs(900)],
    ] as const;
    for (const [path, title, body] of pages)
      session.server.page(path, portalPage(title, body), { 'content-type': 'text/html; charset=utf-8' });
    const urls = [
      session.server.fixture('gscn--essay'),
      ...pages.map(([path]) => session.server.url(HOST, path)),
    ];
    for (const [at, url] of urls.entries()) {
      await session.page.goto(url);
      await isDetected(url);
      const view = await openReadingView(session.page);
      await until(async () => (await storedRecords(session.under)).length > at);
      if (at > 0) continue;
      await highlight(view, '强化理论武装', 'yellow');
      await annotate(view, '坚持围绕中心', '中心是什么', ['党建']);
    }
    library = await session.under.openExtensionPage('library.html');
    await library.setViewport({ width: 1280, height: 900 });
  });

  it('shows every article, newest read first, with what was made of it', async () => {
    await shows(3);
    expect((await titles()).at(-1)).toContain('认真履职尽责');
    expect(await texts(library, '.card:last-child .count')).toEqual(['2 处标记，1 条批注']);
    expect(await texts(library, '.study-days .hint')).toEqual(['3 篇文章，2 处标记，1 条批注，学习 1 天']);
    await screenshot(library, name, 'library-list');
  });

  it('narrows the articles by tag, colour and source', async () => {
    await click(library, '.facet__value:has(.swatch[data-color="yellow"])');
    await shows(1);
    await click(library, '.facets > .button');
    await shows(3);
  });

  it('finds a word of a body, in traditional characters too, and shows where', async () => {
    await click(library, '.search .field');
    await library.keyboard.type('黨務工作');
    await shows(1);
    expect((await texts(library, '.card mark')).join()).toContain('党务工作');
    await screenshot(library, name, 'library-search');
    await clearSearch();
    await shows(3);
  });

  it('says where a search found more than is listed, and lists all when asked to', async () => {
    const [record] = await storedRecords(session.under);
    if (!record) throw new Error('nothing stored');
    const sample = {
      ...record,
      article: { ...record.article, source: '半月谈' },
      saved: '2020-01-02T08:00:00.000Z',
    };
    // Made there: what goes to a browser should be small.
    await session.under.evaluateInExtension(
      (one, line, months) => {
        const ids = Array.from({ length: 205 }, (_, number) => number.toString(16).padStart(32, '0'));
        return chrome.storage.local.set({
          ...Object.fromEntries(ids.map((id) => [`article:${id}`, { ...one, id }])),
          'summaries:2020-01': ids.map((id) => ({ ...line, id })),
          'summary-months': months,
        });
      },
      sample,
      summarize(sample, []),
      [summaryMonth(record.saved), '2020-01'],
    );
    await library.bringToFront();
    await click(library, '.search .field');
    await library.keyboard.type('来源:半月谈');
    await until(async () => (await texts(library, '.library__bar .count')).join().includes('显示 200 篇'));
    expect((await texts(library, '.library__bar .count')).join()).toContain('只列出了最相近的 200 篇');
    await screenshot(library, name, 'library-cut');
    await click(library, '[data-action="list-all"]');
    await until(async () => (await texts(library, '.library__bar .count')).join().includes('显示 205 篇'));
    expect(await library.$('[data-action="list-all"]')).toBeNull();
    await session.under.evaluateInExtension(
      async (months) => {
        const keys = Object.keys(await chrome.storage.local.get(null));
        await chrome.storage.local.set({ 'summaries:2020-01': [], 'summary-months': months });
        await chrome.storage.local.remove(keys.filter((key) => key.startsWith('article:00000000')));
      },
      [summaryMonth(record.saved)],
    );
    await library.bringToFront();
    await clearSearch();
    await shows(3);
  });

  it('reads a saved article without its page, and takes marks there', async () => {
    await click(library, '.card:last-child .card__title a');
    await appears(library, '.essay__body > *');
    await until(async () => (await texts(library, '.note__quote')).join() === '强化理论武装,坚持围绕中心');
    await screenshot(library, name, 'library-reading');
    await selectText(library.mainFrame(), '.essay__body', '勤于学习思考');
    await appears(library, '.selection-toolbar');
    await press(library, 'h');
    await until(async () =>
      (await storedRecords(session.under)).some(({ annotations }) => annotations.length === 3),
    );
    await press(library, 'Escape');
    await shows(3);
    expect(await texts(library, '.card:first-child .count')).toEqual(['3 处标记，1 条批注']);
  });

  it('tags, throws away and brings back several at once', async () => {
    await click(library, '.library__bar .button');
    await appears(library, '.library__bar--selection');
    await click(library, '.library__tagging .field');
    await library.keyboard.type('必读');
    await press(library, 'Enter');
    await until(async () => (await storedRecords(session.under)).every(({ tags }) => tags.includes('必读')));
    // With the bar goes its field; the next Tab goes on in the list all the same.
    await until(() => library.evaluate(() => document.activeElement?.localName === 'main'));
    await until(async () => (await texts(library, '.notice')).join().includes('已给 3 篇文章加上标签'));
    await click(library, '.notice .button');
    await until(async () => (await storedRecords(session.under)).every(({ tags }) => tags.length === 0));

    await click(library, '.library__bar .button');
    await click(library, '.card:nth-child(2) .card__check');
    await click(library, '.library__bar--selection .button--plain:last-child');
    await shows(1);
    await click(library, '.library__head button[aria-pressed]');
    await shows(2);
    await library.type('.search .field', '乡村');
    await shows(1);
    await screenshot(library, name, 'library-trash');
    await library.$eval('.search .field', (field) => {
      (field as HTMLInputElement).value = '';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await shows(2);
    await click(library, '.library__bar .button');
    await click(library, '.library__bar--selection .spacer + .button');
    await until(async () => (await texts(library, '.hint')).some((text) => text.includes('回收站是空的')));
    await click(library, '.library__head button[aria-pressed]');
    await shows(3);
  });

  it('lays the articles out as cards, in the order of their titles', async () => {
    await click(library, '.library__bar .button--plain:last-child');
    await choose(library, '.library__order select', 'title');
    await appears(library, '.cards[data-layout="grid"]');
    await screenshot(library, name, 'library-grid');
    await library.setViewport({ width: 390, height: 780 });
    await screenshot(library, name, 'library-narrow');
  });

  it('exports a selection as a zip of Word documents, and one article as text to the clipboard', async () => {
    await library.setViewport({ width: 1280, height: 900 });
    await click(library, '.library__bar .button');
    await click(library, '.library__bar--selection form + .button');
    await appears(library, '.dialog__preview');
    await screenshot(library, name, 'library-export');
    await choose(library, '.dialog select', 'word');
    await until(async () => (await library.$('.dialog__preview')) === null);
    await click(library, '.dialog .button--primary');
    const file = await downloadedFile(session.downloadDir, 'zip');
    const zip = await JSZip.loadAsync(file.bytes);
    expect(Object.keys(zip.files).sort()).toEqual([
      '乡村调研手记.docx',
      '干部夜谈十则.docx',
      '认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者.docx',
    ]);
    const essay = await zip.file(/认真履职尽责/)[0]?.async('nodebuffer');
    const { value } = await mammoth.extractRawText({ buffer: essay as Buffer });
    expect(value).toContain('中心是什么');
    expect(value).toContain('[J/OL]');
    await until(async () => (await storedSettings(session.under)).exportFormat === 'word');
  });

  it('prints an edition with outline, notes and reference', async () => {
    // All three are selected still.
    for (const card of [1, 3]) await click(library, `.card:nth-child(${card}) .card__check`);
    await click(library, '.library__bar--selection form + .button');
    await click(library, '.dialog [data-action="print"]');
    await appears(library, 'iframe.print-edition');
    // The frame stands there before what is printed.
    await until(async () => {
      const printed = await library.$eval('iframe.print-edition', (frame) => {
        const { body } = (frame as HTMLIFrameElement).contentDocument as Document;
        return body.textContent ?? '';
      });
      return ['一、强化理论武装', '中心是什么', '[J/OL]'].every((part) => printed.includes(part));
    });
    await press(library, 'Escape');
  });
});
