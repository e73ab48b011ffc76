import { describe, expect, it } from 'vitest';
import type { OutlineNode } from '../../../utils/article/types';
import {
  addNodeAfter,
  addNodeAt,
  demoteNode,
  moveNode,
  type OutlineNodes,
  relabelNode,
  removeNode,
} from '../../../utils/outline/edit';
import {
  carryOutline,
  currentHeads,
  fileExcerpts,
  freeName,
  headAt,
  saveFoundOutline,
} from '../../../utils/outline/saved';
import { flattenTree, isOutlineTree } from '../../../utils/outline/tree';
import { exampleId, exampleMark, exampleOutline, exampleRecord } from './examples';

const NOW = '2026-07-05T00:00:00.000Z';

function head(title: string, start: number, children: OutlineNode[] = []): OutlineNode {
  return { level: 1, numbering: '', title, start, end: start + 1, children };
}

/** Ids of the examples, one after another. */
function counter() {
  let n = 100;
  return () => {
    n += 1;
    return exampleId(n);
  };
}

describe('flattenTree', () => {
  it('gives a tree in the order of the text', () => {
    const tree = [head('甲', 0, [head('乙', 1, [head('丙', 2)]), head('丁', 3)]), head('戊', 4)];
    expect(flattenTree(tree).map(({ title }) => title)).toEqual(['甲', '乙', '丙', '丁', '戊']);
  });
});

describe('currentHeads', () => {
  const { article } = exampleRecord();
  const outlines = [exampleOutline(), exampleOutline({ id: exampleId(9), nodes: [] })];
  it.each([
    ['found in the page where none is on show', undefined, article.outline.map(({ title }) => title)],
    ['that the reader chose', exampleOutline().id, exampleOutline().nodes.map(({ title }) => title)],
    ['that the reader emptied', exampleId(9), []],
    [
      'found in the page where the one on show is gone',
      exampleId(77),
      article.outline.map(({ title }) => title),
    ],
  ])('are those %s', (_, activeOutline, titles) => {
    expect(currentHeads({ article, outlines, activeOutline }).map(({ title }) => title)).toEqual(titles);
  });
});

describe('headAt', () => {
  it.each([
    [9, undefined],
    [10, '甲'],
    [19, '甲'],
    [20, '乙'],
    [99, '乙'],
  ])('%i stands under %s', (position, title) => {
    expect(headAt([head('甲', 10), head('乙', 20)], position)?.title).toBe(title);
    // The order that the reader gave them doesn't matter, nor do heads without a place.
    expect(
      headAt<Partial<OutlineNode>>([head('乙', 20), { title: '丙' }, head('甲', 10)], position)?.title,
    ).toBe(title);
  });
});

describe('fileExcerpts', () => {
  const mark = (n: number) => exampleMark(n);
  const titles = (marks: { note: string }[] | undefined) => marks?.map(({ note }) => note) ?? [];
  it('files by place, and by hand where the reader did', () => {
    const heads = [
      { title: '甲', start: 10, excerpts: [exampleId(25)] },
      { title: '乙', start: 20, excerpts: [exampleId(999)] },
      { title: '丙' },
    ];
    const { opening, byHead } = fileExcerpts(heads, [mark(5), mark(12), mark(21), mark(25)]);
    expect(titles(opening)).toEqual(['批注5']);
    expect(heads.map((head) => titles(byHead.get(head)))).toEqual([['批注12', '批注25'], ['批注21'], []]);
  });
});

describe('freeName', () => {
  it.each([
    [[], '提纲'],
    [['提纲'], '提纲 2'],
    [['提纲', '提纲 2', '别的'], '提纲 3'],
  ])('beside %j is %s', (taken, name) => {
    expect(freeName('提纲', taken)).toBe(name);
  });
});

/** An outline as found, written `甲@10 .乙@20`: a point for each level below the first, the place behind `@`. */
function found(written: string): OutlineNode[] {
  const roots: OutlineNode[] = [];
  const open: OutlineNode[] = [];
  for (const word of written.split(' ').filter(Boolean)) {
    const [, points = '', numbering = '', title = '', start = ''] =
      /^(\.*)([一二三]、)?(.*)@(\d+)$/.exec(word) ?? [];
    const level = points.length + 1;
    const node = { level, numbering, title, start: Number(start), end: Number(start) + 1, children: [] };
    open.length = level - 1;
    (open.at(-1)?.children ?? roots).push(node);
    open.push(node);
  }
  return roots;
}

/** A saved outline in the same writing; a head without a place has no `@`. */
function written(nodes: OutlineNodes): string {
  return nodes
    .map(
      ({ level, numbering, title, start }) =>
        `${'.'.repeat(level - 1)}${numbering}${title}${start === undefined ? '' : `@${start}`}`,
    )
    .join(' ');
}

