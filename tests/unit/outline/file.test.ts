import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlineToMarkdown } from '../../../utils/export/outline-markdown';
import { outlineToOpml } from '../../../utils/export/outline-opml';
import { readOutline } from '../../../utils/export/read-outline';
import type { ArticleRecord, SavedOutline, SavedOutlineNode } from '../../../utils/library/schema';
import { fromOutlineFile, toOutlineFile } from '../../../utils/outline/file';
import { headLabel, saveFoundOutline } from '../../../utils/outline/saved';
import { isOutlineTree } from '../../../utils/outline/tree';
import type { OutlineEntry } from '../../../utils/outline/types';
import { exampleId, exampleMark, exampleOutline, exampleRecord } from '../library/examples';

const NOW = '2026-07-05T00:00:00.000Z';

function made() {
  let n = 500;
  return {
    newId: () => {
      n += 1;
      return exampleId(n);
    },
    name: '导入',
    now: NOW,
  };
}

/** All but the ids, which an import makes anew. */
const bare = (nodes: SavedOutlineNode[]) => nodes.map(({ id, ...node }) => JSON.parse(JSON.stringify(node)));

/** The example's outline, edited as a reader would: a moved excerpt, a folded head, a free head. */
function edited(record: ArticleRecord): SavedOutline {
  const [first, second, third] = exampleOutline().nodes as [
    SavedOutlineNode,
    SavedOutlineNode,
    SavedOutlineNode,
  ];
  const { start: _, ...free } = third;
  return exampleOutline({
    nodes: [{ ...first, collapsed: true }, { ...second, excerpts: [record.annotations[0]?.id ?? ''] }, free],
  });
}

describe('an outline', () => {
  it('goes to a file and comes back the same', () => {
    const record = exampleRecord();
    const outline = edited(record);
    const file = toOutlineFile(record, outline);
    expect(file.entries.flatMap(({ excerpts }) => excerpts.map(({ quote }) => quote))).toEqual(
      expect.arrayContaining(record.annotations.map(({ quote }) => quote.exact)),
    );
    expect(bare(fromOutlineFile(record, file, made()).nodes)).toEqual(bare(outline.nodes));
  });

  it('goes out as OPML and comes back the same', () => {
    const record = exampleRecord();
    const outline = edited(record);
    const file = readOutline(outlineToOpml(toOutlineFile(record, outline)));
    expect(bare(fromOutlineFile(record, file, made()).nodes)).toEqual(bare(outline.nodes));
  });

  it('goes out as a Markdown list and comes back with levels, labels, notes and excerpts', () => {
    const record = exampleRecord();
    const outline = edited(record);
    const file = readOutline(outlineToMarkdown(toOutlineFile(record, outline)));
    const back = fromOutlineFile(record, file, made()).nodes;
    const carried = (nodes: SavedOutlineNode[]) =>
      nodes.map((node) => [node.level, headLabel(node), node.note, node.excerpts]);
    expect(carried(back)).toEqual(carried(outline.nodes));
  });

  it('of any shape stays a tree that the store takes', () => {
    const entry = fc.record({
      numbering: fc.constantFrom('', '一、', '（一）'),
      title: fc.constantFrom('强化理论武装,做政治上的明白人', '甲', ''),
      note: fc.constantFrom('', '注'),
      collapsed: fc.boolean(),
      start: fc.option(fc.nat(500), { nil: undefined }),
      excerpts: fc.array(
        fc.record({
          id: fc.constantFrom(exampleId(1), exampleId(2), ''),
          quote: fc.constantFrom('强化理论武装', '别处的话'),
          note: fc.constantFrom('', '批注'),
        }),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), fc.array(fc.nat(5)), (entries, steps) => {
        let level = 0;
        const tree = entries.map((one, at): OutlineEntry => {
          level = 1 + ((steps[at] ?? 0) % (level + 1));
          return { ...one, level };
        });
        const record = exampleRecord();
        const { nodes } = fromOutlineFile(record, { title: '', entries: tree }, made());
        const filed = nodes.flatMap(({ excerpts }) => excerpts);
        const isInText = nodes.every(
          ({ start }) => start === undefined || start <= record.article.text.length,
        );
        return isOutlineTree(nodes) && new Set(filed).size === filed.length && isInText;
      }),
    );
  });
});

describe('a file', () => {
  const record = exampleRecord();
  const head = (title: string, more: Partial<OutlineEntry> = {}): OutlineEntry => ({
    level: 1,
    numbering: '',
    title,
    note: '',
    collapsed: false,
    excerpts: [],
    ...more,
  });
  const [found] = saveFoundOutline(record.article.outline, made()).nodes;

  it.each<[string, OutlineEntry, string | undefined, Partial<SavedOutlineNode>]>([
    [
      'a head of the page, its numbering not set apart',
      head(headLabel(found as SavedOutlineNode)),
      undefined,
      { numbering: found?.numbering, title: found?.title, start: found?.start, found: found?.found },
    ],
    ['a head of its own', head('自己的'), undefined, { title: '自己的', start: undefined, found: undefined }],
    ['a place in the text', head('自己的', { start: 9 }), record.article.url, { start: 9 }],
    ['a place in another article', head('自己的', { start: 9 }), 'https://a.cn/1', { start: undefined }],
    ['a place behind the text', head('自己的', { start: 1e6 }), record.article.url, { start: undefined }],
    [
      'a rewritten head at the place of one of the page',
      head('我的说法', { start: found?.start }),
      record.article.url,
      { title: '我的说法', start: found?.start, found: found?.found },
    ],
    [
      'an excerpt that the article has not',
      head('甲', { note: '注', excerpts: [{ id: '', quote: '别处的话', note: '批注' }] }),
      undefined,
      { note: '注\n别处的话\n批注', excerpts: [] },
    ],
    [
      'an excerpt by its words alone',
      head('甲', { excerpts: [{ id: '', quote: '用心', note: '' }] }),
      undefined,
      { excerpts: [exampleId(7)] },
    ],
  ])('gives %s', (_, entry, url, expected) => {
    const own = {
      ...record,
      annotations: [exampleMark(7, { quote: { exact: '用心', prefix: '', suffix: '' } })],
    };
    const outline = fromOutlineFile(own, { title: '', url, entries: [entry] }, made());
    expect(outline).toMatchObject({ name: '导入', created: NOW, modified: NOW });
    expect(outline.nodes[0]).toMatchObject(expected);
  });
});
