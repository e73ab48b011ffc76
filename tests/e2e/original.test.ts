import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { countPixels, press, screenshot, selectText } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { click, highlight, openPopup, openReadingView, storedRecords, texts, until } from './reading';
import { useSession } from './session';

/** A colour of components/original.css. */
const BLUE: [number, number, number] = [0xb9, 0xd6, 0xf2];

// The same marks on the portal's own page: a switch in the popup, painted by quote, made by selecting.
describeInEachBrowser((name) => {
  const session = useSession(name);
  let url: string;

  const shows = (page: Page, color: [number, number, number]) =>
    until(async () => (await countPixels(page, color)) > 300);
  const marks = async () => (await storedRecords(session.under))[0]?.annotations ?? [];

  beforeAll(async () => {
    url = session.server.fixture('gscn--essay');
    await session.page.goto(url);
    const view = await openReadingView(session.page);
    await highlight(view, '强化理论武装', 'blue');
    await until(async () => (await marks()).length === 1);
    await press(session.page, 'Escape');
    await session.page.waitForFunction(() => !document.querySelector('jingdu-reader'));
  });

  it('shows none until the reader wants them', async () => {
    expect(await countPixels(session.page, BLUE)).toBe(0);
  });

  it('shows them once the switch is on, and leaves the page’s elements as they are', async () => {
    const before = await session.page.evaluate(() => document.documentElement.outerHTML);
    const popup = await openPopup(session.under, url);
    await click(popup, '.switch input');
    await popup.close();
    await session.page.bringToFront();
    await shows(session.page, BLUE);
    await screenshot(session.page, name, 'original');
    expect(await session.page.evaluate(() => document.documentElement.outerHTML)).toBe(before);
  });

  it('makes a mark of what is selected there', async () => {
    await selectText(session.page, 'body', '理论上清醒');
    await session.under.pressShortcut(session.page, 'Alt+M');
    // Seen on the page: whoever asks the store at once may bring another tab to the front before the key has come through.
    await session.page.waitForFunction(() => String(document.getSelection()) === '');
    await until(async () => (await marks()).length === 2);
    expect((await marks())[1]).toMatchObject({
      quote: { exact: '理论上清醒' },
      section: ['一、强化理论武装,做政治上的明白人'],
      state: 'exact',
    });
    const view = await openReadingView(session.page);
    await until(async () => (await texts(view, '.note__quote')).length === 2);
    await press(session.page, 'Escape');
  });

  it('shows them again when the page is loaded again, and changes made elsewhere', async () => {
    await session.page.reload();
    await shows(session.page, BLUE);
    const before = await countPixels(session.page, BLUE);
    const popup = await openPopup(session.under, url);
    await click(popup, '.note:first-child .note__action:last-child');
    await until(async () => (await marks()).length === 1);
    await popup.close();
    await session.page.bringToFront();
    await until(async () => (await countPixels(session.page, BLUE)) < 0.7 * before);
    await shows(session.page, BLUE);
  });

  it('shows none once the switch is off', async () => {
    const popup = await openPopup(session.under, url);
    await click(popup, '.switch input');
    await popup.close();
    await session.page.bringToFront();
    await until(async () => (await countPixels(session.page, BLUE)) === 0);
  });
});
