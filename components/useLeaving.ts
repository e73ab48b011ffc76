import { useEffect, useRef } from 'preact/hooks';

/**
 * While a page is closed with its tab Firefox sends nothing any more at `pagehide`; not every page that goes is asked
 * `beforeunload`.
 */
const LEAVINGS = ['beforeunload', 'pagehide'];

/** Has what is being typed kept when the page goes. Not for all of a view: Firefox puts no page that listens aside for the way back. */
export function useLeaving(keep: () => void): void {
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => {
    const leave = () => latest.current();
    for (const type of LEAVINGS) window.addEventListener(type, leave);
    return () => {
      for (const type of LEAVINGS) window.removeEventListener(type, leave);
    };
  }, []);
}
