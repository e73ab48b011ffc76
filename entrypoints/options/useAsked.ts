import { useEffect, useState } from 'preact/hooks';
import { type Failure, toResult } from '../../utils/result';

/** Something the browser tells, asked for again when `follow` calls. */
export function useAsked<T>(
  question: () => Promise<T>,
  follow?: (tell: () => void) => () => void,
): { value: T | undefined; failure: Failure | undefined; refresh: () => Promise<void> } {
  const [value, setValue] = useState<T>();
  const [failure, setFailure] = useState<Failure>();
  const refresh = async () => {
    const answer = await toResult(question, 'storage-failed');
    if (answer.ok) setValue(() => answer.value);
    setFailure(answer.ok ? undefined : answer.error);
  };
  // Once: neither the question nor what tells of changes depends on anything.
  useEffect(() => {
    void refresh();
    return follow?.(() => void refresh());
  }, []);
  return { value, failure, refresh };
}
