import { useEffect } from 'preact/hooks';

/** Of a window, so that a line stays in sight. */
const PAGE = 0.9;

/** Lets the wheel and the keys that go down go to the left, where columns stand beside one another. */
export function useVerticalScroll(scroller: HTMLElement, isVertical: boolean): void {
  useEffect(() => {
    if (!isVertical) return undefined;
    const go = (left: number) => scroller.scrollBy({ left: -left });
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || Math.abs(event.deltaX) >= Math.abs(event.deltaY)) return;
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 40 : event.deltaMode === 2 ? scroller.clientWidth : 1;
      go(event.deltaY * unit);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target !== scroller || event.ctrlKey || event.altKey || event.metaKey) return;
      const page = scroller.clientWidth * PAGE;
      const ways: Record<string, number> = {
        ' ': event.shiftKey ? -page : page,
        PageDown: page,
        PageUp: -page,
        Home: -scroller.scrollWidth,
        End: scroller.scrollWidth,
      };
      const way = ways[event.key];
      if (way === undefined) return;
      event.preventDefault();
      go(way);
    };
    scroller.addEventListener('wheel', onWheel, { passive: false });
    scroller.addEventListener('keydown', onKeyDown);
    return () => {
      scroller.removeEventListener('wheel', onWheel);
      scroller.removeEventListener('keydown', onKeyDown);
    };
  }, [scroller, isVertical]);
}
