import { describe, expect, it } from 'vitest';
import type { OutlineNode } from '../../../utils/article/types';
import type { SavedOutline } from '../../../utils/library/schema';
import {
  carryOutline,
  currentOutline,
  flattenOutline,
  headAt,
  renameHead,
  saveFoundOutline,
} from '../../../utils/outline/saved';
import { exampleId, exampleOutline, exampleRecord } from './examples';

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

describe('flattenOutline', () => {
  it('gives a tree in the order of the text', () => {
    const tree = [head('甲', 0, [head('乙', 1, [head('丙', 2)]), head('丁', 3)]), head('戊', 4)];
    expect(flattenOutline(tree).map(({ title }) => title)).toEqual(['甲', '乙', '丙', '丁', '戊']);
  });
});

describe('currentOutline', () => {
  const { article } = exampleRecord();
  it.each([
    ['found in the page where none is saved', [], article.outline.map(({ title }) => title)],
    ['saved last', [exampleOutline(), exampleOutline({ nodes: [] })], []],
  ])('is the one %s', (_, outlines, titles) => {
    expect(currentOutline({ article, outlines }).map(({ title }) => title)).toEqual(titles);
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
  });
});

describe('renameHead', () => {
  it('saves the found outline with the one change, and remembers what was found', () => {
    const { article } = exampleRecord();
    const saved = renameHead({ article, outlines: [] }, 1, '新题', { newId: counter(), now: NOW });
    expect(saved).toMatchObject({ id: exampleId(101), created: NOW, modified: NOW });
    expect(saved.nodes.map(({ title, found }) => [title, found?.title])).toEqual([
      ['强化理论武装,做政治上的明白人', '强化理论武装,做政治上的明白人'],
      ['新题', '主动担当作为,做业务上的内行人'],
    ]);
  });

  it('changes the outline saved last, and nothing else of it', () => {
    const record = exampleRecord();
    const saved = renameHead(record, 2, '新题', { newId: counter(), now: NOW });
    const expected = exampleOutline({ modified: NOW });
    expect(saved).toEqual({
      ...expected,
      nodes: expected.nodes.map((node, at) => (at === 2 ? { ...node, title: '新题' } : node)),
    });
    expect(record).toEqual(exampleRecord());
  });
});

describe('carryOutline', () => {
  const saved = (nodes: [title: string, start: number][]): SavedOutline =>
    saveFoundOutline(
      nodes.map(([title, start]) => head(title, start)),
      { newId: counter(), now: NOW },
    );

  it.each<[string, [string, number][], OutlineNode[], number[]]>([
    [
      'the same page',
      [
        ['甲', 10],
        ['乙', 20],
      ],
      [head('甲', 10), head('乙', 20)],
      [10, 20],
    ],
    [
      'a longer lead',
      [
        ['甲', 10],
        ['乙', 20],
      ],
      [head('甲', 15), head('乙', 25)],
      [15, 25],
    ],
    [
      'a section grown',
      [
        ['甲', 10],
        ['乙', 20],
      ],
      [head('甲', 10), head('乙', 50)],
      [10, 50],
    ],
    [
      'a head become a child',
      [
        ['甲', 10],
        ['乙', 20],
      ],
      [head('甲', 12, [head('乙', 22)])],
      [12, 22],
    ],
    [
      'a new head',
      [
        ['甲', 10],
        ['乙', 20],
      ],
      [head('甲', 10), head('新', 15), head('乙', 30)],
      [10, 30],
    ],
    [
      'a head gone: it keeps its distance',
      [
        ['甲', 10],
        ['乙', 20],
        ['丙', 30],
      ],
      [head('甲', 13), head('丙', 35)],
      [13, 23, 35],
    ],
    [
      'a head of the same name gone',
      [
        ['甲', 1],
        ['小结', 5],
        ['乙', 10],
        ['小结', 15],
      ],
      [head('甲', 1), head('小结', 5), head('乙', 10)],
      [1, 5, 10, 15],
    ],
    [
      'two heads of the same name',
      [
        ['小结', 5],
        ['小结', 15],
      ],
      [head('小结', 6), head('小结', 17)],
      [6, 17],
    ],
    [
      'all heads gone',
      [
        ['甲', 10],
        ['乙', 20],
      ],
      [],
      [10, 20],
    ],
    [
      'a shorter lead and a head gone: no place before the text',
      [
        ['甲', 10],
        ['乙', 12],
      ],
      [head('甲', 0)],
      [0, 2],
    ],
    [
      'heads that stood in no order: no place before the text',
      [
        ['甲', 10],
        ['乙', 5],
      ],
      [head('甲', 0)],
      [0, 0],
    ],
  ])('over %s', (_, before, found, starts) => {
    const old = saved(before);
    const carried = carryOutline(old, found);
    expect(carried).toEqual({
      ...old,
      nodes: old.nodes.map((node, at) => ({ ...node, start: starts[at] })),
    });
  });

  it('finds a renamed head by what was found, and moves the reader’s own along', () => {
    const carried = carryOutline(exampleOutline(), [
      { ...head('强化理论武装,做政治上的明白人', 122), numbering: '一、' },
      { ...head('主动担当作为,做业务上的内行人', 265), numbering: '二、' },
    ]);
    expect(carried.nodes.map(({ title, start }) => [title, start])).toEqual([
      ['理论武装', 122],
      ['主动担当作为,做业务上的内行人', 265],
      ['自己加的一节', 283],
    ]);
  });

  it('tells heads apart by their numbering', () => {
    const carried = carryOutline(exampleOutline(), [
      { ...head('强化理论武装,做政治上的明白人', 500), numbering: '三、' },
    ]);
    expect(carried).toEqual(exampleOutline());
  });
});
