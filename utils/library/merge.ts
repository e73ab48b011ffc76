import { MOST_OUTLINE_LEVELS } from '../outline/tree';
import type { Annotation, SavedOutline, SavedOutlineNode } from './schema';

/**
 * Three-way merges: what two contexts made of the same thing they both had before. A field that only one of them
 * changed is that one's; where both changed a field, mine stands (the other's stays in the history). Neither side's
 * addition is lost, and an edit beats a deletion.
 */

/** Merges an annotation field by field, its tags one by one. */
export function mergeAnnotation(base: Annotation, mine: Annotation, theirs: Annotation): Annotation {
  return {
    ...mergeFields(base, mine, theirs),
    tags: mergeList(base.tags, mine.tags, theirs.tags),
    modified: later(mine.modified, theirs.modified),
  };
}

/** Merges an outline: its name, and its heads by their ids. The result is a tree that the store takes. */
export function mergeOutline(base: SavedOutline, mine: SavedOutline, theirs: SavedOutline): SavedOutline {
  return {
    ...mergeFields(base, mine, theirs),
    nodes: mergeNodes(base.nodes, mine.nodes, theirs.nodes),
    modified: later(mine.modified, theirs.modified),
  };
}

type Nodes = readonly SavedOutlineNode[];

function mergeNodes(base: Nodes, mine: Nodes, theirs: Nodes): SavedOutlineNode[] {
  const [before, ours, others] = [byId(base), byId(mine), byId(theirs)];
  const pick = ({ id }: SavedOutlineNode): SavedOutlineNode[] => {
    const [was, here, there] = [before.get(id), ours.get(id), others.get(id)];
    if (here && there) return [was ? mergeNode(was, here, there) : here];
    const left = here ?? there;
    // Added by one, or edited by one and deleted by the other.
    return left && (!was || !isSame(left, was)) ? [left] : [];
  };
  // The order is that of whoever changed it; what the other one added goes behind what stood before it there.
  const isMineOrder = !hasOrderOf(mine, base);
  const [leading, following] = isMineOrder ? [mine, theirs] : [theirs, mine];
  const order = [...leading];
  for (const [at, node] of following.entries()) {
    if (order.some(({ id }) => id === node.id)) continue;
    const previous = following.slice(0, at).findLast(({ id }) => order.some((one) => one.id === id));
    order.splice(previous ? order.findIndex(({ id }) => id === previous.id) + 1 : 0, 0, node);
  }
  return asTree(order.flatMap(pick));
}

function mergeNode(
  base: SavedOutlineNode,
  mine: SavedOutlineNode,
  theirs: SavedOutlineNode,
): SavedOutlineNode {
  return {
    ...mergeFields(base, mine, theirs),
    excerpts: mergeList(base.excerpts, mine.excerpts, theirs.excerpts),
  };
}

/** The same heads with the levels that a tree can have, and each excerpt under one head only. */
function asTree(nodes: SavedOutlineNode[]): SavedOutlineNode[] {
  const filed = new Set<string>();
  let deepest = 1;
  return nodes.map((node) => {
    const level = Math.min(node.level, deepest, MOST_OUTLINE_LEVELS);
    deepest = level + 1;
    const excerpts = node.excerpts.filter((id) => !filed.has(id));
    for (const id of excerpts) filed.add(id);
    const isRight = level === node.level && excerpts.length === node.excerpts.length;
    return isRight ? node : { ...node, level, excerpts };
  });
}

/** Whether the heads that both have stand in the same order. */
function hasOrderOf(nodes: Nodes, base: Nodes): boolean {
  const known = byId(base);
  const kept = byId(nodes);
  const now = nodes.filter(({ id }) => known.has(id)).map(({ id }) => id);
  const then = base.filter(({ id }) => kept.has(id)).map(({ id }) => id);
  return now.every((id, at) => id === then[at]);
}

/** Field by field: what only theirs changed is theirs, all else is mine. */
export function mergeFields<T extends object>(base: T, mine: T, theirs: T): T {
  const merged = { ...theirs, ...mine };
  for (const key of Object.keys(merged) as (keyof T)[])
    if (isSame(mine[key], base[key])) merged[key] = theirs[key];
  return merged;
}

/** What either added, without what either took away; mine first. */
export function mergeList(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): string[] {
  const kept = (item: string) => !base.includes(item) || (mine.includes(item) && theirs.includes(item));
  return [...new Set([...mine, ...theirs])].filter(kept);
}

/** The later one of two moments, ISO 8601 in UTC. */
export const later = (a: string, b: string) => (a > b ? a : b);

/** Both are data as the store keeps it. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

const byId = (nodes: Nodes) => new Map(nodes.map((node) => [node.id, node]));
