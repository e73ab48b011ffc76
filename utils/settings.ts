import * as v from 'valibot';
import type { StorageArea } from './library/read';
import { ANNOTATION_COLORS } from './library/schema';

export const THEMES = ['auto', 'light', 'sepia', 'green', 'dark'] as const;
export const FONTS = ['song', 'hei', 'kai', 'fangsong'] as const;

const within = (least: number, most: number, byDefault: number) =>
  v.fallback(v.pipe(v.number(), v.minValue(least), v.maxValue(most)), byDefault);

/** Limits of the look, for the sliders and the parser alike. */
export const LOOK_LIMITS = {
  /** px */
  fontSize: { least: 14, most: 32, step: 1 },
  /** Characters in a line; CLREQ counts a line's measure in characters. */
  measure: { least: 20, most: 56, step: 2 },
  /** Times the font size; CLREQ: a line gap of 50 % to 100 % of the character for text on screen. */
  lineHeight: { least: 1.4, most: 2.4, step: 0.1 },
} as const;

/** Settings as stored under `settings`. A value nobody knows falls back to its default, so an old or broken setting never blocks reading. */
export const settingsSchema = v.object({
  theme: v.fallback(v.picklist(THEMES), 'auto'),
  font: v.fallback(v.picklist(FONTS), 'song'),
  fontSize: within(LOOK_LIMITS.fontSize.least, LOOK_LIMITS.fontSize.most, 20),
  measure: within(LOOK_LIMITS.measure.least, LOOK_LIMITS.measure.most, 36),
  lineHeight: within(LOOK_LIMITS.lineHeight.least, LOOK_LIMITS.lineHeight.most, 1.9),
  /** First-line indent of two characters. */
  indent: v.fallback(v.boolean(), true),
  justify: v.fallback(v.boolean(), true),
  showOutline: v.fallback(v.boolean(), true),
  showNotes: v.fallback(v.boolean(), true),
  /** The colour of the next mark. */
  color: v.fallback(v.picklist(ANNOTATION_COLORS), 'yellow'),
});

export type Settings = v.InferOutput<typeof settingsSchema>;
export type Theme = Settings['theme'];
export type Font = Settings['font'];

export const SETTINGS_KEY = 'settings';

/** Settings from whatever is stored: never throws. */
export function parseSettings(stored: unknown): Settings {
  return v.parse(settingsSchema, typeof stored === 'object' && stored !== null ? stored : {});
}

/** The settings stored in `area`, defaults where there are none. */
export async function readSettings(area: StorageArea): Promise<Settings> {
  return parseSettings((await area.get(SETTINGS_KEY))[SETTINGS_KEY]);
}
