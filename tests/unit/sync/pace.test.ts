import { describe, expect, it } from 'vitest';
import { type FailureCode, FailureError } from '../../../utils/result';
import { createPacedRemote, type RequestLog, storedRequestLog } from '../../../utils/sync/pace';
import type { Remote } from '../../../utils/sync/remote';
import { BusyError } from '../../../utils/sync/webdav';
import { createMemoryArea } from '../library/memory-area';

interface ScriptedOptions {
  stored?: { text: string; etag: string };
  log?: RequestLog;
  mostRequests?: number;
}

/** A server that answers each request by the next of these outcomes, then always well. */
function scripted(
  outcomes: (FailureError | undefined)[],
  { stored = { text: '', etag: '"1"' }, log, mostRequests = 5 }: ScriptedOptions = {},
) {
  const waits: number[] = [];
  let requests = 0;
  let time = 0;
  const answer = <T>(value: T): Promise<T> => {
    requests += 1;
    const failure = outcomes.shift();
    return failure ? Promise.reject(failure) : Promise.resolve(value);
  };
  const remote: Remote = {
    read: () => answer(stored),
    write: () => answer('"2"'),
    remove: () => answer(undefined),
    makeFolder: () => answer(undefined),
  };
  const paced = createPacedRemote(remote, {
    now: () => time,
    random: () => 0.5,
    mostRequests,
    log,
    sleep: async (ms) => {
      waits.push(ms);
      time += ms;
    },
  });
  return { paced, waits, requests: () => requests, pass: (ms: number) => (time += ms) };
}

const failed = (code: FailureCode) => new FailureError(code);

describe('a paced server', () => {
  it.each<[string, (FailureError | undefined)[], { waits: number[]; requests: number; code?: FailureCode }]>([
    ['asks once where all is well', [], { waits: [], requests: 1 }],
    ['tries again what passes', [failed('sync-server')], { waits: [1000], requests: 2 }],
    [
      'waits longer each time, and gives up',
      [failed('sync-unreachable'), failed('sync-busy'), failed('sync-server')],
      { waits: [1000, 4000], requests: 3, code: 'sync-server' },
    ],
    ['waits as long as it is told', [new BusyError('', 7)], { waits: [7000], requests: 2 }],
    ['waits no minute for it', [new BusyError('', 60)], { waits: [], requests: 1, code: 'sync-busy' }],
    [
      'doesn’t repeat what won’t pass',
      [failed('sync-login')],
      { waits: [], requests: 1, code: 'sync-login' },
    ],
  ])('%s', async (_, outcomes, expected) => {
    const { paced, waits, requests } = scripted(outcomes);
    const code = await paced.remove('a').then(
      () => undefined,
      (error: FailureError) => error.code,
    );
    expect({ waits, requests: requests(), code }).toEqual({ code: undefined, ...expected });
  });

  it('keeps below the limit of requests, and says when it may go on', async () => {
    const { paced, pass } = scripted([]);
    for (let at = 0; at < 5; at += 1) await paced.remove('a');
    await expect(paced.remove('a')).rejects.toMatchObject({ code: 'sync-busy', retryAfter: 1860 });
    pass(32 * 60_000);
    await paced.remove('a');
  });

  it('goes on counting where the background came up anew', async () => {
    const area = createMemoryArea();
    const open = () => scripted([], { log: storedRequestLog(area), mostRequests: 30 });
    const first = open();
    await Promise.all(Array.from({ length: 12 }, () => first.paced.remove('a')));
    const second = open();
    // Of those noted for the first, eight were never sent.
    for (let at = 0; at < 10; at += 1) await second.paced.remove('a');
    await expect(second.paced.remove('a')).rejects.toMatchObject({ code: 'sync-busy' });
    expect([first.requests(), second.requests()]).toEqual([12, 10]);
  });

  it('sends nothing that could not be noted', async () => {
    const area = createMemoryArea();
    const { paced, requests } = scripted([], { log: storedRequestLog(area) });
    area.failNextSet(new Error('QUOTA_BYTES quota exceeded'));
    await expect(paced.remove('a')).rejects.toMatchObject({ code: 'storage-full' });
    expect(requests()).toBe(0);
    await paced.remove('a');
  });

  it.each<[string, (time: number) => number]>([
    ['long ago', (time) => time - 31 * 60_000 - 1],
    ['by a clock that ran ahead', (time) => time + 60_000],
  ])('does not count what was sent %s', async (_, at) => {
    const area = createMemoryArea({ 'sync-requests': [{ at: at(0), count: 5 }] });
    const { paced } = scripted([], { log: storedRequestLog(area) });
    await paced.remove('a');
  });

  it('notes anew what was not sent in its time', async () => {
    const area = createMemoryArea();
    const { paced, pass } = scripted([], { log: storedRequestLog(area), mostRequests: 30 });
    await paced.remove('a');
    pass(61_000);
    await paced.remove('a');
    expect(area.stored()['sync-requests']).toEqual([
      { at: 0, count: 10 },
      { at: 61_000, count: 10 },
    ]);
  });

  it.each([
    ['ours', 'mine', '"1"'],
    ['another machine’s', 'theirs', 'sync-conflict'],
  ])('after a lost answer, what stands there is %s', async (_, text, expected) => {
    const stored = { text, etag: '"1"' };
    const { paced } = scripted([failed('sync-unreachable'), failed('sync-conflict')], { stored });
    const outcome = await paced.write('a', 'mine', 'absent').catch((error: FailureError) => error.code);
    expect(outcome).toBe(expected);
  });
});
