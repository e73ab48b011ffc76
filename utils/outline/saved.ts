import type { OutlineNode } from '../article/types';
import type { Annotation, ArticleRecord, SavedOutline, SavedOutlineNode } from '../library/schema';
import type { OutlineNodes } from './edit';
import { flattenTree, isOutlineTree } from './tree';

/** What an outline line shows: the heads of the outline on show where the reader saved one, else those found in the page. */
export type OutlineHead = Pick<SavedOutlineNode, 'level' | 'numbering' | 'title' | 'start'> &
  Partial<Pick<SavedOutlineNode, 'note' | 'excerpts'>>;

/** The saved outline on show; `undefined` where it is the one found in the page. */
export function activeOutline({
  outlines,
  activeOutline: active,
}: Pick<ArticleRecord, 'outlines' | 'activeOutline'>): SavedOutline | undefined {
  return outlines.find(({ id }) => id === active);
}

/** The heads to show and to export. */
export function currentHeads(
  record: Pick<ArticleRecord, 'outlines' | 'activeOutline' | 'article'>,
): OutlineHead[] {
  return activeOutline(record)?.nodes ?? flattenTree(record.article.outline);
}

/** The label of a head: its numbering as printed, and its title. */
export function headLabel({ numbering, title }: Pick<OutlineHead, 'numbering' | 'title'>): string {
  return numbering + title;
}

/**
 * The head that a place of the text stands under: of those that begin before it the last in the text, whatever order
 * the reader gave them; `undefined` before the first one.
 */
export function headAt<T extends Pick<OutlineHead, 'start'>>(
  heads: readonly T[],
  position: number,
): T | undefined {
  let best: T | undefined;
  for (const head of heads) {
    if (head.start === undefined || head.start > position) continue;
    if (!best || head.start >= (best.start ?? 0)) best = head;
  }
  return best;
}

/** The excerpts of a section. */
export interface FiledExcerpts<T> {
  /** Those before the first head. */
  opening: Annotation[];
  byHead: ReadonlyMap<T, Annotation[]>;
}

/** Every annotation under its head: where the reader filed it by hand, else where its place in the text is. */
export function fileExcerpts<T extends Pick<OutlineHead, 'start' | 'excerpts'>>(
  heads: readonly T[],
  annotations: readonly Annotation[],
): FiledExcerpts<T> {
  const byHand = new Map(heads.flatMap((head) => (head.excerpts ?? []).map((id) => [id, head] as const)));
  const opening: Annotation[] = [];
  const byHead = new Map<T, Annotation[]>();
  for (const annotation of annotations) {
    const head = byHand.get(annotation.id) ?? headAt(heads, annotation.position.start);
    if (!head) opening.push(annotation);
    else byHead.set(head, [...(byHead.get(head) ?? []), annotation]);
  }
  return { opening, byHead };
}

export interface NewOutline {
  newId: () => string;
  name: string;
  /** ISO 8601, UTC */
  now: string;
}

/** The name, or where it is taken the first of `name 2`, `name 3` … that is free. */
export function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let count = 2; taken.includes(free); count += 1) free = `${name} ${count}`;
  return free;
}

/** An outline of the reader's own, with these heads. */
export function newOutline(nodes: OutlineNodes, { newId, name, now }: NewOutline): SavedOutline {
  return { id: newId(), name, created: now, modified: now, nodes: [...nodes] };
}

/** The outline found in the page as one to save: each head remembers what was found, so that edits can be carried over. */
export function saveFoundOutline(found: OutlineNode[], made: NewOutline): SavedOutline {
  return newOutline(
    flattenTree(found).map((node) => savedNode(node, made.newId())),
    made,
  );
}

function savedNode({ level, numbering, title, start }: OutlineNode, id: string): SavedOutlineNode {
  const found = { level, numbering, title };
  return { id, ...found, start, found, note: '', collapsed: false, excerpts: [] };
}

/** A copy with ids of its own. */
export function copyOutline({ nodes }: SavedOutline, made: NewOutline): SavedOutline {
  return newOutline(
    nodes.map((node) => ({ ...node, id: made.newId() })),
    made,
  );
}

