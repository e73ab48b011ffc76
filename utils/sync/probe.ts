import { newId } from '../new-id';
import { type FailureCode, FailureError } from '../result';
import { type Account, parseAccount } from './account';
import type { Remote } from './remote';
import { createWebdavRemote } from './webdav';

/** What a test of a server found: what is wrong, or what is peculiar about one that works. */
export type Finding = FailureCode | 'no-etag' | 'no-conditions' | 'unencrypted';

/** Whose hosts never leave the reader's machine: http is as good there. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Does with a small file what sync does with its own. Nothing found: all is well. */
export async function testConnection(
  typed: Account,
  connect: (account: Account) => Remote = createWebdavRemote,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    const account = parseAccount(typed);
    const { protocol, hostname } = new URL(account.address);
    if (protocol === 'http:' && !LOOPBACK.test(hostname)) findings.push('unencrypted');
    findings.push(...(await probe(connect(account))));
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    findings.push(error.code);
  }
  return findings;
}

async function probe(remote: Remote): Promise<Finding[]> {
  const findings: Finding[] = [];
  const path = `probe-${newId()}.json`;
  const text = '{"probe":"净读"}\n';
  await remote.makeFolder('');
  await remote.write(path, text, 'absent');
  try {
    const written = await remote.read(path);
    if (typeof written === 'string' || written.text !== text)
      throw new FailureError('sync-server', 'what was written is not what is read');
    if (written.etag === undefined) findings.push('no-etag');
    try {
      await remote.write(path, text, 'absent');
      findings.push('no-conditions');
    } catch (error) {
      if (!(error instanceof FailureError && error.code === 'sync-conflict')) throw error;
    }
  } finally {
    await remote.remove(path);
  }
  return findings;
}
