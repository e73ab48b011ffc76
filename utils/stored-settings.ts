import * as v from 'valibot';
import { ANNOTATION_COLORS } from './annotation/look';
import { CITATION_EDITIONS } from './export/cite';
import { ARTICLE_FORMAT_IDS } from './export/formats';
import type { StorageArea } from './library/read';
import {
  DEFAULT_SETTINGS,
  FONTS,
  LANGUAGES,
  LOOK_LIMITS,
  SCRIPTS,
  type Settings,
  SPEECH_RATE,
  THEMES,
} from './settings';

export const SETTINGS_KEY = 'settings';

const oneOf = <const T extends readonly string[]>(values: T, byDefault: T[number]) =>
  v.fallback(v.picklist(values), byDefault);
const within = ({ least, most }: { least: number; most: number }, byDefault: number) =>
  v.fallback(v.pipe(v.number(), v.minValue(least), v.maxValue(most)), byDefault);
const texts = () => v.fallback(v.array(v.string()), () => []);
const flag = (byDefault: boolean) => v.fallback(v.boolean(), byDefault);

const lookEntries = {
  theme: oneOf(THEMES, DEFAULT_SETTINGS.theme),
  font: oneOf(FONTS, DEFAULT_SETTINGS.font),
  fontSize: within(LOOK_LIMITS.fontSize, DEFAULT_SETTINGS.fontSize),
  measure: within(LOOK_LIMITS.measure, DEFAULT_SETTINGS.measure),
  lineHeight: within(LOOK_LIMITS.lineHeight, DEFAULT_SETTINGS.lineHeight),
  indent: flag(DEFAULT_SETTINGS.indent),
  justify: flag(DEFAULT_SETTINGS.justify),
  script: oneOf(SCRIPTS, DEFAULT_SETTINGS.script),
  vertical: flag(DEFAULT_SETTINGS.vertical),
};

/** A value nobody knows falls back to its default, so that an old or broken setting never blocks reading. */
export const settingsSchema = v.object({
  ...lookEntries,
  siteLooks: v.fallback(v.record(v.string(), v.object(lookEntries)), () => ({})),
  voice: v.fallback(v.string(), DEFAULT_SETTINGS.voice),
  speechRate: within(SPEECH_RATE, DEFAULT_SETTINGS.speechRate),
  showOutline: flag(DEFAULT_SETTINGS.showOutline),
  showNotes: flag(DEFAULT_SETTINGS.showNotes),
  markOriginal: flag(DEFAULT_SETTINGS.markOriginal),
  color: oneOf(ANNOTATION_COLORS, DEFAULT_SETTINGS.color),
  exportFormat: oneOf(ARTICLE_FORMAT_IDS, DEFAULT_SETTINGS.exportFormat),
  citationEdition: oneOf(CITATION_EDITIONS, DEFAULT_SETTINGS.citationEdition),
  fileNamePattern: v.fallback(v.pipe(v.string(), v.nonEmpty()), DEFAULT_SETTINGS.fileNamePattern),
  exportTemplate: v.fallback(v.string(), DEFAULT_SETTINGS.exportTemplate),
  language: oneOf(LANGUAGES, DEFAULT_SETTINGS.language),
  sites: texts(),
  neverOn: texts(),
} satisfies Record<keyof Settings, v.GenericSchema>);

/** Some of them, as a window changes them. */
export const settingsChangeSchema = v.partial(settingsSchema);

/** Settings from whatever is stored: never throws. */
export function parseSettings(stored: unknown): Settings {
  return v.parse(settingsSchema, typeof stored === 'object' && stored !== null ? stored : {});
}

/** The settings stored in `area`, defaults where there are none. */
export async function readSettings(area: StorageArea): Promise<Settings> {
  return parseSettings((await area.get(SETTINGS_KEY))[SETTINGS_KEY]);
}
