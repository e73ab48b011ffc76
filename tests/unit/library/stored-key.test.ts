import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonArea } from '../../../utils/library/json-area';
import { recordKey, versionsKey } from '../../../utils/library/read';
import { libraryKey, storedKey } from '../../../utils/library/stored-key';
import { createMemoryArea } from './memory-area';

/** The longest text that the standard library of Chromium keeps in place. */
const MOST_BYTES = 22;

const ID = '0123456789abcdef0123456789abcdef';

describe('the key that an item is stored under', () => {
  const id = fc
    .array(fc.nat(15), { minLength: 32, maxLength: 32 })
    .map((digits) => digits.map((digit) => digit.toString(16)).join(''));

  it('is short and its own for each article, and tells which it is', () => {
    const stored = fc.record({ one: id, key: fc.constantFrom(recordKey, versionsKey) });
    fc.assert(
      fc.property(stored, ({ one, key }) => {
        expect(new TextEncoder().encode(storedKey(key(one))).length).toBeLessThanOrEqual(MOST_BYTES);
        expect(libraryKey(storedKey(key(one)))).toBe(key(one));
      }),
    );
  });

  it.each(['0'.repeat(32), 'f'.repeat(32), '00000000ffffffff00000001fffffffe'])(
    'holds the ends of the range: %s',
    (one) => {
      expect(libraryKey(storedKey(recordKey(one)))).toBe(recordKey(one));
    },
  );

  const others = [
    'settings',
    'recent',
    'article:1',
    `article:${ID.toUpperCase()}`,
    `same:${ID}`,
    `backup:2026-07-02:${ID}`,
    `unreadable:${ID}:2026-07-02T00:00:00.000Z`,
    'summaries:2026-07',
    'undone:0',
    '',
  ];
  it.each(others)('is the key itself where it isn’t one of many: %s', (key) => {
    expect(storedKey(key)).toBe(key);
    expect(libraryKey(key)).toBe(key);
  });
});

describe('a store written before there were short keys', () => {
  const key = recordKey(ID);
  const open = () => {
    const memory = createMemoryArea({ [key]: '{"old":1}' });
    return { memory, area: jsonArea(memory) };
  };

  it('is read', async () => {
    expect(await open().area.get([key, 'settings'])).toEqual({ [key]: { old: 1 } });
  });

  it.each([
    ['written', { new: 1 }],
    ['given up', null],
  ])('shows what was %s since', async (_, value) => {
    const { area } = open();
    await area.set({ [key]: value });
    expect(await area.get(key)).toEqual({ [key]: value });
  });

  it('keeps nothing of what is removed', async () => {
    const { area, memory } = open();
    await area.set({ [key]: { new: 1 } });
    await area.remove(key);
    expect(memory.stored()).toEqual({});
  });
});
