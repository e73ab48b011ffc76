// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { sanitize, sanitizedBody } from '../../../utils/article/sanitize.ts';

it.each([
  ['<p onclick="x()" style="a" class="b" id="c" name="d">甲</p>', '<p>甲</p>'],
  ['<a href="javascript:alert(1)">甲</a>', '<a>甲</a>'],
  ['<a href="data:text/html,x">甲</a>', '<a>甲</a>'],
  ['<a href="mailto:a@b.cn">甲</a>', '<a href="mailto:a@b.cn">甲</a>'],
  ['<a href="https://a.cn/">甲</a>', '<a href="https://a.cn/">甲</a>'],
  [
    '<p align="center">甲</p><p align="right" style="text-align:center">乙</p>',
    '<p align="center">甲</p><p>乙</p>',
  ],
  [
    '<table><tbody><tr><td colspan="2" rowspan="3">甲</td></tr></tbody></table><ol start="4"><li>乙</li></ol>',
    '<table><tbody><tr><td colspan="2" rowspan="3">甲</td></tr></tbody></table><ol start="4"><li>乙</li></ol>',
  ],
  ['<img src="data:image/svg+xml,<svg>">', '<img>'],
  ['<img src="data:image/png;base64,AAAA">', '<img src="data:image/png;base64,AAAA">'],
  ['<img src="https://a.cn/a.jpg" onerror="x()">', '<img src="https://a.cn/a.jpg">'],
  ['<svg><script>x()</script></svg><math><mi>x</mi></math><p>甲</p>', '<p>甲</p>'],
  ['<form><input value="a"><button>乙</button></form><iframe src="//a.cn"></iframe>', '乙'],
])('%s', (dirty, clean) => {
  expect(sanitize(dirty, window)).toBe(clean);
});

it('leaves nothing on the body either', () => {
  const body = sanitizedBody('<body onload="x()" class="b"><p>甲</p></body>', window);
  expect(body.outerHTML).toBe('<body><p>甲</p></body>');
});
