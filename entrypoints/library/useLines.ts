import { useEffect, useMemo, useState } from 'preact/hooks';
import { CHANGED_KEY, MONTHS_KEY, parseLines, readMonth, readMonths } from '../../utils/library/read';
import type { ArticleSummary } from '../../utils/library/schema';
import { summaryMonth } from '../../utils/library/summary';
import { type Failure, toResult } from '../../utils/result';
import { followStore, type StoreChanges } from '../shared/follow-store';
import { libraryArea } from '../shared/library-area';

export interface Lines {
  /** Every article's line, those in the trash too; `undefined` until they are read. */
  lines: ArticleSummary[] | undefined;
  failure: Failure | undefined;
}

/** Lists are read anew this often at most, in ms: an import changes them many times a second. */
const REST = 500;
const MONTH_KEY = /^summaries:(\d{4}-\d{2})$/;

/** All lines of the library. A change reads the months anew that it touches, and no other. */
export function useLines(): Lines {
  const [months, setMonths] = useState<ReadonlyMap<string, ArticleSummary[]>>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    const area = libraryArea();
    let current = true;
    const read = async (wanted: (all: string[]) => string[]) => {
      const result = await toResult(async () => {
        const names = wanted(await readMonths(area));
        return Promise.all(names.map(async (month) => [month, await readMonth(area, month)] as const));
      }, 'storage-failed');
      if (!current) return;
      setFailure(result.ok ? undefined : result.error);
      if (result.ok) setMonths((before) => new Map([...(before ?? []), ...result.value]));
    };
    void read((all) => all);
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let readAt = 0;
    const readChanged = () => {
      timer = undefined;
      readAt = performance.now();
      const months = [...changed];
      changed.clear();
      void read((all) => (months.length > 0 ? months : all));
    };
    const stop = followStore((changes) => {
      if (!changes) return void read((all) => all);
      const months = changedMonths(changes);
      if (months.length === 0 && !(MONTHS_KEY in changes)) return;
      for (const month of months) changed.add(month);
      timer ??= setTimeout(readChanged, Math.max(0, readAt + REST - performance.now()));
    });
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
    };
  }, []);
  const lines = useMemo(() => months && [...months.values()].flat(), [months]);
  return { lines, failure };
}

/** The months whose lines a change of the store touches. */
function changedMonths(changes: StoreChanges): string[] {
  const written = Object.keys(changes).flatMap((key) => MONTH_KEY.exec(key)?.[1] ?? []);
  const { oldValue, newValue } = changes[CHANGED_KEY] ?? {};
  const lines = [oldValue, newValue].flatMap(parseLines).map(({ saved }) => summaryMonth(saved));
  return [...new Set([...written, ...lines])];
}
