import { AuthType, createClient, getPatcher, type RequestOptionsCustom } from 'webdav';
import { type FailureCode, FailureError } from '../result';
import type { Account } from './account';
import type { Content } from './bundles';
import type { Remote } from './remote';

/** A bundle of a large library over a slow line; in ms. */
const TIME_LIMIT = 120_000;

/** What an answer means for the reader, by its status; RFC 9110 and RFC 4918 where no other reason stands beside it. */
const FAILURES: Readonly<Record<number, FailureCode>> = {
  401: 'sync-login',
  403: 'sync-forbidden',
  404: 'sync-no-folder',
  // The server takes no such request there: it is no WebDAV folder.
  405: 'sync-address',
  // The folder above is missing.
  409: 'sync-no-folder',
  412: 'sync-conflict',
  413: 'sync-too-large',
  // Somebody holds a lock on the file.
  423: 'sync-conflict',
  429: 'sync-busy',
  501: 'sync-address',
  // 坚果云 says so to whoever asks too often.
  503: 'sync-busy',
  507: 'sync-full',
  // What stands before the server wants a login (RFC 6585).
  511: 'sync-unreachable',
};

/**
 * Apache calls the tag of a file weak for a second after it was written, and lets no weak tag match (RFC 9110, 13.1.1);
 * then the same tag is strong. In ms.
 */
const WEAK = /^W\//;
const WEAK_FOR = 1_100;

/** A server that asks to be left alone for a while. */
export class BusyError extends FailureError {
  /** @param retryAfter in seconds; `undefined` where the server doesn't say */
  constructor(
    detail: string,
    readonly retryAfter: number | undefined,
  ) {
    super('sync-busy', detail);
  }
}

/** A request as it is asked for. */
interface Asked {
  method: string;
  headers?: Record<string, string>;
  data?: string | Content;
}

/**
 * Has the library send by `fetch` as it is: neither cookies nor the browser's own login window nor its cache. A redirect
 * to another origin loses the password: the browser takes it off.
 */
