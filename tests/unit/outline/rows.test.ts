import { describe, expect, it } from 'vitest';
import type { SavedOutlineNode } from '../../../utils/library/schema';
import { rowAt, visibleRows } from '../../../utils/outline/rows';
import { fileExcerpts } from '../../../utils/outline/saved';
import { exampleMark } from '../library/examples';

/** Heads written `甲@10 .乙@20- 丙`: a point for each level below the first, the place behind `@`, `-` where folded. */
function heads(written: string): SavedOutlineNode[] {
  return written.split(' ').map((word) => {
    const [, points = '', title = '', start, folded] = /^(\.*)(.)(?:@(\d+))?(-)?$/.exec(word) ?? [];
    return {
      id: title,
      level: points.length + 1,
      numbering: '',
      title,
      ...(start === undefined ? {} : { start: Number(start) }),
      note: '',
      collapsed: folded !== undefined,
      excerpts: [],
    };
  });
}

/** Rows as the panel draws them: excerpts as `>` with their place, folded heads with the number of excerpts. */
function drawn(written: string, places: number[]): string {
  const nodes = heads(written);
  const rows = visibleRows(
    nodes,
    fileExcerpts(
      nodes,
      places.map((place) => exampleMark(place)),
    ),
  );
  return rows
    .map((row) => {
      const indent = '.'.repeat(row.level - 1);
      if (row.kind === 'excerpt') return `${indent}>${row.annotation.position.start}`;
      return indent + row.node.title + (row.node.collapsed ? `(${row.excerptCount})` : '');
    })
    .join(' ');
}

describe('visibleRows', () => {
  it.each([
    ['甲@10 乙@20', [], '甲 乙'],
    ['甲@10 乙@20', [5, 12, 13, 25], '>5 甲 .>12 .>13 乙 .>25'],
    ['甲@10 .乙@20 丙@30', [12, 22], '甲 .>12 .乙 ..>22 丙'],
    ['甲@10- .乙@20 丙@30', [12, 22, 35], '甲(2) 丙 .>35'],
    ['甲@10 .乙@20- ..丁@25 .戊@28 丙@30', [22, 26], '甲 .乙(2) .戊 丙'],
    ['甲@10- .乙@20- 丙@30-', [], '甲(0) 丙(0)'],
    ['丙 甲@10', [12], '丙 甲 .>12'],
  ])('of %s with excerpts at %j are %s', (written, places, expected) => {
    expect(drawn(written, places)).toBe(expected);
  });

  it('tell which heads can be folded', () => {
    const nodes = heads('甲@10 .乙@20 丙@30 丁@40');
    const rows = visibleRows(nodes, fileExcerpts(nodes, [exampleMark(45)]));
    const foldable = rows.flatMap((row) => (row.kind === 'head' && row.hasMore ? [row.id] : []));
    expect(foldable).toEqual(['甲', '丁']);
  });
});

describe('rowAt', () => {
  it.each([
    ['甲@10 .乙@20', 5, undefined],
    ['甲@10 .乙@20', 15, '甲'],
    ['甲@10 .乙@20', 25, '乙'],
    ['甲@10- .乙@20 丙@30', 25, '甲'],
    ['甲@10- .乙@20- ..丁@22 丙@30', 25, '甲'],
    ['甲@10- .乙@20 丙@30', 35, '丙'],
    ['乙@20 甲@10', 25, '乙'],
    ['丙', 25, undefined],
  ])('in %s at %i is %s', (written, position, expected) => {
    expect(rowAt(heads(written), position)).toBe(expected);
  });
});
