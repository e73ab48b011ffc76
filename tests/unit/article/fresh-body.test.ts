// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { extractArticle } from '../../../utils/article/extract.ts';
import { takeFreshBody } from '../../../utils/article/fresh-body.ts';

const PAGE = `<title>走进村组院落解难题</title><h1>走进村组院落解难题</h1><div class="content">
  <p>走进村组院落，听民声，解难题，<b onclick="x()">党员干部</b>在田间地头忙碌起来。<img src="x" onerror="x()"></p>
  <p>河水一路向东，流过村庄和田野。<script>x()</script><a href="javascript:x()">河水</a>一路向东。</p></div>`;
const read = () => extractArticle(new DOMParser().parseFromString(PAGE, 'text/html'), 'https://a.cn/1.html');

it('hands over the sanitized body that the html was written from, once', () => {
  const article = read();
  const body = takeFreshBody(article);
  expect(body?.innerHTML).toBe(article.html);
  expect(body?.querySelector('script, [onclick], [onerror], [href^="javascript"]')).toBeNull();
  expect(takeFreshBody(article)).toBeUndefined();
});

it('has none for a copy, whatever html that holds', () => {
  const article = read();
  expect(takeFreshBody({ ...article, html: '<img src=x onerror="x()">' })).toBeUndefined();
  expect(takeFreshBody(structuredClone(article))).toBeUndefined();
});
