import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNodeAfter,
  addNodeAt,
  demoteNode,
  fileExcerpt,
  moveNode,
  type OutlineNodes,
  promoteNode,
  relabelNode,
  removeNode,
  removeSubtree,
  setCollapsed,
  setNote,
  stepNode,
} from '../../../utils/outline/edit.ts';
import { record, redo, startHistory, undo } from '../../../utils/outline/history.ts';
import { isOutlineTree } from '../../../utils/outline/tree.ts';

/** What a head has beside its place in the tree. */
const BARE = { numbering: '', note: '', collapsed: false, excerpts: [] };

/** A tree written as `甲 .乙 .丙 丁`: a point for each level below the first. Ids are the titles, starts 10, 20 …. */
function tree(written: string): OutlineNodes {
  return written.split(' ').map((word, at) => {
    const title = word.replace(/^\.+/, '');
    const level = word.length - title.length + 1;
    return { ...BARE, id: title, level, title, start: (at + 1) * 10 };
  });
}

function written(nodes: OutlineNodes): string {
  return nodes.map(({ level, title }) => '.'.repeat(level - 1) + title).join(' ');
}

const FIRST = tree('甲 .乙 ..丙 .丁 戊 .己');

describe('edits', () => {
  it.each<[string, (nodes: OutlineNodes) => OutlineNodes, string]>([
    ['rename', (nodes) => relabelNode(nodes, '乙', ' 新题 '), '甲 .新题 ..丙 .丁 戊 .己'],
    ['promote with what stands below', (nodes) => promoteNode(nodes, '乙'), '甲 乙 .丙 .丁 戊 .己'],
    ['demote with what stands below', (nodes) => demoteNode(nodes, '戊'), '甲 .乙 ..丙 .丁 .戊 ..己'],
    ['demote below a deeper one', (nodes) => demoteNode(nodes, '丁'), '甲 .乙 ..丙 ..丁 戊 .己'],
    ['remove with what stands below', (nodes) => removeSubtree(nodes, '乙'), '甲 .丁 戊 .己'],
    ['remove the first with what stands below', (nodes) => removeSubtree(nodes, '甲'), '戊 .己'],
    ['remove alone', (nodes) => removeNode(nodes, '乙'), '甲 .丙 .丁 戊 .己'],
    ['remove the first alone', (nodes) => removeNode(nodes, '甲'), '乙 .丙 丁 戊 .己'],
    ['move before', (nodes) => moveNode(nodes, '戊', 'before', '甲'), '戊 .己 甲 .乙 ..丙 .丁'],
    [
      'move before a deeper one',
      (nodes) => moveNode(nodes, '戊', 'before', '丙'),
      '甲 .乙 ..戊 ...己 ..丙 .丁',
    ],
    ['move after', (nodes) => moveNode(nodes, '丁', 'after', '己'), '甲 .乙 ..丙 戊 .己 .丁'],
    [
      'move after one with children',
      (nodes) => moveNode(nodes, '己', 'after', '甲'),
      '甲 .乙 ..丙 .丁 己 戊',
    ],
    ['move into', (nodes) => moveNode(nodes, '甲', 'into', '戊'), '戊 .己 .甲 ..乙 ...丙 ..丁'],
    [
      'move to the end of its own parent',
      (nodes) => moveNode(nodes, '乙', 'into', '甲'),
      '甲 .丁 .乙 ..丙 戊 .己',
    ],
    [
      'add at a place',
      (nodes) => addNodeAt(nodes, { id: '新', title: '新' }, 35),
      '甲 .乙 ..丙 ..新 .丁 戊 .己',
    ],
    [
      'add before the first child',
      (nodes) => addNodeAt(nodes, { id: '新', title: '新' }, 15),
      '甲 .新 .乙 ..丙 .丁 戊 .己',
    ],
    [
      'add before all',
      (nodes) => addNodeAt(nodes, { id: '新', title: '新' }, 0),
      '新 甲 .乙 ..丙 .丁 戊 .己',
    ],
    [
      'add behind, on the same level',
      (nodes) => addNodeAfter(nodes, { id: '新', title: '新' }, '乙'),
      '甲 .乙 ..丙 .新 .丁 戊 .己',
    ],
    [
      'add at the end',
      (nodes) => addNodeAfter(nodes, { id: '新', title: '新' }, undefined),
      '甲 .乙 ..丙 .丁 戊 .己 新',
    ],
    ['step up', (nodes) => stepNode(nodes, '丁', -1), '甲 .丁 .乙 ..丙 戊 .己'],
    ['step down', (nodes) => stepNode(nodes, '甲', 1), '戊 .己 甲 .乙 ..丙 .丁'],
  ])('%s', (_, edit, expected) => {
    expect(written(edit(FIRST))).toBe(expected);
  });

  it.each<[string, (nodes: OutlineNodes) => OutlineNodes]>([
    ['rename what is not there', (nodes) => relabelNode(nodes, '无', '新')],
    ['rename to nothing', (nodes) => relabelNode(nodes, '乙', '  ')],
    ['rename to the same', (nodes) => relabelNode(nodes, '乙', '乙')],
    ['step up the first', (nodes) => stepNode(nodes, '乙', -1)],
    ['step down the last', (nodes) => stepNode(nodes, '丁', 1)],
    ['step what is not there', (nodes) => stepNode(nodes, '无', 1)],
    ['note on what is not there', (nodes) => setNote(nodes, '无', '注')],
    ['the same folding', (nodes) => setCollapsed(nodes, '乙', false)],
    ['file under what is not there', (nodes) => fileExcerpt(nodes, 'a', '无')],
    ['file nowhere what is filed nowhere', (nodes) => fileExcerpt(nodes, 'a', undefined)],
    ['promote the outermost', (nodes) => promoteNode(nodes, '甲')],
    ['promote what is not there', (nodes) => promoteNode(nodes, '无')],
    ['demote the first', (nodes) => demoteNode(nodes, '甲')],
    ['demote a first child', (nodes) => demoteNode(nodes, '乙')],
    ['demote what is not there', (nodes) => demoteNode(nodes, '无')],
    ['remove what is not there', (nodes) => removeSubtree(nodes, '无')],
    ['remove alone what is not there', (nodes) => removeNode(nodes, '无')],
    ['move into itself', (nodes) => moveNode(nodes, '甲', 'into', '甲')],
    ['move below itself', (nodes) => moveNode(nodes, '甲', 'after', '丙')],
    ['move to where it is', (nodes) => moveNode(nodes, '丁', 'after', '乙')],
    ['move into the parent it is last in', (nodes) => moveNode(nodes, '丁', 'into', '甲')],
    ['move what is not there', (nodes) => moveNode(nodes, '无', 'into', '甲')],
    ['move to what is not there', (nodes) => moveNode(nodes, '乙', 'into', '无')],
    ['add an id twice', (nodes) => addNodeAt(nodes, { id: '乙', title: '新' }, 5)],
    ['add without a title', (nodes) => addNodeAfter(nodes, { id: '新', title: ' ' }, undefined)],
    ['add behind what is not there', (nodes) => addNodeAfter(nodes, { id: '新', title: '新' }, '无')],
  ])('%s changes nothing', (_, edit) => {
    expect(edit(FIRST)).toBe(FIRST);
  });

  it('gives an added head the place asked for, or none', () => {
    expect(addNodeAt(FIRST, { id: '新', title: '新' }, 35)[3]?.start).toBe(35);
    expect(addNodeAfter(FIRST, { id: '新', title: '新' }, '乙')[3]?.start).toBeUndefined();
    expect(addNodeAfter([], { id: '新', title: '新' }, undefined)[0]).toMatchObject({ level: 1 });
  });

  it.each([
    ['一、新题', '一、', '新题'],
    ['一、 新题', '一、', '新题'],
    ['新题', '', '新题'],
    ['二、强化', '', '二、强化'],
    ['一、', '一、', ''],
  ])('a label %s becomes %s and %s', (label, numbering, title) => {
    const nodes = [{ ...BARE, id: '甲', level: 1, numbering: '一、', title: '强化' }];
    expect(relabelNode(nodes, '甲', label)).toEqual([{ ...nodes[0], numbering, title }]);
  });

  it('refuses to go deeper than the store takes', () => {
    const deep = Array.from({ length: 33 }, (_, at) => ({
      ...BARE,
      id: String(at),
      level: Math.min(at + 1, 32),
      title: String(at),
    }));
    expect(demoteNode(deep, '32')).toBe(deep);
    expect(moveNode(deep, '1', 'into', '32')).toBe(deep);
    const twoBranches = [...deep, ...tree('甲 .乙')];
    expect(moveNode(twoBranches, '甲', 'into', '30').at(-1)?.level).toBe(2);
  });

  it('files an excerpt under one head at most', () => {
    const filedUnder = (nodes: OutlineNodes) => nodes.flatMap(({ id, excerpts }) => excerpts.map(() => id));
    const once = fileExcerpt(FIRST, 'a', '乙');
    expect(filedUnder(once)).toEqual(['乙']);
    expect(fileExcerpt(once, 'a', '乙')).toBe(once);
    const moved = fileExcerpt(once, 'a', '戊');
    expect(filedUnder(moved)).toEqual(['戊']);
    expect(filedUnder(fileExcerpt(moved, 'a', undefined))).toEqual([]);
  });
});

