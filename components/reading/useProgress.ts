import { useCallback, useEffect, useState } from 'preact/hooks';
import type { RenderedEssay } from './useEssay';

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
    const way = scroller.scrollHeight - scroller.clientHeight;
    const ratio = way > 0 ? Math.min(1, Math.max(0, scroller.scrollTop / way)) : 1;
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

/** Canonical offset of the block at the reading line, as the window stands now. */
export function positionBeingRead(essay: RenderedEssay, scroller: HTMLElement): number {
  const { scrollTop, clientHeight, scrollHeight } = scroller;
  // At the foot of the essay nothing can be scrolled to the line any more: there the last block is being read.
  const atFoot = scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1;
  const block = atFoot
    ? essay.blocks.at(-1)
    : blockAt(essay, scroller.getBoundingClientRect().top + clientHeight * READING_LINE);
  return block?.start ?? 0;
}

/** The last block that begins at or above a height of the window (CSS px). Blocks stand in order, so a search by halves does. */
function blockAt({ blocks }: RenderedEssay, height: number) {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const top = blocks[middle]?.element.getBoundingClientRect().top ?? 0;
    if (top <= height) low = middle + 1;
    else high = middle;
  }
  return blocks[low - 1];
}