describe('carryOutline', () => {
  const same = (nodes: OutlineNodes) => nodes;
  const idOf = (nodes: OutlineNodes, title: string) => nodes.find((node) => node.title === title)?.id ?? '';

  it.each<[string, string, (nodes: OutlineNodes) => OutlineNodes, string, string]>([
    ['the same page', '甲@10 乙@20', same, '甲@10 乙@20', '甲@10 乙@20'],
    ['a longer lead', '甲@10 乙@20', same, '甲@15 乙@25', '甲@15 乙@25'],
    ['a section grown', '甲@10 乙@20', same, '甲@10 乙@50', '甲@10 乙@50'],
    ['a head become a child', '甲@10 乙@20', same, '甲@12 .乙@22', '甲@12 .乙@22'],
    ['a new head', '甲@10 乙@20', same, '甲@10 新@15 乙@30', '甲@10 新@15 乙@30'],
    ['a new child', '甲@10 乙@20', same, '甲@10 .新@15 乙@30', '甲@10 .新@15 乙@30'],
    ['a new head before all', '甲@10 .乙@20', same, '新@5 甲@10 .乙@20', '新@5 甲@10 .乙@20'],
    ['a head gone: it keeps its distance', '甲@10 乙@20 丙@30', same, '甲@13 丙@35', '甲@13 乙@23 丙@35'],
    [
      'a head of the same name gone',
      '甲@1 小结@5 乙@10 小结@15',
      same,
      '甲@1 小结@5 乙@10',
      '甲@1 小结@5 乙@10 小结@15',
    ],
    ['two heads of the same name', '小结@5 小结@15', same, '小结@6 小结@17', '小结@6 小结@17'],
    [
      'a third head of the same name',
      '小结@5 小结@15',
      same,
      '小结@5 小结@15 小结@25',
      '小结@5 小结@15 小结@25',
    ],
    ['all heads gone', '甲@10 乙@20', same, '', '甲@10 乙@20'],
    ['a shorter lead and a head gone: no place before the text', '甲@10 乙@12', same, '甲@0', '甲@0 乙@2'],
    ['a title that was cut short', '一、强化@10', same, '一、强化理论武装@10', '一、强化理论武装@10'],
    ['a title that is cut short now', '一、强化理论武装@10', same, '一、强化@12', '一、强化@12'],
    ['another numbering', '一、强化@10', same, '二、强化@40', '一、强化@10 二、强化@40'],
    [
      'a renamed head',
      '一、强化@10 二、担当@20',
      (nodes) => relabelNode(nodes, idOf(nodes, '担当'), '二、自己的话'),
      '一、强化@15 二、担当作为@30',
      '一、强化@15 二、自己的话@30',
    ],
    [
      'a head that the reader took out',
      '甲@10 乙@20 丙@30',
      (nodes) => removeNode(nodes, idOf(nodes, '乙')),
      '甲@10 乙@25 丙@35 丁@40',
      '甲@10 丙@35 丁@40',
    ],
    [
      'a head that the reader demoted',
      '甲@10 乙@20',
      (nodes) => demoteNode(nodes, idOf(nodes, '乙')),
      '甲@10 乙@25 丙@35',
      '甲@10 .乙@25 丙@35',
    ],
    [
      'levels that make no tree with the reader’s',
      '甲@10 .乙@20 .丙@30',
      (nodes) => moveNode(nodes, idOf(nodes, '丙'), 'before', idOf(nodes, '甲')),
      '甲@10 .乙@20 ..丙@30',
      '丙@30 甲@10 .乙@20',
    ],
    [
      'a head of the reader’s own, at a place',
      '甲@10 乙@20',
      (nodes) => addNodeAt(nodes, { id: exampleId(900), title: '自己' }, 14),
      '甲@13 乙@26',
      '甲@13 自己@17 乙@26',
    ],
    [
      'a head of the reader’s own, without a place',
      '甲@10 乙@20',
      (nodes) => addNodeAfter(nodes, { id: exampleId(900), title: '自己' }, idOf(nodes, '甲')),
      '甲@13 乙@26',
      '甲@13 自己 乙@26',
    ],
    [
      'heads moved around',
      '甲@10 乙@20 丙@30',
      (nodes) => moveNode(nodes, idOf(nodes, '丙'), 'before', idOf(nodes, '甲')),
      '甲@11 乙@22 丙@33',
      '丙@33 甲@11 乙@22',
    ],
    ['an outline without found heads', '甲@10', () => [], '甲@10 乙@20', ''],
  ])('over %s', (_, before, edit, now, expected) => {
    const makeId = counter();
    const made = saveFoundOutline(found(before), { newId: makeId, name: '提纲', now: NOW });
    const old = { ...made, nodes: [...edit(made.nodes)] };
    const kept = structuredClone(old);
    const carried = carryOutline(old, found(before), found(now), makeId);
    expect(written(carried.nodes)).toBe(expected);
    expect(isOutlineTree(carried.nodes)).toBe(true);
    // Carried over once more it stays as it is.
    expect(carryOutline(carried, found(now), found(now), makeId)).toEqual(carried);
    expect({ ...carried, nodes: [] }).toEqual({ ...old, nodes: [] });
    expect(old).toEqual(kept);
  });

  it('keeps notes, folding and filed excerpts of heads found again', () => {
    const makeId = counter();
    const made = saveFoundOutline(found('甲@10'), { newId: makeId, name: '', now: NOW });
    const own = { note: '重点', collapsed: true, excerpts: [exampleId(1)] };
    const old = { ...made, nodes: made.nodes.map((node) => ({ ...node, ...own })) };
    expect(carryOutline(old, found('甲@10'), found('甲@12'), makeId).nodes[0]).toMatchObject({
      ...own,
      id: made.nodes[0]?.id,
      start: 12,
    });
  });
});
