import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeAnnotation, mergeOutline } from '../../../utils/library/merge';
import type { Annotation, SavedOutline, SavedOutlineNode } from '../../../utils/library/schema';
import {
  addNodeAfter,
  demoteNode,
  fileExcerpt,
  moveNode,
  type OutlineNodes,
  relabelNode,
  removeNode,
  removeSubtree,
  setNote,
} from '../../../utils/outline/edit';
import { isOutlineTree } from '../../../utils/outline/tree';
import { exampleMark, exampleOutline } from './examples';

describe('mergeAnnotation', () => {
  const base = exampleMark(1, { tags: ['甲', '乙'], note: '旧' });
  it.each<[string, Partial<Annotation>, Partial<Annotation>, Partial<Annotation>]>([
    ['nothing', {}, {}, {}],
    ['my note', { note: '我的' }, {}, { note: '我的' }],
    ['their note', {}, { note: '他的' }, { note: '他的' }],
    ['both notes: mine', { note: '我的' }, { note: '他的' }, { note: '我的' }],
    ['my note and their colour', { note: '我的' }, { color: 'blue' }, { note: '我的', color: 'blue' }],
    ['my note taken away', { note: '' }, { color: 'blue' }, { note: '', color: 'blue' }],
    ['tags of both', { tags: ['甲', '乙', '丙'] }, { tags: ['甲', '丁'] }, { tags: ['甲', '丙', '丁'] }],
    [
      'their place, where the page has moved',
      { note: '我的' },
      { position: { start: 9, end: 10 }, state: 'moved' },
      { note: '我的', position: { start: 9, end: 10 }, state: 'moved' },
    ],
    [
      'the later time',
      { modified: '2026-07-05T00:00:00.000Z' },
      { modified: '2026-07-06T00:00:00.000Z' },
      { modified: '2026-07-06T00:00:00.000Z' },
    ],
  ])('keeps %s', (_, mine, theirs, expected) => {
    expect(mergeAnnotation(base, { ...base, ...mine }, { ...base, ...theirs })).toEqual({
      ...base,
      ...expected,
    });
  });
});

/** A tree written as `甲 .乙 .丙`: a point for each level below the first. */
function tree(written: string): SavedOutlineNode[] {
  return written
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const title = word.replace(/^\.+/, '');
      const level = word.length - title.length + 1;
      return { id: title, level, numbering: '', title, note: '', collapsed: false, excerpts: [] };
    });
}

const outline = (nodes: OutlineNodes): SavedOutline => exampleOutline({ nodes: [...nodes] });
const written = (nodes: OutlineNodes) =>
  nodes.map(({ level, title, note }) => '.'.repeat(level - 1) + title + (note && `(${note})`)).join(' ');

type Edit = (nodes: OutlineNodes) => OutlineNodes;
const same: Edit = (nodes) => nodes;
const added =
  (title: string, after?: string): Edit =>
  (nodes) =>
    addNodeAfter(nodes, { id: title, title }, after);

