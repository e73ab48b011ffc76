// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { extractArticle } from '../../../utils/article/extract.ts';
import { readCanonicalText } from '../../../utils/article/text.ts';
import { detectArticle } from '../../../utils/portal/detect.ts';

const URL = 'http://news.example.com.cn/2021/0101/1.html';
const SENTENCE = '河水一路向东，流过村庄和田野，也流过一代又一代人的记忆。';

/** Nests without the parser, which would take most of the time: jsdom's parser is slow at depth. */
function nested(tag: string, levels: number): Document {
  const page = document.implementation.createHTMLDocument('深处的文章');
  let tip: Element = page.body;
  for (let level = 0; level < levels; level += 1) {
    const element = page.createElement(tag);
    tip.append(element);
    tip = element;
  }
  tip.append(SENTENCE.repeat(3));
  return page;
}

/** jsdom takes quadratic time to build a nest; browsers' own limit, and 50,000 levels, are for the browser tests. */
const LEVELS = 3000;

describe('a deeply nested page', () => {
  it.each(['div', 'b', 'blockquote', 'font'])('of <%s> is read', (tag) => {
    const value = extractArticle(nested(tag, LEVELS), URL);
    expect(value.text).toBe(SENTENCE.repeat(3));
  });

  it('is detected without overflow', () => {
    expect(() => detectArticle(nested('div', LEVELS), URL)).not.toThrow();
  });
});

describe('a page of 10 MB', () => {
  it('in one text node is read', () => {
    const page = document.implementation.createHTMLDocument('很长的文章');
    const paragraph = page.createElement('p');
    paragraph.append(SENTENCE.repeat(120_000));
    page.body.append(paragraph);
    const value = extractArticle(page, URL);
    expect(value.text.length).toBe(SENTENCE.length * 120_000);
  });

  it('of digits and 、 yields an outline', () => {
    const page = document.implementation.createHTMLDocument('数字');
    const paragraph = page.createElement('p');
    paragraph.append('1、2、'.repeat(1_000_000), '。');
    page.body.append(paragraph);
    expect(extractArticle(page, URL).outline).toEqual([]);
  });
});

describe('an odd page', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['white space', '<p> &nbsp;　</p>', 'empty'],
    ['scripts alone', '<script>var a = "很多很多文字，但是不是文章。"</script>', 'empty'],
  ])('of %s is refused with a code', (_name, html, code) => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    expect(() => extractArticle(page, URL)).toThrowError(
      expect.objectContaining({ name: 'NotReadableError', code }),
    );
  });

  it.each([
    ['unclosed tags', `<title>标题</title><h1>标题<p>${SENTENCE}<p>${SENTENCE}<b><i>${SENTENCE}`],
    ['text without a tag', SENTENCE.repeat(3)],
    ['an element that has the name of what objects have', `<p><constructor>${SENTENCE}</constructor>`],
    ['a frameset', `<frameset><frame src="a.html"><noframes>${SENTENCE}</noframes></frameset>`],
  ])('of %s is read or refused, never a crash', (_name, html) => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    try {
      const article = extractArticle(page, URL);
      expect(readCanonicalText(new DOMParser().parseFromString(article.html, 'text/html').body).text).toBe(
        article.text,
      );
    } catch (error) {
      expect(error).toMatchObject({ name: 'NotReadableError' });
    }
  });
});
