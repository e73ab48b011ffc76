import { useState } from 'preact/hooks';
import { offsetOfPoint, rangeOfSpan } from '../../utils/annotation/selection';
import type { TextSpan } from '../../utils/annotation/types';
import { t } from '../../utils/i18n';
import type { RenderedEssay } from './useEssay';

export interface MarkHandlesProps {
  essay: RenderedEssay;
  scroller: HTMLElement;
  span: TextSpan;
  /** Canonical text of the essay. */
  text: string;
  /** While an end is dragged. */
  onDrag: (span: TextSpan) => void;
  /** An end has found its new place. */
  onDone: (span: TextSpan) => void;
}

const ENDS = ['start', 'end'] as const;
type End = (typeof ENDS)[number];
/** So much of the text beside an end is read out with it. */
const SPOKEN = 4;

/** The two ends of a mark as handles: to be dragged, or moved by left and right a character at a time. */
export function MarkHandles(props: MarkHandlesProps) {
  const { essay, scroller, span, text, onDrag, onDone } = props;
  const [dragged, setDragged] = useState<End>();
  const places = placesOf(essay, scroller, span);
  if (!places) return null;
  /** The mark with one end elsewhere; it keeps at least one character. */
  const withEnd = (end: End, offset: number): TextSpan =>
    end === 'start'
      ? { start: Math.max(0, Math.min(offset, span.end - 1)), end: span.end }
      : { start: span.start, end: Math.min(text.length, Math.max(offset, span.start + 1)) };

  return (
    <>
      {ENDS.map((end) => (
        <span
          key={end}
          role="slider"
          tabIndex={0}
          class="mark-handle"
          data-end={end}
          data-popover=""
          data-dragged={dragged === end ? '' : undefined}
          aria-label={end === 'start' ? t('mark.start') : t('mark.end')}
          aria-valuemin={0}
          aria-valuemax={text.length}
          aria-valuenow={span[end]}
          aria-valuetext={text.slice(Math.max(0, span[end] - SPOKEN), span[end] + SPOKEN)}
          style={{
            left: `${places[end].left}px`,
            top: `${places[end].top}px`,
            height: `${places[end].height}px`,
          }}
          onPointerDown={(event) => {
            event.preventDefault();
            event.currentTarget.focus({ preventScroll: true });
            event.currentTarget.setPointerCapture(event.pointerId);
            setDragged(end);
          }}
          onPointerMove={(event) => {
            const offset = dragged === end ? offsetAt(essay, event.clientX, event.clientY) : undefined;
            if (offset !== undefined) onDrag(withEnd(end, offset));
          }}
          onPointerUp={() => {
            setDragged(undefined);
            onDone(span);
          }}
          onPointerCancel={() => setDragged(undefined)}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
            if (step === 0) return;
            event.preventDefault();
            event.stopPropagation();
            onDone(withEnd(end, pastBreak(text, span[end], step)));
          }}
        />
      ))}
    </>
  );
}

/** One character on, a character outside the basic plane whole. */
function pastBreak(text: string, offset: number, step: number): number {
  const next = offset + step;
  const isLow = (text.charCodeAt(next) & 0xfc00) === 0xdc00;
  return isLow ? next + step : next;
}

/** The canonical offset under a point of the window; `undefined` beside the essay. */
function offsetAt({ body, segments }: RenderedEssay, x: number, y: number): number | undefined {
  const caret = body.ownerDocument.caretPositionFromPoint?.(x, y);
  if (!caret || !body.contains(caret.offsetNode)) return undefined;
  return offsetOfPoint(segments, caret.offsetNode, caret.offset);
}

/** Where the ends stand within the scrolled essay, CSS px. */
function placesOf(essay: RenderedEssay, scroller: HTMLElement, span: TextSpan) {
  const rects = Array.from(rangeOfSpan(essay.segments, span)?.getClientRects() ?? []);
  const [first, last] = [rects[0], rects.at(-1)];
  if (!first || !last) return undefined;
  const frame = scroller.getBoundingClientRect();
  const place = (rect: DOMRect, x: number) => ({
    left: x - frame.left + scroller.scrollLeft,
    top: rect.top - frame.top + scroller.scrollTop,
    height: rect.height,
  });
  return { start: place(first, first.left), end: place(last, last.right) };
}
