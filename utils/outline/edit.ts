import type { SavedOutlineNode } from '../library/schema';
import { MOST_OUTLINE_LEVELS, subtreeEnd } from './tree';

/**
 * Edits of a saved outline: nodes in, changed nodes out, the old ones untouched. The tree is written flat; its first
 * node has level 1, and none is more than one level deeper than the one before it. Every edit keeps that so. What
 * can't be done changes nothing: the same array comes back.
 */
export type OutlineNodes = readonly SavedOutlineNode[];

/** A head that the reader adds. */
export type NewHead = Pick<SavedOutlineNode, 'id' | 'title'>;

/** Where a moved head goes: before or after another one on its level, or below it as its last child. */
export type Move = 'before' | 'after' | 'into';

/**
 * Gives a head another label, its numbering included; that stays apart from the title where the label still begins
 * with it. A label needs at least one character that is no space.
 */
export function relabelNode(nodes: OutlineNodes, id: string, label: string): OutlineNodes {
  const wanted = label.trim();
  const numbering = nodes[indexOf(nodes, id)]?.numbering ?? '';
  if (wanted === '') return nodes;
  return wanted.startsWith(numbering.trimEnd())
    ? changeNode(nodes, id, { title: wanted.slice(numbering.trimEnd().length).trimStart() })
    : changeNode(nodes, id, { numbering: '', title: wanted });
}

/** Gives a head a note; an empty one takes it away. */
export function setNote(nodes: OutlineNodes, id: string, note: string): OutlineNodes {
  return changeNode(nodes, id, { note: note.trim() });
}

/** Folds a head's section away, or opens it. */
export function setCollapsed(nodes: OutlineNodes, id: string, collapsed: boolean): OutlineNodes {
  return changeNode(nodes, id, { collapsed });
}

/** Files an annotation under a head by hand; without a head it stands where its place in the text is. */
export function fileExcerpt(
  nodes: OutlineNodes,
  annotationId: string,
  headId: string | undefined,
): OutlineNodes {
  if (headId !== undefined && indexOf(nodes, headId) < 0) return nodes;
  const isRight = nodes.every(({ id, excerpts }) => excerpts.includes(annotationId) === (id === headId));
  if (isRight) return nodes;
  return nodes.map((node) => {
    const others = node.excerpts.filter((excerpt) => excerpt !== annotationId);
    if (node.id === headId) return { ...node, excerpts: [...others, annotationId] };
    return others.length === node.excerpts.length ? node : { ...node, excerpts: others };
  });
}

/** Moves a head with all below it one level out. Heads that followed on its old level now stand below it. */
export function promoteNode(nodes: OutlineNodes, id: string): OutlineNodes {
  const index = indexOf(nodes, id);
  return levelAt(nodes, index) > 1 ? shiftSubtree(nodes, index, -1) : nodes;
}

/** Moves a head with all below it one level in, below the head before it. */
export function demoteNode(nodes: OutlineNodes, id: string): OutlineNodes {
  const index = indexOf(nodes, id);
  return index > 0 && levelAt(nodes, index) <= levelAt(nodes, index - 1)
    ? notTooDeep(shiftSubtree(nodes, index, 1), nodes)
    : nodes;
}

/** Removes a head with all below it. */
export function removeSubtree(nodes: OutlineNodes, id: string): OutlineNodes {
  const index = indexOf(nodes, id);
  return index < 0 ? nodes : nodes.toSpliced(index, subtreeEnd(nodes, index) - index);
}

/** Removes a head alone; those below it move one level out. */
export function removeNode(nodes: OutlineNodes, id: string): OutlineNodes {
  const index = indexOf(nodes, id);
  return index < 0 ? nodes : shiftSubtree(nodes, index, -1).toSpliced(index, 1);
}

