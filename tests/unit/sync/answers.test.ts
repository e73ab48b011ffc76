import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBackupKey } from '../../../utils/export/backup';
import { FailureError } from '../../../utils/result';
import { ACCOUNT_KEY, originPattern, parseAccount } from '../../../utils/sync/account';
import type { Remote } from '../../../utils/sync/remote';
import { createWebdavRemote, readRetryAfter } from '../../../utils/sync/webdav';

const PASSWORD = 'geheim-密码';

// What a server says, as it says it.
describe('answers of a server', () => {
  let server: Server;
  let answer: RequestListener;
  let address: string;
  const addresses: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      addresses.push(request.url ?? '');
      request.resume();
      answer(request, response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dav/`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const connect = (options?: { timeLimit: number }) =>
    createWebdavRemote({ address, user: '读者', password: PASSWORD, folder: 'jingdu' }, options);
  const failureOf = async (work: Promise<unknown>): Promise<FailureError> => {
    try {
      await work;
    } catch (error) {
      if (error instanceof FailureError) return error;
      throw error;
    }
    throw new Error('no failure');
  };

  it.each([
    [401, 'sync-login'],
    [403, 'sync-forbidden'],
    [404, 'sync-no-folder'],
    [405, 'sync-address'],
    [409, 'sync-no-folder'],
    [412, 'sync-conflict'],
    [413, 'sync-too-large'],
    [418, 'sync-address'],
    [423, 'sync-conflict'],
    [429, 'sync-busy'],
    [500, 'sync-server'],
    [502, 'sync-server'],
    [503, 'sync-busy'],
    [507, 'sync-full'],
    [511, 'sync-unreachable'],
  ])('%i to a PUT is %s', async (status, code) => {
    answer = (request, response) =>
      // Answered before it was read, the client may find the connection cut instead.
      request.resume().on('end', () => response.writeHead(status, { 'retry-after': '12' }).end());
    const failure = await failureOf(connect().write('a.json', '1'));
    expect(failure.code).toBe(code);
    if (code === 'sync-busy') expect(failure).toMatchObject({ retryAfter: 12 });
  });

  it.each<[string, (remote: Remote) => Promise<unknown>]>([
    ['GET', (remote) => remote.read('a.json')],
    ['PUT', (remote) => remote.write('a.json', '1')],
    ['DELETE', (remote) => remote.remove('a.json')],
    ['MKCOL', (remote) => remote.makeFolder('notes')],
  ])('a login page that answers to %s is not the server', async (_, request) => {
    answer = (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>请登录校园网</html>');
    expect((await failureOf(request(connect()))).code).toBe('sync-unreachable');
  });

  it.each([
    ['has made the folder', 201, 'sync-server'],
    ['may be no WebDAV server', 405, 'sync-address'],
  ])('405 to a PUT, from a server that %s', async (_, made, code) => {
    answer = ({ method }, response) => response.writeHead(method === 'MKCOL' ? made : 405).end();
    const remote = connect();
    await remote.makeFolder('');
    expect((await failureOf(remote.write('a.json', '1'))).code).toBe(code);
  });

  it.each<[string, RequestListener]>([
    ['no answer', () => {}],
    ['a cut connection', (request) => request.socket.destroy()],
    [
      'half a file',
      (request, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"half":', () => request.socket.destroy());
      },
    ],
    [
      'a file that never ends',
      (_, response) => {
        response.writeHead(200);
        response.write('{');
      },
    ],
  ])('%s can’t be reached', async (_, listener) => {
    answer = listener;
    expect((await failureOf(connect({ timeLimit: 300 }).read('a.json'))).code).toBe('sync-unreachable');
  });

  it('the password stands in no address and no error', async () => {
    for (const status of [401, 500, 503]) {
      answer = (_, response) => response.writeHead(status).end(PASSWORD);
      const failure = await failureOf(connect().read('a.json'));
      expect(JSON.stringify([failure, failure.message, failure.stack])).not.toContain(PASSWORD);
    }
    expect(addresses.join()).not.toContain(encodeURIComponent(PASSWORD));
  });

  it.each([
    [null, undefined],
    ['7', 7],
    ['Wed, 25 Nov 2026 08:00:10 GMT', 10],
    ['Wed, 25 Nov 2026 07:00:00 GMT', 0],
    ['soon', undefined],
  ])('Retry-After %s is %s s', (header, seconds) => {
    expect(readRetryAfter(header, Date.parse('2026-11-25T08:00:00Z'))).toBe(seconds);
  });
});

describe('an account', () => {
  const typed = { address: '', user: ' 读者 ', password: ' a ', folder: '', passphrase: '' };
  it.each([
    ['https://dav.example.com/dav', '/净读//a/../b/', 'https://dav.example.com/dav/', '净读/a/b'],
    [' http://nas.local:8080 ', '', 'http://nas.local:8080/', ''],
    ['https://dav.example.com/x?y#z', 'a', 'https://dav.example.com/x/', 'a'],
  ])('%s with folder %s', (address, folder, expected, path) => {
    expect(parseAccount({ ...typed, address, folder })).toEqual({
      address: expected,
      folder: path,
      user: '读者',
      password: ' a ',
      passphrase: '',
    });
  });

  it.each(['', 'dav', 'ftp://a.example/', 'https://user:pass@a.example/', 'javascript:1'])(
    '%s is no address',
    (address) => {
      expect(() => parseAccount({ ...typed, address })).toThrow(FailureError);
    },
  );

  it('asks for its own server alone, whatever the port', () => {
    expect(originPattern('https://dav.example.com:8443/dav/')).toBe('https://dav.example.com/*');
  });

  it('is in no backup', () => {
    expect(isBackupKey(ACCOUNT_KEY)).toBe(false);
  });
});
