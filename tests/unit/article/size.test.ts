// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { measurePage } from '../../../utils/article/size.ts';

const MOST = { elements: 100, levels: 10 };
const root = (html: string) => {
  const element = document.createElement('div');
  element.innerHTML = html;
  return element;
};

it('counts the elements of a page that is too small to be too deep', () => {
  expect(measurePage(root('<p><b>甲</b></p><p>乙</p>'), MOST).elements).toBe(4);
});

it('tells how deep a page of many elements is', () => {
  expect(measurePage(root('<p><b>甲</b></p>'.repeat(8)), MOST)).toEqual({ elements: 17, levels: 3 });
});

it('stops where a page is past either limit', () => {
  expect(measurePage(root('<i>'.repeat(40)), MOST).levels).toBe(MOST.levels + 1);
  expect(measurePage(root('<i></i>'.repeat(300)), MOST).elements).toBe(MOST.elements + 1);
});
