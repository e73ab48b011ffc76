import type { SavedOutlineNode } from '../library/schema';

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

/** Gives a head another title. A title needs at least one character that is no space. */
export function renameNode(nodes: OutlineNodes, id: string, title: string): OutlineNodes {
  const index = indexOf(nodes, id);
  const wanted = title.trim();
  if (index < 0 || wanted === '' || wanted === nodes[index]?.title) return nodes;
  return nodes.map((node, at) => (at === index ? { ...node, title: wanted } : node));
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
    ? shiftSubtree(nodes, index, 1)
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
  return to === from && by === 0
    ? nodes
    : rest.toSpliced(to, 0, ...moved.map((node) => ({ ...node, level: node.level + by })));
}

/** Adds a head at a place of the text: behind the last head that begins before it, on the level found there. */
export function addNodeAt(nodes: OutlineNodes, head: NewHead, start: number): OutlineNodes {
  const index = nodes.findLastIndex((node) => node.start <= start) + 1;
  // Before the first child of a section it is one of the children, and takes none of them for its own.
  const level = Math.max(1, levelAt(nodes, index - 1), levelAt(nodes, index));
  return insert(nodes, index, { ...head, level, start });
}

/** Adds a head that stands for no place of the text of its own: as the last below another one, or at the end. */
export function addNodeBelow(nodes: OutlineNodes, head: NewHead, parentId: string | null): OutlineNodes {
  const parent = parentId === null ? -1 : indexOf(nodes, parentId);
  if (parentId !== null && parent < 0) return nodes;
  const index = parent < 0 ? nodes.length : subtreeEnd(nodes, parent);
  const start = nodes[index - 1]?.start ?? 0;
  return insert(nodes, index, { ...head, level: levelAt(nodes, parent) + 1, start });
}

function insert(nodes: OutlineNodes, index: number, head: NewHead & { level: number; start: number }) {
  const title = head.title.trim();
  if (title === '' || indexOf(nodes, head.id) >= 0) return nodes;
  return nodes.toSpliced(index, 0, { ...head, title, numbering: '' });
}

function indexOf(nodes: OutlineNodes, id: string): number {
  return nodes.findIndex((node) => node.id === id);
}

/** A node's level; 0 where there is none. */
function levelAt(nodes: OutlineNodes, index: number): number {
  return nodes[index]?.level ?? 0;
}

/** Index behind the last node below this one. */
function subtreeEnd(nodes: OutlineNodes, index: number): number {
  const level = levelAt(nodes, index);
  const end = nodes.findIndex((node, at) => at > index && node.level <= level);
  return end < 0 ? nodes.length : end;
}

function shiftSubtree(nodes: OutlineNodes, index: number, by: 1 | -1): OutlineNodes {
  const end = subtreeEnd(nodes, index);
  return nodes.map((node, at) => (at >= index && at < end ? { ...node, level: node.level + by } : node));
}
