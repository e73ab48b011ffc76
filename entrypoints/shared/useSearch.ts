import { useEffect, useReducer, useState } from 'preact/hooks';
import { type Failure, toResult } from '../../utils/result';
import type { IndexProgress } from '../../utils/search/index-articles';
import type { LibrarySearch, SearchHit } from '../../utils/search/search';
import { followStore } from './follow-store';
import { libraryArea } from './library-area';

export interface Searched {
  /** `undefined` while nothing is asked for, or not answered yet. */
  hits: SearchHit[] | undefined;
  /** While the index comes up. */
  progress: IndexProgress | undefined;
  failure: Failure | undefined;
  /** The reader is about to search: time to load what it takes. */
  prepare: () => void;
}

/** While the index comes up, what it finds is asked for anew so often, in ms. */
const ASK_AGAIN = 500;

let opened: Promise<LibrarySearch> | undefined;

/** The search, whose code and index are loaded when they are first wanted. */
function openSearch(): Promise<LibrarySearch> {
  opened ??= import('../../utils/search/search').then(({ createSearch }) =>
    createSearch({ area: libraryArea() }),
  );
  return opened;
}

/** What the library holds of a query, followed as the query, the index and the store change. */
export function useSearch(query: string, limit: number): Searched {
  const [found, setFound] = useState<{ hits?: SearchHit[]; failure?: Failure }>({});
  const [progress, setProgress] = useState<IndexProgress>();
  const [isWanted, setWanted] = useState(false);
  const [turn, askAgain] = useReducer((turns: number, _: undefined) => turns + 1, 0);
  const isAsked = query.trim() !== '';

  useEffect(() => {
    if (!isWanted && !isAsked) return;
    setWanted(true);
    let asked = performance.now();
    const hear = (heard: IndexProgress) => {
      setProgress(heard.done < heard.total ? heard : undefined);
      if (performance.now() - asked < ASK_AGAIN) return;
      asked = performance.now();
      askAgain(undefined);
    };
    const refresh = async () => {
      const result = await toResult(async () => (await openSearch()).refresh(hear), 'storage-failed');
      setProgress(undefined);
      if (result.ok) askAgain(undefined);
      else setFound({ failure: result.error });
    };
    void refresh();
    return followStore(() => void refresh());
  }, [isWanted || isAsked]);

  useEffect(() => {
    if (!isAsked) return setFound({});
    const control = new AbortController();
    const ask = async () => {
      const { signal } = control;
      const result = await toResult(
        async () => (await openSearch()).search(query, { limit, signal }),
        'storage-failed',
      );
      // An answer to an older question is thrown away.
      if (!signal.aborted) setFound(result.ok ? { hits: result.value } : { failure: result.error });
    };
    void ask();
    return () => control.abort();
  }, [query, isAsked, limit, turn]);

  return { hits: found.hits, failure: found.failure, progress, prepare: () => setWanted(true) };
}
