import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { articleId } from '../../utils/library/id';
import { jsonArea } from '../../utils/library/json-area';
import { MONTHS_KEY, recordKey, type StorageArea, summariesKey } from '../../utils/library/read';
import type { ArticleRecord } from '../../utils/library/schema';
import { createLibraryStore } from '../../utils/library/store';
import { summarize, summaryMonth } from '../../utils/library/summary';
import { createSync, startSync } from '../../utils/sync/engine';
import type { Remote } from '../../utils/sync/remote';
import { createWebdavRemote } from '../../utils/sync/webdav';
import { type RunningServer, startServer } from '../servers';
import { createMemoryArea } from '../unit/library/memory-area';
import { createLibraryMaker, type LibraryShape } from './library';

const FOLDER = 'sync';

export interface SyncFigures {
  /** Of the first sync, in ms, and its requests. */
  first: number;
  firstRequests: number;
  /** Time in which curl sends the same files to the same server over one connection, in ms. */
  curl: number;
  /** Requests of a sync with one change, and of one with none. */
  changeRequests: number;
  idleRequests: number;
}

/** Syncs a library of this shape to Apache on loopback. */
export async function measureSync(shape: LibraryShape): Promise<SyncFigures> {
  const server = await startServer('apache');
  try {
    // As the extension has it.
    const area = jsonArea(createMemoryArea());
    const first = await fill(area, shape);
    const clock = () => new Date();
    const store = createLibraryStore(area, clock);
    await startSync(area, store.inTurn);
    const counted = count(createWebdavRemote({ ...server, folder: FOLDER }));
    const { run } = createSync({ area, inTurn: store.inTurn, remote: counted.remote, clock });
    const sync = async () => {
      const [before, began] = [counted.requests(), performance.now()];
      const { state, failure } = await run();
      if (state !== 'done') throw new Error(`sync ${state}: ${failure?.detail}`);
      return { time: performance.now() - began, requests: counted.requests() - before };
    };
    const whole = await sync();
    const curl = timeCurl(server);
    const [mark] = first.annotations;
    if (!mark) throw new Error('no mark');
    await store.putAnnotation(first.id, { ...mark, note: '改过一次' }, mark);
    const change = await sync();
    const idle = await sync();
    return {
      first: whole.time,
      firstRequests: whole.requests,
      curl,
      changeRequests: change.requests,
      idleRequests: idle.requests,
    };
  } finally {
    await server.stop();
  }
}

/** Stores a library; its first record. */
async function fill(area: StorageArea, shape: LibraryShape): Promise<ArticleRecord> {
  const { recordOf } = createLibraryMaker(shape);
  const records: ArticleRecord[] = [];
  for (let number = 0; number < shape.articles; number += 1) {
    const record = recordOf(number);
    // As real ids are, which decide the bundle.
    records.push({ ...record, id: await articleId(record.article.url) });
  }
  const months = new Map<string, ArticleRecord[]>();
  for (const record of records) {
    const month = summaryMonth(record.saved);
    months.set(month, [...(months.get(month) ?? []), record]);
  }
  await area.set({
    ...Object.fromEntries(records.map((record) => [recordKey(record.id), record])),
    ...Object.fromEntries(
      [...months].map(([month, all]) => [summariesKey(month), all.map((record) => summarize(record, []))]),
    ),
    [MONTHS_KEY]: [...months.keys()].sort().reverse(),
  });
  const [first] = records;
  if (!first) throw new Error('no records');
  return first;
}

function count(remote: Remote): { remote: Remote; requests: () => number } {
  let requests = 0;
  const counted = new Proxy(remote, {
    get: (target, name: keyof Remote) => {
      requests += 1;
      return target[name];
    },
  });
  return { remote: counted, requests: () => requests };
}

function timeCurl({ address, user, password, folder }: RunningServer): number {
  const root = join(folder, FOLDER);
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const config = join(folder, '..', 'curl.conf');
  const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
  writeFileSync(
    config,
    files
      .map((file) =>
        [
          `upload-file = ${quoted(file)}`,
          `url = ${quoted(`${address}curl-${relative(root, file).replaceAll('/', '-')}`)}`,
          'output = /dev/null',
          `user = ${quoted(`${user}:${password}`)}`,
          'fail',
        ].join('\n'),
      )
      .join('\nnext\n'),
  );
  const began = performance.now();
  const { status, stderr } = spawnSync('curl', ['--silent', '--show-error', '--config', config]);
  if (status !== 0) throw new Error(`curl: ${stderr}`);
  return performance.now() - began;
}
