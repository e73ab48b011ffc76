import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { articleId } from '../../utils/library/id';
import { recordKey } from '../../utils/library/read';
import type { ArticleRecord } from '../../utils/library/schema';
import { storedKey } from '../../utils/library/stored-key';
import { type BrowserName, type BrowserUnderTest, launch, press, startServer } from '../e2e/harness';
import { runInBrowserWindow } from '../e2e/harness/firefox';
import { paragraphs, portalPage } from '../e2e/pages';
import { builtExtension, isReading, storedRecords, until } from '../e2e/reading';
import type { TortureOptions, TortureReport } from './report';

/**
 * One browser in which article after article is opened, marked and closed, and then one article again and again, whose page
 * stays: neither memory nor listeners may grow. The first rounds don't count, for caches fill and code is compiled then.
 *
 * The driver never looks into the reading view: what its store says is enough. Firefox's driver keeps documents of frames in
 * a closed shadow root that it looked into, and the pages around them, anybody's: half a megabyte for each third article.
 */

const ARTICLES = 500;
/** Of how often one page's reading view is opened, to the articles. */
const AGAIN_SHARE = 0.2;
/** Of the rounds, those before the first measure. */
const WARM_UP_SHARE = 0.2;
const MOST_GROWTH = 0.1;
/**
 * Told, and not held. Of memory Firefox keeps what was freed for later, and swings by a tenth from one measure to the next.
 * In a tab's heap its own modules keep some kilobytes of each document that the driver talks to and of each key that it
 * presses, without an extension, too: what we could leave behind there is in windows and in the realms of content scripts.
 */
const NOT_HELD = ['tab’s memory', 'extension’s memory', 'tab’s heap'];

const TOLD_EVERY = 50;
const HOST = 'dj.gscn.com.cn';

