import { beforeEach, describe, expect, it } from 'vitest';
import { articleId } from '../../../utils/library/id';
import { readRecord } from '../../../utils/library/read';
import { makeArticle, makeMark } from '../../torture/material';
import { MemoryServer } from '../../torture/sync-server';
import { createMachine, type Machine } from './machines';

const MARK = '5a7e6f4a-1c2d-4e3f-8a9b-000000000001';

describe('two machines', () => {
  let server: MemoryServer;
  let one: Machine;
  let two: Machine;
  const article = makeArticle(1);

  const noteOf = async ({ area }: Machine) =>
    (await readRecord(area, await articleId(article.url)))?.annotations.find(({ id }) => id === MARK)?.note;

  beforeEach(async () => {
    server = new MemoryServer();
    [one, two] = [
      await createMachine({ remote: server.remote() }),
      await createMachine({ remote: server.remote() }),
    ];
    const { id } = await one.store.openArticle(article);
    await one.store.putAnnotation(id, makeMark(MARK, { note: '甲乙丙' }));
  });

  it('have the same notes after a sync', async () => {
    expect(await one.sync()).toMatchObject({ state: 'done', moved: { sent: 1, received: 0 } });
    expect(await two.sync()).toMatchObject({ state: 'done', moved: { sent: 0, received: 1 } });
    expect(await noteOf(two)).toBe('甲乙丙');
    expect(await two.area.stored()).toMatchObject({ unsynced: {} });
  });

  it('ask once where nothing changed, and three times for one mark', async () => {
    await one.sync();
    server.log.length = 0;
    await one.sync();
    expect(server.log).toEqual(['GET manifest.json']);
    const id = await articleId(article.url);
    await one.store.putAnnotation(id, makeMark(MARK, { note: '甲' }));
    server.log.length = 0;
    await one.sync();
    expect(server.log.map((line) => line.replace(/-.*/, ''))).toEqual([
      'GET manifest.json',
      `PUT notes/${id.slice(0, 2)}`,
      'PUT manifest.json',
    ]);
  });
});
