import type { Annotation, SavedOutlineNode } from '../library/schema';
import { type FiledExcerpts, headAt } from './saved';
import { subtreeEnd } from './tree';

/** A line of the outline panel: a head, or an excerpt filed under one. Its id is unique among the rows. */
export type OutlineRow =
  | {
      kind: 'head';
      id: string;
      /** 1 is outermost. */
      level: number;
      node: SavedOutlineNode;
      /** Whether there is anything below it to fold away. */
      hasMore: boolean;
      /** Excerpts in its section, those of folded heads included. */
      excerptCount: number;
    }
  | { kind: 'excerpt'; id: string; level: number; annotation: Annotation; headId: string | undefined };

/** The lines to draw: each head, then its excerpts, then the heads below it; what is folded away left out. */
export function visibleRows(
  nodes: readonly SavedOutlineNode[],
  filed: FiledExcerpts<SavedOutlineNode>,
): OutlineRow[] {
  const rows: OutlineRow[] = filed.opening.map((annotation) => excerptRow(annotation, 1, undefined));
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index] as SavedOutlineNode;
    const end = subtreeEnd(nodes, index);
    const own = filed.byHead.get(node) ?? [];
    const section = nodes.slice(index, end);
    rows.push({
      kind: 'head',
      id: node.id,
      level: node.level,
      node,
      hasMore: own.length > 0 || end > index + 1,
      excerptCount: section.reduce((sum, head) => sum + (filed.byHead.get(head)?.length ?? 0), 0),
    });
    if (node.collapsed) index = end - 1;
    else rows.push(...own.map((annotation) => excerptRow(annotation, node.level + 1, node.id)));
  }
  return rows;
}

/** The row that shows where a place of the text is: its head's, or that of the folded head above it. */
export function rowAt(nodes: readonly SavedOutlineNode[], position: number): string | undefined {
  const head = headAt(nodes, position);
  if (!head) return undefined;
  const at = nodes.indexOf(head);
  const folded = nodes.findIndex(
    ({ collapsed }, index) => collapsed && index < at && at < subtreeEnd(nodes, index),
  );
  return nodes[folded < 0 ? at : folded]?.id;
}

function excerptRow(annotation: Annotation, level: number, headId: string | undefined): OutlineRow {
  return { kind: 'excerpt', id: annotation.id, level, annotation, headId };
}
