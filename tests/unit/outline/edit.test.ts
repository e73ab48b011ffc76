import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNodeAt,
  addNodeBelow,
  demoteNode,
  moveNode,
  type OutlineNodes,
  promoteNode,
  removeNode,
  removeSubtree,
  renameNode,
} from '../../../utils/outline/edit.ts';
import { record, redo, startHistory, undo } from '../../../utils/outline/history.ts';

/** A tree written as `甲 .乙 .丙 丁`: a point for each level below the first. Ids are the titles, starts 10, 20 …. */
function tree(written: string): OutlineNodes {
  return written.split(' ').map((word, at) => {
    const title = word.replace(/^\.+/, '');
    return { id: title, level: word.length - title.length + 1, numbering: '', title, start: (at + 1) * 10 };
  });
}

function written(nodes: OutlineNodes): string {
  return nodes.map(({ level, title }) => '.'.repeat(level - 1) + title).join(' ');
}

const FIRST = tree('甲 .乙 ..丙 .丁 戊 .己');

describe('edits', () => {
  it.each<[string, (nodes: OutlineNodes) => OutlineNodes, string]>([
    ['rename', (nodes) => renameNode(nodes, '乙', ' 新题 '), '甲 .新题 ..丙 .丁 戊 .己'],
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
      'add below',
      (nodes) => addNodeBelow(nodes, { id: '新', title: '新' }, '乙'),
      '甲 .乙 ..丙 ..新 .丁 戊 .己',
    ],
    [
      'add at the end',
      (nodes) => addNodeBelow(nodes, { id: '新', title: '新' }, null),
      '甲 .乙 ..丙 .丁 戊 .己 新',
    ],
  ])('%s', (_, edit, expected) => {
    expect(written(edit(FIRST))).toBe(expected);
  });

  it.each<[string, (nodes: OutlineNodes) => OutlineNodes]>([
    ['rename what is not there', (nodes) => renameNode(nodes, '无', '新')],
    ['rename to nothing', (nodes) => renameNode(nodes, '乙', '  ')],
    ['rename to the same', (nodes) => renameNode(nodes, '乙', '乙')],
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
    ['add without a title', (nodes) => addNodeBelow(nodes, { id: '新', title: ' ' }, null)],
    ['add below what is not there', (nodes) => addNodeBelow(nodes, { id: '新', title: '新' }, '无')],
  ])('%s changes nothing', (_, edit) => {
    expect(edit(FIRST)).toBe(FIRST);
  });

  it('gives an added head the place asked for, or that of the head before it', () => {
    expect(addNodeAt(FIRST, { id: '新', title: '新' }, 35)[3]?.start).toBe(35);
    expect(addNodeBelow(FIRST, { id: '新', title: '新' }, '乙')[3]?.start).toBe(30);
    expect(addNodeBelow([], { id: '新', title: '新' }, null)[0]).toMatchObject({ level: 1, start: 0 });
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
        renameNode(nodes, id, title),
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
  fc.tuple(id, fc.option(id)).map(
    ([id, parent]): Edit =>
      (nodes) =>
        addNodeBelow(nodes, { id, title: id }, parent),
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
      numbering: '一、',
      title,
      start: at * 10,
      found: { numbering: '一、', title },
    });
  });
});

function isValid(nodes: OutlineNodes): boolean {
  const ids = new Set(nodes.map(({ id }) => id));
  const levels = nodes.every(({ level }, at) => level >= 1 && level <= (nodes[at - 1]?.level ?? 0) + 1);
  return ids.size === nodes.length && levels;
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
