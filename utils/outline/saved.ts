import type { OutlineNode } from '../article/types';
import type { ArticleRecord, SavedOutline, SavedOutlineNode } from '../library/schema';

/** An outline tree written flat, in document order. */
export function flattenOutline(nodes: OutlineNode[]): OutlineNode[] {
  const flat: OutlineNode[] = [];
  const pending = [...nodes].reverse();
  for (let node = pending.pop(); node; node = pending.pop()) {
    flat.push(node);
    pending.push(...[...node.children].reverse());
  }
  return flat;
}

/** What an outline line shows: the saved outline's heads where the reader saved one, else those found in the page. */
export type OutlineHead = Pick<SavedOutlineNode, 'level' | 'numbering' | 'title' | 'start'>;

/** The outline to show and to export: the one the reader saved last, else the one found in the page. */
export function currentOutline({
  outlines,
  article,
}: Pick<ArticleRecord, 'outlines' | 'article'>): OutlineHead[] {
  return outlines.at(-1)?.nodes ?? flattenOutline(article.outline);
}

/** The head that a place of the text stands under; `undefined` before the first one. */
export function headAt<T extends OutlineHead>(heads: T[], position: number): T | undefined {
  return heads.findLast(({ start }) => start <= position);
}

/**
 * A saved outline with one head renamed. Where none is saved yet, the one found in the page is saved with the change;
 * each head remembers what was found, so that edits can be carried over to a later extraction.
 *
 * @param index which head, counted in document order
 * @param newId makes the ids of what is new
 * @param now ISO 8601, UTC
 */
export function renameHead(
  record: Pick<ArticleRecord, 'outlines' | 'article'>,
  index: number,
  title: string,
  { newId, now }: { newId: () => string; now: string },
): SavedOutline {
  const saved = record.outlines.at(-1) ?? saveFoundOutline(record.article.outline, { newId, now });
  return {
    ...saved,
    modified: now,
    nodes: saved.nodes.map((node, at) => (at === index ? { ...node, title } : node)),
  };
}

/** The outline found in the page as one to save, unchanged. */
export function saveFoundOutline(
  found: OutlineNode[],
  { newId, now }: { newId: () => string; now: string },
): SavedOutline {
  return {
    id: newId(),
    created: now,
    modified: now,
    nodes: flattenOutline(found).map(({ level, numbering, title, start }) => ({
      id: newId(),
      level,
      numbering,
      title,
      start,
      found: { numbering, title },
    })),
  };
}

/**
 * A saved outline over a new extraction of its page: a head that is found there again moves to its new place, and
 * the heads after it that are not found move along with it. What the reader wrote stays.
 */
export function carryOutline(saved: SavedOutline, found: OutlineNode[]): SavedOutline {
  const today = flattenOutline(found);
  let shift = 0;
  return {
    ...saved,
    nodes: saved.nodes.map((node) => {
      const at = today.findIndex(
        ({ numbering, title }) => numbering === node.found?.numbering && title === node.found.title,
      );
      // Each is taken once, so that of heads with the same words the first goes to the first.
      const [match] = at < 0 ? [] : today.splice(at, 1);
      if (match) shift = match.start - node.start;
      return { ...node, start: Math.max(0, node.start + shift) };
    }),
  };
}
