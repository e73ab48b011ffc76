import { configure } from 'safe-stable-stringify';

const stringify = configure({ deterministic: true });

/**
 * JSON with the fields of objects in order of their code units, so that the same data is the same text, in whatever order
 * a browser or server gives it.
 *
 * @param value plain data, as JSON can hold it
 * @param indent by so many spaces, for people to read; all in one line without
 */
export function canonicalJson(value: unknown, indent?: number): string {
  return stringify(value, null, indent) as string;
}

/** Whether two values are the same data. */
export const isSameData = (a: unknown, b: unknown) => a === b || canonicalJson(a) === canonicalJson(b);
