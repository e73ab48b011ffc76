import * as v from 'valibot';
import { isSameData } from '../canonical-json';
import type { StorageArea } from '../library/read';
import { setItems } from '../library/set-items';
import { changedSettings, DEFAULT_SETTINGS, LOOK_FIELDS, type Settings } from '../settings';
import { parseSettings, readSettings, SETTINGS_KEY } from '../stored-settings';

/** Settings travel by the browser's own sync, through the reader's account there; only where he switched that on. */

/**
 * Not among them: `sites`, for which each browser has to be asked anew, and what says how a window stands rather than
 * what the reader wants.
 */
const TRAVELLING = [
  ...LOOK_FIELDS,
  'siteLooks',
  'speechRate',
  'markOriginal',
  'citationEdition',
  'fileNamePattern',
  'exportTemplate',
  'language',
  'neverOn',
] as const satisfies readonly (keyof Settings)[];
type Travelling = (typeof TRAVELLING)[number];

/** There only while it is switched on: what was last the same here and there. In no backup. */
export const TRAVEL_KEY = 'settings-travel';
/** Each setting under a key of its own in `storage.sync`: browsers bound the bytes of an item. */
const keyOf = (name: Travelling) => `setting:${name}`;
/** `QUOTA_BYTES_PER_ITEM` of both browsers, of key and JSON together. */
const MOST_BYTES = 8_192;

const travelSchema = v.object({
  common: v.record(v.string(), v.unknown()),
  /** Why something stays here: it is too large, or the browser refused it. */
  left: v.optional(v.picklist(['too-large', 'refused'])),
});
export type SettingsTravel = v.InferOutput<typeof travelSchema>;

/** The browser's own synced area. */
export type SyncedArea = Pick<StorageArea, 'get' | 'set'>;

/** How it stands; `undefined` where it is off. */
export async function readTravel(area: Pick<StorageArea, 'get'>): Promise<SettingsTravel | undefined> {
  const parsed = v.safeParse(travelSchema, (await area.get(TRAVEL_KEY))[TRAVEL_KEY]);
  return parsed.success ? parsed.output : undefined;
}

export async function startTravel(area: StorageArea): Promise<void> {
  if (!(await readTravel(area))) await setItems(area, { [TRAVEL_KEY]: { common: {} } });
}

/** What lies in the reader's account stays there, for the other machines. */
export async function stopTravel(area: StorageArea): Promise<void> {
  await area.remove(TRAVEL_KEY);
}

/**
 * Brings the settings here and those in the reader's account together, one by one: what only one side changed stands;
 * of what both did, theirs, but sites to stay away from are united. To be called in the settings' turn.
 *
 * @returns what changed here; empty where it is switched off
 */
export async function exchangeSettings(area: StorageArea, synced: SyncedArea): Promise<Partial<Settings>> {
  const travel = await readTravel(area);
  if (!travel) return {};
  const own = await readSettings(area);
  const there = await synced.get(TRAVELLING.map(keyOf));
  const common = { ...travel.common };
  const taken: Record<string, unknown> = {};
  const sent: Record<string, unknown> = {};
  for (const name of TRAVELLING) {
    const [mine, theirs] = [own[name], readSetting(name, there[keyOf(name)])];
    const merged = merge(mine, theirs, common[name]);
    if (!isSameData(merged, mine)) taken[name] = merged;
    const isWorthSending = theirs !== undefined || !isSameData(merged, DEFAULT_SETTINGS[name]);
    if (isWorthSending && !isSameData(merged, theirs)) sent[name] = merged;
    else common[name] = merged;
  }
  const settings = { ...own, ...(taken as Partial<Settings>) };
  // Here first: a setting that came is in no danger of being sent back as it was.
  if (Object.keys(taken).length > 0)
    await setItems(area, { [SETTINGS_KEY]: settings, [TRAVEL_KEY]: { common } });
  const left = await sendSettings(sent, synced, common);
  const now: SettingsTravel = left ? { common, left } : { common };
  if (!isSameData(now, travel)) await setItems(area, { [TRAVEL_KEY]: now });
  return changedSettings(own, settings);
}

/** Sends what fits; what arrived is common from then on. */
async function sendSettings(
  settings: Record<string, unknown>,
  synced: SyncedArea,
  common: Record<string, unknown>,
): Promise<SettingsTravel['left']> {
  const size = ([name, value]: [string, unknown]) =>
    new TextEncoder().encode(keyOf(name as Travelling) + JSON.stringify(value)).length;
  const all = Object.entries(settings);
  const fitting = all.filter((one) => size(one) <= MOST_BYTES);
  if (fitting.length > 0)
    try {
      await synced.set(
        Object.fromEntries(fitting.map(([name, value]) => [keyOf(name as Travelling), value])),
      );
      Object.assign(common, Object.fromEntries(fitting));
    } catch (error) {
      console.error('Jingdu: settings not sent', error);
      return 'refused';
    }
  return fitting.length < all.length ? 'too-large' : undefined;
}

/** A setting as it came; `undefined` where there is none, or one that nobody knows. */
function readSetting(name: Travelling, stored: unknown): Settings[Travelling] | undefined {
  if (stored === undefined) return undefined;
  const read = parseSettings({ [name]: stored })[name];
  return isSameData(read, stored) ? read : undefined;
}

function merge(
  mine: Settings[Travelling],
  theirs: Settings[Travelling] | undefined,
  common: unknown,
): Settings[Travelling] {
  if (theirs === undefined || isSameData(theirs, common)) return mine;
  if (isSameData(mine, common) || !Array.isArray(mine) || !Array.isArray(theirs)) return theirs;
  return [...new Set([...theirs, ...mine])];
}
