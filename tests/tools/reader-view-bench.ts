/** From a key press to the painted article in one Firefox: the reading view, and Firefox's own Reader View. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { type BrowserUnderTest, launchFirefox, startServer } from '../e2e/harness';
import { callInBrowserWindow, pressingKeys } from '../e2e/harness/firefox';

/** A listed portal's, so that the key is enough for ours. */
const HOST = 'dangjian.gscn.com.cn';
const KEYS = { ours: 'Alt+R', peer: 'Control+Alt+R' };
type Side = keyof typeof KEYS;
const SIDES: Side[] = ['ours', 'peer'];
const PASSES = 3;
/** The first page pays for compiling, on both sides. */
const WARM_UP = 3;
/** In ms: what loading a page leaves behind, the detector's work included, must not run on into what is measured. */
const REST = 500;
/** In ms: an article that isn't there by now won't come. */
const PATIENCE = 5_000;
const NAVIGATION_PATIENCE = 10_000;
/** Nothing is loaded or run with the saved page: neither side waits for what isn't there any more. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
/** A saved page that goes elsewhere by itself. */
const REFRESH = /<meta[^>]+http-equiv\s*=\s*["']?refresh[^>]*>/gi;

/** Times in ms on one page, one a pass. */
export type PaintTimes = Record<Side, number[]>;

/**
 * Opens each page on either side in turns, in a fresh load each time. Pages in which either finds no article are left
 * out.
 * @param pages their sources
 */
export async function measurePainting(extensionDir: string, pages: readonly string[]): Promise<PaintTimes[]> {
  const profileDir = mkdtempSync(join(tmpdir(), 'jingdu-paint-'));
  const server = await startServer();
  const under = await launchFirefox({ extensionDir, profileDir });
  try {
    await callInBrowserWindow(
      under.browser,
      `() => { (${installWatch})(${JSON.stringify(`(${watchPages})()`)}) }`,
    );
    let page = await openTab(under);
    const measured: PaintTimes[] = [];
    for (const [at, html] of [...pages.slice(0, WARM_UP), ...pages].entries()) {
      const path = `/system/2020/08/11/${at}.shtml`;
      server.page(path, html.replace(REFRESH, ''), {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': POLICY,
      });
      const times: PaintTimes = { ours: [], peer: [] };
      for (let turn = 0; turn < PASSES * SIDES.length; turn += 1) {
        // The two take turns in beginning, too.
        const side = SIDES[(turn + Math.floor(turn / SIDES.length) + at) % SIDES.length] as Side;
        page = await visit(under, page, server.url(HOST, path));
        const time = await callInBrowserWindow<number>(
          under.browser,
          `async () => {
            // The key is off on pages that Firefox thinks too short to read.
            gBrowser.selectedBrowser.isArticle = true;
            document.getElementById('key_toggleReaderMode').removeAttribute('disabled');
            const painted = (${untilPainted})(${PATIENCE});
            const began = Date.now();
            ${pressingKeys(KEYS[side])}
            return (await painted) - began;
          }`,
        );
        // Not every page has an article for both.
        if (time === undefined || time < 0) break;
        times[side].push(time);
      }
      if (at >= WARM_UP && SIDES.every((side) => times[side].length === PASSES)) measured.push(times);
    }
    return measured;
  } finally {
    await under.close();
    await server.close();
    rmSync(profileDir, { recursive: true, force: true });
  }
}

/**
 * Goes to an address, in a new tab where the old one is of no use any more: Firefox refuses an address while it is still
 * busy with leaving its Reader View, and the driver at times loses a tab that changed its process.
 */
async function visit(under: BrowserUnderTest, page: Page, url: string): Promise<Page> {
  await setTimeout(REST);
  const tab = await goTo(page, url).catch(async () => {
    const fresh = await openTab(under);
    await page.close().catch(() => {});
    return goTo(fresh, url);
  });
  await setTimeout(REST);
  return tab;
}

async function goTo(page: Page, url: string): Promise<Page> {
  await page.goto(url, { waitUntil: 'load', timeout: NAVIGATION_PATIENCE });
  return page;
}

async function openTab(under: BrowserUnderTest): Promise<Page> {
  const page = await under.newPage();
  await page.bringToFront();
  return page;
}

/** What Firefox's own window and its frame scripts have, as far as it is used here. */
interface MessageManager {
  loadFrameScript(url: string, alsoLater: boolean): void;
  addMessageListener(name: string, listen: (message: { data: number }) => void): void;
  removeMessageListener(name: string, listen: (message: { data: number }) => void): void;
}
declare const messageManager: MessageManager;
declare const content: Window & typeof globalThis;
declare function sendAsyncMessage(name: string, data: number): void;

/** Runs in the browser's window: has every tab watched, also those that a navigation makes anew. */
function installWatch(script: string) {
  messageManager.loadFrameScript(`data:application/javascript,${encodeURIComponent(script)}`, true);
}

/** Runs in the browser's window: when the next article was painted, in ms since 1970; 0 where none was. */
function untilPainted(patience: number): Promise<number> {
  return new Promise((resolve) => {
    const name = 'jingdu-bench:painted';
    const listen = ({ data }: { data: number }) => {
      messageManager.removeMessageListener(name, listen);
      resolve(data);
    };
    messageManager.addMessageListener(name, listen);
    window.setTimeout(() => listen({ data: 0 }), patience);
  });
}

/** Runs beside every tab with Firefox's own rights: looks before each frame whether the article stands in it. */
function watchPages() {
  interface Opened extends Element {
    openOrClosedShadowRoot: ShadowRoot | null;
  }
  const standsThere = (document: Document) => {
    if (document.documentURI.startsWith('about:reader'))
      return document.querySelector('.moz-reader-content.reader-show-element > *') !== null;
    const host = document.querySelector('jingdu-reader') as Opened | null;
    const frame = host?.openOrClosedShadowRoot?.querySelector('iframe');
    return frame?.contentDocument?.querySelector('.essay__body > *') != null;
  };
  addEventListener('DOMContentLoaded', ({ target }) => {
    const document = target as Document;
    const view = document.defaultView;
    if (!view || view !== content) return;
    const look = () => {
      if (!standsThere(document)) view.requestAnimationFrame(look);
      // It stood there when the frame began, so this frame paints it; the next task runs after it.
      else view.setTimeout(() => sendAsyncMessage('jingdu-bench:painted', Date.now()));
    };
    view.requestAnimationFrame(look);
  });
}
