// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { putHtml } from '../../../utils/article/put-html.ts';

const NESTED = '<p>前<table><tbody><tr><td>中</td></tr></tbody></table></p>';

it.each([
  ['text and elements', '', '<p>甲</p>乙<p>丙</p>', '<p>甲</p>乙<p>丙</p>'],
  [
    'spaces and comments at the beginning',
    '<!doctype html>',
    ' \n<!--x--> <p>甲</p>',
    ' \n<!--x--> <p>甲</p>',
  ],
  ['a table in a paragraph, in quirks mode', '', NESTED, NESTED],
  [
    'a table in a paragraph, else',
    '<!doctype html>',
    NESTED,
    '<p>前</p><table><tbody><tr><td>中</td></tr></tbody></table><p></p>',
  ],
  ['nothing', '<!doctype html>', '', ''],
])('puts %s', (_what, doctype, html, expected) => {
  const { body } = new DOMParser().parseFromString(`${doctype}<p>old</p>`, 'text/html');
  putHtml(body, html);
  expect(body.innerHTML).toBe(expected);
});
