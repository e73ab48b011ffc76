import { unreadable } from './failure';

/**
 * The text of a file in parts, as it is read, so that a large one is never held whole. Throws `FailureError`
 * 'import-unreadable' where it is no UTF-8.
 *
 * @param onProgress told how many bytes are read
 */
export async function* fileText(file: Blob, onProgress?: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = file.stream().getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      bytes += value?.length ?? 0;
      onProgress?.(bytes);
      yield decoder.decode(value, { stream: !done });
      if (done) return;
    }
  } catch (error) {
    if (error instanceof TypeError) throw unreadable('no UTF-8');
    throw error;
  } finally {
    reader.releaseLock();
  }
}