/** The group of `npm run torture`. `SOAK_ARTICLES` is another number of articles, `SOAK_BROWSER` one browser alone. */
export async function run({ say }: TortureOptions): Promise<TortureReport> {
  const articles = Number(process.env.SOAK_ARTICLES ?? ARTICLES);
  const only = process.env.SOAK_BROWSER;
  const report: TortureReport = { counted: [], failures: [] };
  for (const name of ['chromium', 'firefox'] as const) {
    if (only && name !== only) continue;
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
  const report: TortureReport = { counted: [], failures: [] };
  /** Does something many times, and holds what it leaves behind to what it had left after the warm-up. */
  const grow = async (what: string, times: number, round: (number: number) => Promise<void>) => {
    const warmUp = Math.max(1, Math.round(times * WARM_UP_SHARE));
    let before: Measures = {};
    for (let number = 1; number <= times; number += 1) {
      await round(number);
      if (number === warmUp) before = await measure(under, page);
      if (number % TOLD_EVERY === 0)
        say(`${name}: ${number} ${what} ${JSON.stringify(await measure(under, page))}`);
    }
    const after = await measure(under, page);
    report.counted.push(`${name}: ${what}, measured behind ${warmUp} and ${times}`);
    for (const [figure, value] of Object.entries(before)) {
      const now = after[figure] ?? 0;
      // What there was none of may not come to be.
      const growth = now === value ? 0 : now / value - 1;
      const told = `${name}: ${what}: ${figure} ${value} → ${now} (${(100 * growth).toFixed(1)} %)`;
      report.counted.push(told);
      if (growth > MOST_GROWTH && !NOT_HELD.includes(figure)) report.failures.push(told);
    }
  };
  // Opened first, so that the page lies in front.
  const witness = await under.openExtensionPage('options.html');
  const page = await under.newPage();
  try {
    const open = async (path: string, title: string) => {
      const body = portalPage(title, paragraphs(2000));
      server.page(path, body, { 'content-type': 'text/html; charset=utf-8' });
      await page.goto(server.url(HOST, path));
    };
    await grow('articles', articles, async (number) => {
      const path = `/soak/${number}.html`;
      await open(path, `第${number}篇`);
      await openView(page, witness);
      await mark(page, witness, server.url(HOST, path));
      await closeView(page, witness);
    });
    await grow('times the same', Math.ceil(articles * AGAIN_SHARE), async () => {
      await openView(page, witness);
      await closeView(page, witness);
    });
    const records = await storedRecords(under);
    const marks = records.reduce((count, { annotations }) => count + annotations.length, 0);
    report.counted.push(`${name}: ${records.length} articles with ${marks} marks in the store`);
    if (marks < articles) report.failures.push(`${name}: ${marks} marks of ${articles}`);
    return report;
  } finally {
    await under.close();
    await server.close();
    rmSync(profileDir, { recursive: true, force: true });
  }
}

async function openView(page: Page, witness: Page): Promise<void> {
  await press(page, 'Alt+KeyR');
  await until(() => isStored(witness));
}

async function closeView(page: Page, witness: Page): Promise<void> {
  // A toolbar may lie on top, which goes first.
  await until(async () => {
    await press(page, 'Escape');
    return !(await isReading(page)) && !(await isStored(witness));
  });
}

async function mark(page: Page, witness: Page, url: string): Promise<void> {
  const key = storedKey(recordKey(await articleId(url)));
  await until(async () => {
    for (const name of ['s', 'h']) await press(page, name);
    return witness.evaluate(async (wanted) => {
      const { [wanted]: stored } = await chrome.storage.local.get(wanted);
      return stored !== undefined && (JSON.parse(stored as string) as ArticleRecord).annotations.length > 0;
    }, key);
  });
}

/** Whether a reading view has put its article into the store and stands open. */
function isStored(witness: Page): Promise<boolean> {
  return witness.evaluate(async () =>
    Object.keys(await chrome.storage.session.get(null)).some((key) => key.startsWith('reader:')),
  );
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

/** Of the tab's process and of the extension's, by the reporters behind about:memory. */
async function measureFirefox({ browser }: BrowserUnderTest): Promise<Measures> {
  const told = await runInBrowserWindow(
    browser,
    `const manager = Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager);
    // Twice: what the first collection lets go is what holds other things.
    for (let time = 0; time < 2; time += 1) {
      for (const topic of ['child-gc-request', 'child-cc-request', 'child-mmu-request'])
        Services.obs.notifyObservers(null, topic);
      await new Promise((done) => manager.minimizeMemoryUsage(done));
      await new Promise((done) => setTimeout(done, 2000));
    }
    const processOf = (address) =>
      gBrowser.browsers.find(({ currentURI }) => currentURI.spec.includes(address)).frameLoader.remoteTab.osPid;
    const names = new Map([[processOf('${HOST}'), 'tab'], [processOf('options.html'), 'extension']]);
    const { children } = await ChromeUtils.requestProcInfo();
    const sums = Object.fromEntries(
      children.flatMap(({ pid, memory }) => (names.has(pid) ? [[names.get(pid) + '’s memory', memory]] : [])),
    );
    const figures = {
      heap: /^(heap-allocated$|js-main-runtime-gc-heap-committed\\/used\\/)/,
      windows: /^explicit\\/window-objects\\//,
      'content scripts': /^explicit\\/js-non-window\\/.*realm\\(\\[Expanded Principal/,
      listeners: /^event-counts\\/.*event-listeners$/,
      'windows left behind': /^ghost-windows$/,
    };
    await new Promise((done) =>
      manager.getReports((process, path, _kind, _units, amount) => {
        const name = names.get(Number(/pid (\\d+)/.exec(process)?.[1]));
        if (!name) return;
        for (const [figure, pattern] of Object.entries(figures))
          if (pattern.test(path)) sums[name + '’s ' + figure] = (sums[name + '’s ' + figure] ?? 0) + amount;
      }, null, done, null, false),
    );
    return JSON.stringify(sums);`,
  );
  return JSON.parse(told ?? '{}') as Measures;
}