describe('mergeOutline', () => {
  it.each<[string, string, Edit, Edit, string]>([
    ['nothing', '甲 .乙 丙', same, same, '甲 .乙 丙'],
    ['my head and theirs', '甲 丙', added('新', '甲'), added('他', '丙'), '甲 新 丙 他'],
    ['two heads at one place', '甲 丙', added('新', '甲'), added('他', '甲'), '甲 新 他 丙'],
    ['heads added to nothing', '', added('新'), added('他'), '新 他'],
    [
      'my label and their note',
      '甲',
      (n) => relabelNode(n, '甲', '子'),
      (n) => setNote(n, '甲', '注'),
      '子(注)',
    ],
    [
      'my order and their label',
      '甲 乙 丙',
      (n) => moveNode(n, '丙', 'before', '甲'),
      (n) => setNote(n, '乙', '注'),
      '丙 甲 乙(注)',
    ],
    [
      'their order and my label',
      '甲 乙 丙',
      (n) => setNote(n, '乙', '注'),
      (n) => moveNode(n, '丙', 'before', '甲'),
      '丙 甲 乙(注)',
    ],
    ['my deletion', '甲 乙 丙', (n) => removeNode(n, '乙'), same, '甲 丙'],
    ['their deletion', '甲 乙 丙', same, (n) => removeNode(n, '乙'), '甲 丙'],
    [
      'an edit over a deletion',
      '甲 乙 丙',
      (n) => setNote(n, '乙', '注'),
      (n) => removeNode(n, '乙'),
      '甲 乙(注) 丙',
    ],
    [
      'my edit of what they deleted all of',
      '甲 .乙',
      (n) => setNote(n, '乙', '注'),
      (n) => removeSubtree(n, '甲'),
      '乙(注)',
    ],
    [
      'levels that make a tree',
      '甲 乙 丙',
      (n) => demoteNode(n, '丙'),
      (n) => removeSubtree(n, '乙'),
      '甲 .丙',
    ],
  ])('keeps %s', (_, before, mine, theirs, expected) => {
    const nodes = tree(before);
    const merged = mergeOutline(outline(nodes), outline(mine(nodes)), outline(theirs(nodes)));
    expect(written(merged.nodes)).toBe(expected);
  });

  it('keeps a name, and an excerpt under one head only', () => {
    const base = outline(tree('甲 乙'));
    const mine = { ...base, name: '新名', nodes: [...fileExcerpt(base.nodes, 'a', '甲')] };
    const theirs = { ...base, nodes: [...fileExcerpt(base.nodes, 'a', '乙')] };
    const merged = mergeOutline(base, mine, theirs);
    expect(merged.name).toBe('新名');
    expect(merged.nodes.flatMap(({ excerpts }) => excerpts)).toEqual(['a']);
  });

  const IDS = [...'甲乙丙丁戊'];
  const id = fc.constantFrom(...IDS);
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.tuple(id, fc.constantFrom('子', '丑')).map(
      ([id, label]): Edit =>
        (nodes) =>
          relabelNode(nodes, id, label),
    ),
    fc.tuple(fc.constantFrom(demoteNode, removeNode, removeSubtree), id).map(
      ([change, id]): Edit =>
        (nodes) =>
          change(nodes, id),
    ),
    fc.tuple(id, fc.constantFrom('before', 'after', 'into'), id).map(
      ([id, move, target]): Edit =>
        (nodes) =>
          moveNode(nodes, id, move, target),
    ),
    fc.tuple(fc.uuid(), id).map(
      ([newId, after]): Edit =>
        (nodes) =>
          addNodeAfter(nodes, { id: newId, title: '新' }, after),
    ),
    fc.tuple(fc.constantFrom('a', 'b'), id).map(
      ([excerpt, id]): Edit =>
        (nodes) =>
          fileExcerpt(nodes, excerpt, id),
    ),
  );
  const edits = fc.array(edit, { maxLength: 8 });
  const apply = (nodes: OutlineNodes, changes: Edit[]) => changes.reduce((now, change) => change(now), nodes);
  const base = tree('甲 .乙 ..丙 丁 .戊');

  it('of any edits is a tree with all that either side added', () => {
    fc.assert(
      fc.property(edits, edits, (mine, theirs) => {
        const [a, b] = [apply(base, mine), apply(base, theirs)];
        const { nodes } = mergeOutline(outline(base), outline(a), outline(b));
        const ids = new Set(nodes.map((node) => node.id));
        const isNew = ({ id }: SavedOutlineNode) => !IDS.includes(id);
        const filed = nodes.flatMap(({ excerpts }) => excerpts);
        return (
          isOutlineTree(nodes) &&
          new Set(filed).size === filed.length &&
          [...a, ...b].filter(isNew).every((node) => ids.has(node.id))
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('with a side that changed nothing is the other side', () => {
    fc.assert(
      fc.property(edits, (changes) => {
        const changed = outline(apply(base, changes));
        expect(mergeOutline(outline(base), changed, outline(base)).nodes).toEqual(changed.nodes);
        expect(mergeOutline(outline(base), outline(base), changed).nodes).toEqual(changed.nodes);
      }),
    );
  });
});
