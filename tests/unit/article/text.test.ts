// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { extractArticle } from '../../../utils/article/extract.ts';
import { readCanonicalText } from '../../../utils/article/text.ts';

function body(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, 'text/html').body;
}

describe('readCanonicalText', () => {
  it.each([
    ['joins blocks by a line break', '<p>甲</p><p>乙</p>', '甲\n乙'],
    ['keeps the text nodes of a block together', '<p>甲<strong>乙</strong>丙</p>', '甲乙丙'],
    ['ends a block at <br>', '<p>甲<br>乙</p>', '甲\n乙'],
    [
      'reads items, cells and captions',
      '<ul><li>甲</li></ul><table><tr><td>乙</td><td>丙</td></tr></table><figure><img><figcaption>丁</figcaption></figure>',
      '甲\n乙\n丙\n丁',
    ],
    [
      'tells text before and behind a nested block apart',
      '<ul><li>甲<ul><li>乙</li></ul>丙</li></ul>',
      '甲\n乙\n丙',
    ],
    ['reads nothing from nothing', '', ''],
  ])('%s', (_name, html, text) => {
    expect(readCanonicalText(body(html)).text).toBe(text);
  });

  it('maps every text node to its place in UTF-16 units', () => {
    const { text, segments } = readCanonicalText(body('<p>𠮷<em>野</em></p><p>家</p>'));
    expect(segments.map(({ start, end }) => [start, end])).toEqual([
      [0, 2],
      [2, 3],
      [4, 5],
    ]);
    for (const { node, start, end } of segments) expect(text.slice(start, end)).toBe(node.data);
  });
});

describe('a body is normalised once and for all', () => {
  const long = '这是一段足够长的文字，用来让正文成为正文，也让测试像真的页面。';
  it.each([
    ['indentation goes', `<p>　　${long}</p><p>&nbsp;&nbsp;${long}</p>`, [long, long]],
    ['a line break between Chinese characters is nothing', `<p>${long}\n   好</p>`, [`${long}好`]],
    ['a space printed is kept, once', `<p>${long}　　好  不好</p>`, [`${long} 好 不好`]],
    ['a line break between Latin words is a space', `<p>${long}Hello\nworld</p>`, [`${long}Hello world`]],
    ['space is carried over inline tags', `<p>${long}<b>甲</b> <i>乙</i></p>`, [`${long}甲 乙`]],
    ['<br> makes paragraphs', `<div>${long}<br><br>${long}<br></div>`, [long, long]],
    ['empty blocks go', `<p>${long}</p><p>&nbsp;</p><p><br></p>`, [long]],
  ])('%s', (_name, html, blocks) => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    expect(extractArticle(page, 'http://a.cn/1.html').text.split('\n')).toEqual(blocks);
  });
});
