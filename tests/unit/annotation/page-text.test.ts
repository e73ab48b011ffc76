// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { readPageText } from '../../../utils/annotation/page-text';

function page(html: string): HTMLElement {
  const body = document.createElement('div');
  body.innerHTML = html;
  return body;
}

describe('readPageText', () => {
  it.each([
    ['blocks', '<p>甲</p><p>乙</p>', '甲\n乙'],
    ['lines', '甲<br>乙', '甲\n乙'],
    ['white space of the source', '<div>\n  <p>\n   甲 乙\n  </p>\n</div>', '甲 乙 '],
    ['an indent of two wide spaces', '<p>　　甲</p>', '甲'],
    ['inline elements', '<p>甲<b>乙</b>丙</p>', '甲乙丙'],
    [
      'scripts and styles left out',
      '<p>甲<script>x</script><style>y</style></p><noscript>z</noscript><p>乙</p>',
      '甲\n乙',
    ],
    ['nothing', '', ''],
  ])('writes %s', (_, html, text) => {
    expect(readPageText(page(html)).text).toBe(text);
  });

  it('finds every stretch of its text in the page again, and back', () => {
    const body = page('<div>\n <h1>题　目</h1>\n <p>　　甲<b>乙 丙</b>丁</p>戊<br>\n己<p></p></div>');
    const { text, rangeOf, spanOf } = readPageText(body);
    expect(text).toBe('题 目\n甲乙 丙丁\n戊\n己');
    for (let start = 0; start < text.length; start += 1) {
      for (let end = start + 1; end <= text.length; end += 1) {
        const wanted = text.slice(start, end);
        if (wanted.trim() !== wanted) continue;
        const range = rangeOf({ start, end }) as Range;
        expect(range.toString().replace(/\s/g, '')).toBe(wanted.replace(/\s/g, ''));
        expect(spanOf(range)).toEqual({ start, end });
      }
    }
  });

  it('takes a selection that begins and ends at elements', () => {
    const body = page('<p>甲</p><p>乙</p>');
    const range = document.createRange();
    range.setStart(body, 0);
    range.setEnd(body, 2);
    expect(readPageText(body).spanOf(range)).toEqual({ start: 0, end: 3 });
    range.setStart(body, 2);
    expect(readPageText(body).spanOf(range)).toBeUndefined();
  });
});
