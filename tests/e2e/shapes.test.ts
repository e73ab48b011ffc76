import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BrowserUnderTest, launch, type PageServer, startServer } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { builtExtension, openReadingView, shownOutline, texts } from './reading';

/** The same essay in the shapes that portals give it; what must be read is the same. */
const SHAPES = ['gscn--essay', 'gscn--essay-gbk-tables', 'gscn--essay-strong', 'gscn--essay-fullwidth'];

describeInEachBrowser((name) => {
  const profileDir = mkdtempSync(join(tmpdir(), `jingdu-${name}-`));
  let server: PageServer;
  let under: BrowserUnderTest;
  let page: Page;

  beforeAll(async () => {
    server = await startServer();
    under = await launch(name, { extensionDir: builtExtension(name), profileDir });
    page = await under.newPage();
  });

  afterAll(async () => {
    await under?.close();
    await server?.close();
    rmSync(profileDir, { recursive: true, force: true });
  });

  it.each(SHAPES)('reads %s in the browser as its fixture says', async (shape) => {
    const expected = JSON.parse(readFileSync(`tests/fixtures/${shape}/expected.json`, 'utf8'));
    await page.goto(server.fixture(shape));
    const view = await openReadingView(page);
    expect({
      title: await texts(view, '.title'),
      byline: await texts(view, '.byline dd'),
      breadcrumb: await texts(view, '.breadcrumb li'),
      note: await texts(view, '.essay__note'),
      outline: await shownOutline(view),
      text: await texts(view, '.essay__body > *'),
    }).toEqual({
      title: [expected.title],
      byline: ['2020-08-11 15:52', expected.source, ...expected.editors],
      breadcrumb: expected.breadcrumb,
      note: [`（${expected.note}）`],
      outline: expected.outline.map(([, numbering, title]: [number, string, string]) => numbering + title),
      text: expected.text,
    });
  });
});
