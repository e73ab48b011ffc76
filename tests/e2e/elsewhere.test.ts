import { expect, it } from 'vitest';
import { press, screenshot } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { paragraphs, portalPage } from './pages';
import { appears, click, isReading, readingView, storedRecords, texts, until } from './reading';
import { useSession } from './session';

// A page of no listed portal: nothing of ours runs there until the reader asks.
describeInEachBrowser((name) => {
  const session = useSession(name);

  const visit = async () => {
    session.server.page('/essay.html', portalPage('走进村组院落', paragraphs(1_500)), {
      'content-type': 'text/html; charset=utf-8',
    });
    const page = await session.under.newPage();
    await page.goto(session.server.url('news.unlisted.example', '/essay.html'));
    return page;
  };

  it('leaves the page alone', async () => {
    const page = await visit();
    await press(page, 'Alt+KeyR');
    expect(await isReading(page)).toBe(false);
    expect(await storedRecords(session.under)).toEqual([]);
    await page.close();
  });

  // The driver can press Firefox's real shortcut and Chromium's real toolbar button; either grants the one page.
  it.runIf(name === 'firefox')('reads it by the browser’s shortcut', async () => {
    const page = await visit();
    await session.under.pressShortcut(page, 'Alt+R');
    await readingView(page);
    await until(async () => (await storedRecords(session.under)).length === 1);
  });

  it.runIf(name === 'chromium')('reads it by the popup of the toolbar button', async () => {
    const page = await visit();
    await page.bringToFront();
    const [extension] = (await session.under.browser.extensions()).values();
    await extension?.triggerAction(page);
    const target = await session.under.browser.waitForTarget(
      (candidate) => candidate.url() === session.under.extensionUrl('popup.html'),
    );
    const popup = await target.asPage();
    await appears(popup, '.page-head .button--primary');
    // The window must have grown to the popup's own width: components/popup/popup.css.
    await popup.waitForFunction(() => innerWidth >= 380);
    await screenshot(popup, name, 'popup-real');
    await click(popup, '.page-head .button');
    const view = await readingView(page);
    expect(await texts(view, '.title')).toEqual(['走进村组院落']);
    await until(async () => (await storedRecords(session.under)).length === 1);
  });
});
