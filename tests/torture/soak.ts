import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type BrowserName, type BrowserUnderTest, launch, press, startServer } from '../e2e/harness';
import { runInBrowserWindow } from '../e2e/harness/firefox';
import { paragraphs, portalPage } from '../e2e/pages';
import { builtExtension, isReading, openReadingView, storedRecords, until } from '../e2e/reading';
import type { TortureOptions, TortureReport } from './report';

/**
 * One browser in which article after article is opened, marked and closed: neither memory nor listeners may grow. The first
 * articles don't count, for caches fill and code is compiled then.
 */

const ARTICLES = 500;
/** Of the articles, those before the first measure. */
const WARM_UP_SHARE = 0.2;
const MOST_GROWTH = 0.1;
const TOLD_EVERY = 50;
const HOST = 'dj.gscn.com.cn';

/** The group of `npm run torture`. `SOAK_ARTICLES` is another number of articles. */
export async function run({ say }: TortureOptions): Promise<TortureReport> {
  const articles = Number(process.env.SOAK_ARTICLES ?? ARTICLES);
  const report: TortureReport = { counted: [], failures: [] };
  for (const name of ['chromium', 'firefox'] as const) {
    const { counted, failures } = await soak(name, articles, say);
    report.counted.push(...counted);
    report.failures.push(...failures);
  }
  return report;
}

async function soak(
  name: BrowserName,
  articles: number,
  say: (line: string) => void,
): Promise<TortureReport> {
  const profileDir = mkdtempSync(join(tmpdir(), `jingdu-soak-${name}-`));
  const server = await startServer();
  const under = await launch(name, { extensionDir: builtExtension(name), profileDir });
  const warmUp = Math.max(1, Math.round(articles * WARM_UP_SHARE));
  try {
    const page = await under.newPage();
    let before: Measures = {};
    for (let number = 1; number <= articles; number += 1) {
      const path = `/soak/${number}.html`;
      server.page(path, portalPage(`第${number}篇`, paragraphs(2000)), {
        'content-type': 'text/html; charset=utf-8',
      });
      await page.goto(server.url(HOST, path));
      await readAndMark(page);
      if (number === warmUp) before = await measure(under, page);
      if (number % TOLD_EVERY === 0) say(`${name}: ${number} articles`);
    }
    const after = await measure(under, page);
    const records = await storedRecords(under);
    const marks = records.reduce((count, { annotations }) => count + annotations.length, 0);
    const growths = Object.entries(before).map(([what, value]) => {
      const growth = ((after[what] ?? 0) - value) / value;
      return { growth, told: `${name}: ${what} ${value} → ${after[what]} (${(100 * growth).toFixed(1)} %)` };
    });
    return {
      counted: [
        `${name}: ${records.length} articles with ${marks} marks, measured behind ${warmUp} and ${articles}`,
        ...growths.map(({ told }) => told),
      ],
      failures: [
        ...(marks >= articles ? [] : [`${name}: ${marks} marks of ${articles}`]),
        ...growths.filter(({ growth }) => growth > MOST_GROWTH).map(({ told }) => told),
      ],
    };
  } finally {
    await under.close();
    await server.close();
    rmSync(profileDir, { recursive: true, force: true });
  }
}

async function readAndMark(page: Page): Promise<void> {
  const view = await openReadingView(page);
  // By keys, for the mouse may come before the essay is at rest.
  await until(async () => {
    for (const key of ['s', 'h']) await press(page, key);
    return (await view.$('.note__quote')) !== null;
  });
  await press(page, 'Escape');
  await until(async () => !(await isReading(page)));
}

/** Figures by what they are of. */
type Measures = Record<string, number>;

function measure(under: BrowserUnderTest, page: Page): Promise<Measures> {
  return under.name === 'chromium' ? measureChromium(under, page) : measureFirefox(under);
}

/** Of the tab's process and of the background, after a collection of what nobody holds. */
async function measureChromium({ browser }: BrowserUnderTest, page: Page): Promise<Measures> {
  const tab = await page.createCDPSession();
  await tab.send('HeapProfiler.collectGarbage');
  await tab.send('Performance.enable');
  const { metrics } = await tab.send('Performance.getMetrics');
  await tab.detach();
  const worker = await (
    await browser.waitForTarget((one) => one.type() === 'service_worker')
  ).createCDPSession();
  await worker.send('HeapProfiler.collectGarbage');
  const { usedSize } = await worker.send('Runtime.getHeapUsage');
  await worker.detach();
  const wanted = ['JSEventListeners', 'Nodes', 'Documents', 'JSHeapUsedSize'];
  const measures = metrics
    .filter(({ name }) => wanted.includes(name))
    .map(({ name, value }) => [name, value]);
  return { ...Object.fromEntries(measures), 'background heap': usedSize };
}

/** Firefox tells how much memory its processes have; it counts no listeners. */
async function measureFirefox({ browser }: BrowserUnderTest): Promise<Measures> {
  const told = await runInBrowserWindow(
    browser,
    `for (const topic of ['child-gc-request', 'child-cc-request', 'child-mmu-request'])
      Services.obs.notifyObservers(null, topic);
    const manager = Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager);
    await new Promise((done) => manager.minimizeMemoryUsage(done));
    await new Promise((done) => setTimeout(done, 3000));
    const { children } = await ChromeUtils.requestProcInfo();
    const sumOf = (types) => children.filter(({ type }) => types.includes(type)).reduce((sum, { memory }) => sum + memory, 0);
    return JSON.stringify({ 'tabs’ memory': sumOf(['web', 'webIsolated']), 'extension’s memory': sumOf(['extension']) });`,
  );
  return JSON.parse(told ?? '{}') as Measures;
}
