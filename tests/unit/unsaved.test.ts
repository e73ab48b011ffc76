// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import type { Annotation } from '../../utils/library/schema';
import {
  addUnsaved,
  answerUnsaved,
  guardUnsaved,
  hasUnsaved,
  takeUnsent,
  type Unsaved,
  type UnsavedItem,
  unsavedOf,
} from '../../utils/unsaved';
import { idOf, makeMark, makeOutline } from '../torture/material';

const URL = 'http://www.gscn.com.cn/a.html';
const MARK = makeMark(idOf(1));
const NOTED = { ...MARK, note: '甲' };
const COLORED: Annotation = { ...NOTED, color: 'blue' };
const OUTLINE = makeOutline(idOf(2));

afterEach(() => {
  globalThis.jingduUnsaved = undefined;
  guardUnsaved();
});

/** Whether the browser would ask before it leaves the page. */
function asks(): boolean {
  guardUnsaved();
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

describe('leaving the page', () => {
  it.each<{ what: string; fill: (unsaved: Unsaved) => void; is: boolean }>([
    { what: 'nothing', fill: () => {}, is: false },
    { what: 'a mark', fill: ({ annotations }) => addUnsaved(annotations, MARK, undefined), is: true },
    { what: 'an outline', fill: ({ outlines }) => addUnsaved(outlines, OUTLINE, undefined), is: true },
    {
      what: 'a mark on its way',
      fill: ({ annotations }) => {
        addUnsaved(annotations, MARK, undefined);
        takeUnsent(annotations);
      },
      is: false,
    },
    {
      what: 'a mark that was refused',
      fill: ({ annotations }) => answerUnsaved(annotations, addUnsaved(annotations, MARK, undefined), false),
      is: true,
    },
    {
      what: 'a mark that was stored',
      fill: ({ annotations }) => answerUnsaved(annotations, addUnsaved(annotations, MARK, undefined), true),
      is: false,
    },
    {
      what: 'a mark that was changed before it was stored',
      fill: ({ annotations }) => {
        const item = addUnsaved(annotations, MARK, undefined);
        addUnsaved(annotations, NOTED, MARK);
        answerUnsaved(annotations, item, true);
      },
      is: true,
    },
  ])('is asked about where the page holds the only copy of something: $what, $is', ({ fill, is }) => {
    fill(unsavedOf(URL));
    expect(asks()).toBe(is);
  });

  it('keeps what is unsaved by articles', () => {
    addUnsaved(unsavedOf(URL).annotations, MARK, undefined);
    expect(hasUnsaved(unsavedOf(URL))).toBe(true);
    expect(hasUnsaved(unsavedOf(`${URL}?page=2`))).toBe(false);
  });
});

describe('a change of what is unsaved', () => {
  /** The first change of a mark that the store has, and the store's answer to it before or after the second change. */
  it.each<{ what: string; answer?: boolean; late?: boolean; base: Annotation }>([
    { what: 'waits', base: MARK },
    { what: 'was refused', answer: false, base: MARK },
    { what: 'is refused later', answer: false, late: true, base: MARK },
    { what: 'is stored later', answer: true, late: true, base: NOTED },
    { what: 'was stored', answer: true, base: NOTED },
  ])('began from what the store knows where the change before it $what', ({ answer, late, base }) => {
    const { annotations } = unsavedOf(URL);
    const first = addUnsaved(annotations, NOTED, MARK);
    if (answer !== undefined) takeUnsent(annotations);
    const answered = () => answer !== undefined && answerUnsaved(annotations, first, answer);
    if (!late) answered();
    const second: UnsavedItem<Annotation> = addUnsaved(annotations, COLORED, NOTED);
    if (late) answered();
    expect(second.base).toBe(base);
    expect(takeUnsent(annotations)).toEqual([second]);
  });
});
