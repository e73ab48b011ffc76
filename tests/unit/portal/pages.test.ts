// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { findPages, MOST_PAGES } from '../../../utils/portal/pages';

const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html');
const link = (href: string, text: string) => `<a href="${href}">${text}</a>`;
const SITE = 'http://www.example-daily.cn';

describe('the pages of an article', () => {
  it.each([
    ['no bar at all', '/a/123.shtml', '<p>正文</p>', ['/a/123.shtml']],
    [
      'a bar of numbers, suffix _2',
      '/2020-08/11/content_123456.htm',
      link('content_123456_2.htm', '2') +
        link('content_123456_3.htm', '[3]') +
        link('content_123456_2.htm', '下一页'),
      [
        '/2020-08/11/content_123456.htm',
        '/2020-08/11/content_123456_2.htm',
        '/2020-08/11/content_123456_3.htm',
      ],
    ],
    [
      'seen from the second page',
      '/a/123_2.shtml',
      link('123.shtml', '上一页') + link('123.shtml', '1') + link('123_3.shtml', '下页'),
      ['/a/123.shtml', '/a/123_2.shtml', '/a/123_3.shtml'],
    ],
    [
      '下一頁 alone',
      '/news/55-1.html',
      link('/news/55-2.html', '下一頁 &gt;'),
      ['/news/55-1.html', '/news/55-2.html'],
    ],
    [
      'a query',
      '/view?id=77',
      link('/view?id=77&page=2', '2') + link('/view?id=77&amp;page=3', '第3页'),
      ['/view?id=77', '/view?id=77&page=2', '/view?id=77&page=3'],
    ],
    [
      'ten pages in the order of numbers, not of text',
      '/a/9_2.html',
      [10, 9, 3].map((n) => link(`9_${n}.html`, `${n}`)).join(''),
      ['/a/9_2.html', '/a/9_3.html', '/a/9_9.html', '/a/9_10.html'],
    ],
    [
      'a bar that a script draws',
      '/art/t20200811_99.html',
      '<script>createPageHTML(3, 0, "t20200811_99", "html");</script>',
      ['/art/t20200811_99.html', '/art/t20200811_99_1.html', '/art/t20200811_99_2.html'],
    ],
    [
      'a script of one page',
      '/art/t20200811_99.html',
      '<script>createPageHTML(1, 0, "t20200811_99", "html");</script>',
      ['/art/t20200811_99.html'],
    ],
    ['another article behind 下一页', '/a/123.shtml', link('/a/124.shtml', '下一页'), ['/a/123.shtml']],
    ['another article of like name', '/a/123.shtml', link('/a/1234_2.shtml', '2'), ['/a/123.shtml']],
    ['下一篇', '/a/123.shtml', link('/a/123_2.shtml', '下一篇'), ['/a/123.shtml']],
    ['words of another script', '/a/123.shtml', link('/a/123_2.shtml', 'ページ2'), ['/a/123.shtml']],
    [
      'marks around the words',
      '/a/123.shtml',
      link('/a/123_2.shtml', '【下一页】 &gt;&gt;') + link('/a/123_3.shtml', '— 3 —'),
      ['/a/123.shtml', '/a/123_2.shtml', '/a/123_3.shtml'],
    ],
    ['numbers in running text', '/a/123.shtml', link('/a/123_2.shtml', '共有 2 人参加'), ['/a/123.shtml']],
    ['a link off the site', '/a/123.shtml', link('http://evil.example/a/123_2.shtml', '2'), ['/a/123.shtml']],
    [
      'a link to itself',
      '/a/123.shtml',
      link('/a/123.shtml#p2', '2') + link('#', '下一页'),
      ['/a/123.shtml'],
    ],
    ['a script link', '/a/123.shtml', link('javascript:go(2)', '2'), ['/a/123.shtml']],
    [
      'calendar days',
      '/a/123.shtml',
      link('/2020/08/11/', '11') + link('/2020/08/12/', '12'),
      ['/a/123.shtml'],
    ],
  ])('%s', (_what, path, html, expected) => {
    const { here, pages } = findPages(parse(html), SITE + path);
    expect(pages).toEqual(expected.map((page) => SITE + page));
    expect(pages).toContain(here);
  });

  it(`stops at ${MOST_PAGES} pages`, () => {
    const bar = Array.from({ length: 98 }, (_, i) => link(`5_${i + 2}.html`, `${i + 2}`)).join('');
    expect(findPages(parse(bar), `${SITE}/5.html`).pages).toHaveLength(MOST_PAGES);
  });

  it.each(['余下全文', '阅读全文', '在本页阅读全文', '单页阅读', '显示全文>>', '【全文阅读】'])(
    'finds the whole article behind %s',
    (words) => {
      const { single } = findPages(parse(link('/a/123_all.shtml', words)), `${SITE}/a/123.shtml`);
      expect(single).toBe(`${SITE}/a/123_all.shtml`);
    },
  );

  it.each([
    ['全文检索', '/search'],
    ['公报全文如下', '/a/9.shtml'],
    ['余下全文', 'http://evil.example/a/1.shtml'],
    ['余下全文', '#all'],
  ])('does not take %s at %s for it', (words, href) => {
    expect(findPages(parse(link(href, words)), `${SITE}/a/123.shtml`).single).toBeUndefined();
  });
});
