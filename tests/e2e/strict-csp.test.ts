import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { press } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { paragraphs, portalPage } from './pages';
import { annotate, appears, click, highlight, isReading, openReadingView, texts, until } from './reading';
import { useSession } from './session';

const REPORTS = '/csp-reports';
const STRICT = [
  "default-src 'none'",
  "default-src 'none'; require-trusted-types-for 'script'",
  "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  "default-src 'none'; sandbox allow-scripts allow-same-origin",
];
/** Until a browser has sent what it has to report. */
const REPORTED_MS = 1000;

// A page's policy binds the page. Where it also bound us, the view would be bare, and the site would hear of each reader.
describeInEachBrowser((name) => {
  const session = useSession(name);

  it.each(STRICT)('opens and is used on a page with the policy %s, which it never breaks', async (policy) => {
    const { page, server } = session;
    // The page breaks it itself, once in its markup: so is it known that what breaks it is heard of.
    const body = `<p style="color: red">开篇一段写在前面，说明来由。</p>${paragraphs(2000)}`;
    const path = `/strict-${STRICT.indexOf(policy)}.html`;
    server.page(path, portalPage('走进村组院落', body), {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `${policy}; report-uri ${REPORTS}`,
    });
    server.requests.length = 0;
    const reports = () => server.requests.filter((request) => request.path === REPORTS).length;
    await page.goto(server.url('dj.gscn.com.cn', path));
    await until(async () => reports() > 0);
    await setTimeout(REPORTED_MS);
    const own = reports();
    await page.evaluate(() => {
      const broken: string[] = [];
      Object.assign(globalThis, { broken });
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
        broken.push(`${effectiveDirective} ${blockedURI} ${sample}`),
      );
    });

    const view = await openReadingView(page);
    expect((await texts(view, '.essay__body'))[0]).toContain('走进村组院落');
    // Its own style is in force.
    expect(await view.$eval('.toolbar', (toolbar) => getComputedStyle(toolbar).display)).toBe('flex');
    await highlight(view, '第1次调研时', 'yellow');
    await annotate(view, '第2次调研时', '想一想', ['党建']);
    await press(page, 'f');
    await appears(view, '[data-tool=find] input');
    await press(page, 'Escape');
    await click(view, '.toolbar [aria-label="版面设置"]');
    await click(view, '.look [data-option=traditional]');
    await until(async () => (await texts(view, '.title')).join().includes('進'));
    await click(view, '.look [data-option=page]');
    await until(async () => (await texts(view, '.title')).join().includes('进'));
    await until(async () => {
      await press(page, 'Escape');
      return !(await isReading(page));
    });

    await setTimeout(REPORTED_MS);
    const broken = await page.evaluate(() => (globalThis as unknown as { broken: string[] }).broken);
    expect(broken).toEqual([]);
    expect(reports() - own).toBe(0);
  });
});
