import JSZip from 'jszip';
import type { Frame, Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { press } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { paragraphs, portalPage } from './pages';
import { appears, downloadedFile, openReadingView, storedRecords, texts, until } from './reading';
import { useSession } from './session';

const HOST = 'dangjian.gscn.com.cn';
/** More stops than any screen has. */
const MOST_STOPS = 80;

// A reader's whole way without a mouse: read, mark, note; find it in the library, read it again, export it.
describeInEachBrowser((name) => {
  const session = useSession(name);
  let view: Frame;
  let library: Page;

  /** Presses Tab until an element has the focus: what can't be reached so can't be used so. */
  const tabTo = async (page: Page, selector: string) => {
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      await press(page, 'Tab');
      if (!(await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector))) continue;
      // Where Tab went round by Firefox's own bars, its driver leaves the window's focus there, and Enter presses nothing.
      if (!(await page.evaluate(() => document.hasFocus()))) {
        await session.page.bringToFront();
        await page.bringToFront();
      }
      return;
    }
    throw new Error(`Tab does not reach ${selector}`);
  };

  beforeAll(async () => {
    for (const [path, title] of [
      ['/a.html', '乡村调研手记'],
      ['/b.html', '干部夜谈十则'],
    ] as const) {
      session.server.page(path, portalPage(title, paragraphs(900)), {
        'content-type': 'text/html; charset=utf-8',
      });
      await session.page.goto(session.server.url(HOST, path));
      view = await openReadingView(session.page);
      await until(async () =>
        (await storedRecords(session.under)).some(({ article }) => article.title === title),
      );
    }
  });

  it('marks a sentence, and writes a note to the next one', async () => {
    await press(session.page, 's');
    await appears(view, '.selection-toolbar');
    await press(session.page, 'h');
    await until(async () => (await texts(view, '.note__quote')).length === 1);
    await press(session.page, 's');
    await press(session.page, 'm');
    await appears(view, '.annotation-editor textarea:focus');
    await session.page.keyboard.type('回头细看');
    await press(session.page, 'Escape');
    await until(async () => (await texts(view, '.note__quote')).length === 2);
    await press(session.page, 'Escape');
  });

  it('finds the article in the library by its note, and reads it again', async () => {
    library = await session.under.openExtensionPage('library.html');
    await library.setViewport({ width: 1280, height: 900 });
    await appears(library, '.card');
    await tabTo(library, '.search .field');
    await library.keyboard.type('回头细看');
    await until(async () => (await texts(library, '.card__title')).join() === '干部夜谈十则');
    await tabTo(library, '.card__title a');
    await press(library, 'Enter');
    await appears(library, '.essay__body > *');
    await until(async () => (await texts(library, '.note__quote')).length === 2);
    await press(library, 'Escape');
    await appears(library, '.card');
  });

  it('selects both, tags them and takes them away as a zip', async () => {
    await until(async () => (await texts(library, '.card__title')).length === 2);
    for (const card of [1, 2]) {
      await tabTo(library, `.card:nth-child(${card}) .card__check`);
      await press(library, ' ');
    }
    await appears(library, '.library__bar--selection');
    await tabTo(library, '.library__tagging .field');
    await library.keyboard.type('调研');
    await press(library, 'Enter');
    await until(async () => (await storedRecords(session.under)).every(({ tags }) => tags.includes('调研')));
    await tabTo(library, '.library__bar .button');
    await press(library, 'Enter');
    await tabTo(library, '.library__bar--selection form + .button');
    await press(library, 'Enter');
    await appears(library, '.dialog__preview');
    await tabTo(library, '.dialog .button--primary');
    await press(library, 'Enter');
    const { bytes } = await downloadedFile(session.downloadDir, 'zip');
    expect(Object.keys((await JSZip.loadAsync(bytes)).files).sort()).toEqual([
      '乡村调研手记.md',
      '干部夜谈十则.md',
    ]);
  });
});
