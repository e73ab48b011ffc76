import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRecord } from '../../../utils/library/read';
import { MANIFEST_PATH } from '../../../utils/sync/manifest';
import { createPacedRemote } from '../../../utils/sync/pace';
import type { Remote } from '../../../utils/sync/remote';
import type { Decision, SyncStatus } from '../../../utils/sync/state';
import { createWebdavRemote } from '../../../utils/sync/webdav';
import { hasServer, type RunningServer, SERVERS, startServer } from '../../servers';
import { type Fault, type FaultyProxy, startProxy } from '../../servers/proxy';
import { canonical, findDamage, recordsOf } from '../../torture/damage';
import { idOf, makeArticle, makeMark } from '../../torture/material';
import { createMemoryArea } from '../library/memory-area';
import { createMachine, type Machine, NOON } from './machines';

const FOLDER = '净读';
/** Milliseconds for one request where one is to take too long. */
const SHORT = 300;
const DAY = 86_400_000;
/** Syncs of each machine until all are the same: in the first their changes meet, in the second all hear of it. */
const ROUNDS = 2;
const MACHINES = 3;

const answered = (status: number, headers?: Record<string, string>): Fault => ({
  kind: 'answered',
  status,
  headers,
  body: '<html>',
});
const LOGIN_PAGE: Fault = {
  kind: 'answered',
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html>请登录校园网</html>',
};
const off = (days: number) => () => new Date(Date.parse(NOON) + days * DAY);

interface Case {
  what: string;
  fault: Fault;
  /** To which requests it happens: to all unless told otherwise. */
  of?: RegExp;
  /** How the sync goes meanwhile. */
  says: string;
  /** Milliseconds waited before the second and the third try, without the random part. */
  waits?: number[];
  timeLimit?: number;
}

const PASSES = [1_000, 4_000];
const CASES: Case[] = [
  {
    what: 'connections are cut before',
    fault: { kind: 'dropped-before' },
    says: 'sync-unreachable',
    waits: PASSES,
  },
  {
    what: 'connections are cut after',
    fault: { kind: 'dropped-after' },
    says: 'sync-unreachable',
    waits: PASSES,
  },
  {
    what: 'connections are cut amid sending',
    fault: { kind: 'cut-upload' },
    of: /^PUT/,
    says: 'sync-unreachable',
    waits: PASSES,
  },
  {
    what: 'connections are cut amid commits',
    fault: { kind: 'cut-upload' },
    of: /^PUT .*manifest/,
    says: 'sync-unreachable',
    waits: PASSES,
  },
  {
    what: 'the answers to writing are lost',
    fault: { kind: 'dropped-after' },
    of: /^PUT/,
    says: 'sync-unreachable',
    waits: PASSES,
  },
  { what: 'the server fails', fault: answered(500), says: 'sync-server', waits: PASSES },
  {
    what: 'the server fails on writing',
    fault: answered(500),
    of: /^PUT/,
    says: 'sync-server',
    waits: PASSES,
  },
  { what: 'a gateway fails', fault: answered(502), says: 'sync-server', waits: PASSES },
  { what: 'the server is busy', fault: answered(503), says: 'sync-busy', waits: PASSES },
  {
    what: 'the server is busy for a while',
    fault: answered(503, { 'retry-after': '7' }),
    says: 'sync-busy',
    waits: [7_000, 7_000],
  },
  {
    what: 'the server is busy for an hour',
    fault: answered(503, { 'retry-after': '3600' }),
    says: 'sync-busy',
  },
  { what: 'there were too many requests', fault: answered(429), says: 'sync-busy', waits: PASSES },
  { what: 'every write meets another one', fault: answered(412), of: /^PUT/, says: 'sync-conflict' },
  {
    what: 'every commit meets another one',
    fault: answered(412),
    of: /^PUT .*manifest/,
    says: 'sync-conflict',
  },
  { what: 'answers are slow', fault: { kind: 'slow', delay: 50 }, says: 'done' },
  {
    what: 'answers take too long',
    fault: { kind: 'slow', delay: 2 * SHORT },
    of: /^GET/,
    says: 'sync-unreachable',
    waits: PASSES,
    timeLimit: SHORT,
  },
  {
    what: 'answers are cut off',
    fault: { kind: 'cut-off' },
    of: /^GET/,
    says: 'sync-unreachable',
    waits: PASSES,
  },
  {
    what: 'half answers claim to be whole',
    fault: { kind: 'shortened' },
    of: /^GET/,
    says: 'server-unreadable',
  },
  {
    what: 'half bundles claim to be whole',
    fault: { kind: 'shortened' },
    of: /^GET .*notes/,
    says: 'server-unreadable',
  },
  { what: 'a login page answers', fault: LOGIN_PAGE, says: 'sync-unreachable', waits: PASSES },
  {
    what: 'the server’s clock is years ahead',
    fault: {
      kind: 'relabelled',
      headers: {
        date: 'Wed, 01 Jan 2042 00:00:00 GMT',
        'last-modified': 'Wed, 01 Jan 2042 00:00:00 GMT',
        expires: 'Wed, 01 Jan 2042 00:00:00 GMT',
      },
    },
    says: 'done',
  },
  {
    what: 'the server’s clock is years behind',
    fault: {
      kind: 'relabelled',
      headers: { date: 'Thu, 01 Jan 1970 00:00:00 GMT', 'last-modified': 'Thu, 01 Jan 1970 00:00:00 GMT' },
    },
    says: 'done',
  },
  { what: 'the disk is said to be full', fault: answered(507), of: /^PUT/, says: 'sync-full' },
];

