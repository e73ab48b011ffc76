import * as v from 'valibot';
import type { Readable } from '../library/read';
import { FailureError } from '../result';

/** Where the account is stored: on this machine alone, in no backup (export/backup.ts names what is). */
export const ACCOUNT_KEY = 'sync-account';

const accountSchema = v.object({
  /** Of the WebDAV root or a folder in it, http or https, without user and password. */
  address: v.string(),
  user: v.string(),
  password: v.string(),
  /** Below the address, `/` between its parts; made where it is absent. */
  folder: v.string(),
  /** What is sent is encrypted with it; empty without. */
  passphrase: v.string(),
});
export type Account = v.InferOutput<typeof accountSchema>;

/** The account as it is used: trimmed, its address a URL. Throws `sync-address` where it can't be one. */
export function parseAccount(typed: Account): Account {
  const url = parseAddress(typed.address);
  const folder = typed.folder
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
  return { ...typed, address: url.href, user: typed.user.trim(), folder };
}

/** The pattern of the permission that a server needs. Match patterns know no ports. Throws `sync-address`. */
export function originPattern(address: string): string {
  const { protocol, hostname } = parseAddress(address);
  return `${protocol}//${hostname}/*`;
}

/** The stored account; `undefined` while sync is off. */
export async function readAccount(area: Readable): Promise<Account | undefined> {
  const parsed = v.safeParse(accountSchema, (await area.get(ACCOUNT_KEY))[ACCOUNT_KEY]);
  return parsed.success ? parsed.output : undefined;
}

function parseAddress(address: string): URL {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
  // With a password in it, the address would show it.
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new FailureError('sync-address', 'not an address of a server');
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
