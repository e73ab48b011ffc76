import { describe, expect, it } from 'vitest';
import {
  changedSettings,
  DEFAULT_SETTINGS,
  type Settings,
  settingsOn,
  withChangesOn,
  withOwnLook,
} from '../../../utils/settings';
import { parseSettings, readSettings, SETTINGS_KEY } from '../../../utils/stored-settings';
import { createMemoryArea } from '../library/memory-area';

const DEFAULTS = {
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
  citationEdition: '2025',
  fileNamePattern: '{{title}}',
  exportTemplate: '',
  language: 'auto',
  sites: [],
  neverOn: [],
};

/** Nothing in it is a default. */
const CHOSEN = {
  theme: 'dark',
  font: 'fangsong',
  fontSize: 14,
  measure: 56,
  lineHeight: 2.4,
  indent: false,
  justify: false,
  script: 'traditional',
  vertical: true,
  siteLooks: {
    'gscn.com.cn': {
      theme: 'green',
      font: 'kai',
      fontSize: 24,
      measure: 40,
      lineHeight: 1.6,
      indent: false,
      justify: false,
      script: 'simplified',
      vertical: true,
    },
  },
  voice: 'urn:voice',
  speechRate: 2.5,
  showOutline: false,
  showNotes: false,
  markOriginal: true,
  color: 'red',
  exportFormat: 'word',
  citationEdition: '2015',
  fileNamePattern: '{{date}} {{title}}',
  exportTemplate: '# {{ title }}',
  language: 'en',
  sites: ['news.example.com'],
  neverOn: ['*.gscn.com.cn'],
};

describe('parseSettings', () => {
  it('keeps what the reader chose, the limits included', () => {
    expect(parseSettings(CHOSEN)).toEqual(CHOSEN);
  });

  it.each([undefined, null, 0, 'dark', true, [], [CHOSEN], {}, () => {}, Symbol('x'), new Map()])(
    'gives the defaults for what is no settings (%#)',
    (stored) => {
      expect(parseSettings(stored)).toEqual(DEFAULTS);
    },
  );

  it.each<[keyof typeof CHOSEN, unknown[]]>([
    ['theme', ['night', 'Dark', '', 7, null, undefined, ['dark']]],
    ['font', ['Arial', null, {}]],
    ['fontSize', [13.9, 32.1, -20, 0, '20', Number.NaN, Number.POSITIVE_INFINITY, null]],
    ['measure', [19, 57, '36', null]],
    ['lineHeight', [1.3, 2.5, 'normal', Number.NEGATIVE_INFINITY]],
    ['indent', ['true', 1, null]],
    ['justify', ['false', 0, null]],
    ['showOutline', ['', {}]],
    ['showNotes', [null]],
    ['color', ['pink', '#ff0', null, 0]],
    ['exportFormat', ['doc', null]],
    ['citationEdition', ['1987', 2025]],
    ['fileNamePattern', ['', null]],
    ['exportTemplate', [7, null]],
    ['language', ['fr', 'zh-CN', null]],
    ['sites', ['news.example.com', [7], null]],
    ['neverOn', [{}, ['a', null]]],
  ])('lets %s alone fall back', (key, values) => {
    for (const value of values)
      expect(parseSettings({ ...CHOSEN, [key]: value })).toEqual({ ...CHOSEN, [key]: DEFAULTS[key] });
    const { [key]: _missing, ...rest } = CHOSEN;
    expect(parseSettings(rest)).toEqual({ ...CHOSEN, [key]: DEFAULTS[key] });
  });

  it('drops what it does not know', () => {
    expect(parseSettings({ ...CHOSEN, server: 'https://evil.example' })).toEqual(CHOSEN);
  });
});

describe('changedSettings', () => {
  it('are what a window changed, and nothing else', () => {
    expect(
      changedSettings(DEFAULT_SETTINGS, { ...DEFAULT_SETTINGS, font: 'kai', sites: ['a.example'] }),
    ).toEqual({
      font: 'kai',
      sites: ['a.example'],
    });
    expect(changedSettings(DEFAULT_SETTINGS, { ...DEFAULT_SETTINGS })).toEqual({});
  });
});

describe('readSettings', () => {
  it.each([
    ['nothing is stored', {}, DEFAULTS],
    ['settings are stored', { [SETTINGS_KEY]: CHOSEN }, CHOSEN],
    ['something broken is stored', { [SETTINGS_KEY]: 'x' }, DEFAULTS],
  ])('where %s', async (_, stored, expected) => {
    expect(await readSettings(createMemoryArea(stored))).toEqual(expected);
  });
});

describe('a site’s own look', () => {
  const SITE = 'gscn.com.cn';
  const change = (settings: Settings, part: Partial<Settings>) =>
    withChangesOn(settings, SITE, { ...settingsOn(settings, SITE), ...part });

  it('begins as the look of all', () => {
    const own = withOwnLook({ ...DEFAULT_SETTINGS, font: 'kai' }, SITE, true);
    expect(settingsOn(own, SITE)).toEqual(own);
  });

  it('changes alone, and everything that is no look changes everywhere', () => {
    const own = change(withOwnLook(DEFAULT_SETTINGS, SITE, true), { fontSize: 30, showNotes: false });
    expect(settingsOn(own, SITE)).toMatchObject({ fontSize: 30, showNotes: false });
    expect(settingsOn(own, 'people.com.cn')).toMatchObject({ fontSize: 20, showNotes: false });
  });

  it('goes with what it was', () => {
    const own = change(withOwnLook(DEFAULT_SETTINGS, SITE, true), { fontSize: 30 });
    expect(withOwnLook(own, SITE, false)).toEqual(DEFAULT_SETTINGS);
  });

  it('is none where the site has none', () => {
    expect(change(DEFAULT_SETTINGS, { fontSize: 30 })).toEqual({ ...DEFAULT_SETTINGS, fontSize: 30 });
  });
});
