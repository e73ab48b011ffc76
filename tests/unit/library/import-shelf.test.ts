import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createImportShelf, type ImportShelf, type StagedImport } from '../../../utils/library/import-shelf';

const staged = (id: string): StagedImport => ({
  id,
  since: '2026-07-01T08:00:00.000Z',
  slices: 2,
  articleIds: ['a', 'b'],
});

describe('the shelf of imports', () => {
  let shelf: ImportShelf;

  beforeEach(async () => {
    vi.stubGlobal('indexedDB', new IDBFactory());
    shelf = createImportShelf();
    for (const id of ['one', 'two']) {
      for (const number of [0, 1]) await shelf.putSlice(id, number, `["${id}",${number}]`);
      await shelf.putImport(staged(id));
    }
    await shelf.putSlice('of none', 0, '[]');
  });

  const kept = async () => {
    const found = ['one', 'two', 'of none'].map(async (id) => [id, await shelf.readSlice(id, 0)] as const);
    const slices = (await Promise.all(found)).flatMap(([id, text]) => (text === undefined ? [] : [id]));
    return { imports: (await shelf.listImports()).map(({ id }) => id), slices };
  };

  it('gives back what was put there, to whoever opens it', async () => {
    const other = createImportShelf();
    expect(await other.readSlice('two', 1)).toBe('["two",1]');
    expect(await other.readImport('two')).toEqual(staged('two'));
    expect(await other.readSlice('two', 2)).toBeUndefined();
    expect(await other.readImport('three')).toBeUndefined();
  });

  it.each<[string, () => Promise<void>, Awaited<ReturnType<typeof kept>>]>([
    [
      'an import with all its slices',
      () => shelf.drop('one'),
      { imports: ['two'], slices: ['two', 'of none'] },
    ],
    ['all but those named', () => shelf.keepOnly(['one']), { imports: ['one'], slices: ['one'] }],
    ['everything', () => shelf.keepOnly([]), { imports: [], slices: [] }],
  ])('lets go of %s', async (_, work, left) => {
    await work();
    expect(await kept()).toEqual(left);
  });

  it.each([
    ['QuotaExceededError', 'storage-full'],
    ['UnknownError', 'storage-failed'],
  ])('says of a %s that it is %s, and opens the database again when asked anew', async (name, code) => {
    const factory = new IDBFactory();
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('refused', name);
      },
    });
    const refused = createImportShelf();
    await expect(refused.putSlice('one', 0, '[]')).rejects.toThrow(expect.objectContaining({ code }));
    vi.stubGlobal('indexedDB', factory);
    await refused.putSlice('one', 0, '[]');
    expect(await refused.readSlice('one', 0)).toBe('[]');
  });
});
