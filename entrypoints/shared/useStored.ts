import { type Inputs, useLayoutEffect, useState } from 'preact/hooks';
import { type Failure, toResult } from '../../utils/result';
import { followStore } from './follow-store';

/** Something read from the store, read again whenever the store changes. */
export function useStored<T>(
  read: () => Promise<T> | T,
  initial: T,
  inputs: Inputs,
): { value: T; failure: Failure | undefined } {
  const [stored, setStored] = useState<{ value: T; failure: Failure | undefined }>({
    value: initial,
    failure: undefined,
  });
  // Before the first paint, not behind it: lists are asked for a frame earlier.
  useLayoutEffect(() => {
    let current = true;
    const refresh = async () => {
      const result = await toResult(read, 'storage-failed');
      // An answer to an older question is thrown away.
      if (!current) return;
      setStored((before) =>
        result.ok ? { value: result.value, failure: undefined } : { ...before, failure: result.error },
      );
    };
    void refresh();
    const stop = followStore(() => void refresh());
    return () => {
      current = false;
      stop();
    };
    // The caller names what `read` depends on.
  }, inputs);
  return stored;
}
