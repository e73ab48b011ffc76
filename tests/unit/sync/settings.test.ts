import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../utils/settings';
import { readSettings, SETTINGS_KEY } from '../../../utils/stored-settings';
import { exchangeSettings, readTravel, startTravel, stopTravel } from '../../../utils/sync/settings';
import { createMemoryArea, type MemoryArea } from '../library/memory-area';

async function machine(settings: Partial<Settings> = {}): Promise<MemoryArea> {
  const area = createMemoryArea({ [SETTINGS_KEY]: { ...DEFAULT_SETTINGS, ...settings } });
  await startTravel(area);
  return area;
}

const change = async (area: MemoryArea, settings: Partial<Settings>) =>
  area.set({ [SETTINGS_KEY]: { ...(await readSettings(area)), ...settings } });

/** Both machines have the same before. */
const CASES: {
  what: string;
  one: Partial<Settings>;
  two: Partial<Settings>;
  both: Partial<Settings>;
}[] = [
  { what: 'one changed', one: { theme: 'dark' }, two: {}, both: { theme: 'dark' } },
  {
    what: 'each changed another one',
    one: { theme: 'dark' },
    two: { fontSize: 24 },
    both: { theme: 'dark', fontSize: 24 },
  },
  {
    what: 'both changed the same: what arrived first stands',
    one: { font: 'kai' },
    two: { font: 'hei' },
    both: { font: 'kai' },
  },
  {
    what: 'both added sites to stay away from',
    one: { neverOn: ['a.example'] },
    two: { neverOn: ['b.example'] },
    both: { neverOn: ['a.example', 'b.example'] },
  },
  { what: 'back to the default', one: { measure: 36 }, two: {}, both: { measure: 36 } },
];

describe('settings travel between two machines', () => {
  it.each(CASES)('$what', async ({ one, two, both }) => {
    const synced = createMemoryArea();
    const [first, second] = [await machine({ measure: 40 }), await machine()];
    for (const area of [first, second]) await exchangeSettings(area, synced);
    expect((await readSettings(second)).measure).toBe(40);
    await change(first, one);
    await change(second, two);
    for (const area of [first, second, first]) await exchangeSettings(area, synced);
    for (const area of [first, second]) expect(await readSettings(area)).toMatchObject(both);
  });

  it('leaves sites and how a window stands on their machine', async () => {
    const synced = createMemoryArea();
    const first = await machine({ sites: ['own.example'], color: 'blue', showNotes: false });
    await exchangeSettings(first, synced);
    expect(synced.stored()).toEqual({});
  });

  it('sends nothing unless it is switched on', async () => {
    const synced = createMemoryArea({ 'setting:theme': 'dark' });
    const area = await machine({ font: 'kai' });
    await stopTravel(area);
    expect(await exchangeSettings(area, synced)).toEqual({});
    expect(synced.stored()).toEqual({ 'setting:theme': 'dark' });
    expect((await readSettings(area)).theme).toBe('auto');
  });

  it('takes nothing that is no setting', async () => {
    const synced = createMemoryArea({
      'setting:theme': '<img>',
      'setting:fontSize': 9_000,
      'setting:neverOn': 'x',
    });
    const area = await machine();
    expect(await exchangeSettings(area, synced)).toEqual({});
    expect(await readSettings(area)).toEqual(DEFAULT_SETTINGS);
  });

  it('says what is too large to travel, and sends the rest', async () => {
    const synced = createMemoryArea();
    const area = await machine({ exportTemplate: '文'.repeat(3_000), font: 'kai' });
    await exchangeSettings(area, synced);
    expect(synced.stored()).toEqual({ 'setting:font': 'kai' });
    expect((await readTravel(area))?.left).toBe('too-large');
  });

  it('says that the browser refused, and sends it the next time', async () => {
    vi.spyOn(console, 'error').mockImplementationOnce(() => undefined);
    const synced = createMemoryArea();
    const area = await machine({ font: 'kai' });
    synced.failNextSet(new Error('MAX_WRITE_OPERATIONS_PER_MINUTE'));
    await exchangeSettings(area, synced);
    expect((await readTravel(area))?.left).toBe('refused');
    await exchangeSettings(area, synced);
    expect(synced.stored()).toEqual({ 'setting:font': 'kai' });
    expect((await readTravel(area))?.left).toBeUndefined();
  });
});