const IDS = [...'甲乙丙丁戊己庚辛'];
/** Ids of the tree, of heads added meanwhile, and of none. */
const id = fc.constantFrom(...IDS, ...'子丑寅卯', '无');
type Edit = (nodes: OutlineNodes) => OutlineNodes;
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(id, fc.string()).map(
    ([id, title]): Edit =>
      (nodes) =>
        relabelNode(nodes, id, title),
  ),
  fc.tuple(fc.constantFrom(promoteNode, demoteNode), id).map(
    ([edit, id]): Edit =>
      (nodes) =>
        edit(nodes, id),
  ),
  fc.tuple(fc.constantFrom(removeSubtree, removeNode), id).map(
    ([edit, id]): Edit =>
      (nodes) =>
        edit(nodes, id),
  ),
  fc.tuple(id, fc.constantFrom('before' as const, 'after' as const, 'into' as const), id).map(
    ([id, move, target]): Edit =>
      (nodes) =>
        moveNode(nodes, id, move, target),
  ),
  fc.tuple(id, fc.nat(100)).map(
    ([id, at]): Edit =>
      (nodes) =>
        addNodeAt(nodes, { id, title: id }, at),
  ),
  fc.tuple(id, fc.option(id, { nil: undefined })).map(
    ([id, sibling]): Edit =>
      (nodes) =>
        addNodeAfter(nodes, { id, title: id }, sibling),
  ),
  fc.tuple(id, fc.constantFrom(-1 as const, 1 as const)).map(
    ([id, direction]): Edit =>
      (nodes) =>
        stepNode(nodes, id, direction),
  ),
  fc.tuple(id, fc.option(id, { nil: undefined })).map(
    ([excerpt, head]): Edit =>
      (nodes) =>
        fileExcerpt(nodes, excerpt, head),
  ),
  fc.tuple(id, fc.string(), fc.boolean()).map(
    ([id, note, collapsed]): Edit =>
      (nodes) =>
        setCollapsed(setNote(nodes, id, note), id, collapsed),
  ),
);
/** A valid tree: each head at most one level deeper than the one before it. Frozen, so that no edit writes to it. */
const anyTree = fc.array(fc.nat(9), { maxLength: IDS.length }).map((steps): OutlineNodes => {
  let level = 0;
  return steps.map((step, at) => {
    level = 1 + (step % (level + 1));
    const title = IDS[at] as string;
    return Object.freeze({
      id: title,
      level,
      ...BARE,
      numbering: '一、',
      title,
      start: at * 10,
      found: { level, numbering: '一、', title },
    });
  });
});

