/** A headless Chromium with the extension as it ships, for what can be measured only inside of it. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildExtension } from '../../scripts/build.mjs';
import { ensureBrowser } from '../../scripts/setup.mjs';
import { BROWSER_FLAGS, bundle } from './reading-browser.mjs';

/** A store of some hundred megabytes is written by one call. */
const CALL_TIMEOUT = 600_000;
/** The least that a popup can do. */
const HELLO = {
  'hello.html': '<!doctype html><meta charset="utf-8"><script type="module" src="hello.js"></script>',
  'hello.js': "document.body.append(Object.assign(document.createElement('p'), { textContent: 'hello' }));",
};

/**
 * Opens the extension, built anew unless its folder is given. `tools` is a script that puts `jingduTools` on a page; `call(name, ...args)` runs
 * one of its functions in a page of the extension, `measurePage(path, watch, ...args)` opens one and gives what the
 * function `watch` resolves to, which runs before the page's own scripts.
 */
export async function openExtensionBrowser(tools, built) {
  const { default: puppeteer } = await import('puppeteer-core');
  const { path, missing } = ensureBrowser('chromium');
  if (!path) throw new Error(missing);
  const folder = mkdtempSync(join(tmpdir(), 'jingdu-bench-'));
  const extension = join(folder, 'extension');
  cpSync(built ?? (await buildExtension('chrome')), extension, { recursive: true });
  for (const [name, text] of Object.entries(HELLO)) writeFileSync(join(extension, name), text);
  const browser = await puppeteer.launch({
    executablePath: path,
    headless: true,
    pipe: true,
    enableExtensions: true,
    userDataDir: join(folder, 'profile'),
    args: BROWSER_FLAGS,
    protocolTimeout: CALL_TIMEOUT,
  });
  const origin = `chrome-extension://${await browser.installExtension(extension)}`;
  const script = await bundle(tools);
  let page;
  const openTools = async () => {
    const opened = await browser.newPage();
    await opened.goto(`${origin}/hello.html`);
    await opened.evaluate(script);
    return opened;
  };
  return {
    async call(name, ...args) {
      page ??= await openTools();
      return page.evaluate((tool, values) => globalThis.jingduTools[tool](...values), name, args);
    },
    /** Throws the page away with all that its tools remember. The next page shares its process: what they left behind is collected first. */
    async forget() {
      const session = await page?.createCDPSession();
      await session?.send('HeapProfiler.collectGarbage');
      await page?.close();
      page = undefined;
    },
    async measurePage(file, watch, ...args) {
      const opened = await browser.newPage();
      await opened.evaluateOnNewDocument(`globalThis.measured = (${watch})(...${JSON.stringify(args)});`);
      await opened.goto(`${origin}/${file}`);
      const measured = await opened.evaluate(() => globalThis.measured);
      await opened.close();
      return measured;
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
