import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeBackup } from '../../../utils/export/backup';
import { type BackupFacts, isBackup, readBackup } from '../../../utils/import/backup';
import type { StoredItem } from '../../../utils/library/import-state';
import { FailureError } from '../../../utils/result';
import { exampleRecord } from '../library/examples';

const CREATED = '2026-07-02T01:30:00.000Z';

async function write(items: Iterable<StoredItem>): Promise<string> {
  let text = '';
  const written = Array.from(items, ([key, value]): [string, string] => [key, JSON.stringify(value)]);
  for await (const part of writeBackup(written, { created: CREATED })) text += part;
  return text;
}

async function read(parts: Iterable<string>): Promise<{ items: StoredItem[]; facts: BackupFacts }> {
  const reading = readBackup(parts);
  const items: StoredItem[] = [];
  for (;;) {
    const { done, value } = await reading.next();
    if (done) return { items, facts: value };
    const [key, item] = value;
    items.push([key, item]);
  }
}

/** How reading fails; fails itself where it doesn't. */
async function failure(text: string): Promise<FailureError> {
  try {
    await read([text]);
  } catch (error) {
    if (error instanceof FailureError) return error;
    throw error;
  }
  throw new Error('was read');
}

/** A text in parts of odd lengths. */
function cut(text: string, length: number): string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, at) =>
    text.slice(at * length, (at + 1) * length),
  );
}

const record = exampleRecord();
const ITEMS: StoredItem[] = [
  [`article:${record.id}`, record],
  [`versions:${record.id}`, { annotations: {}, outlines: {} }],
  ['same:ffff', record.id],
  ['backup:2026-07-02:x', { annotations: [] }],
  ['unreadable:x:2026-07-02', null],
  ['settings', { theme: 'sepia' }],
  ['backup-days', [{ day: '2026-07-02', ids: ['x'] }]],
];

