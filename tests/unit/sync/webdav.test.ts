import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailureError } from '../../../utils/result';
import type { Account } from '../../../utils/sync/account';
import { testConnection } from '../../../utils/sync/probe';
import type { Remote } from '../../../utils/sync/remote';
import { createWebdavRemote } from '../../../utils/sync/webdav';
import { hasServer, type RunningServer, SERVERS, startServer } from '../../servers';
import { startProxy } from '../../servers/proxy';

/** Whether a server refuses to write where the condition doesn't hold, and names versions. */
const HONOURS = {
  apache: { conditions: true, etag: true },
  nginx: { conditions: false, etag: true },
  rclone: { conditions: false, etag: true },
};

const codeOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    if (error instanceof FailureError) return error.code;
    throw error;
  }
  return 'none';
};

describe.each(SERVERS.map((name) => ({ name })))('$name', ({ name }) => {
  describe.skipIf(!hasServer(name))('as it runs', () => {
    let server: RunningServer;
    let account: Account;
    let remote: Remote;
    beforeAll(async () => {
      server = await startServer(name);
      const { address, user, password } = server;
      account = { address, user, password, folder: '净读/同步 1', passphrase: '' };
      remote = createWebdavRemote(account);
      await remote.makeFolder('');
      await remote.makeFolder('notes');
    });
    afterAll(() => server?.stop());

    it('keeps a file, names its version, and says when it is unchanged', async () => {
      const text = '{"批注":"中心是什么 😀"}\n';
      await remote.write('notes/a.json', text);
      const read = await remote.read('notes/a.json');
      if (typeof read === 'string') throw new Error(read);
      expect(read.text).toBe(text);
      expect(read.etag !== undefined).toBe(HONOURS[name].etag);
      expect(await remote.read('notes/a.json', read.etag)).toBe('unchanged');
      await remote.write('notes/a.json', '{}');
      expect(await remote.read('notes/a.json', read.etag)).toMatchObject({ text: '{}' });
    });

    it('says what isn’t there, and removes what is', async () => {
      expect(await remote.read('notes/none.json')).toBe('absent');
      await remote.write('b.json', '1');
      await remote.remove('b.json');
      await remote.remove('b.json');
      expect(await remote.read('b.json')).toBe('absent');
    });

    it('calls files and folders by their names', () => {
      expect(readdirSync(join(server.folder, '净读/同步 1'))).toContain('notes');
    });

    it('makes a folder that may be there already', async () => {
      await remote.makeFolder('notes');
      await remote.makeFolder('');
    });

    it(`${HONOURS[name].conditions ? 'honours' : 'overlooks'} conditions`, async () => {
      const refused = HONOURS[name].conditions ? 'sync-conflict' : 'none';
      await remote.write('c.json', '1', 'absent');
      expect(await codeOf(remote.write('c.json', '2', 'absent'))).toBe(refused);
      const first = await remote.read('c.json');
      if (typeof first === 'string') throw new Error(first);
      await remote.write('c.json', '33', { etag: first.etag ?? '' });
      expect(await codeOf(remote.write('c.json', '4', { etag: first.etag ?? '' }))).toBe(refused);
    });

    it('sends content to another address only where the server redirects other requests too', async () => {
      const proxy = await startProxy(server.address);
      try {
        proxy.fault = (request) => {
          const [, path] = /^\w+ \/old(\/.*)/.exec(request) ?? [];
          return path === undefined
            ? undefined
            : { kind: 'answered', status: 308, headers: { location: encodeURI(path) } };
        };
        const redirected = createWebdavRemote({ ...account, address: `${proxy.address}old/` });
        expect(await codeOf(redirected.write('d.json', '1'))).toBe('sync-unreachable');
        expect(await redirected.read('d.json')).toBe('absent');
        await redirected.write('d.json', '2');
        expect(await redirected.read('d.json')).toMatchObject({ text: '2' });
      } finally {
        await proxy.stop();
      }
    });

    it('tells what is wrong with an account, and with none', async () => {
      const finds = (change: Partial<Account>) => testConnection({ ...account, ...change });
      expect(await finds({})).toEqual(HONOURS[name].conditions ? [] : ['no-conditions']);
      expect(await finds({ password: 'falsch' })).toEqual(['sync-login']);
      expect(await finds({ user: '' })).toEqual(['sync-login']);
      expect(await finds({ address: 'http://127.0.0.1:1/' })).toEqual(['sync-unreachable']);
      expect(await finds({ address: `http://u:${'secret'}@127.0.0.1/` })).toEqual(['sync-address']);
      expect(await finds({ address: 'dav' })).toEqual(['sync-address']);
    });
  });
});

describe.skipIf(!hasServer('nginx'))('nginx with an upload limit', () => {
  it('is told apart from a full one', async () => {
    const server = await startServer('nginx', { uploadLimit: '1m' });
    try {
      const { address, user, password } = server;
      const remote = createWebdavRemote({ address, user, password, folder: '净读' });
      await remote.makeFolder('');
      expect(await codeOf(remote.write('large.json', '文'.repeat(400_000)))).toBe('sync-too-large');
      expect(await codeOf(remote.write('small.json', '{}'))).toBe('none');
    } finally {
      await server.stop();
    }
  });
});
