import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** A rectangle of the window (CSS px) beside which a popover stands, and how far the essay was scrolled when it was measured. */
export interface PopoverPlace {
  left: number;
  right: number;
  top: number;
  bottom: number;
  scrolledLeft: number;
  scrolledTop: number;
}

export interface PopoverProps {
  place: PopoverPlace;
  label: string;
  className: string;
  /** A press on it leaves the text selected; for popovers without fields. */
  keepsSelection?: boolean;
  children: ComponentChildren;
}

/** Room between the popover and the text, CSS px. */
const GAP = 8;

/**
 * A small window beside a stretch of text, inside the scrolling essay so that it moves along;
 * below the text where it fits, else above. On a phone reading.css puts it at the foot of the window.
 */
export function Popover({ place, label, className, keepsSelection, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    const scroller = element?.parentElement;
    if (!element || !scroller) return;
    const frame = scroller.getBoundingClientRect();
    const { width, height } = element.getBoundingClientRect();
    const center = (place.left + place.right) / 2 - frame.left - width / 2;
    const fitsBelow = place.bottom + GAP + height <= frame.bottom;
    const top = fitsBelow ? place.bottom + GAP : Math.max(frame.top + GAP, place.top - GAP - height);
    const left = Math.max(GAP, Math.min(center, frame.width - width - GAP));
    element.style.left = `${left + place.scrolledLeft}px`;
    element.style.top = `${top - frame.top + place.scrolledTop}px`;
  }, [place]);
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      class={`popover ${className}`}
      data-popover=""
      onMouseDown={keepsSelection ? (event) => event.preventDefault() : undefined}
    >
      {children}
    </div>
  );
}