/** Moves a head with all below it before, after or into another one that is not itself below it. */
export function moveNode(nodes: OutlineNodes, id: string, move: Move, targetId: string): OutlineNodes {
  const from = indexOf(nodes, id);
  if (from < 0) return nodes;
  const moved = nodes.slice(from, subtreeEnd(nodes, from));
  const rest = removeSubtree(nodes, id);
  const target = indexOf(rest, targetId);
  if (target < 0) return nodes;
  const level = levelAt(rest, target) + (move === 'into' ? 1 : 0);
  const by = level - levelAt(moved, 0);
  const to = move === 'before' ? target : subtreeEnd(rest, target);
  if (to === from && by === 0) return nodes;
  return notTooDeep(
    rest.toSpliced(to, 0, ...moved.map((node) => ({ ...node, level: node.level + by }))),
    nodes,
  );
}

/** Moves a head with all below it past the one before (-1) or behind it (1) below the same parent. */
export function stepNode(nodes: OutlineNodes, id: string, direction: -1 | 1): OutlineNodes {
  const index = indexOf(nodes, id);
  const level = levelAt(nodes, index);
  if (direction > 0) {
    const next = nodes[subtreeEnd(nodes, index)];
    return index >= 0 && next?.level === level ? moveNode(nodes, id, 'after', next.id) : nodes;
  }
  const previous = nodes.findLast((node, at) => at < index && node.level <= level);
  return previous?.level === level ? moveNode(nodes, id, 'before', previous.id) : nodes;
}

/** Adds a head at a place of the text: behind the last head that begins before it, on the level found there. */
export function addNodeAt(nodes: OutlineNodes, head: NewHead, start: number): OutlineNodes {
  const index = nodes.findLastIndex((node) => node.start !== undefined && node.start <= start) + 1;
  // Before the first child of a section it is one of the children, and takes none of them for its own.
  const level = Math.max(1, levelAt(nodes, index - 1), levelAt(nodes, index));
  return insert(nodes, index, { ...head, level, start });
}

/** Adds a head that stands for no place of the text, on the level of another one and behind all below it; without that one at the end. */
export function addNodeAfter(
  nodes: OutlineNodes,
  head: NewHead,
  siblingId: string | undefined,
): OutlineNodes {
  const sibling = siblingId === undefined ? -1 : indexOf(nodes, siblingId);
  if (siblingId !== undefined && sibling < 0) return nodes;
  return insert(nodes, sibling < 0 ? nodes.length : subtreeEnd(nodes, sibling), {
    ...head,
    level: Math.max(1, levelAt(nodes, sibling)),
  });
}

function insert(nodes: OutlineNodes, index: number, head: NewHead & { level: number; start?: number }) {
  const title = head.title.trim();
  if (title === '' || indexOf(nodes, head.id) >= 0) return nodes;
  const node = { ...head, title, numbering: '', note: '', collapsed: false, excerpts: [] };
  return nodes.toSpliced(index, 0, node);
}

function changeNode(nodes: OutlineNodes, id: string, change: Partial<SavedOutlineNode>): OutlineNodes {
  const index = indexOf(nodes, id);
  const old = nodes[index];
  if (!old || Object.entries(change).every(([key, value]) => old[key as keyof SavedOutlineNode] === value))
    return nodes;
  return nodes.with(index, { ...old, ...change });
}

function indexOf(nodes: OutlineNodes, id: string): number {
  return nodes.findIndex((node) => node.id === id);
}

/** A node's level; 0 where there is none. */
function levelAt(nodes: OutlineNodes, index: number): number {
  return nodes[index]?.level ?? 0;
}

function shiftSubtree(nodes: OutlineNodes, index: number, by: 1 | -1): OutlineNodes {
  const end = subtreeEnd(nodes, index);
  return nodes.map((node, at) => (at >= index && at < end ? { ...node, level: node.level + by } : node));
}

/** The changed nodes, or those before where one would stand deeper than the store takes. */
function notTooDeep(changed: OutlineNodes, before: OutlineNodes): OutlineNodes {
  return changed.some(({ level }) => level > MOST_OUTLINE_LEVELS) ? before : changed;
}
