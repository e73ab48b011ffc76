import { useMemo, useRef } from 'preact/hooks';

/** The same functions at every render, which always reach the latest ones: so what takes them needn't be drawn again. */
export function useStableCalls<T extends object>(calls: T): T {
  const latest = useRef(calls);
  latest.current = calls;
  return useMemo(
    () =>
      Object.fromEntries(
        (Object.keys(calls) as (keyof T)[]).map((name) => [
          name,
          (...parameters: unknown[]) =>
            (latest.current[name] as (...all: unknown[]) => unknown)(...parameters),
        ]),
      ) as T,
    [],
  );
}
