import { describe, expect, it } from 'vitest';
import { writeBackup } from '../../../utils/export/backup';
import { readBackup } from '../../../utils/import/backup';
import { type ListedArea, readAllItems } from '../../../utils/library/all-items';
import type { StoredItem } from '../../../utils/library/import-state';
import { storedKey } from '../../../utils/library/stored-key';
import { exampleArticle, exampleMark } from './examples';
import { importAll, openStore } from './importing';
import { createMemoryArea, type MemoryArea } from './memory-area';

const CREATED = '2026-07-10T08:00:00.000Z';

/** An area that lists its keys, or gives everything where it is asked for nothing. */
function listed(area: MemoryArea, hasKeys: boolean): ListedArea {
  const get = async (keys: string | string[] | null) => (keys === null ? area.stored() : area.get(keys));
  return hasKeys ? { get, getKeys: async () => Object.keys(area.stored()) } : { get };
}

async function lived(): Promise<MemoryArea> {
  const area = createMemoryArea({ settings: { theme: 'dark' } });
  const store = openStore(area);
  for (const n of [1, 2, 3]) {
    const record = await store.openArticle(exampleArticle({ url: `https://www.gscn.com.cn/${n}.html` }));
    await store.putAnnotation(record.id, exampleMark(n));
    await store.putAnnotation(record.id, exampleMark(n, { note: '改' }));
  }
  return area;
}

describe.each([true, false])('everything stored, keys listed: %s', (hasKeys) => {
  it('goes through a file into an empty store as it was', async () => {
    const area = await lived();
    const { count, items } = await readAllItems(listed(area, hasKeys), CREATED);
    const read: StoredItem[] = [];
    for await (const [key, value] of readBackup(writeBackup(items, { created: CREATED })))
      read.push([key, value]);
    expect(read).toHaveLength(count);
    const fresh = createMemoryArea();
    await importAll(openStore(fresh), read, 'replace');
    const held = (of: MemoryArea) =>
      Object.fromEntries(
        Object.entries(of.stored()).filter(([key]) => !/^(?:import-journal|undone:)/.test(key)),
      );
    const filed = (of: MemoryArea) => {
      const { 'changed-summaries': _, ...stored } = held(of);
      return Object.keys(stored).sort();
    };
    expect(filed(fresh)).toEqual(filed(area));
    for (const [key, value] of read) expect(fresh.stored()[key]).toEqual(value);
  });

  it('goes into the file once where it was stored under its whole key before there were short ones', async () => {
    const id = '0123456789abcdef'.repeat(2);
    const [whole, short] = [`article:${id}`, storedKey(`article:${id}`)];
    const now = JSON.stringify({ id, title: 'now' });
    const area = createMemoryArea({ [whole]: JSON.stringify({ id, title: 'then' }), [short]: now });
    const { count, items } = await readAllItems(listed(area, hasKeys), CREATED);
    const read: [key: string, json: string][] = [];
    for await (const item of items) read.push(item);
    expect([count, read]).toEqual([1, [[whole, now]]]);
  });

  it.each<[string, unknown]>([
    ['a cut text', '{"id":'],
    ['another record', { id: 'ffff' }],
    ['no record', 5],
  ])('can be read again where a record is damaged: %s', async (_, damaged) => {
    const area = await lived();
    await area.set({ 'article:0123': damaged });
    const { items } = await readAllItems(listed(area, hasKeys), CREATED);
    const read: StoredItem[] = [];
    for await (const [key, value] of readBackup(writeBackup(items, { created: CREATED })))
      read.push([key, value]);
    expect(read.filter(([key]) => key.startsWith('article:'))).toHaveLength(3);
    expect(read).toContainEqual([`unreadable:0123:${CREATED}`, damaged]);
  });
});
