// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { isClassNamed, isNamed, nameWords } from '../../../utils/article/markup-name';

const element = (attributes: string) => {
  const page = new DOMParser().parseFromString(`<div ${attributes}></div>`, 'text/html');
  return page.body.firstElementChild as Element;
};

it.each([
  ['a word anywhere in a name', 'class="artComment_box"', 'comment', true],
  ['an id', 'id="Comment"', 'comment', true],
  ['a part of a name', 'class="top_nav"', '-nav-', true],
  ['one class of several', 'class="box\n nav"', '-nav-', true],
  ['no part of a longer word', 'class="navigation"', '-nav-', false],
  ['a beginning', 'class="sharebar"', '-share', true],
  ['no beginning within a word', 'class="cashare"', '-share', false],
  ['two parts however they are joined', 'class="hot_news"', 'hot-news', true],
  ['a digit', 'id="ad7"', '-ad#', true],
  ['no digit', 'id="add"', '-ad#', false],
  ['no digit unless asked for', 'id="nav2"', '-nav-', false],
  ['one word of several', 'class="footer"', 'menu footer', true],
  ['nothing where it has no name', '', 'menu', false],
])('finds %s', (_, attributes, words, isFound) => {
  expect(isNamed(element(attributes), nameWords(words))).toBe(isFound);
});

it('asks the classes alone where it is told to', () => {
  const named = element('id="caption"');
  expect([isNamed(named, ['caption']), isClassNamed(named, ['caption'])]).toEqual([true, false]);
  expect(isClassNamed(element('class="pic-caption"'), ['caption'])).toBe(true);
});
