import { unreadable } from './failure';

/**
 * The text of a file in parts, as it is read, so that a large one is never held whole. Throws `FailureError`
 * 'import-unreadable' where it is no UTF-8.
 */
export async function* fileText(file: Blob): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
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
