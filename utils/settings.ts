import type { AnnotationColor } from './annotation/look';
import { type CitationEdition, CURRENT_EDITION } from './export/cite';
import { DEFAULT_NAME_PATTERN } from './export/filename';
import type { ArticleFormatId } from './export/formats';

export const THEMES = ['auto', 'light', 'sepia', 'green', 'dark'] as const;
export const FONTS = ['song', 'hei', 'kai', 'fangsong'] as const;

/** Languages of the interface: the browser's own, or one of utils/locales. */
export const LANGUAGES = ['auto', 'zh_CN', 'zh_TW', 'en'] as const;

/** The characters that an essay is shown in: as its page has them, or turned into the others. */
export const SCRIPTS = ['page', 'simplified', 'traditional'] as const;

export type Script = (typeof SCRIPTS)[number];
export type Theme = (typeof THEMES)[number];
export type Font = (typeof FONTS)[number];
export type Language = (typeof LANGUAGES)[number];

/** Limits of the look, for the sliders and the parser alike. */
export const LOOK_LIMITS = {
  /** px */
  fontSize: { least: 14, most: 32, step: 1 },
  /** Characters in a line; CLREQ counts a line's measure in characters. */
  measure: { least: 20, most: 56, step: 2 },
  /** Times the font size; CLREQ: a line gap of 50 % to 100 % of the character for text on screen. */
  lineHeight: { least: 1.4, most: 2.4, step: 0.1 },
} as const;
export const SPEECH_RATE = { least: 0.5, most: 2.5, step: 0.1 } as const;

/** What a look is made of, and what a site can have of its own. */
export const LOOK_FIELDS = [
  'theme',
  'font',
  'fontSize',
  'measure',
  'lineHeight',
  'indent',
  'justify',
  'script',
  'vertical',
] as const satisfies readonly (keyof Settings)[];
export type Look = Pick<Settings, (typeof LOOK_FIELDS)[number]>;

/** What the reader chose; stored under `SETTINGS_KEY`. */
export interface Settings {
  theme: Theme;
  font: Font;
  /** px */
  fontSize: number;
  /** Characters in a line. */
  measure: number;
  /** Times the font size. */
  lineHeight: number;
  /** First-line indent of two characters. */
  indent: boolean;
  justify: boolean;
  script: Script;
  /** Columns from right to left. */
  vertical: boolean;
  /** Looks of their own by site, as `siteOf` names it. */
  siteLooks: Readonly<Record<string, Look>>;
  /** `voiceURI` of the voice that reads aloud; '' for the first Chinese one on this machine. */
  voice: string;
  /** How fast it reads; 1 is as usual. */
  speechRate: number;
  showOutline: boolean;
  showNotes: boolean;
  /** Whether marks show on the portals' own pages, too. A page can see there what is marked: docs/limits.md. */
  markOriginal: boolean;
  /** The colour of the next mark. */
  color: AnnotationColor;
  /** The format that was exported last. */
  exportFormat: ArticleFormatId;
  citationEdition: CitationEdition;
  /** Of exported files: NAME_TOKENS. */
  fileNamePattern: string;
  /** The reader's own Liquid template; '' where the default one is as good. */
  exportTemplate: string;
  language: Language;
  /** The reader's own sites, where articles are detected as on the listed portals: utils/portal/site.ts. */
  sites: string[];
  /** Sites where nothing of ours shows and no key of ours works. */
  neverOn: string[];
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'auto',
  font: 'song',
  fontSize: 20,
  measure: 36,
  lineHeight: 1.9,
  indent: true,
  justify: true,
  script: 'page',
  vertical: false,
  siteLooks: {},
  voice: '',
  speechRate: 1,
  showOutline: true,
  showNotes: true,
  markOriginal: false,
  color: 'yellow',
  exportFormat: 'obsidian',
  citationEdition: CURRENT_EDITION,
  fileNamePattern: DEFAULT_NAME_PATTERN,
  exportTemplate: '',
  language: 'auto',
  sites: [],
  neverOn: [],
};

/** What differs between two states of the settings: a window saves no more than what was changed in it. */
export function changedSettings(before: Settings, after: Settings): Partial<Settings> {
  const keys = Object.keys(after) as (keyof Settings)[];
  return Object.fromEntries(keys.filter((key) => after[key] !== before[key]).map((key) => [key, after[key]]));
}

export const lookOf = (settings: Settings): Look =>
  Object.fromEntries(LOOK_FIELDS.map((field) => [field, settings[field]])) as unknown as Look;

/** The settings as they show on a site: with its own look, where it has one. */
export function settingsOn(settings: Settings, site: string): Settings {
  return { ...settings, ...settings.siteLooks[site] };
}

/** The settings with what was changed while they showed on a site: its look goes to the site, if it has one of its own. */
export function withChangesOn(settings: Settings, site: string, changed: Settings): Settings {
  const { siteLooks } = settings;
  if (!(site in siteLooks)) return { ...changed, siteLooks };
  return { ...changed, ...lookOf(settings), siteLooks: { ...siteLooks, [site]: lookOf(changed) } };
}

/** Gives a site the look that shows there as its own, or takes it away. */
export function withOwnLook(settings: Settings, site: string, isOwn: boolean): Settings {
  const { [site]: own, ...others } = settings.siteLooks;
  return { ...settings, siteLooks: isOwn ? { ...others, [site]: own ?? lookOf(settings) } : others };
}
