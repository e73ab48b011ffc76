import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import config from '../../../wxt.config';

/** What the stores allow, in characters. */
const LONGEST_SHORT_DESCRIPTION = 132;

describe.each([
  ['zh-CN', 'zh_CN'],
  ['en', 'en'],
])('the store’s texts in %s', (language, locale) => {
  const text = readFileSync(`docs/store/${language}.md`, 'utf8');
  const { extension } = parse(readFileSync(`utils/locales/${locale}.yml`, 'utf8'));

  it('are those of the extension, and short enough', () => {
    expect(text).toContain(` ${extension.name}\n`);
    expect(text).toContain(`\n> ${extension.description}\n`);
    expect(extension.description.length).toBeLessThanOrEqual(LONGEST_SHORT_DESCRIPTION);
  });

  it('give a reason for each permission, and for no other', () => {
    if (typeof config.manifest !== 'function') throw new Error('the manifest is made per browser');
    const made = config.manifest({
      browser: 'chrome',
      manifestVersion: 3,
      mode: 'production',
      command: 'build',
    });
    const { permissions = [] } = made as Exclude<typeof made, Promise<unknown>>;
    const named = [...text.matchAll(/^\| `(\w+)`/gm)].map(([, permission]) => permission);
    // wxt adds the last one where there is a panel.
    expect(named.sort()).toEqual([...permissions, 'sidePanel'].sort());
  });

  it.each(['1-reading', '2-marking', '3-library', '4-export', '5-dark'])(
    'have %s.png of 1280 × 800',
    (name) => {
      expect(sizeOf(`docs/store/${language}/${name}.png`)).toEqual([1280, 800]);
    },
  );

  it('have a tile of 440 × 280', () => {
    expect(sizeOf(`docs/store/${language}/tile.png`)).toEqual([440, 280]);
  });
});

/** Width and height of a PNG, in px: its first chunk begins with them. */
function sizeOf(path: string): [number, number] {
  const bytes = readFileSync(path);
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}
