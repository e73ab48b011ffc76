// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest';
import { forgetChange, guardUnsaved, hasChanges, unsavedOf } from '../../utils/unsaved';
import { idOf, makeMark, makeOutline } from '../torture/material';

const URL = 'http://www.gscn.com.cn/a.html';
const mark = makeMark(idOf(1));
const outline = makeOutline(idOf(2));

/** Whether the browser would ask before it leaves the page. */
function asks(): boolean {
  guardUnsaved();
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

afterEach(() => {
  globalThis.jingduUnsaved = undefined;
  guardUnsaved();
});

it.each([
  { what: 'nothing', fill: () => {}, is: false },
  { what: 'a mark', fill: () => void unsavedOf(URL).annotations.set(mark.id, mark), is: true },
  { what: 'an outline', fill: () => void unsavedOf(URL).outlines.set(outline.id, outline), is: true },
  {
    what: 'a mark on its way',
    fill: () => {
      unsavedOf(URL).annotations.set(mark.id, mark);
      unsavedOf(URL).sent.add(mark);
    },
    is: false,
  },
  {
    what: 'a mark changed while it was on its way',
    fill: () => {
      unsavedOf(URL).annotations.set(mark.id, { ...mark, note: '改了' });
      unsavedOf(URL).sent.add(mark);
      forgetChange(unsavedOf(URL), mark);
    },
    is: true,
  },
  {
    what: 'a mark that was stored',
    fill: () => {
      unsavedOf(URL).annotations.set(mark.id, mark);
      forgetChange(unsavedOf(URL), mark);
    },
    is: false,
  },
])('asks before a page is left that holds the only copy of something: $what, $is', ({ fill, is }) => {
  fill();
  expect(asks()).toBe(is);
});

it('keeps what is unsaved by articles', () => {
  unsavedOf(URL).annotations.set(mark.id, mark);
  expect(hasChanges(unsavedOf(URL))).toBe(true);
  expect(hasChanges(unsavedOf(`${URL}?page=2`))).toBe(false);
});
