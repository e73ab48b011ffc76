// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { citeGbt7714 } from '../../../utils/export/cite';
import { readPageFile } from '../../../utils/import/page-file';
import { articleSchema } from '../../../utils/library/schema';
import { paragraphs } from '../../e2e/pages';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const page = (head: string) =>
  bytesOf(`<!doctype html>${head}<title>一篇文章</title><h1>一篇文章</h1>${paragraphs(600)}`);
const read = async (name: string, bytes: Uint8Array) =>
  v.parse(articleSchema, await readPageFile({ name, bytes }));

describe('a saved page', () => {
  it.each([
    [
      'the browser says it is from',
      '<!-- saved from url=(0029)https://a.gscn.com.cn/1.html -->',
      'https://a.gscn.com.cn/1.html',
    ],
    [
      'it names as its own',
      '<link rel="canonical" href="https://a.gscn.com.cn/2.html">',
      'https://a.gscn.com.cn/2.html',
    ],
    [
      'it is shared by',
      '<meta property="og:url" content="https://a.gscn.com.cn/3.html?utm_source=x">',
      'https://a.gscn.com.cn/3.html',
    ],
  ])('keeps the address that %s', async (_, head, url) => {
    expect((await read('a.html', page(head))).url).toBe(url);
  });

  it.each([
    ['none', ''],
    ['one that runs', '<link rel="canonical" href="javascript:alert(1)">'],
    ['one of a disk', '<!-- saved from url=(0013)file:///c:/a.html -->'],
  ])('with %s for an address gets one that stands for the file', async (_, head) => {
    const article = await read('我的 页.html', page(head));
    expect(article.url).toMatch(
      /^https:\/\/file\.invalid\/[0-9a-f]{16}\/%E6%88%91%E7%9A%84%20%E9%A1%B5\.html$/,
    );
    expect((await read('我的 页.html', page(head))).url).toBe(article.url);
    expect(citeGbt7714(article, { edition: '2025', accessed: '2026-07-10' })).not.toContain('file.invalid');
  });

  it('is decoded by what its bytes are', async () => {
    const article = await read('a.htm', readFileSync('tests/fixtures/gscn--essay-gbk-tables/page.html'));
    expect(article.text).toContain('的');
    expect(article.text).not.toContain('\ufffd');
  });
});

describe('a plain text', () => {
  it.each<[string, string, string, string]>([
    [
      'a first line without a full stop is the title',
      '题目\r\n第一段。\r\n\r\n　　第二段。',
      '题目',
      '第一段。\n第二段。',
    ],
    ['else the title is the name', '第一段。\n第二段。', '笔记', '第一段。\n第二段。'],
    ['one line is the text', '只有一行', '笔记', '只有一行'],
    ['markup is text', '题目\n<script>alert(1)</script>&amp;', '题目', '<script>alert(1)</script>&amp;'],
  ])('%s', async (_, text, title, expected) => {
    const article = await read('笔记.txt', bytesOf(text));
    expect([article.title, article.text]).toEqual([title, expected]);
  });

  it('has an outline of its headings', async () => {
    const text = ['题目', '一、强化理论武装', paragraph(1), '二、主动担当作为', paragraph(2)].join('\n');
    expect((await read('a.txt', bytesOf(text))).outline.map(({ numbering }) => numbering)).toEqual([
      '一、',
      '二、',
    ]);
  });
});

const paragraph = (n: number) =>
  `第${n}次调研时，我们走进村组院落，同乡亲们面对面交流，把记下的难事逐条梳理。`;

describe('a file that can’t be read', () => {
  it.each<[string, string, Uint8Array, string]>([
    ['an empty text', 'a.txt', bytesOf(' \n'), 'not-readable'],
    ['an empty page', 'a.html', bytesOf(''), 'not-readable'],
    ['a huge one', 'a.html', new Uint8Array(20_000_001), 'too-large'],
  ])('is refused: %s', async (_, name, bytes, code) => {
    await expect(readPageFile({ name, bytes })).rejects.toThrow(expect.objectContaining({ code }));
  });
});
