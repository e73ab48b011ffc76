/** What every outline written flat keeps: in document order, each node with its level, 1 outermost. */
interface FlatNode {
  level: number;
}

/** Chinese numbering (一 (一) 1. (1) ①) and `h1`–`h6` together stay far below this; a deeper tree is no outline. */
export const MOST_OUTLINE_LEVELS = 32;

/** True where the first level is 1, none is more than one deeper than the one before it, and each id stands once. */
export function isOutlineTree(nodes: readonly (FlatNode & { id: string })[]): boolean {
  const ids = new Set(nodes.map(({ id }) => id));
  return (
    ids.size === nodes.length &&
    nodes.every((node, at) => node.level >= 1 && node.level <= (nodes[at - 1]?.level ?? 0) + 1)
  );
}

/** Index behind the last node below this one. */
export function subtreeEnd(nodes: readonly FlatNode[], index: number): number {
  const level = nodes[index]?.level ?? 0;
  const end = nodes.findIndex((node, at) => at > index && node.level <= level);
  return end < 0 ? nodes.length : end;
}

/** A tree of nodes with children written flat, in document order. */
export function flattenTree<T extends { children: T[] }>(nodes: readonly T[]): T[] {
  const flat: T[] = [];
  const pending = [...nodes].reverse();
  for (let node = pending.pop(); node; node = pending.pop()) {
    flat.push(node);
    pending.push(...[...node.children].reverse());
  }
  return flat;
}
