/** A page of 10 MB in either browser: from the key to the essay's first lines, and how long the page itself gets no turn. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type BrowserName, launch, press, startServer } from '../e2e/harness';
import { portalPage } from '../e2e/pages';
import { until } from '../e2e/reading';

/** A listed portal's, so that the key is enough. */
const HOST = 'dangjian.gscn.com.cn';
const PARAGRAPHS = 36_000;
const PASSES = 3;
/** In ms: what loading the page leaves behind must not run on into what is measured. */
const REST = 1_500;
/** In ms: the essay is drawn to its end and stored by then. */
const AFTERWARDS = 6_000;
/** How often the page's own timer is due, in ms. */
const TICK = 10;

/** In ms, of one pass. */
export interface GiantTimes {
  firstLines: number;
  /** The longest time in which the page's own timer didn't run, until the essay was complete. */
  longestPause: number;
}

/** Opens the page some times in a browser, anew each time. */
export async function measureGiant(name: BrowserName, extensionDir: string): Promise<GiantTimes[]> {
  const profileDir = mkdtempSync(join(tmpdir(), 'jingdu-giant-'));
  const server = await startServer();
  const under = await launch(name, { extensionDir, profileDir });
  try {
    const paragraph = `<p>${'河水一路向东，流过村庄和田野。'.repeat(6)}</p>`;
    server.page('/giant.html', portalPage('走进村组院落解难题', paragraph.repeat(PARAGRAPHS)), {
      'content-type': 'text/html; charset=utf-8',
    });
    const measured: GiantTimes[] = [];
    for (let pass = 0; pass < PASSES; pass += 1) {
      const page = await under.newPage();
      await page.bringToFront();
      await page.goto(server.url(HOST, '/giant.html'));
      await setTimeout(REST);
      await page.evaluate((tick) => {
        const watched = globalThis as unknown as { longestPause: number };
        watched.longestPause = 0;
        let last = performance.now();
        window.setInterval(() => {
          const now = performance.now();
          watched.longestPause = Math.max(watched.longestPause, now - last - tick);
          last = now;
        }, tick);
      }, TICK);
      const began = Date.now();
      await press(page, 'Alt+KeyR');
      await until(async () => {
        const view = page.frames().find((frame) => frame.parentFrame() !== null);
        // The frame of a view that is only just opening answers nothing.
        return (await view?.$('.essay__body p').catch(() => null)) != null;
      });
      const firstLines = Date.now() - began;
      await setTimeout(AFTERWARDS);
      const longestPause = await page.evaluate(
        () => (globalThis as unknown as { longestPause: number }).longestPause,
      );
      measured.push({ firstLines, longestPause });
      await page.close();
    }
    return measured;
  } finally {
    await under.close();
    await server.close();
    rmSync(profileDir, { recursive: true, force: true });
  }
}
