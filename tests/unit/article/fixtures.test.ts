// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { extractArticle } from '../../../utils/article/extract.ts';
import { readCanonicalText } from '../../../utils/article/text.ts';
import type { OutlineNode } from '../../../utils/article/types.ts';
import { detectArticle, type Evidence } from '../../../utils/portal/detect.ts';
import { readFixtures } from '../../tools/fixtures.ts';

function parse(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html');
}

function rows(nodes: readonly OutlineNode[]): [number, string, string][] {
  return nodes.flatMap(
    (node) =>
      [[node.level, node.numbering, node.title], ...rows(node.children)] as [number, string, string][],
  );
}

const FIELDS = [
  'title',
  'kicker',
  'subtitle',
  'source',
  'authors',
  'editors',
  'publishedAt',
  'breadcrumb',
  'note',
] as const;

describe.each(readFixtures())('$name', ({ html, expected }) => {
  it(`is told apart: ${expected.reason}`, () => {
    const evidence: Evidence[] = [];
    const { isArticle } = detectArticle(parse(html), expected.url, (found) => evidence.push(found));
    expect({ isArticle, evidence }).toEqual({ isArticle: expected.isArticle, evidence });
  });

  if (!expected.isArticle) return;
  const page = parse(html);
  const before = page.documentElement.outerHTML;
  const article = extractArticle(page, expected.url);

  it('is read as it stands in the tab, and nothing of it is changed', () => {
    expect(page.documentElement.outerHTML).toBe(before);
  });

  it.each(FIELDS.filter((field) => expected[field] !== undefined))('reads its %s', (field) => {
    expect(article[field]).toEqual(expected[field] ?? undefined);
  });

  it('reads its body, and nothing else', () => {
    if (expected.text) expect(article.text.split('\n')).toEqual(expected.text);
    for (const block of expected.contains ?? []) expect(article.text.split('\n')).toContain(block);
  });

  it('keeps its tables, lists and captions', () => {
    for (const markup of expected.html ?? []) expect(article.html).toContain(markup);
  });

  it('finds its outline', () => {
    if (expected.outline) expect(rows(article.outline)).toEqual(expected.outline);
  });

  it('renders to exactly its canonical text', () => {
    const rendered = readCanonicalText(parse(article.html).body);
    expect(rendered.text).toBe(article.text);
    for (const { node, start, end } of rendered.segments)
      expect(rendered.text.slice(start, end)).toBe(node.data);
  });

  it('holds no script, handler, style, id or foreign address', () => {
    expect(article.html).not.toMatch(
      /<(?:script|style|iframe|svg|math|form|input|object)|\s(?:on\w+|style|id|name|class)=|javascript:/i,
    );
  });
});
