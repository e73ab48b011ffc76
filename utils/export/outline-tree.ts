import type { OutlineEntry } from '../outline/types';

/** A head with those below it. */
export interface OutlineTree {
  entry: OutlineEntry;
  children: OutlineTree[];
}

/** The tree of a flat outline. A level that was skipped gets no node of its own. */
export function outlineTree(entries: readonly OutlineEntry[]): OutlineTree[] {
  const roots: OutlineTree[] = [];
  const open: OutlineTree[] = [];
  for (const entry of entries) {
    while ((open.at(-1)?.entry.level ?? 0) >= entry.level) open.pop();
    const node: OutlineTree = { entry, children: [] };
    (open.at(-1)?.children ?? roots).push(node);
    open.push(node);
  }
  return roots;
}

/** What a head's line says: its numbering and its title, on one line. */
export function entryLabel({ numbering, title }: Pick<OutlineEntry, 'numbering' | 'title'>): string {
  return oneLine(numbering + title);
}

/** A text whose line breaks are spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

/** The lines of a text, whatever system ends them. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}