describe('a backup', () => {
  it('gives each item with its JSON', async () => {
    for await (const [key, value, json] of readBackup([await write(ITEMS)]))
      expect(JSON.parse(json)).toEqual([key, value]);
  });

  it('comes back as it was', async () => {
    expect(await read([await write(ITEMS)])).toEqual({
      items: ITEMS,
      facts: { version: 1, created: CREATED, count: ITEMS.length },
    });
  });

  it('is one JSON document, an item a line', async () => {
    const text = await write(ITEMS);
    expect(JSON.parse(text)).toEqual({
      format: 'jingdu-backup',
      version: 1,
      created: CREATED,
      items: ITEMS,
      count: ITEMS.length,
      checksum: expect.stringMatching(/^[\da-f]{16}$/),
    });
    expect(text.trimEnd().split('\n')).toHaveLength(ITEMS.length + 2);
    expect([isBackup(text), isBackup('\ufeff'.concat(text)), isBackup('[]')]).toEqual([true, true, false]);
  });

  it('holds nothing but what may leave: no passwords, no lists, nothing of a session', async () => {
    const secrets: StoredItem[] = [
      ['sync', { password: 'x' }],
      ['sync-password', 'x'],
      ['settings-secret', 'x'],
      ['summaries:2026-07', []],
      ['reader:1', 'x'],
      ['xarticle:1', {}],
    ];
    expect(await write([...secrets, ...ITEMS])).toBe(await write(ITEMS));
  });

  it('of an empty library is read too', async () => {
    expect(await read([await write([])])).toMatchObject({ items: [], facts: { count: 0 } });
  });

  it.each([1, 2, 7, 100, 5000])('is read in parts of %i characters', async (length) => {
    expect((await read(cut(await write(ITEMS), length))).items).toEqual(ITEMS);
  });

  it('is read with a byte order mark, and with the line ends of Windows', async () => {
    const text = await write(ITEMS);
    expect((await read([`\ufeff${text.replaceAll('\n', '\r\n')}`])).items).toEqual(ITEMS);
  });

  it('is identical after a round trip, whatever is stored', async () => {
    const key = fc.oneof(
      fc.constantFrom('settings', 'backup-days'),
      fc
        .tuple(fc.constantFrom('versions:', 'same:', 'backup:', 'unreadable:'), fc.string({ unit: 'binary' }))
        .map((two) => two.join('')),
    );
    const item = fc.tuple(key, fc.jsonValue({ stringUnit: 'binary' }));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(item, { selector: ([one]) => one }),
        fc.integer({ min: 1, max: 400 }),
        async (items, length) => {
          const text = await write(items as StoredItem[]);
          // JSON knows no minus nought.
          expect((await read(cut(text, length))).items).toEqual(JSON.parse(JSON.stringify(items)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of a large library lets others run while it is written and read', async () => {
    const items = Array.from({ length: 20_000 }, (_, n): StoredItem => [`versions:${n}`, { ...record, n }]);
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 1);
    const text = await write(items);
    const whileWritten = ticks;
    // A file comes in parts, none of them long.
    await read(cut(text, 100_000));
    clearInterval(ticking);
    expect(whileWritten).toBeGreaterThan(3);
    expect(ticks - whileWritten).toBeGreaterThan(3);
  });

  it.each([
    ['cut off within an item', (text: string) => text.slice(0, text.indexOf('versions:') + 20), 3],
    ['cut off behind an item', (text: string) => text.slice(0, text.indexOf(',\n["same') + 2), 3],
    ['without its end', (text: string) => text.slice(0, text.lastIndexOf('],"count"')), 8],
    ['cut off within its end', (text: string) => text.slice(0, -10), 9],
    ['with an item left out', (text: string) => text.replace(/\["same:.*\n/, ''), 8],
    ['with an item twice', (text: string) => text.replace(/(\["same:.*\n)/, '$1$1'), 5],
    ['with a letter changed', (text: string) => text.replace('党务工作是政治工作', '党务工作是经济工作'), 9],
    ['with two letters exchanged', (text: string) => text.replace('学习', '习学'), 9],
    ['with a broken item', (text: string) => text.replace('"settings"', '"settings'), 7],
    ['with text behind its end', (text: string) => `${text}x`, 10],
    ['with a key of another kind', (text: string) => text.replace('"settings"', '"sync"'), 7],
    ['with an article under another id', (text: string) => text.replace('article:2', 'article:3'), 2],
    ['that is another file', () => '{"format":"other"}', 1],
    ['that is empty', () => '', 1],
    ['that is no JSON', () => 'x', 1],
  ])('%s is refused, and the line named', async (_, damage, line) => {
    const text = await write(ITEMS);
    expect(damage(text)).not.toBe(text);
    expect(await failure(damage(text))).toMatchObject({ code: 'import-unreadable', line });
  });

  it('cut off anywhere is refused', async () => {
    const text = await write(ITEMS);
    // Without the line end behind it the file is whole.
    for (let length = 0; length < text.length - 1; length += 37)
      expect((await failure(text.slice(0, length))).code).toBe('import-unreadable');
  });

  it('of a later version is not guessed at', async () => {
    const text = (await write(ITEMS)).replace('"version":1', '"version":2');
    expect((await failure(text)).code).toBe('record-newer');
  });

  it('of random text fails as a value, and soon', async () => {
    const opening = '{"format":"jingdu-backup","version":1,"created":"","items":[\n';
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(fc.string({ unit: 'binary' })), async (isOpened, lines) => {
        const text = (isOpened ? opening : '') + lines.join('\n');
        expect((await failure(text)).code).toMatch(/^(?:import-unreadable|record-newer)$/);
      }),
      { numRuns: 500 },
    );
  });

  it('that nests without end is refused or read, but never brings the reader down', async () => {
    const depth = 1_000_000;
    const line = `["settings",${'['.repeat(depth)}${']'.repeat(depth)}]`;
    const text = `{"format":"jingdu-backup","version":1,"created":"","items":[\n${line}`;
    expect((await failure(text)).code).toBe('import-unreadable');
  });
});