/** What can strike any one request of a sync. */
const STRIKES: { what: string; fault: Fault }[] = [
  { what: 'connection cut before', fault: { kind: 'dropped-before' } },
  { what: 'connection cut amid sending', fault: { kind: 'cut-upload' } },
  { what: 'connection cut after', fault: { kind: 'dropped-after' } },
  { what: 'failure of the server', fault: answered(500) },
  { what: 'refused condition', fault: answered(412) },
  { what: 'cut-off answer', fault: { kind: 'cut-off' } },
  { what: 'half answer', fault: { kind: 'shortened' } },
  { what: 'login page', fault: LOGIN_PAGE },
];

const CLOCKS = [
  { what: 'years ahead', days: 4_000 },
  { what: 'years behind', days: -9_000 },
];

/** Who writes files in place: a commit that is cut off leaves half a manifest, which all machines ask about. */
const IN_PLACE: readonly string[] = ['rclone'];
const SEND_AGAIN: Decision = { question: 'server-unreadable', choice: 'mine' };

/** Of a disk that is to be full: 64 pages. */
const PAGE = 4096;
const DISK = 64 * PAGE;

/** What a server answers whose disk is full: only Apache says why. */
const FULL = { apache: 'sync-full', nginx: 'sync-server', rclone: 'sync-server' };

/** Whether a small disk can be had: as root alone. */
function canMount(): boolean {
  const point = mkdtempSync(join(tmpdir(), 'jingdu-mount-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', point]).status === 0;
  if (isMounted) spawnSync('umount', [point]);
  rmdirSync(point);
  return isMounted;
}

/** Fills a disk but for so many pages. */
function fill(path: string, pages: number): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(PAGE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    ftruncateSync(file, Math.max(0, fstatSync(file).size - pages * PAGE));
  } finally {
    closeSync(file);
  }
}

const outcomeOf = ({ state, failure, question }: SyncStatus) => failure?.code ?? question?.kind ?? state;

