import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type PaintedMark, paintMarks } from '../../utils/annotation/paint';
import { rangeOfSpan, spanOfRange } from '../../utils/annotation/selection';
import type { TextSpan } from '../../utils/annotation/types';
import type { TextBlock, TextSegment } from '../../utils/article/text';
import type { Annotation } from '../../utils/library/schema';

/** The essay as it stands in the document: its text nodes with their places, its blocks, its marks. */
export interface RenderedEssay {
  body: HTMLElement;
  segments: TextSegment[];
  blocks: TextBlock[];
}

/** Holds the rendered essay; `onBody` is for `Essay`. */
export function useRenderedEssay(): {
  essay: RenderedEssay | undefined;
  onBody: (essay: RenderedEssay) => void;
  /** To be called when the text nodes hold another text, each as long as before: ranges over them are made anew. */
  onRewritten: () => void;
} {
  const [essay, setEssay] = useState<RenderedEssay>();
  const onRewritten = useCallback(() => setEssay((before) => before && { ...before }), []);
  return { essay, onBody: setEssay, onRewritten };
}

/** Paints the marks whenever they change; gives the painted ones for hit tests. */
export function usePaintedMarks(
  essay: RenderedEssay | undefined,
  annotations: Annotation[],
  activeId: string | undefined,
): { current: PaintedMark[] } {
  const painted = useRef<PaintedMark[]>([]);
  useLayoutEffect(() => {
    const view = essay?.body.ownerDocument.defaultView;
    if (view) painted.current = paintMarks(view, essay.segments, annotations, activeId);
  }, [essay, annotations, activeId]);
  return painted;
}

/**
 * The stretch of the essay that is selected, kept up to date; `undefined` where nothing is.
 * While the pointer is down on the essay it is `undefined` too: a toolbar that follows a drag would be in its way.
 */
export function useSelectedSpan(
  essay: RenderedEssay | undefined,
  scroller: HTMLElement | null,
): TextSpan | undefined {
  const [span, setSpan] = useState<TextSpan>();
  useEffect(() => {
    if (!essay || !scroller) return;
    const { ownerDocument } = essay.body;
    const view = ownerDocument.defaultView;
    let dragging = false;
    const read = () =>
      setSpan((before) => {
        const now = dragging ? undefined : selectedSpan(essay);
        return before?.start === now?.start && before?.end === now?.end ? before : now;
      });
    const press = (event: Event) => {
      dragging = !(event.target as Element).closest?.('[data-popover]');
      read();
    };
    const release = () => {
      dragging = false;
      // The browser may still change the selection once it has told of the release.
      setTimeout(read);
    };
    scroller.addEventListener('pointerdown', press);
    view?.addEventListener('pointerup', release, true);
    view?.addEventListener('pointercancel', release, true);
    ownerDocument.addEventListener('selectionchange', read);
    return () => {
      scroller.removeEventListener('pointerdown', press);
      view?.removeEventListener('pointerup', release, true);
      view?.removeEventListener('pointercancel', release, true);
      ownerDocument.removeEventListener('selectionchange', read);
    };
  }, [essay, scroller]);
  return span;
}

/** The stretch of the essay that is selected at this moment; `undefined` where nothing is. */
export function selectedSpan({ body, segments }: RenderedEssay): TextSpan | undefined {
  const selection = body.ownerDocument.getSelection();
  if (!selection || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (range.collapsed || !range.intersectsNode(body)) return undefined;
  return spanOfRange(segments, range);
}

/** Where a stretch of the text stands in the window; `undefined` where it has no place. */
export function rectOfSpan(essay: RenderedEssay, span: TextSpan): DOMRect | undefined {
  return rangeOfSpan(essay.segments, span)?.getBoundingClientRect();
}
