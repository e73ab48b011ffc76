import { FailureError } from '../result';

/** The failure of a file that can't be imported; `line` counts from 1. */
export function unreadable(reason: string, line?: number): FailureError {
  return new FailureError('import-unreadable', line === undefined ? reason : `line ${line}: ${reason}`, line);
}

/** The failure of a field, named by its path: rows.3.uri. */
export function wrongField(field: string, reason: string): FailureError {
  return new FailureError('import-unreadable', `${field}: ${reason}`, undefined, field);
}
