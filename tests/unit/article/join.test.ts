// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { fetchArticle } from '../../../utils/article/fetch-page';
import { joinArticles } from '../../../utils/article/join';
import { readCanonicalText } from '../../../utils/article/text';
import type { Article } from '../../../utils/article/types';

const page = (number: number, paragraphs: string[], more: Partial<Article> = {}): Article => ({
  url: `http://a.example/1_${number}.html`,
  title: '谈谈学习',
  authors: [],
  editors: [],
  breadcrumb: [],
  html: paragraphs.map((text) => `<p>${text}</p>`).join(''),
  text: paragraphs.join('\n'),
  outline: [],
  pages: [`http://a.example/1_${number}.html`],
  ...more,
});
const texts = (article: Article) => article.text.split('\n');

describe('joined pages', () => {
  const first = page(1, ['编者按。', '一、要读书。书要慢慢读。']);
  const second = page(2, ['编者按。', '二、要实践。实践出真知。'], { editors: ['张三'], note: '作者系教师' });

  it('hold all bodies in order, a repeated opening once', () => {
    expect(texts(joinArticles([first, second], document))).toEqual([
      '编者按。',
      '一、要读书。书要慢慢读。',
      '二、要实践。实践出真知。',
    ]);
  });

  it('keep each block’s page', () => {
    const body = document.createElement('div');
    body.innerHTML = joinArticles([first, second], document).html;
    expect([...body.children].map((block) => block.getAttribute('data-page'))).toEqual([null, null, '2']);
  });

  it('have one canonical text, which the html renders to', () => {
    const joined = joinArticles([first, second], document);
    const body = document.createElement('div');
    body.innerHTML = joined.html;
    expect(readCanonicalText(body).text).toBe(joined.text);
  });

  it('have one outline over all pages', () => {
    expect(
      joinArticles([first, second], document).outline.map(({ numbering, title }) => numbering + title),
    ).toEqual(['一、要读书', '二、要实践']);
  });

  it('take editors and note from where they stand, and name their pages', () => {
    const { editors, note, pages, url } = joinArticles([first, second], document);
    expect({ editors, note, pages, url }).toEqual({
      editors: ['张三'],
      note: '作者系教师',
      pages: ['http://a.example/1_1.html', 'http://a.example/1_2.html'],
      url: 'http://a.example/1_1.html',
    });
  });

  it('refuse the same page over again: a site that answers every number with the first page', () => {
    expect(texts(joinArticles([first, { ...first }, second, { ...second }], document))).toHaveLength(3);
  });

  it('are the page itself where there is but one', () => {
    expect(joinArticles([first], document)).toMatchObject({ html: first.html, text: first.text });
  });
});

describe('a page fetched', () => {
  const html =
    '<h1>谈谈学习</h1><div class="content"><p>书要慢慢读，读一段想一段，想明白了再往下读。</p><p>读完以后，还要同别人谈一谈，谈了才知道自己哪里没有想明白。</p></div>';
  const answer = (body: BodyInit, init?: ResponseInit) => async () => new Response(body, init);

  it('is read', async () => {
    const article = await fetchArticle('http://a.example/1.html', answer(html));
    expect(article.text).toContain('书要慢慢读');
  });

  it.each([
    ['an error status', answer('', { status: 500 }), /status 500/],
    ['no answer', async () => Promise.reject(new TypeError('network')), /network/],
    ['nothing to read', answer('<html></html>'), /no text/],
    [
      'an answer from another site',
      async () => Object.defineProperty(new Response(html), 'url', { value: 'http://evil.example/' }),
      /another site/,
    ],
    ['too much', answer(new Uint8Array(10_000_001)), /too large/],
  ])('fails by name on %s', async (_what, fetch, message) => {
    await expect(fetchArticle('http://a.example/1.html', fetch)).rejects.toThrow(message);
  });
});
