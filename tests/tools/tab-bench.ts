/** What the extension costs a tab of Chromium: script that runs by itself, and memory with the reading view open. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { CDPSession, Page } from 'puppeteer-core';
import { type BrowserUnderTest, launchChromium, startServer } from '../e2e/harness';
import { openReadingView } from '../e2e/reading';

/** A listed portal's, on whose pages the detector runs. */
const HOST = 'dangjian.gscn.com.cn';
const PASSES = 2;
/** The first page pays for what browsers do once. */
const WARM_UP = 1;
/** In ms: the detector has told the background by then. */
const REST = 1_000;
/** In ms: so long the page is left alone. */
const IDLE = 3_000;
const PARSINGS = 5;
/** Nothing is loaded or run with the saved page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const BYTES_PER_MB = 1_000_000;

/** Of a tab: times in ms, memory in MB. */
export interface TabCost {
  /** Script until the page was at rest, of whatever world. */
  starting: number;
  /** Script while it was left alone. */
  idle: number;
  /** JavaScript's heap, after collecting what nobody holds. */
  heap: number;
}
export interface TabFigures {
  /** With no extension, with one that puts an empty script into the page, and with ours. */
  none: TabCost;
  empty: TabCost;
  ours: TabCost;
  /** Parsing the page once, in ms. */
  parse: number;
}
export interface OpenFigures {
  /** The heap in MB of the page alone, and with the reading view open. */
  alone: number;
  open: number;
  /** Nodes of all documents. */
  nodesAlone: number;
  nodesOpen: number;
}

/** Loads each page in three browsers in turns, and leaves it alone. */
export async function measureIdle(extensionDir: string, pages: readonly string[]): Promise<TabFigures[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jingdu-tab-'));
  const server = await startServer();
  const { content_scripts } = JSON.parse(readFileSync(join(extensionDir, 'manifest.json'), 'utf8'));
  const extensions = {
    none: writeExtension(join(folder, 'none'), {}),
    empty: writeExtension(join(folder, 'empty'), {
      content_scripts: content_scripts.map((script: object) => ({ ...script, js: ['empty.js'] })),
    }),
    ours: extensionDir,
  };
  const kinds = ['none', 'empty', 'ours'] as const;
  const browsers: BrowserUnderTest[] = [];
  try {
    for (const kind of kinds)
      browsers.push(
        await launchChromium({ extensionDir: extensions[kind], profileDir: join(folder, `profile-${kind}`) }),
      );
    const figures: TabFigures[] = [];
    for (const [at, html] of [...pages.slice(0, WARM_UP), ...pages].entries()) {
      const path = `/system/2020/08/11/${at}.shtml`;
      serve(server, path, html);
      for (let pass = 0; pass < PASSES; pass += 1) {
        const costs = {} as Record<(typeof kinds)[number], TabCost>;
        for (let turn = 0; turn < kinds.length; turn += 1) {
          const which = (turn + pass) % kinds.length;
          const under = browsers[which] as BrowserUnderTest;
          costs[kinds[which] as 'none'] = await costOf(under, server.url(HOST, path));
        }
        const parse = await timeParsing(browsers[0] as BrowserUnderTest, html);
        if (at >= WARM_UP) figures.push({ ...costs, parse });
      }
    }
    return figures;
  } finally {
    for (const under of browsers) await under.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens the reading view on each page, and weighs the tab before and after. */
export async function measureOpen(extensionDir: string, pages: readonly string[]): Promise<OpenFigures[]> {
  const profileDir = mkdtempSync(join(tmpdir(), 'jingdu-tab-'));
  const server = await startServer();
  const under = await launchChromium({ extensionDir, profileDir });
  try {
    const figures: OpenFigures[] = [];
    for (const [at, html] of pages.entries()) {
      const path = `/system/2020/08/11/${at}.shtml`;
      serve(server, path, html);
      const page = await under.newPage();
      const session = await page.createCDPSession();
      await session.send('Performance.enable');
      await page.goto(server.url(HOST, path), { waitUntil: 'load' });
      await setTimeout(REST);
      const alone = await weigh(session);
      await openReadingView(page);
      await setTimeout(REST);
      const open = await weigh(session);
      figures.push({ alone: alone.heap, open: open.heap, nodesAlone: alone.nodes, nodesOpen: open.nodes });
      await page.close();
    }
    return figures;
  } finally {
    await under.close();
    await server.close();
    rmSync(profileDir, { recursive: true, force: true });
  }
}

function serve(server: Awaited<ReturnType<typeof startServer>>, path: string, html: string): void {
  server.page(path, html, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
  });
}

function writeExtension(folder: string, parts: object): string {
  mkdirSync(folder, { recursive: true });
  const manifest = { manifest_version: 3, name: 'bench', version: '1', ...parts };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'empty.js'), '');
  return folder;
}

async function costOf(under: BrowserUnderTest, url: string): Promise<TabCost> {
  const page = await under.newPage();
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  await page.goto(url, { waitUntil: 'load' });
  await setTimeout(REST);
  const started = await scriptTime(session);
  await setTimeout(IDLE);
  const idle = (await scriptTime(session)) - started;
  const { heap } = await weigh(session);
  await page.close();
  return { starting: started, idle, heap };
}

/** In ms, compiling included. */
async function scriptTime(session: CDPSession): Promise<number> {
  const of = await metricsOf(session);
  return (of('ScriptDuration') + of('V8CompileDuration')) * 1000;
}

async function weigh(session: CDPSession): Promise<{ heap: number; nodes: number }> {
  await session.send('HeapProfiler.collectGarbage');
  const of = await metricsOf(session);
  return { heap: of('JSHeapUsedSize') / BYTES_PER_MB, nodes: of('Nodes') };
}

async function metricsOf(session: CDPSession): Promise<(name: string) => number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (name) => {
    const metric = metrics.find((candidate) => candidate.name === name);
    if (!metric) throw new Error(`Chromium doesn't tell ${name}`);
    return metric.value;
  };
}

async function timeParsing(under: BrowserUnderTest, html: string): Promise<number> {
  const page: Page = await under.newPage();
  const time = await page.evaluate(
    (source, times) => {
      const began = performance.now();
      for (let at = 0; at < times; at += 1) new DOMParser().parseFromString(source, 'text/html');
      return (performance.now() - began) / times;
    },
    html,
    PARSINGS,
  );
  await page.close();
  return time;
}