/**
 * A saved outline over a new extraction of its page. What was found again moves to its new place, and the heads after
 * it that were not found again move along. What the reader changed of a head stays changed, what was left as found
 * follows the page; what the reader took out stays out; what the page shows now and didn't before comes in.
 * An outline that holds no found head (an empty or imported one) takes in none.
 *
 * @param before the outline found in the page by the extraction that the saved one was last laid over
 * @param now the outline found today
 */
export function carryOutline(
  saved: SavedOutline,
  before: OutlineNode[],
  now: OutlineNode[],
  newId: () => string,
): SavedOutline {
  const today = new FoundHeads(flattenTree(now));
  let shift = 0;
  const carried = saved.nodes.map((node) => {
    const match = node.found && today.take(node.found);
    if (match && node.start !== undefined) shift = match.start - node.start;
    const start = node.start === undefined ? undefined : Math.max(0, node.start + shift);
    return match ? followPage({ ...node, start }, match) : { ...node, start };
  });
  // The page's new levels, unless they make no tree together with the reader's.
  let nodes: OutlineNodes = isOutlineTree(carried)
    ? carried
    : carried.map((node, at) => ({ ...node, level: saved.nodes[at]?.level ?? 1 }));
  if (nodes.some(({ found }) => found)) {
    // What was found before and is not in the outline was taken out by the reader.
    const takenOut = new FoundHeads(flattenTree(before));
    for (const { found } of saved.nodes) if (found) takenOut.take(found);
    for (const old of takenOut.left()) today.take(old);
    for (const head of today.left()) nodes = insertFound(nodes, savedNode(head, newId()));
  }
  return { ...saved, nodes: [...nodes] };
}

/** The heads of an extraction; each is taken once, so that of heads with the same words the first goes to the first. */
class FoundHeads {
  private readonly free: Set<OutlineNode>;
  private readonly byNumbering = new Map<string, Set<OutlineNode>>();

  constructor(heads: OutlineNode[]) {
    this.free = new Set(heads);
    for (const head of heads) {
      const alike = this.byNumbering.get(head.numbering) ?? new Set();
      this.byNumbering.set(head.numbering, alike.add(head));
    }
  }

  /** The same head: the same words, or the same numbering before a title that was cut short then or is now. */
  take({ numbering, title }: Pick<OutlineNode, 'numbering' | 'title'>): OutlineNode | undefined {
    const alike = this.byNumbering.get(numbering) ?? new Set<OutlineNode>();
    let match: OutlineNode | undefined;
    for (const head of alike) {
      if (head.title === title) {
        match = head;
        break;
      }
      const isCut = numbering !== '' && (head.title.startsWith(title) || title.startsWith(head.title));
      if (isCut) match ??= head;
    }
    if (match) {
      alike.delete(match);
      this.free.delete(match);
    }
    return match;
  }

  /** Those that nothing took, in document order. */
  left(): OutlineNode[] {
    return [...this.free];
  }
}

/** A saved head with what the page says of it today, where the reader left that as it was. */
function followPage(node: SavedOutlineNode, today: OutlineNode): SavedOutlineNode {
  const { level, numbering, title } = today;
  return {
    ...node,
    level: node.level === node.found?.level ? level : node.level,
    title: node.title === node.found?.title ? title : node.title,
    found: { level, numbering, title },
  };
}

/** Puts a head that the page shows newly where its place is, as near to its level as the tree allows. */
function insertFound(nodes: OutlineNodes, head: SavedOutlineNode): OutlineNodes {
  const place = head.start ?? 0;
  const index = nodes.findLastIndex(({ start }) => start !== undefined && start <= place) + 1;
  const deepest = (nodes[index - 1]?.level ?? 0) + 1;
  const shallowest = Math.max(1, (nodes[index]?.level ?? 1) - 1);
  return nodes.toSpliced(index, 0, { ...head, level: Math.min(Math.max(head.level, shallowest), deepest) });
}
