// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { detectArticle, type Evidence } from '../../../utils/portal/detect.ts';

const SENTENCE = '坚持问题导向，把基层治理中的难点一件一件列出来，逐项研究，逐项落实。';
const PARAGRAPH = `<p>${SENTENCE.repeat(4)}</p>`;
const ESSAY = `<div class="box">${PARAGRAPH.repeat(4)}</div>`;
const SUMMARIES = `<div>${`<h3><a href="/a/1.html">基层治理</a></h3>${PARAGRAPH}`.repeat(4)}</div>`;
const POSTS = `<div class="t">${`<table><tr><td>${PARAGRAPH}</td></tr></table>`.repeat(4)}</div>`;
const BYLINE = '<h1>把难点列出来</h1><div>2020-08-11 15:52 来源：某报</div>';

function detect(body: string, title = '把难点列出来', url = 'https://news.example.cn/a/b.html') {
  const page = new DOMParser().parseFromString(`<title>${title}</title><body>${body}`, 'text/html');
  const evidence: Evidence[] = [];
  return { ...detectArticle(page, url, (found) => evidence.push(found)), evidence };
}

describe('detectArticle', () => {
  it.each([
    ['an essay, whatever stands around it', ESSAY, undefined, undefined, true],
    [
      'one paragraph with headline and byline',
      `${BYLINE}<div>${PARAGRAPH}</div>`,
      undefined,
      undefined,
      true,
    ],
    [
      'a byline whose script names the headline behind the date',
      `<h1>把难点列出来</h1><div>2020-08-11 来源：某报<script>share("把难点列出来")</script></div><p>${SENTENCE.repeat(3)}</p>`,
      undefined,
      undefined,
      true,
    ],
    ['the same text on a forum', ESSAY, undefined, 'https://bbs.example.cn/thread-1-1-1.html', false],
    ['a thread at a neutral address', ESSAY, undefined, 'https://example.cn/thread-1-1-1.html', false],
    ['posts below each other', `楼主 回帖${POSTS}`, '求助 - 某某论坛', undefined, false],
    [
      'headlines with their summaries',
      `${SUMMARIES}${'<a href="/">栏目栏目栏目</a>'.repeat(2000)}`,
      undefined,
      undefined,
      false,
    ],
    ['a page without text', '<a href="/">首页</a>', undefined, undefined, false],
  ])('%s', (_name, body, title, url, wanted) => {
    const { isArticle, evidence } = detect(body, title, url);
    expect({ isArticle, evidence }).toEqual({ isArticle: wanted, evidence });
  });

  it('looks past a form whose text is hidden behind a field, as browsers have it', () => {
    const page = new DOMParser().parseFromString(
      `<title>把难点列出来</title>${BYLINE}<form><input name="textContent"></form><p>${SENTENCE.repeat(3)}</p>`,
      'text/html',
    );
    const [form] = page.forms;
    Object.defineProperty(form, 'textContent', { value: form?.elements[0] });
    expect(detectArticle(page, 'https://news.example.cn/a/b.html').isArticle).toBe(true);
  });

  it('asks no more where the text settles it', () => {
    expect(detect(ESSAY).confidence).toBeGreaterThan(0.8);
    expect(detect(ESSAY).evidence).toHaveLength(3);
  });
});
