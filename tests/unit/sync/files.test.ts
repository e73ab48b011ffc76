import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../utils/result';
import { encodeText, readEssays, readNotes, writeNotes } from '../../../utils/sync/bundles';
import { createCipher, openCipher } from '../../../utils/sync/cipher';
import {
  EMPTY_MANIFEST,
  expiredBundles,
  knowsAll,
  readManifest,
  writeManifest,
} from '../../../utils/sync/manifest';
import { idOf } from '../../torture/material';

const codeOf = (work: () => unknown) => {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof FailureError ? error.code : String(error);
  }
};
const COMMIT = { machine: idOf(1), number: 3 };
const GONE = { commit: COMMIT, gone: '2026-07-01T00:00:00.000Z' };
const ID = `3f${'0'.repeat(30)}`;
const NAME = 'a'.repeat(32);

describe('a bundle', () => {
  const text = writeNotes({ [ID]: JSON.stringify(GONE) }, COMMIT);

  it('is the same text for the same content, and reads back', () => {
    expect(readNotes(text, '3f')).toEqual({ [ID]: GONE });
    expect(text.split('\n').length).toBeGreaterThan(5);
  });

  it.each<[string, string, string]>([
    ['no JSON', 'not json', 'sync-garbage'],
    ['cut off', text.slice(0, -20), 'sync-garbage'],
    ['null', 'null', 'sync-garbage'],
    ['an article of another bucket', text.replaceAll(ID, `40${'0'.repeat(30)}`), 'sync-garbage'],
    ['another format', text.replace('jingdu-notes', 'jingdu-articles'), 'sync-garbage'],
    ['a later format', text.replace('"version": 1', '"version": 2'), 'sync-newer'],
    ['later records', text.replace(/"schemaVersion": \d+/, '"schemaVersion": 99'), 'sync-newer'],
    ['an id that is a path', text.replaceAll(ID, '../../manifest'), 'sync-garbage'],
  ])('with %s is refused', (_, broken, code) => {
    expect(codeOf(() => readNotes(broken, '3f'))).toBe(code);
  });

  it('of essays is read as strictly', () => {
    expect(codeOf(() => readEssays(text))).toBe('sync-garbage');
  });
});

describe('a manifest', () => {
  const manifest = {
    ...EMPTY_MANIFEST,
    machines: { [idOf(1)]: 3 },
    bundles: { '3f': { notes: NAME, articles: NAME } },
    outdated: { [`notes/3f-${NAME}.json`]: '2026-07-01T00:00:00.000Z' },
  };

  it('reads back', () => {
    expect(readManifest(writeManifest(manifest))).toEqual(manifest);
  });

  it.each<[string, object, string]>([
    ['a counter below nothing', { machines: { [idOf(1)]: -1 } }, 'sync-garbage'],
    ['a bundle’s name that is a path', { bundles: { '3f': { notes: '../x' } } }, 'sync-garbage'],
    [
      'a file to remove that is none of ours',
      { outdated: { '../diary.txt': '2026-07-01T00:00:00.000Z' } },
      'sync-garbage',
    ],
    ['itself to remove', { outdated: { 'manifest.json': '2026-07-01T00:00:00.000Z' } }, 'sync-garbage'],
    [
      'a key that is cheap to guess',
      { encryption: { salt: 'AAAA', iterations: 1_000, check: '' } },
      'sync-garbage',
    ],
    ['a key that takes a day', { encryption: { salt: 'AAAA', iterations: 1e12, check: '' } }, 'sync-garbage'],
    ['a later version', { version: 2 }, 'sync-newer'],
  ])('with %s is refused', (_, changes, code) => {
    expect(codeOf(() => readManifest(JSON.stringify({ ...manifest, ...changes })))).toBe(code);
  });

  it('tells which of two is behind', () => {
    const [a, b] = [idOf(1), idOf(2)];
    expect(knowsAll({ [a]: 2, [b]: 1 }, { [a]: 2 })).toBe(true);
    expect(knowsAll({ [a]: 1 }, { [a]: 2 })).toBe(false);
    expect(knowsAll({ [a]: 5 }, { [b]: 1 })).toBe(false);
  });

  it('lets outdated bundles go after a day, and sooner where there are many', () => {
    const outdated = Object.fromEntries(
      Array.from({ length: 203 }, (_, n) => [
        `notes/3f-${n.toString(16).padStart(32, '0')}.json`,
        new Date(Date.parse('2026-07-01T00:00:00.000Z') + n).toISOString(),
      ]),
    );
    const expired = (now: string) => expiredBundles({ ...EMPTY_MANIFEST, outdated }, new Date(now)).length;
    expect(expired('2026-07-01T12:00:00.000Z')).toBe(3);
    expect(expired('2026-07-02T00:01:00.000Z')).toBe(203);
    // A clock that is behind.
    expect(expired('2020-01-01T00:00:00.000Z')).toBe(3);
  });
});

describe('a cipher', () => {
  it('opens what it sealed, with the same passphrase, for the same place', async () => {
    const cipher = await createCipher('é');
    const sealed = await cipher.seal(encodeText('床前明月光'), 'notes/3f-a.json');
    expect(sealed).not.toContain('床');
    const same = await openCipher('e\u0301', cipher.encryption);
    expect(await same.open(sealed, 'notes/3f-a.json')).toBe('床前明月光');
    await expect(same.open(sealed, 'notes/40-a.json')).rejects.toMatchObject({ code: 'sync-garbage' });
    const changed = sealed.replace(/"data":"./, (start) => (start.endsWith('A') ? '"data":"B' : '"data":"A'));
    await expect(same.open(changed, 'notes/3f-a.json')).rejects.toMatchObject({ code: 'sync-garbage' });
    await expect(same.open('<html>', 'notes/3f-a.json')).rejects.toMatchObject({ code: 'sync-garbage' });
    await expect(openCipher('疑', cipher.encryption)).rejects.toMatchObject({ code: 'sync-passphrase' });
    expect(cipher.encryption.iterations).toBe(600_000);
  });

  it('seals the same text otherwise each time', async () => {
    const cipher = await createCipher('诗');
    const content = encodeText('甲');
    expect(await cipher.seal(content, 'x')).not.toBe(await cipher.seal(content, 'x'));
  });
});
