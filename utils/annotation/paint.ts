import type { TextSegment } from '../article/text';
import type { Annotation } from '../library/schema';
import { ANNOTATION_COLORS, ANNOTATION_STYLES } from './look';
import { rangeOfSpan } from './selection';

/** `CSS.highlights` is one registry a document: every name of ours has this prefix, and no other is touched. */
const PREFIX = 'jingdu';
const ACTIVE_NAME = `${PREFIX}-active`;
const NOTE_NAME = `${PREFIX}-note`;

/** Name of the custom highlight of a colour and style; reader.css styles `::highlight()` of the same name. */
export function highlightName({ color, style }: Pick<Annotation, 'color' | 'style'>): string {
  return `${PREFIX}-${style}-${color}`;
}

const ALL_NAMES = [
  ...ANNOTATION_STYLES.flatMap((style) => ANNOTATION_COLORS.map((color) => highlightName({ color, style }))),
  NOTE_NAME,
  ACTIVE_NAME,
];

/** A mark painted on the screen, with its live range. */
export interface PaintedMark {
  id: string;
  range: Range;
}

/**
 * Paints the marks over the essay without touching its DOM, in place of those painted before.
 *
 * @param view the window that the essay stands in
 * @param activeId the mark whose editor is open
 * @returns the painted marks in the order given; a mark without a place in the text is left out
 */
export function paintMarks(
  view: typeof globalThis,
  segments: TextSegment[],
  annotations: Annotation[],
  activeId: string | undefined,
): PaintedMark[] {
  const placed = annotations.filter(({ state }) => state === 'exact' || state === 'moved');
  return paintRanges(
    view,
    placed.map((annotation) => ({ annotation, range: rangeOfSpan(segments, annotation.position) })),
    activeId,
  );
}

/** Paints marks over their ranges, in place of those painted before in the same document; none removes them all. */
export function paintRanges(
  view: typeof globalThis,
  marks: { annotation: Annotation; range: Range | undefined }[],
  activeId?: string,
): PaintedMark[] {
  const painted: PaintedMark[] = [];
  const rangesByName = new Map<string, Range[]>(ALL_NAMES.map((name) => [name, []]));
  for (const { annotation, range } of marks) {
    if (!range) continue;
    painted.push({ id: annotation.id, range });
    rangesByName.get(highlightName(annotation))?.push(range);
    if (annotation.note !== '') rangesByName.get(NOTE_NAME)?.push(range);
    if (annotation.id === activeId) rangesByName.get(ACTIVE_NAME)?.push(range);
  }
  for (const [name, ranges] of rangesByName) {
    if (ranges.length > 0) view.CSS.highlights.set(name, new view.Highlight(...ranges));
    else view.CSS.highlights.delete(name);
  }
  return painted;
}

/** The mark under a point of the window (CSS px); of several the shortest, so that a mark inside a mark can be reached. */
export function markAtPoint(painted: PaintedMark[], x: number, y: number): PaintedMark | undefined {
  const hits = painted.filter(({ range }) =>
    Array.from(range.getClientRects()).some(
      ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom,
    ),
  );
  return hits.sort((a, b) => a.range.toString().length - b.range.toString().length)[0];
}
