// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { parseInert } from '../../../utils/article/parse-inert';

// jsdom's forms hide nothing behind their fields; that browsers don't go round in circles is seen by the fuzz, in one.
it.each([
  [
    'fields',
    '<form id="a"><input name="parentNode"><button id="nextSibling"></button></form>',
    '<form id="a"><input><button></button></form>',
  ],
  ['fields of a form elsewhere', '<input form="a" name="firstChild">', '<input form="a">'],
  [
    'pictures',
    '<form><img name="children" id="tagName" src="a"></form><img name="body">',
    '<form><img src="a"></form><img>',
  ],
  ['forms', '<form name="querySelectorAll"><input name="removeAttribute"></form>', '<form><input></form>'],
])('%s lose the names by which they would hide what others have', (_, html, expected) => {
  expect(parseInert(html).body.innerHTML).toBe(expected);
});

it('what else has a name keeps it', () => {
  const html = '<div id="content"><a name="top" id="b">甲</a></div>';
  expect(parseInert(html).body.innerHTML).toBe(html);
});
