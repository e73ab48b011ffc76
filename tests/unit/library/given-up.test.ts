import { describe, expect, it } from 'vitest';
import { articleId } from '../../../utils/library/id';
import { readRecord, type StorageArea } from '../../../utils/library/read';
import { findDamage } from '../../torture/damage';
import { exampleArticle } from './examples';
import { type ImportingStore, mortal, openStore } from './importing';
import { createMemoryArea } from './memory-area';

const FIRST = exampleArticle();
const SECOND = exampleArticle({ url: 'https://www.gscn.com.cn/second.html' });
const LATER = '2026-09-01T08:00:00.000Z';

/** What takes records away, each in a `set` and a `remove`. */
const TAKING: { what: string; take: (store: ImportingStore, ids: [string, string]) => Promise<unknown> }[] = [
  { what: 'joining', take: (store, [first, second]) => store.joinArticle(second, first) },
  { what: 'purging', take: (store) => store.purgeTrash() },
];

describe.each(TAKING)('$what, killed amid it', ({ take }) => {
  it.each([
    { writes: 1, isStored: false, isGone: false },
    { writes: 1, isStored: true, isGone: true },
    { writes: 2, isStored: false, isGone: true },
    { writes: 2, isStored: true, isGone: true },
  ])('at write $writes, stored $isStored: is whole', async ({ writes, isStored, isGone }) => {
    const area = createMemoryArea();
    const ids: [string, string] = [await articleId(FIRST.url), await articleId(SECOND.url)];
    await openStore(area).openArticle(FIRST);
    await openStore(area).openArticle(SECOND);
    await openStore(area).trashArticle(ids[1]);
    const dying: StorageArea = mortal(area, writes, isStored);
    await expect(take(openStore(dying, LATER), ids)).rejects.toThrow();
    expect(findDamage(area.stored())).toEqual([]);
    expect((await readRecord(area, ids[1])) === undefined).toBe(isGone);
    await openStore(area, LATER).openArticle(SECOND);
    expect(findDamage(area.stored())).toEqual([]);
  });
});
