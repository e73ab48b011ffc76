/** What can go wrong between the reader's hand and the store; each has a text in the reader's language. */
export const FAILURE_CODES = [
  'storage-full',
  'storage-failed',
  'record-unreadable',
  'record-newer',
  'outline-unreadable',
  'not-found',
  'bad-message',
  'extension-gone',
  'page-forbidden',
  'not-readable',
  'too-large',
  'nothing-selected',
  'export-failed',
  'template-wrong',
  'import-unreadable',
  'import-busy',
  'article-unknown',
  'sync-address',
  'sync-unreachable',
  'sync-login',
  'sync-forbidden',
  'sync-no-folder',
  'sync-full',
  'sync-too-large',
  'sync-busy',
  'sync-conflict',
  'sync-server',
  'sync-garbage',
  'sync-newer',
  'sync-passphrase',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

export interface Failure {
  code: FailureCode;
  /** For the developer's console; never shown alone. */
  detail: string;
  /** Of a file that was read: the line that is wrong, from 1. */
  line?: number;
  /** Of a file that was read: the field that is wrong, as a path, `rows.3.uri`. */
  field?: string;
}

/** An outcome as a value, so that no failure is swallowed on its way through a message. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

/** A failure on its way up to the place that turns it into a `Result`. */
export class FailureError extends Error {
  constructor(
    readonly code: FailureCode,
    detail = code as string,
    readonly line?: number,
    readonly field?: string,
  ) {
    super(detail);
  }
}

/** Runs `work` and gives its outcome as a value; an error of unknown kind becomes `fallback`. */
export async function toResult<T>(work: () => Promise<T> | T, fallback: FailureCode): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (!(error instanceof FailureError)) return { ok: false, error: { code: fallback, detail } };
    return { ok: false, error: { code: error.code, detail, line: error.line, field: error.field } };
  }
}
