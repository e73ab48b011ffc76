import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../utils/library/schema';
import type { Notes } from '../../../utils/sync/bundles';
import { mergeNotes, mergeText } from '../../../utils/sync/merge';
import { idOf, makeHead, makeMark, makeOutline } from '../../torture/material';

const NOW = '2026-07-10T04:00:00.000Z';
const THEN = '2026-07-01T00:00:00.000Z';
const A = idOf(1);
const B = idOf(2);

const makeNotes = (changes: Partial<Notes> = {}): Notes => ({
  id: 'ca459ec2609e7a78e1ec0f8e1cf3ceea',
  annotations: [],
  outlines: [],
  tags: [],
  readingPosition: 0,
  otherUrls: [],
  saved: THEN,
  opened: THEN,
  modified: THEN,
  trash: [],
  outlineTrash: [],
  ...changes,
});
const marked = (...marks: Partial<Annotation>[]) =>
  makeNotes({ annotations: marks.map((mark) => makeMark(A, mark)) });
const trashed = (mark: Partial<Annotation> = {}, deleted = THEN) =>
  makeNotes({ trash: [{ annotation: makeMark(A, mark), deleted }] });

describe('a text that both changed', () => {
  it.each<[string, string | undefined, string, string, string | undefined]>([
    ['only mine', '甲', '甲乙', '甲', '甲乙'],
    ['only theirs', '甲', '甲', '甲丙', '甲丙'],
    ['both alike', '甲', '甲乙', '甲乙', '甲乙'],
    ['at its two ends', '甲乙丙', '一甲乙丙', '甲乙丙二', '一甲乙丙二'],
    [
      'in two sentences',
      '春眠。处处。',
      '春眠不觉晓。处处。',
      '春眠。处处闻啼鸟。',
      '春眠不觉晓。处处闻啼鸟。',
    ],
    ['one deletes, one adds elsewhere', '甲乙丙丁', '乙丙丁', '甲乙丙丁戊', '乙丙丁戊'],
    ['at the same place', '甲', '甲一', '甲二', undefined],
    ['each anew', '甲', '一', '二', undefined],
    ['beyond the basic plane, in half a character', '𠀀', '𠀁', '𠀂', undefined],
    ['one deletes what the other changes', '甲乙丙', '', '甲二丙', undefined],
    ['without a past, alike', undefined, '甲', '甲', '甲'],
    ['without a past, one in the other', undefined, '甲', '甲乙', '甲乙'],
    ['without a past, one empty', undefined, '', '甲', '甲'],
    ['without a past, each its own', undefined, '甲', '乙', undefined],
    [
      'too long to be compared',
      '甲'.repeat(9_000),
      `${'甲'.repeat(9_000)}乙`,
      `丙${'甲'.repeat(9_000)}`,
      undefined,
    ],
  ])('%s', (_, base, mine, theirs, merged) => {
    expect(mergeText(base, mine, theirs)).toBe(merged);
  });
});

describe('a mark', () => {
  const edited = { note: '新' };

  it.each<[string, Notes | undefined, Notes, Notes, 'kept' | 'trash' | 'nowhere', string?]>([
    ['that only I have', marked(), marked(edited), makeNotes(), 'kept', '新'],
    ['that I edited and they deleted', marked({}), marked(edited), trashed(), 'kept', '新'],
    ['that I deleted and they edited', marked({}), trashed(), marked(edited), 'kept', '新'],
    ['that they deleted', marked({}), marked({}), trashed(), 'trash'],
    ['that I deleted', marked({}), trashed(), marked({}), 'trash'],
    ['that I deleted and they found elsewhere', marked({}), trashed(), marked({ state: 'moved' }), 'trash'],
    ['that both deleted', marked({}), trashed({}, NOW), trashed(), 'trash'],
    ['that I brought back', trashed(), marked({}), trashed(), 'kept'],
    ['that they brought back', trashed(), trashed(), marked({}), 'kept'],
    ['that was on show and is nowhere there', marked({}), marked({}), makeNotes(), 'trash'],
    ['that was on show and is nowhere here', marked({}), makeNotes(), marked({}), 'trash'],
    ['whose time in the trash is over there', trashed(), trashed(), makeNotes(), 'nowhere'],
    ['without a past, in the trash of one', undefined, marked({}), trashed(), 'kept'],
    ['without a past, in both trashes', undefined, trashed(), trashed(), 'trash'],
  ])('%s', (_, base, mine, theirs, place, note = '') => {
    const { notes } = mergeNotes(base, mine, theirs, NOW);
    const kept = notes.annotations.map((mark) => mark.note);
    const dead = notes.trash.map(({ annotation }) => annotation.note);
    expect({ kept, dead }).toEqual({
      kept: place === 'kept' ? [note] : [],
      dead: place === 'trash' ? [note] : [],
    });
  });

  it('merges field by field, its tags one by one', () => {
    const base = marked({ tags: ['甲', '乙'] });
    const mine = marked({ tags: ['乙', '丙'], color: 'green' });
    const theirs = marked({ tags: ['甲', '乙', '丁'], note: '记' });
    const { notes, displaced } = mergeNotes(base, mine, theirs, NOW);
    expect(notes.annotations).toEqual([
      makeMark(A, { tags: ['乙', '丙', '丁'], color: 'green', note: '记' }),
    ]);
    // Theirs alone is nowhere any more, so it is kept; there is nothing to look at.
    expect(displaced).toMatchObject([{ kind: 'annotation', isConflict: false }]);
  });

  it('keeps their text where the two are in each other’s way', () => {
    const { notes, displaced } = mergeNotes(marked({}), marked({ note: '一' }), marked({ note: '二' }), NOW);
    expect(notes.annotations[0]?.note).toBe('一');
    expect(displaced).toMatchObject([{ kind: 'annotation', isConflict: true, item: { note: '二' } }]);
  });
});

