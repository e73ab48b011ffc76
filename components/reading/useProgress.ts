import { useCallback, useEffect, useState } from 'preact/hooks';
import { type RenderedEssay, rectOfSpan } from './useEssay';

export interface Progress {
  /** 0..1 of the way from the essay's top to its end. */
  ratio: number;
  /** Canonical offset of the block at the top of the window. */
  position: number;
}

/** A block counts as being read once it reaches this share of the window's height from the top; jumps put their target there. */
export const READING_LINE = 0.15;

/** Follows the scroll of the essay, at most once a frame. */
export function useProgress(essay: RenderedEssay | undefined, scroller: HTMLElement | null): Progress {
  const [progress, setProgress] = useState<Progress>({ ratio: 0, position: 0 });
  const measure = useCallback(() => {
    if (!essay || !scroller) return;
    const { gone, room, length } = scrollOf(scroller);
    const way = length - room;
    const ratio = way > 0 ? Math.min(1, Math.max(0, gone / way)) : 1;
    const position = positionBeingRead(essay, scroller);
    setProgress((before) =>
      before.ratio === ratio && before.position === position ? before : { ratio, position },
    );
  }, [essay, scroller]);
  useEffect(() => {
    if (!scroller) return;
    let frame = 0;
    const follow = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(measure);
    };
    follow();
    scroller.addEventListener('scroll', follow, { passive: true });
    const resized = new ResizeObserver(follow);
    resized.observe(scroller);
    return () => {
      cancelAnimationFrame(frame);
      scroller.removeEventListener('scroll', follow);
      resized.disconnect();
    };
  }, [measure, scroller]);
  return progress;
}

/** How far an essay is scrolled, how much of it is in sight and how long it is (CSS px): down, or in columns to the left. */
function scrollOf(scroller: HTMLElement) {
  const { scrollTop, clientHeight, scrollHeight, scrollLeft, clientWidth, scrollWidth } = scroller;
  return isVertical(scroller)
    ? { gone: -scrollLeft, room: clientWidth, length: scrollWidth }
    : { gone: scrollTop, room: clientHeight, length: scrollHeight };
}

const isVertical = (scroller: HTMLElement) => scroller.dataset.vertical !== undefined;

/** Where a box begins, seen from where the window of the essay begins (CSS px). */
function beginOf(scroller: HTMLElement, box: DOMRect): number {
  const frame = scroller.getBoundingClientRect();
  return isVertical(scroller) ? frame.right - box.right : box.top - frame.top;
}

/** Brings a place of the text near the beginning of the window. */
export function scrollToPosition(
  essay: RenderedEssay | undefined,
  scroller: HTMLElement | null,
  position: number,
): void {
  const rect = essay && rectOfSpan(essay, { start: position, end: position + 1 });
  if (!rect || !scroller) return;
  const { gone, room } = scrollOf(scroller);
  // One pixel before the line, so that rounding never leaves the target behind it.
  const way = beginOf(scroller, rect) + gone - room * READING_LINE + 1;
  scroller.scrollTo(isVertical(scroller) ? { left: -way } : { top: way });
}

/** Canonical offset of the block at the reading line, as the window stands now. */
export function positionBeingRead(essay: RenderedEssay, scroller: HTMLElement): number {
  const { gone, room, length } = scrollOf(scroller);
  // At the foot of the essay nothing can be scrolled to the line any more: there the last block is being read.
  const atFoot = gone > 0 && gone + room >= length - 1;
  return atFoot ? (essay.blocks.at(-1)?.start ?? 0) : positionAtLine(essay, scroller);
}

/** The same, but at the foot: what begins before it can be scrolled to the line in any case. */
export function positionAtLine(essay: RenderedEssay, scroller: HTMLElement): number {
  return blockAt(essay, scroller, scrollOf(scroller).room * READING_LINE)?.start ?? 0;
}

/** The last block that begins at or before a line (CSS px from the beginning of the window). Blocks stand in order, so a search by halves does. */
function blockAt({ blocks }: RenderedEssay, scroller: HTMLElement, line: number) {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const rect = blocks[middle]?.element.getBoundingClientRect();
    if (rect && beginOf(scroller, rect) <= line) low = middle + 1;
    else high = middle;
  }
  return blocks[low - 1];
}