function patchRequest(): void {
  getPatcher().patch('request', (options) => {
    const { url, data, ...asked } = options as Asked & RequestInit & { url: string };
    return fetch(url, {
      ...asked,
      body: data,
      window: null,
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
  });
}

/**
 * The reader's folder on a WebDAV server.
 * @param timeLimit in ms, for one request
 */
export function createWebdavRemote(
  { address, user, password, folder }: Omit<Account, 'passphrase'>,
  { timeLimit = TIME_LIMIT }: { timeLimit?: number } = {},
): Remote {
  patchRequest();
  const client = createClient(address, {
    // Basic authentication, in UTF-8: the library's own header is not.
    authType: AuthType.None,
    headers: user === '' ? {} : { Authorization: `Basic ${base64(`${user}:${password}`)}` },
  });
  const base = folder.split('/').filter(Boolean);
  /** The library encodes it. */
  const pathOf = (path: string) => `/${[...base, path].join('/')}`;

  /** It has answered as one: then 405 is what rclone says that can't store the content, as where its disk is full. */
  let isFolder = false;
  /**
   * It redirected what sends no content, as each sync does first. Only then may content be redirected: otherwise it goes
   * to no other place, and `fetch` needn't copy it to have it once more.
   */
  let isRedirecting = false;

  /**
   * One request.
   * @param path what a failure calls it
   * @returns the server's answer, whatever it says; throws `sync-unreachable` where none comes, or another's
   */
  async function ask(name: string, asked: Asked, path = name): Promise<Response> {
    const options = {
      ...asked,
      redirect: asked.data === undefined || isRedirecting ? 'follow' : 'error',
      signal: AbortSignal.timeout(timeLimit),
    } as RequestOptionsCustom;
    let response: Response;
    try {
      // Typed as another library's, but it is what `fetch` gave.
      response = (await client.customRequest(name, options)) as unknown as Response;
    } catch (error) {
      // The library throws what is refused.
      const { response: refused } = error as { response?: Response };
      if (!refused) throw unreachable(asked.method, path, error);
      response = refused;
    }
    if (await isPage(response))
      throw new FailureError('sync-unreachable', `${asked.method} ${path}: a page answers`);
    isRedirecting ||= response.redirected;
    return response;
  }

  /** One request; what the caller doesn't expect is a failure. */
  async function request(
    method: string,
    path: string,
    { expected, ...asked }: Pick<Asked, 'headers' | 'data'> & { expected: number[] },
  ): Promise<Response> {
    const response = await ask(pathOf(path), { method, ...asked }, path);
    isFolder ||= response.ok || response.status === 304;
    if (response.ok || expected.includes(response.status)) return response;
    const detail = `${method} ${path}: ${response.status}`;
    const code = codeOf(response.status === 405 && isFolder ? 500 : response.status);
    if (code === 'sync-busy')
      throw new BusyError(detail, readRetryAfter(response.headers.get('retry-after')));
    throw new FailureError(code, detail);
  }

  async function makeFolders(path: string): Promise<void> {
    const parts = [...base, ...path.split('/').filter(Boolean)];
    for (let depth = path === '' ? 1 : base.length + 1; depth <= parts.length; depth += 1) {
      const name = `/${parts.slice(0, depth).join('/')}/`;
      const { status } = await ask(name, { method: 'MKCOL' });
      isFolder ||= status === 201;
      // 405: it is there. Others answer a redirect to it, or 409 or 403 at a root that can't be made.
      if (status < 400 || status === 405) continue;
      throw new FailureError(FAILURES[status] ?? 'sync-server', `MKCOL ${name}: ${status}`);
    }
  }

  return {
    read: async (path, unlessEtag) => {
      const headers = unlessEtag === undefined ? undefined : { 'If-None-Match': unlessEtag };
      const response = await request('GET', path, { headers, expected: [304, 404] });
      if (response.status === 304) return 'unchanged';
      if (response.status === 404) return 'absent';
      try {
        return { text: await response.text(), etag: response.headers.get('etag') ?? undefined };
      } catch (error) {
        throw unreachable('GET', path, error);
      }
    },
    write: async (path, content, condition) => {
      const headers: Record<string, string> = { 'Content-Type': 'application/json; charset=utf-8' };
      const isWeak = condition !== undefined && condition !== 'absent' && WEAK.test(condition.etag);
      if (condition === 'absent') headers['If-None-Match'] = '*';
      else if (condition) headers['If-Match'] = condition.etag.replace(WEAK, '');
      const put = (expected: number[]) => request('PUT', path, { headers, data: content, expected });
      let response = await put(isWeak ? [412] : []);
      if (response.status === 412) {
        await new Promise((resolve) => setTimeout(resolve, WEAK_FOR));
        response = await put([]);
      }
      return response.headers.get('etag') ?? undefined;
    },
    remove: async (path) => {
      await request('DELETE', path, { expected: [404] });
    },
    makeFolder: makeFolders,
  };
}

const codeOf = (status: number): FailureCode =>
  FAILURES[status] ?? (status >= 500 ? 'sync-server' : 'sync-address');

/**
 * What `fetch` throws where no answer comes, or none in time; anything else is a fault of ours and stays what it is. The
 * error's own words are left out: they may hold the address.
 */
function unreachable(method: string, path: string, error: unknown): unknown {
  if (!(error instanceof TypeError || error instanceof DOMException)) return error;
  return new FailureError('sync-unreachable', `${method} ${path}: ${error.name}`);
}

/** A page where a file or a mere 201 or 204 should be: the login of a hotel or campus network stands before the server. */
async function isPage(response: Response): Promise<boolean> {
  if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('text/html')) return false;
  const text = await response
    .clone()
    .text()
    // Who reads it finds it cut off as well.
    .catch(() => '');
  return text.trimStart().startsWith('<');
}

/** `Retry-After` in seconds: a number, or a date (RFC 9110, 10.2.3). */
export function readRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
