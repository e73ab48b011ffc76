import type { Content } from './bundles';

/** A text file as it lies on the server. */
export interface RemoteFile {
  text: string;
  /** As the server wrote it, weak or strong; `undefined` where it names none. */
  etag: string | undefined;
}

/** Under which condition a file is written: while it is still that version, or while there is none. */
export type WriteCondition = { etag: string } | 'absent';

/**
 * The reader's folder on a server. Paths are relative to it, with `/`: `notes/3f-0a1b.json`. Every call is at most one
 * request, but for what a redirect costs and for the folders that `makeFolder('')` makes. Failures are `FailureError`s with the codes `sync-…` of utils/result.ts.
 */
export interface Remote {
  /** @param unlessEtag an answer that needs no transfer is `unchanged`; servers without ETags send the file */
  read(path: string, unlessEtag?: string): Promise<RemoteFile | 'absent' | 'unchanged'>;
  /**
   * Writes a file whole, a text as UTF-8; its ETag where the answer names it. Throws `sync-conflict` where the condition doesn't hold.
   * Servers that know no conditions write all the same.
   */
  write(path: string, content: string | Content, condition?: WriteCondition): Promise<string | undefined>;
  /** Removes a file; one that isn't there is no failure. */
  remove(path: string): Promise<void>;
  /** Makes a folder; one that is there is no failure. */
  makeFolder(path: string): Promise<void>;
}