// Three machines of one reader, and everything that can happen between them and a real server.
describe.each(SERVERS.map((name) => ({ name })))('$name, where', ({ name }) => {
  describe.skipIf(!hasServer(name))('', () => {
    let server: RunningServer;
    let proxy: FaultyProxy;
    let machines: Machine[];
    let waits: number[];
    let id: string;
    let words: number;
    /** What readers wrote and did not take away. */
    let written: string[];
    /** The server's clock for the manifest: every version is a second of its own, long ago. */
    let ticks = 0;

    beforeAll(async () => {
      server = await startServer(name);
      proxy = await startProxy(server.address);
    });
    afterAll(async () => {
      await proxy?.stop();
      await server?.stop();
    });

    const served = () => join(server.folder, FOLDER);

    /** Apache trusts no version of the last second, and nginx tells none apart: as if more time had passed. */
    function age() {
      ticks += 1;
      const time = Date.now() / 1000 - 100_000 + ticks;
      try {
        utimesSync(join(served(), MANIFEST_PATH), time, time);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }

    function connect({ timeLimit }: { timeLimit?: number } = {}): Remote {
      const account = { ...server, address: proxy.address, folder: FOLDER };
      return createPacedRemote(createWebdavRemote(account, { timeLimit }), {
        sleep: async (ms) => void waits.push(ms),
        random: () => 0.5,
        mostRequests: Number.POSITIVE_INFINITY,
      });
    }
    const unpaced = () => createWebdavRemote({ ...server, address: proxy.address, folder: FOLDER });

    async function sync(machine: Machine, decision?: Decision): Promise<string> {
      const status = await machine.sync(decision);
      age();
      return outcomeOf(status);
    }

    /** The same machine with another way to the server. */
    const through = ({ area }: Machine, remote: Remote, clock = off(0)) =>
      createMachine({ area, remote, clock });

    /** Each machine's reader writes something into a mark of their own. */
    async function edit(machine: Machine): Promise<void> {
      words += 1;
      const word = `〔${words}〕`;
      const markId = idOf(machines.findIndex(({ area }) => area === machine.area));
      const old = (await readRecord(machine.area, id))?.annotations.find((mark) => mark.id === markId);
      const mark = old ?? makeMark(markId);
      await machine.store.putAnnotation(id, { ...mark, note: mark.note + word }, old);
      written.push(word);
    }

    /** What is nowhere, broken or not the same everywhere once nothing goes wrong any more. */
    async function settle(answer?: Decision): Promise<void> {
      proxy.fault = () => undefined;
      for (let round = 0; round < ROUNDS; round += 1)
        for (const machine of machines) {
          const outcome = await sync(machine);
          if (answer && outcome === answer.question) expect(await sync(machine, answer)).toBe('done');
          else expect(outcome).toBe('done');
        }
      const [first, ...others] = machines.map(({ area }) => area.stored());
      for (const stored of others)
        expect(recordsOf(stored).map(canonical)).toEqual(recordsOf(first ?? {}).map(canonical));
      for (const stored of [first ?? {}, ...others]) expect(findDamage(stored)).toEqual([]);
    }

    /** Everywhere in place. */
    function expectAllInPlace() {
      for (const { area } of machines) {
        const text = JSON.stringify(recordsOf(area.stored()));
        expect(written.filter((word) => !text.includes(word))).toEqual([]);
      }
    }

    /** On each machine in place, among the versions or in the trash. */
    function expectNothingLost() {
      const text = JSON.stringify(
        machines.map(({ area }) =>
          Object.entries(area.stored()).filter(([key]) => /^(?:article|versions):/.test(key)),
        ),
      );
      expect(written.filter((word) => !text.includes(word))).toEqual([]);
    }

    beforeEach(async () => {
      rmSync(served(), { recursive: true, force: true });
      proxy.fault = () => undefined;
      [machines, waits, written, words] = [[], [], [], 0];
      for (let n = 0; n < MACHINES; n += 1) {
        const area = createMemoryArea({}, () => setImmediate());
        machines.push(await createMachine({ area, remote: connect() }));
      }
      const [first] = machines;
      if (!first) throw new Error('no machine');
      ({ id } = await first.store.openArticle(makeArticle(1)));
      for (const machine of machines) expect(await sync(machine)).toBe('done');
    });

    it.each(CASES)('$what: $says', async ({ fault, of = /./, says, waits: expected = [], timeLimit }) => {
      const [office, home] = machines as [Machine, Machine, Machine];
      await edit(home);
      expect(await sync(home)).toBe('done');
      await edit(office);
      const before = recordsOf(office.area.stored());
      proxy.fault = (request) => (of.test(request) ? fault : undefined);
      expect(await sync(await through(office, connect({ timeLimit })))).toBe(says);
      expect(waits.slice(0, expected.length)).toEqual(expected);
      if (expected.length === 0) expect(waits).toEqual([]);
      if (says !== 'done' && of.test('GET')) expect(recordsOf(office.area.stored())).toEqual(before);
      for (const machine of machines) await edit(machine);
      await settle(IN_PLACE.includes(name) ? SEND_AGAIN : undefined);
      expectAllInPlace();
    });

    it.each(STRIKES)('one request meets a $what, whichever it is', async ({ fault }) => {
      const [office, home] = machines as [Machine, Machine, Machine];
      let isStruck = true;
      for (let struck = 0; isStruck; struck += 1) {
        await edit(home);
        expect(await sync(home)).toBe('done');
        await edit(office);
        let asked = 0;
        isStruck = false;
        proxy.fault = () => {
          isStruck = asked === struck || isStruck;
          asked += 1;
          return asked - 1 === struck ? fault : undefined;
        };
        await sync(await through(office, unpaced()));
        proxy.fault = () => undefined;
        await edit(home);
        const outcome = await sync(home);
        if (IN_PLACE.includes(name) && outcome === SEND_AGAIN.question)
          expect(await sync(home, SEND_AGAIN)).toBe('done');
        else expect(outcome).toBe('done');
      }
      await settle();
      expectAllInPlace();
    });

    it.each(CLOCKS)('one machine’s clock is $what: all is as ever', async ({ days }) => {
      const [office, home] = machines as [Machine, Machine, Machine];
      machines[0] = await through(office, connect(), off(days));
      for (let round = 0; round < 3; round += 1)
        for (const machine of machines) {
          await edit(machine);
          expect(await sync(machine)).toBe('done');
        }
      await settle();
      await home.store.trashArticle(id);
      await settle();
      for (const { area } of machines) expect((await readRecord(area, id))?.deleted).toBeDefined();
      expectAllInPlace();
    });

    it.skipIf(!canMount())('the disk is full: says so, and goes on when there is room', async () => {
      const [office] = machines as [Machine, Machine, Machine];
      rmSync(served(), { recursive: true });
      spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', server.folder]);
      try {
        spawnSync('chown', ['--reference', join(server.folder, '..'), server.folder]);
        chmodSync(server.folder, 0o755);
        await settle({ question: 'server-empty', choice: 'mine' });
        const filler = join(server.folder, 'filler');
        const outcomes: string[] = [];
        // Room for the bundle, and not for the manifest, is among it.
        for (let free = 0; free <= 3; free += 1) {
          await edit(office);
          const before = recordsOf(office.area.stored());
          fill(filler, free);
          outcomes.push(await sync(office));
          expect(recordsOf(office.area.stored())).toEqual(before);
          rmSync(filler);
          await settle();
        }
        expect([outcomes[0], outcomes.at(-1)]).toEqual([FULL[name], 'done']);
        expectAllInPlace();
      } finally {
        spawnSync('umount', [server.folder]);
      }
    });

    it.each(['mine', 'theirs'] as const)(
      'the folder is yesterday’s again: asks, and %s loses nothing',
      async (choice) => {
        const yesterday = join(server.folder, 'yesterday');
        spawnSync('cp', ['-a', served(), yesterday]);
        for (const machine of machines) {
          await edit(machine);
          expect(await sync(machine)).toBe('done');
        }
        rmSync(served(), { recursive: true });
        renameSync(yesterday, served());
        const [office] = machines as [Machine, Machine, Machine];
        const before = recordsOf(office.area.stored());
        expect(await sync(office)).toBe('server-went-back');
        expect(recordsOf(office.area.stored())).toEqual(before);
        await settle({ question: 'server-went-back', choice });
        expectNothingLost();
      },
    );

    it.each(['mine', 'theirs'] as const)(
      'the folder is empty: asks, and %s loses nothing',
      async (choice) => {
        for (const machine of machines) {
          await edit(machine);
          expect(await sync(machine)).toBe('done');
        }
        rmSync(served(), { recursive: true });
        mkdirSync(served());
        spawnSync('chown', ['--reference', server.folder, served()]);
        const [office] = machines as [Machine, Machine, Machine];
        const before = recordsOf(office.area.stored());
        expect(await sync(office)).toBe('server-empty');
        expect(recordsOf(office.area.stored())).toEqual(before);
        await settle({ question: 'server-empty', choice });
        expectNothingLost();
      },
    );
  });
});
