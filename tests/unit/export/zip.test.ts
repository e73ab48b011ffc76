import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import type { DownloadFile } from '../../../utils/export/file';
import { zipFiles } from '../../../utils/export/zip';

const NOW = new Date('2026-07-02T09:30:00');
const text = (name: string, text: string): DownloadFile => ({ name, text, mediaType: 'text/plain' });
const FILES: DownloadFile[] = [
  text('认真履职尽责.md', '党务工作是政治工作'),
  text('认真履职尽责.MD', '另一篇'),
  text('认真履职尽责.md', '第三篇'),
  text('a.txt', ''),
  text('𠮷👩‍👩‍👧.txt', 'x'.repeat(700_000)),
  { name: 'b.docx', bytes: new Uint8Array([1, 2, 3, 0, 255]), mediaType: 'application/x' },
];
const NAMES = [
  '认真履职尽责.md',
  '认真履职尽责 (2).MD',
  '认真履职尽责 (3).md',
  'a.txt',
  '𠮷👩‍👩‍👧.txt',
  'b.docx',
];

/** Runs a program of the machine over a zip in a file; `undefined` where there is no such program. */
function readWith(bytes: Uint8Array, command: string, args: string[]): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'jingdu-zip-'));
  try {
    writeFileSync(join(folder, 'x.zip'), bytes);
    const { error, status, stdout, stderr } = spawnSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    });
    if (error) return undefined;
    if (status !== 0) throw new Error(`${command}: ${stdout}${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('zipFiles', () => {
  it('is read back by another library: names, contents, dates', async () => {
    const { name, bytes, mediaType } = await zipFiles(FILES, '净读.zip', { now: NOW });
    expect([name, mediaType]).toEqual(['净读.zip', 'application/zip']);
    const read = await JSZip.loadAsync(bytes, { checkCRC32: true });
    expect(Object.keys(read.files)).toEqual(NAMES);
    expect(await read.file('认真履职尽责 (2).MD')?.async('text')).toBe('另一篇');
    expect((await read.file('𠮷👩‍👩‍👧.txt')?.async('text'))?.length).toBe(700_000);
    expect([...((await read.file('b.docx')?.async('uint8array')) ?? [])]).toEqual([1, 2, 3, 0, 255]);
    // Its dates have no time zone; the library reads them as UTC.
    expect(read.file('a.txt')?.date.toISOString()).toBe('2026-07-02T09:30:00.000Z');
  });

  it('says of each name that is not ASCII that it is UTF-8', async () => {
    const { bytes } = await zipFiles(FILES, 'x.zip', { now: NOW });
    const view = new DataView(bytes.buffer);
    const flags: boolean[] = [];
    for (let at = 0; at < bytes.length - 4; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) flags.push((view.getUint16(at + 8, true) & 0x800) !== 0);
    expect(flags).toEqual([true, true, true, false, true, false]);
  });

  it('is whole to unzip and to Python, where they are', async (context) => {
    const { bytes } = await zipFiles(FILES, 'x.zip', { now: NOW });
    const tested = readWith(bytes, 'unzip', ['-t', 'x.zip']);
    const script =
      "import zipfile; z = zipfile.ZipFile('x.zip'); assert z.testzip() is None; print('\\n'.join(z.namelist()))";
    const listed = readWith(bytes, 'python3', ['-c', script]);
    if (tested === undefined && listed === undefined)
      context.skip('neither unzip nor python3 on this machine');
    if (tested !== undefined) expect(tested).toContain('No errors detected');
    if (listed !== undefined) expect(listed.trim().split(/\r?\n/)).toEqual(NAMES);
  });

  it('tells how far it is, and packs nothing into an empty zip', async () => {
    const told: [number, number][] = [];
    await zipFiles(FILES.slice(0, 3), 'x.zip', { now: NOW, onProgress: (...now) => told.push(now) });
    expect(told).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    const { bytes } = await zipFiles([], 'x.zip', { now: NOW });
    expect(Object.keys((await JSZip.loadAsync(bytes)).files)).toEqual([]);
  });

  it('lets others run meanwhile', async () => {
    const random = () => Array.from({ length: 200_000 }, () => Math.random().toString(36)).join('');
    const files = [text('a', random()), text('b', random())];
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 1);
    await zipFiles(files, 'x.zip', { now: NOW });
    clearInterval(ticking);
    // Some megabytes take some hundred milliseconds; in one task there would be no tick.
    expect(ticks).toBeGreaterThan(3);
  });
});
