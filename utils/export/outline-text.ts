import type { OutlineEntry, OutlineFile } from '../outline/types';
import { entryLabel, linesOf, oneLine } from './outline-tree';

/** Two Chinese characters wide, as 首行缩进 is. */
const INDENT = '\u3000\u3000';

/**
 * An outline as plain text with its original numbering: each level two characters further in. Notes stand two
 * levels in from their head, one further than the heads below it, so that they are not taken for such; excerpts
 * too, in quotation marks, and their notes one further.
 */
export function outlineToText({ title, url, entries }: OutlineFile): string {
  const opening = [title, url ?? ''].map(oneLine).filter((line) => line !== '');
  const lines = entries.flatMap(entryLines);
  return `${[...opening, ...(opening.length > 0 && lines.length > 0 ? [''] : []), ...lines].join('\n')}\n`;
}

function entryLines(entry: OutlineEntry): string[] {
  const { level, note, excerpts } = entry;
  return [
    ...indented(entryLabel(entry), level - 1),
    ...indented(note, level + 1),
    ...excerpts.flatMap((excerpt) => [
      ...indented(`“${excerpt.quote}”`, level + 1),
      ...indented(excerpt.note, level + 2),
    ]),
  ];
}

function indented(text: string, depth: number): string[] {
  return text === '' ? [] : linesOf(text).map((line) => (line === '' ? '' : INDENT.repeat(depth) + line));
}
