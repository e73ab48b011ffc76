import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonArea, storedJson, WrittenJson } from '../../../utils/library/json-area';
import type { StorageArea } from '../../../utils/library/read';
import { createMemoryArea } from './memory-area';

describe('a store that keeps what is large as text', () => {
  const kept: [key: string, value: unknown, stored: unknown][] = [
    ['article:1', { title: '题' }, '{"title":"题"}'],
    ['versions:1', [], '[]'],
    ['backup:2026-07-02:1', { a: undefined }, '{}'],
    ['synced:00-', {}, '{}'],
    ['undone:0', [{ key: 'article:1' }], '[{"key":"article:1"}]'],
    ['undone:1', 'text', '"text"'],
    ['article:1', null, null],
    ['import-journal', { id: 'x' }, { id: 'x' }],
    ['settings', { theme: 'dark' }, { theme: 'dark' }],
    ['same:1', 'ffff', 'ffff'],
    ['summaries:2026-07', [], []],
  ];
  it.each(kept)('%s: %j is stored as %j', async (key, value, stored) => {
    const memory = createMemoryArea();
    const area = jsonArea(memory);
    await area.set({ [key]: value });
    expect(memory.stored()).toEqual({ [key]: stored });
    expect(await area.get(key)).toEqual({ [key]: JSON.parse(JSON.stringify(value)) });
    await area.remove([key]);
    expect(await area.get([key])).toEqual({});
  });

  it.each<[string, (area: StorageArea) => StorageArea]>([
    ['this store', jsonArea],
    ['one of objects', (area) => area],
  ])('%s takes JSON that is at hand for what it says', async (_, open) => {
    const memory = createMemoryArea();
    const area = open(memory);
    await area.set({ 'synced:00-': new WrittenJson('{"title": "题"}') });
    expect(await area.get('synced:00-')).toEqual({ 'synced:00-': { title: '题' } });
  });

  it('reads what was stored as an object', async () => {
    const area = jsonArea(createMemoryArea({ 'article:1': { title: '题' } }));
    expect(await area.get('article:1')).toEqual({ 'article:1': { title: '题' } });
  });

  it('gives a damaged text as it is', async () => {
    const area = jsonArea(createMemoryArea({ 'article:1': '{"title":' }));
    expect(await area.get('article:1')).toEqual({ 'article:1': '{"title":' });
  });

  it('is the store as it was, whatever is stored', async () => {
    const key = fc.constantFrom('article:1', 'undone:1', 'settings');
    await fc.assert(
      fc.asyncProperty(key, fc.jsonValue({ stringUnit: 'binary' }), async (one, value) => {
        const area = jsonArea(createMemoryArea());
        await area.set({ [one]: value });
        expect(await area.get(one)).toEqual({ [one]: JSON.parse(JSON.stringify(value)) });
      }),
    );
  });
});

describe('a stored item as JSON in one line', () => {
  const items: [says: string, key: string, stored: unknown, json: string][] = [
    ['a text is handed on', 'article:1', '{"b":1,"a":2}', '{"b":1,"a":2}'],
    ['an object is written', 'article:1', { b: 1 }, '{"b":1}'],
    ['a damaged text is a string', 'article:1', '{"b":', '"{\\"b\\":"'],
    ['a text of several lines is a string', 'article:1', '{\n}', '"{\\n}"'],
    ['a string that is none of ours stays one', 'same:1', '{}', '"{}"'],
  ];
  it.each(items)('%s', (_, key, stored, json) => {
    expect(storedJson(key, stored)).toBe(json);
  });
});
