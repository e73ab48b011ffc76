import { diffArrays, diffChars } from 'diff';
import { headLabel } from '../outline/saved';
import type { Annotation, SavedOutline } from './schema';

/** A stretch of a text, or a line of an outline, beside its later version. */
export interface ChangedPart {
  kind: 'kept' | 'removed' | 'added';
  text: string;
}

/** Longer notes are compared as wholes: the comparison takes time by the square of what differs. */
const LONGEST_COMPARED = 4_000;

/** What a note, or else the marked words, became. */
export function changedText(before: Annotation, after: Annotation): ChangedPart[] {
  const isNote = before.note !== after.note;
  const [old, now] = isNote ? [before.note, after.note] : [before.quote.exact, after.quote.exact];
  if (old.length + now.length > LONGEST_COMPARED)
    return [
      { kind: 'removed', text: old },
      { kind: 'added', text: now },
    ];
  return diffChars(old, now).map(({ value, added, removed }) => part(value, added, removed));
}

/** The heads that went and came; those that stayed are left out. */
export function changedHeads(before: SavedOutline, after: SavedOutline): ChangedPart[] {
  const labels = ({ nodes }: SavedOutline) =>
    nodes.map((node) => '\u3000'.repeat(node.level - 1) + headLabel(node));
  return diffArrays(labels(before), labels(after))
    .flatMap(({ value, added, removed }) => value.map((label) => part(`${label}\n`, added, removed)))
    .filter(({ kind }) => kind !== 'kept');
}

function part(text: string, added: boolean | undefined, removed: boolean | undefined): ChangedPart {
  return { kind: added ? 'added' : removed ? 'removed' : 'kept', text };
}
