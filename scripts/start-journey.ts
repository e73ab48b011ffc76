import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type BrowserUnderTest, launchChromium, type PageServer, startServer } from '../tests/e2e/harness';

/** The bundled portal article. */
const ARTICLE = 'gscn--essay';

const PROFILE = resolve('.output/start/profile');

export interface StartOptions {
  /** Folder of the built extension. */
  extensionDir: string;
  headless: boolean;
}

/** Opens the article in a browser with the extension, and does the main job or leaves it to the reader. */
export async function runStart({ extensionDir, headless }: StartOptions): Promise<void> {
  rmSync(PROFILE, { recursive: true, force: true });
  const server = await startServer();
  const under = await launchChromium({ extensionDir, profileDir: PROFILE, headless });
  try {
    const page = await openArticle(under, server);
    if (headless) await doMainJob(under, page);
    else await waitForReader(under);
  } finally {
    await under.close();
    await server.close();
  }
}

async function openArticle(under: BrowserUnderTest, server: PageServer): Promise<Page> {
  const page = await under.newPage();
  await page.goto(server.fixture(ARTICLE));
  return page;
}

async function doMainJob(_under: BrowserUnderTest, page: Page) {
  console.log(await page.title());
}

/** Leaves the window to the reader until it is closed. */
async function waitForReader(under: BrowserUnderTest) {
  console.log('The article is open in the browser. Close the window to end.');
  await new Promise<void>((closed) => under.browser.once('disconnected', () => closed()));
}
