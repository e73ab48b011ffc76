import { useEffect, useState } from 'preact/hooks';
import type { Notice } from './NoticeLine';

/** A notice without a failure goes by itself after this long; an undo must be reachable without haste. */
const NOTICE_MS = 8_000;

/** The notice at the foot of the window, and what sets it. */
export function useNotice(): [Notice | undefined, (notice: Notice | undefined) => void] {
  const [notice, setNotice] = useState<Notice>();
  useEffect(() => {
    if (!notice || notice.failure) return;
    const timer = setTimeout(() => setNotice(undefined), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return [notice, setNotice];
}