/** Stated here anew: the store's own check is under test as well. */
function isValid(nodes: OutlineNodes): boolean {
  const ids = new Set(nodes.map(({ id }) => id));
  const levels = nodes.every(({ level }, at) => level >= 1 && level <= (nodes[at - 1]?.level ?? 0) + 1);
  const filed = nodes.flatMap(({ excerpts }) => excerpts);
  const isRight = ids.size === nodes.length && levels && new Set(filed).size === filed.length;
  return isRight && isOutlineTree(nodes);
}

describe('any edits in any order', () => {
  const edits = fc.array(edit, { maxLength: 30 });

  it('keep the tree valid and its ids unique, and write to nothing they were given', () => {
    fc.assert(
      fc.property(anyTree, edits, (tree, edits) => {
        let nodes = tree;
        return edits.every((edit) => {
          nodes = Object.freeze(edit(nodes)) as OutlineNodes;
          return isValid(nodes);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('are undone and redone exactly', () => {
    fc.assert(
      fc.property(anyTree, edits, (tree, edits) => {
        let history = startHistory(tree);
        const states = [tree];
        for (const edit of edits) {
          const next = edit(history.present);
          if (next !== history.present) states.push(next);
          history = record(history, next);
        }
        const back = [...states].reverse().map((state) => {
          const isSame = history.present === state;
          history = undo(history);
          return isSame;
        });
        const forth = states.map((state) => {
          const isSame = history.present === state;
          history = redo(history);
          return isSame;
        });
        return [...back, ...forth].every(Boolean);
      }),
      { numRuns: 500 },
    );
  });

  it('of another branch forget what was undone', () => {
    const history = record(undo(record(startHistory('甲'), '乙')), '丙');
    expect(history).toEqual({ past: ['甲'], present: '丙', future: [] });
    expect(redo(history)).toBe(history);
    expect(undo(startHistory('甲'))).toEqual(startHistory('甲'));
  });
});
