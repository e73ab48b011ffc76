import { FailureError } from '../../utils/result';
import type { Remote, RemoteFile, WriteCondition } from '../../utils/sync/remote';

/** How a server treats its files. */
export interface ServerKind {
  /** Names versions. */
  hasEtags: boolean;
  /** Honours If-Match and If-None-Match on writing; nginx doesn't. */
  hasConditions: boolean;
}

/** What happens to a request on its way; `undefined` is nothing. */
export type Fault =
  | 'dropped-before'
  | 'dropped-after'
  | 'server-error'
  | 'conflict'
  | 'truncated'
  | 'full'
  | undefined;

/** A folder on a server, in memory. */
export class MemoryServer {
  readonly files = new Map<string, { text: string; etag: string }>();
  readonly folders = new Set<string>();
  requests = 0;
  /** Each request, as `PUT manifest.json`. */
  readonly log: string[] = [];
  private version = 0;

  constructor(readonly kind: ServerKind = { hasEtags: true, hasConditions: true }) {}

  /** @param fault what happens to the next request */
  remote(fault: (method: string, path: string) => Fault = () => undefined): Remote {
    const request = async <T>(method: string, path: string, work: () => T): Promise<T> => {
      await new Promise((resolve) => setTimeout(resolve));
      this.requests += 1;
      this.log.push(`${method} ${path}`);
      const happens = fault(method, path);
      if (happens === 'dropped-before') throw new FailureError('sync-unreachable');
      if (happens === 'server-error') throw new FailureError('sync-server');
      if (happens === 'conflict' && method === 'PUT') throw new FailureError('sync-conflict');
      if (happens === 'full' && method === 'PUT') throw new FailureError('sync-full');
      const result = work();
      if (happens === 'dropped-after') throw new FailureError('sync-unreachable');
      return happens === 'truncated' ? truncate(result) : result;
    };
    return {
      read: (path, unlessEtag) =>
        request('GET', path, (): RemoteFile | 'absent' | 'unchanged' => {
          const file = this.files.get(path);
          if (!file) return 'absent';
          if (!this.kind.hasEtags) return { text: file.text, etag: undefined };
          return unlessEtag === file.etag ? 'unchanged' : { ...file };
        }),
      write: (path, content, condition) =>
        request('PUT', path, () => {
          if (this.kind.hasConditions && !this.isMet(path, condition))
            throw new FailureError('sync-conflict');
          const [folder, name] = path.split('/');
          if (name !== undefined && !this.folders.has(folder ?? ''))
            throw new FailureError('sync-no-folder', path);
          const etag = `"${++this.version}"`;
          const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
          this.files.set(path, { text, etag });
          return this.kind.hasEtags ? etag : undefined;
        }),
      remove: (path) => request('DELETE', path, () => void this.files.delete(path)),
      makeFolder: (path) => request('MKCOL', path, () => void this.folders.add(path)),
    };
  }

  private isMet(path: string, condition: WriteCondition | undefined): boolean {
    const file = this.files.get(path);
    if (condition === 'absent') return file === undefined;
    return condition === undefined || !this.kind.hasEtags || file?.etag === condition.etag;
  }

  /** All files as they are, to be brought back later. */
  snapshot(): () => void {
    const files = new Map(this.files);
    return () => {
      this.files.clear();
      for (const [path, { text }] of files) this.files.set(path, { text, etag: `"${++this.version}"` });
    };
  }

  empty(): void {
    this.files.clear();
    this.folders.clear();
  }
}

function truncate<T>(result: T): T {
  if (typeof result !== 'object' || result === null || !('text' in result)) return result;
  const { text } = result as { text: string };
  return { ...result, text: text.slice(0, text.length / 2) };
}
