import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { RenderedEssay } from './useEssay';
import {
  type Progress,
  positionAtLine,
  positionBeingRead,
  scrollToPosition,
  useProgress,
} from './useProgress';

export interface PlaceOptions {
  /** Where to begin; taken once, when it is first known. */
  start: number | undefined;
  /** The essay stands in columns. */
  isVertical: boolean;
  /** Is told of every place that the reader comes to. */
  onReach: (position: number) => void;
}

/** Where in the essay the reader is, and the ways to go elsewhere. */
export interface Place {
  progress: Progress;
  /** Canonical offset of the block being read, measured anew; 0 before there is one. */
  position: () => number;
  /** The same for who goes back: at the foot, the block at the reading line. */
  positionAtLine: () => number;
  scrollTo: (position: number) => void;
}

/** By these the reader goes somewhere, or takes hold of the text. */
const BEGINNINGS = ['scroll', 'pointerdown'];

/** Begins where the reader was, follows him, and keeps the same words before him when the essay is laid out anew. */
export function usePlace(
  essay: RenderedEssay | undefined,
  scroller: HTMLElement | null,
  { start, isVertical, onReach }: PlaceOptions,
): Place {
  const progress = useProgress(essay, scroller);
  const scrollTo = useCallback(
    (position: number) => scrollToPosition(essay, scroller, position),
    [essay, scroller],
  );
  useStartPosition(start, scroller, essay && scroller ? scrollTo : undefined);
  useKeptPlace(isVertical, progress.position, scrollTo);
  useEffect(() => onReach(progress.position), [onReach, progress.position]);
  return {
    progress,
    position: () => (essay && scroller ? positionBeingRead(essay, scroller) : 0),
    positionAtLine: () => (essay && scroller ? positionAtLine(essay, scroller) : 0),
    scrollTo,
  };
}

/** Goes to the remembered place once, when both it and the essay are there; not where the reader has begun by himself. */
function useStartPosition(
  position: number | undefined,
  scroller: HTMLElement | null,
  scrollTo: ((position: number) => void) | undefined,
): void {
  const done = useRef(false);
  useEffect(() => {
    if (!scroller) return;
    const begin = () => {
      done.current = true;
    };
    for (const type of BEGINNINGS) scroller.addEventListener(type, begin, { once: true, passive: true });
    return () => {
      for (const type of BEGINNINGS) scroller.removeEventListener(type, begin);
    };
  }, [scroller]);
  useEffect(() => {
    if (done.current || position === undefined || !scrollTo) return;
    done.current = true;
    if (position > 0) scrollTo(position);
  }, [position, scrollTo]);
}

/** The same words are before the reader when lines become columns, or columns lines. */
function useKeptPlace(isVertical: boolean, position: number, scrollTo: (position: number) => void): void {
  const shown = useRef(isVertical);
  useLayoutEffect(() => {
    if (shown.current === isVertical) return;
    shown.current = isVertical;
    scrollTo(position);
  });
}
