import { FailureError } from '../result';
import type { StorageArea } from './read';

/** Chrome: "…kQuotaBytes quota exceeded"; Firefox: QuotaExceededError; a full disk: "No space left on device", "FILE_ERROR_NO_SPACE". */
const STORAGE_FULL = /quota|no[ _]space|enough space/i;

/** One atomic write. Throws `storage-full` or `storage-failed`; then nothing of it was stored. */
export async function setItems(area: StorageArea, items: Record<string, unknown>): Promise<void> {
  try {
    await area.set(items);
  } catch (error) {
    throw storageFailure(error);
  }
}

/** What a store's refusal is to the reader: `storage-full` or `storage-failed`. */
export function storageFailure(error: unknown): FailureError {
  const detail = error instanceof Error ? error.message : String(error);
  return new FailureError(
    STORAGE_FULL.test(`${error} ${detail}`) ? 'storage-full' : 'storage-failed',
    detail,
  );
}
