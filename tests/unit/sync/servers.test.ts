import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordKey } from '../../../utils/library/read';
import type { ArticleRecord } from '../../../utils/library/schema';
import { createPacedRemote } from '../../../utils/sync/pace';
import type { Remote } from '../../../utils/sync/remote';
import { createWebdavRemote } from '../../../utils/sync/webdav';
import { hasServer, type RunningServer, SERVERS, startServer } from '../../servers';
import { exampleArticle, exampleMark } from '../library/examples';
import { createMachine, type Machine } from './machines';

const FOLDER = '净读';

/** A folder as a backup restores it: whose files they are, and their times, stay. */
const copy = (from: string, to: string) => spawnSync('cp', ['-a', from, to]);

/** A server with its requests counted. */
function counting(remote: Remote): Remote & { requests: number } {
  const counted = {
    requests: 0,
    read: (...args: Parameters<Remote['read']>) => count(() => remote.read(...args)),
    write: (...args: Parameters<Remote['write']>) => count(() => remote.write(...args)),
    remove: (path: string) => count(() => remote.remove(path)),
    makeFolder: (path: string) => count(() => remote.makeFolder(path)),
  };
  function count<T>(work: () => T): T {
    counted.requests += 1;
    return work();
  }
  return counted;
}

// Whole libraries over real servers.
describe.each(SERVERS.map((name) => ({ name })))('sync over $name', ({ name }) => {
  describe.skipIf(!hasServer(name))('as it runs', () => {
    let server: RunningServer;
    let remotes: [ReturnType<typeof counting>, ReturnType<typeof counting>];
    let office: Machine;
    let home: Machine;
    let id: string;
    beforeAll(async () => {
      server = await startServer(name);
    });
    afterAll(() => server?.stop());

    const served = () => join(server.folder, FOLDER);
    const record = async (machine: Machine) =>
      (await machine.area.get(recordKey(id)))[recordKey(id)] as ArticleRecord;

    beforeEach(async () => {
      rmSync(served(), { recursive: true, force: true });
      const connect = () => counting(createPacedRemote(createWebdavRemote({ ...server, folder: FOLDER })));
      remotes = [connect(), connect()];
      office = await createMachine({ remote: remotes[0] });
      home = await createMachine({ remote: remotes[1] });
      ({ id } = await office.store.openArticle(exampleArticle()));
      await office.store.putAnnotation(id, exampleMark(1, { note: '中心是什么' }));
      expect(await office.sync()).toMatchObject({ state: 'done' });
      expect(await home.sync()).toMatchObject({ state: 'done', moved: { received: 1, sent: 0 } });
    });

    it('brings an article with its marks to another machine, and its changes back', async () => {
      expect((await record(home)).annotations).toEqual((await record(office)).annotations);
      const [mark] = (await record(home)).annotations;
      if (!mark) throw new Error('no mark');
      await home.store.putAnnotation(id, { ...mark, note: '中心是什么，先要想明白' }, mark);
      for (const remote of remotes) remote.requests = 0;
      expect(await home.sync()).toMatchObject({ state: 'done' });
      expect(remotes[1].requests).toBe(3);
      await office.sync();
      expect((await record(office)).annotations[0]?.note).toBe('中心是什么，先要想明白');
      for (const remote of remotes) remote.requests = 0;
      await office.sync();
      expect(remotes[0].requests).toBe(1);
    });

    it('merges what both changed', async () => {
      const [mark] = (await record(home)).annotations;
      if (!mark) throw new Error('no mark');
      await office.store.putAnnotation(id, { ...mark, color: 'blue' }, mark);
      await home.store.putAnnotation(id, { ...mark, tags: ['党建'] }, mark);
      for (const machine of [office, home, office, home]) await machine.sync();
      for (const machine of [office, home])
        expect((await record(machine)).annotations[0]).toMatchObject({ color: 'blue', tags: ['党建'] });
    });

    it('asks where the folder is gone, or went back to yesterday; nothing here is lost', async () => {
      const yesterday = `${served()}-yesterday`;
      copy(served(), yesterday);
      const before = await record(office);
      rmSync(served(), { recursive: true });
      expect(await office.sync()).toMatchObject({ state: 'asking', question: { kind: 'server-empty' } });
      expect(await record(office)).toEqual(before);
      expect(await office.sync({ question: 'server-empty', choice: 'mine' })).toMatchObject({
        state: 'done',
      });
      await office.store.putAnnotation(id, exampleMark(2));
      expect(await office.sync()).toMatchObject({ state: 'done' });
      rmSync(served(), { recursive: true });
      copy(yesterday, served());
      expect(await office.sync()).toMatchObject({ state: 'asking', question: { kind: 'server-went-back' } });
      expect(await office.sync({ question: 'server-went-back', choice: 'mine' })).toMatchObject({
        state: 'done',
      });
      await home.sync();
      expect((await record(home)).annotations.map(({ id }) => id)).toEqual(
        (await record(office)).annotations.map(({ id }) => id),
      );
    });

    it('says so where a bundle was damaged, and takes nothing in', async () => {
      const [file = ''] = readdirSync(join(served(), 'notes'));
      const path = join(served(), 'notes', file);
      writeFileSync(path, readFileSync(path, 'utf8').slice(0, 40));
      const third = await createMachine({ remote: remotes[0] });
      expect(await third.sync()).toMatchObject({ state: 'asking', question: { kind: 'server-unreadable' } });
      expect(third.area.stored()).not.toHaveProperty(recordKey(id));
    });
  });
});
