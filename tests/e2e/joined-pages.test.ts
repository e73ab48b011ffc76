import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { press, screenshot } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { paragraphs, portalPage } from './pages';
import { appears, click, highlight, openReadingView, storedRecords, texts, until } from './reading';
import { useSession } from './session';

const HOST = 'dj.gscn.com.cn';
const BAR =
  '<div class="page"><a href="900.shtml">1</a><a href="900_2.shtml">2</a><a href="900_3.shtml">3</a></div>';
const HTML = { 'content-type': 'text/html; charset=utf-8' };
/** Real GBK bytes, declared gb2312: what a page of an old portal is. */
const GBK_PAGE = readFileSync('tests/fixtures/gscn--essay-gbk-tables/page.html');

// An article in three pages, one of which does not come at first, and one of which is in another encoding.
describeInEachBrowser((name) => {
  const session = useSession(name);
  const asked = () =>
    session.server.requests.filter(({ path }) => path.includes('/900')).map(({ path }) => path);

  beforeAll(async () => {
    session.server.page('/a/900.shtml', portalPage('分页的长文', `${paragraphs(900)}${BAR}`), HTML);
    session.server.page(
      '/a/900_3.shtml',
      portalPage(
        '分页的长文',
        `<p>第三页的话，是全文的结尾，说完就没有了。</p><p>还有一句补充在这里，请读者留意。</p>${BAR}`,
      ),
      HTML,
    );
    await session.page.goto(session.server.url(HOST, '/a/900.shtml'));
  });

  it('asks for nothing before the reader does', () => {
    expect(asked()).toEqual(['/a/900.shtml']);
  });

  it('joins what comes, names what does not, and joins it when asked again', async () => {
    const view = await openReadingView(session.page);
    await appears(view, '.pages.failure');
    expect(await texts(view, '.pages')).toEqual([expect.stringContaining('第 2 页没有取到')]);
    expect((await texts(view, '.essay__body'))[0]).toContain('第三页的话');
    await view.$eval('.pages', (line) => line.scrollIntoView({ block: 'center' }));
    await screenshot(session.page, name, 'page-missing');

    session.server.page('/a/900_2.shtml', GBK_PAGE, { 'content-type': 'text/html' });
    await click(view, '.pages .button');
    await until(async () => (await texts(view, '.pages'))[0] === '全文 3 页已接在一起。');
    const [body = ''] = await texts(view, '.essay__body');
    expect(body.indexOf('第1次调研')).toBeLessThan(body.indexOf('强化理论武装'));
    expect(body.indexOf('强化理论武装')).toBeLessThan(body.indexOf('第三页的话'));
    expect(asked()).toEqual(['/a/900.shtml', '/a/900_2.shtml', '/a/900_3.shtml', '/a/900_2.shtml']);
  });

  it('finds a mark on a later page again, whichever page is opened', async () => {
    await session.page.reload();
    const view = await openReadingView(session.page);
    await until(async () => (await texts(view, '.pages'))[0] === '全文 3 页已接在一起。');
    await highlight(view, '第三页的话', 'green');
    await until(async () => (await storedRecords(session.under))[0]?.annotations.length === 1);
    await press(session.page, 'Escape');

    await session.page.goto(session.server.url(HOST, '/a/900_3.shtml'));
    const again = await openReadingView(session.page);
    await until(async () => (await texts(again, '.note__quote')).length === 1);
    await until(async () => (await texts(again, '.pages'))[0] === '全文 3 页已接在一起。');
    const records = await storedRecords(session.under);
    expect(records.map(({ article }) => article.pages.length)).toEqual([3]);
    expect(records[0]?.annotations[0]?.state).toBe('exact');
  });
});
