/** A headless browser that reads saved pages with the code that ships: Chromium, unless told. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import { ensureBrowser } from '../../scripts/setup.mjs';

/** A page that takes longer than this, in ms, has failed. Far above the 5 s owed for the hardest page. */
const PAGE_TIMEOUT = 30_000;
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const READING_TOOLS = fileURLToPath(new URL('./in-page.ts', import.meta.url));

/**
 * Opens the browser. `call(name, ...args)` runs a function of in-page.ts, or of another script that puts
 * `jingduTools` on the page, and rejects after the time-out, in ms; the next call then starts with a fresh tab.
 */
export async function openReadingBrowser(
  tools = READING_TOOLS,
  { name: browserName = 'chromium', timeout: mostMs = PAGE_TIMEOUT } = {},
) {
  const { path, missing } = await ensureBrowser(browserName);
  if (!path) throw new Error(missing);
  const script = await bundle(tools);
  const browser = await puppeteer.launch({
    browser: browserName === 'firefox' ? 'firefox' : 'chrome',
    executablePath: path,
    headless: true,
    args: browserName === 'firefox' ? [] : BROWSER_FLAGS,
    protocolTimeout: 0,
  });
  let page = null;
  const call = async (name, ...args) => {
    page ??= await openPage(browser, script);
    let timer;
    const timeout = new Promise((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`No answer within ${mostMs / 1000} s`)), mostMs);
    });
    const answer = page.evaluate((tool, values) => globalThis.jingduTools[tool](...values), name, args);
    answer.catch(() => {});
    try {
      return await Promise.race([answer, timeout]);
    } catch (error) {
      const lost = page;
      page = null;
      lost.close().catch(() => {});
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
  return { call, close: () => browser.close() };
}

/** Where the tools run. The address is answered here; nothing is loaded. */
const TOOLS_PAGE = 'https://tools.invalid/';
/** A page isolated from others gets a clock of 5 µs; 100 µs, which others get, is as long as detection takes. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

async function openPage(browser, script) {
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const isTools = request.url() === TOOLS_PAGE && request.isNavigationRequest();
    if (isTools) request.respond({ contentType: 'text/html', headers: ISOLATION, body: '<!doctype html>' });
    else request.abort();
  });
  await page.goto(TOOLS_PAGE);
  await page.evaluate(script);
  return page;
}

/** A module and all that it imports as one script. */
export async function bundle(entryPoint) {
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome137',
    logLevel: 'error',
  });
  return outputFiles[0].text;
}
