import { useEffect } from 'preact/hooks';
import type { RenderedEssay } from '../reading/useEssay';

/** Lets the paragraph that is being read stand out, and follows the scroll. */
export function useFocusedBlock(
  essay: RenderedEssay,
  scroller: HTMLElement,
  isFocused: boolean,
  position: () => number,
): void {
  useEffect(() => {
    if (!isFocused) return undefined;
    let current: Element | undefined;
    let frame = 0;
    const leave = () => current?.removeAttribute('data-current');
    const follow = () => {
      const start = position();
      const next = essay.blocks.findLast((block) => block.start <= start)?.element;
      if (next === current) return;
      leave();
      next?.setAttribute('data-current', '');
      current = next;
    };
    const onScroll = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(follow);
    };
    scroller.setAttribute('data-focused', '');
    follow();
    scroller.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      scroller.removeEventListener('scroll', onScroll);
      scroller.removeAttribute('data-focused');
      leave();
    };
  }, [essay, scroller, isFocused]);
}