describe('an outline', () => {
  const outlined = (...notes: string[]) =>
    makeNotes({
      outlines: [makeOutline(A, { nodes: notes.map((note, at) => makeHead(idOf(10 + at), { note })) })],
    });

  it('has the heads of both, and both changes of one note', () => {
    const { notes, displaced } = mergeNotes(
      outlined('甲乙'),
      outlined('一甲乙'),
      outlined('甲乙二', '新'),
      NOW,
    );
    expect(notes.outlines[0]?.nodes.map(({ note }) => note)).toEqual(['一甲乙二', '新']);
    expect(displaced).toMatchObject([{ kind: 'outline', isConflict: false }]);
  });

  it('keeps theirs where both changed the same words', () => {
    const { notes, displaced } = mergeNotes(outlined('甲'), outlined('一'), outlined('二'), NOW);
    expect(notes.outlines[0]?.nodes[0]?.note).toBe('一');
    expect(displaced).toMatchObject([{ kind: 'outline', isConflict: true }]);
  });

  it('has the heads of both without a past', () => {
    const theirs = makeNotes({ outlines: [makeOutline(A, { nodes: [makeHead(idOf(20), { note: '他' })] })] });
    const { notes } = mergeNotes(undefined, outlined('我'), theirs, NOW);
    expect(notes.outlines[0]?.nodes.map(({ note }) => note).sort()).toEqual(['他', '我']);
  });

  it.each<[string, string | undefined, string | undefined, string | undefined, string | undefined]>([
    ['that they chose', undefined, undefined, B, B],
    ['that I chose', undefined, A, B, A],
    ['from which I went back to the page’s', A, undefined, A, undefined],
  ])('on show is the one %s', (_, base, mine, theirs, shown) => {
    const both = { outlines: [makeOutline(A), makeOutline(B)] };
    const notes = (activeOutline: string | undefined) => makeNotes({ ...both, activeOutline });
    expect(mergeNotes(notes(base), notes(mine), notes(theirs), NOW).notes.activeOutline).toBe(shown);
  });
});

describe('an article', () => {
  const gone = makeNotes({ deleted: THEN });

  it.each<[string, Notes | undefined, Notes, Notes, string | undefined]>([
    ['that they deleted', makeNotes(), makeNotes(), gone, THEN],
    ['that they deleted and I only opened', makeNotes(), makeNotes({ opened: NOW }), gone, THEN],
    ['that they deleted and I marked', makeNotes(), marked({}), gone, undefined],
    ['that I deleted and they tagged', makeNotes(), gone, makeNotes({ tags: ['党建'] }), undefined],
    ['that they brought back', gone, gone, makeNotes(), undefined],
    ['that stands on one side, without a past', undefined, gone, makeNotes(), undefined],
    ['that was deleted on both, without a past', undefined, gone, gone, THEN],
  ])('%s', (_, base, mine, theirs, deleted) => {
    expect(mergeNotes(base, mine, theirs, NOW).notes.deleted).toBe(deleted);
  });

  it('is theirs, order and all, where nothing of mine is left in it', () => {
    const theirs = makeNotes({ annotations: [makeMark(B), makeMark(A)] });
    const mine = makeNotes({ annotations: [makeMark(A), makeMark(B)] });
    expect(mergeNotes(undefined, mine, theirs, NOW).notes).toBe(theirs);
  });

  it('has a moment of its own where it is neither mine nor theirs', () => {
    const merged = mergeNotes(makeNotes(), makeNotes({ tags: ['甲'] }), makeNotes({ tags: ['乙'] }), NOW);
    expect(merged.notes).toMatchObject({ tags: ['甲', '乙'], modified: NOW });
  });
});
