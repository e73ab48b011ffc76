// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { readCanonicalText } from '../../../utils/article/text';
import { exportHtml } from '../../../utils/export/html';
import { presentableRecord, presentableText } from '../../../utils/export/presentable';
import type { ArticleRecord } from '../../../utils/library/schema';
import { exampleMark } from '../library/examples';
import { ESSAYS } from './essays';
import { HOSTILE, hostileSample, lettersOf, OPTIONS, sample } from './samples';

/** The page as a browser reads it. */
function read(record: ArticleRecord): Document {
  return new DOMParser().parseFromString(exportHtml(presentableRecord(record), OPTIONS), 'text/html');
}

const textOf = (root: ParentNode, selector: string) =>
  [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);

/** Everything that could run, load or lead somewhere else. */
function findActive(page: Document): string[] {
  const elements = [...page.querySelectorAll('*')];
  const foreign = page.querySelectorAll(
    'script, iframe, object, embed, form, input, base, link, svg, math, [style]:not(li)',
  );
  const handlers = elements.flatMap(({ attributes }) =>
    [...attributes].filter(({ name }) => /^on|^srcdoc$|^formaction$/.test(name)).map(({ name }) => name),
  );
  const addresses = [...page.querySelectorAll('[href], [src]')]
    .map((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? '')
    .filter((address) => !/^(?:https?:|mailto:|#excerpt-\d+$|data:image\/)/.test(address));
  return [...[...foreign].map(({ outerHTML }) => outerHTML), ...handlers, ...addresses];
}

describe('exportHtml', () => {
  it('holds the essay with its marks, outline, excerpts, notes and reference', () => {
    const page = read(sample());
    expect(page.title).toBe(sample().article.title);
    expect(page.documentElement.lang).toBe('zh-CN');
    expect(textOf(page, 'h1')).toEqual([sample().article.title]);
    expect(textOf(page, 'h2')).toEqual(['提纲', '摘录与批注', '引文']);
    expect(textOf(page, 'nav li')).toEqual([
      '一、理论武装先读这一节',
      '二、主动担当作为,做业务上的内行人',
      '自己加的一节',
    ]);
    expect(textOf(page, 'mark')).toEqual(['党务工作是政治工作', '打铁还需自身硬']);
    expect([...page.querySelectorAll('mark')].map(({ className }) => className)).toEqual([
      'yellow',
      'red underline',
    ]);
    expect(textOf(page, 'section h3')).toEqual(['一、理论武装', '自己加的一节']);
    expect(textOf(page, '.excerpt')).toEqual([
      '[1] 党务工作是政治工作开篇的论点#党建 #理论-学习',
      '[2] 打铁还需自身硬',
    ]);
    expect(page.querySelector('.reference')?.textContent).toMatch(/^\[1\] 王某某\. /);
    for (const sup of page.querySelectorAll('sup')) sup.remove();
    expect(textOf(page, 'main p').join('\n')).toBe(sample().article.text);
  });

  it.each(ESSAYS)('shows the essay as it is kept: $name', ({ article }) => {
    const page = read(sample({ annotations: [], heads: [], article }));
    const main = page.querySelector('main');
    expect(main && readCanonicalText(main).text).toBe(presentableText(article.text));
    expect(findActive(page)).toEqual([]);
  });

  it('leads from a mark to its excerpt', () => {
    const page = read(sample());
    const links = [...page.querySelectorAll('sup a')].map((link) => link.getAttribute('href') ?? '');
    expect(links).toEqual(['#excerpt-1', '#excerpt-2']);
    for (const link of links) expect(page.querySelector(link)).not.toBeNull();
  });

  it('forbids scripts and requests, but for pictures, by its own policy', () => {
    const page = read(sample());
    const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');
    expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http:;/);
    // Before anything that it is to forbid.
    expect(page.head.children[1]).toBe(page.querySelector('meta[http-equiv]'));
    expect(page.querySelector('meta[name=referrer]')?.getAttribute('content')).toBe('no-referrer');
  });

  it('shows marks that overlap and marks over several blocks, each with its number', () => {
    const { text } = sample().article;
    const mark = (n: number, start: number, end: number, color: 'green' | 'blue') =>
      exampleMark(n, {
        position: { start, end },
        color,
        quote: { exact: text.slice(start, end), prefix: '', suffix: '' },
      });
    const page = read(
      sample({ heads: [], annotations: [mark(1, 10, 30, 'green'), mark(2, 25, 49, 'blue')] }),
    );
    expect(textOf(page, 'mark.green')).toEqual([text.slice(10, 21), text.slice(22, 25)]);
    expect(textOf(page, 'mark.blue')).toEqual([text.slice(25, 30), text.slice(30, 49)]);
    expect(textOf(page, 'sup')).toEqual(['[1]', '[2]']);
  });

  it('marks nothing where the place is not known', () => {
    const lost = exampleMark(1, { state: 'lost' });
    expect(textOf(read(sample({ annotations: [lost] })), 'mark')).toEqual([]);
    expect(textOf(read(sample({ article: { html: '<p>另一篇</p>' } })), 'mark')).toEqual([]);
  });

  it('draws a note’s Markdown, and links of the web alone', () => {
    const note = '**要点** [a](https://a.cn) [b](javascript:alert(1))\n\n- 一';
    const page = read(sample({ annotations: [exampleMark(1, { note })] }));
    expect(page.querySelector('.excerpt .note strong')?.textContent).toBe('要点');
    expect(page.querySelector('.excerpt .note li')?.textContent).toBe('一');
    expect(findActive(page)).toEqual([]);
  });

  it('takes no body on trust, as a restored file may have brought it', () => {
    const html =
      '<p onclick="x()">一<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:x">二</a></p><iframe src="//evil.cn"></iframe><svg onload=x></svg><form action="x"><input></form><base href="//evil.cn"><style>@import "x"</style>';
    const page = read(sample({ article: { html }, annotations: [] }));
    expect(findActive(page)).toEqual([]);
    expect(page.querySelectorAll('style')).toHaveLength(1);
    expect(page.querySelector('main')?.textContent).toContain('一二');
  });

  it.each(HOSTILE)('lets nothing run that is hostile: %s', (_, text) => {
    const page = read(hostileSample(text));
    expect(findActive(page)).toEqual([]);
    expect(page.querySelectorAll('style, title, h1, main, footer')).toHaveLength(5);
    expect(lettersOf(page.querySelector('h1')?.textContent ?? '')).toBe(lettersOf(text));
    expect(lettersOf(page.querySelector('.excerpt > blockquote')?.textContent ?? '')).toBe(
      `1${lettersOf(text)}`,
    );
    expect(page.documentElement.outerHTML).not.toMatch(/[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]|\p{Cs}/u);
  });
});
