import { beforeEach, describe, expect, it } from 'vitest';
import { DUE_KEY } from '../../../utils/library/sync-due';
import { idOf, makeArticle, makeMark, makeOutline } from '../../torture/material';
import { type ImportingStore, importAll, openStore, untilSettled } from './importing';
import { createMemoryArea, type MemoryArea } from './memory-area';

describe('what is to be synced', () => {
  let area: MemoryArea;
  let store: ImportingStore;
  let id: string;
  let other: string;
  const due = () => area.stored()[DUE_KEY];

  beforeEach(async () => {
    area = createMemoryArea();
    store = openStore(area);
    id = (await store.openArticle(makeArticle(1))).id;
    other = (await store.openArticle(makeArticle(2))).id;
    await area.set({ [DUE_KEY]: {} });
    area.sets.length = 0;
  });

  it.each<[string, (store: ImportingStore, id: string) => Promise<unknown>]>([
    ['opened', (store) => store.openArticle(makeArticle(1))],
    ['marked', (store, id) => store.putAnnotation(id, makeMark(idOf(1)))],
    ['outlined', (store, id) => store.putOutline(id, makeOutline(idOf(2)))],
    ['tagged', (store, id) => store.tagArticle(id, { add: ['党建'], remove: [] })],
    ['deleted', (store, id) => store.trashArticle(id)],
    ['read on', (store, id) => store.saveReadingPosition(id, 7)],
  ])('is an article that was %s, noted in the same write', async (_, change) => {
    await change(store, id);
    expect(due()).toEqual({ [id]: 1 });
    expect(area.sets).toHaveLength(1);
    expect(area.sets[0]).toContain(DUE_KEY);
  });

  it('is counted, so that a change during a sync is told from the one before', async () => {
    await store.putAnnotation(id, makeMark(idOf(1)));
    await store.putAnnotation(id, makeMark(idOf(1), { note: '记' }));
    expect(due()).toEqual({ [id]: 2 });
  });

  it('is none where nothing changed', async () => {
    await store.trashAnnotation(id, idOf(1));
    expect(due()).toEqual({});
  });

  it('are both articles that became one', async () => {
    await store.joinArticle(other, id);
    expect(due()).toEqual({ [id]: 1, [other]: 1 });
  });

  it('is an article that was purged', async () => {
    await store.trashArticle(id);
    await openStore(area, '2026-09-01T00:00:00.000Z').purgeTrash();
    expect(due()).toEqual({ [id]: 2 });
  });

  it('is what an import wrote, and what undoing it took back', async () => {
    const from = createMemoryArea();
    const { id: imported } = await openStore(from).openArticle(makeArticle(3));
    const items = Object.entries(from.stored()).filter(([key]) => key.startsWith('article:'));
    await importAll(store, items);
    expect(due()).toEqual({ [imported]: 1 });
    await store.imports.undo();
    await untilSettled(store);
    expect(due()).toEqual({ [imported]: 2 });
  });

  it('is not kept where sync is off', async () => {
    await area.remove(DUE_KEY);
    await store.putAnnotation(id, makeMark(idOf(1)));
    await store.joinArticle(other, id);
    expect(due()).toBeUndefined();
  });
});
