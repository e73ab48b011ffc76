// @vitest-environment jsdom
import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ARTICLE_FORMATS } from '../../../utils/export/article-formats';
import { exportArticles } from '../../../utils/export/export-articles';
import { ARTICLE_FORMAT_IDS } from '../../../utils/export/formats';
import { zipFiles } from '../../../utils/export/zip';
import { readSources } from '../sources';
import { HOSTILE, hostileSample, OPTIONS, sample } from './samples';

/** Control characters, what turns the reading direction, halves of characters. */
const UNSEEN = /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/u;

describe.each(ARTICLE_FORMAT_IDS)('exportArticles as %s', (id) => {
  const { extension, kind, mediaType, isExact } = ARTICLE_FORMATS[id];

  it('writes one file for each article, or one for all, by names that differ', async () => {
    const records = [sample(), sample({ article: { title: '另一篇' } }), sample()];
    const files = await exportArticles(records, id, OPTIONS);
    const title = sample().article.title;
    expect(files.map(({ name }) => name)).toEqual(
      kind === 'list'
        ? [`摘录与批注.${extension}`]
        : [`${title}.${extension}`, `另一篇.${extension}`, `${title} (2).${extension}`],
    );
    for (const file of files) expect(file.mediaType.replace(';charset=utf-8', '')).toBe(mediaType);
  });

  it('names a single file after its article, and writes none where there is none', async () => {
    const files = await exportArticles([sample()], id, {
      ...OPTIONS,
      fileNamePattern: '{{date}} {{author}}',
    });
    expect(files.map(({ name }) => name)).toEqual([`2020-08-11 王某某.${extension}`]);
    expect(await exportArticles([], id, OPTIONS)).toEqual([]);
  });

  it('tells how far it is', async () => {
    const onProgress = vi.fn();
    await exportArticles([sample(), sample()], id, { ...OPTIONS, onProgress });
    expect(onProgress.mock.calls).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('takes any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        await exportArticles([hostileSample(text)], id, OPTIONS);
      }),
      { numRuns: 25 },
    );
  });

  it('takes what is hostile, and every name of it is safe', async () => {
    const files = await exportArticles(
      HOSTILE.map(([, text]) => hostileSample(text)),
      id,
      OPTIONS,
    );
    for (const { name } of files) {
      expect(name).not.toMatch(/[<>:"/\\|?*]|\p{Cc}|^\.|[. ]$|[\u202a-\u202e]/u);
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
    }
    // What programs read back keeps every character, as JSON escapes.
    for (const file of isExact ? [] : files)
      if ('text' in file) expect(file.text.replace(/^\ufeff/, '')).not.toMatch(UNSEEN);
    await expect(zipFiles(files, 'x.zip', { now: new Date('2026-07-02') })).resolves.toBeDefined();
  });
});

describe('the table of formats', () => {
  it('carries no writer and no library until one is asked for', () => {
    const sources = readSources();
    const find = (path: string) => [path, `${path}.ts`, `${path}.tsx`].find((name) => sources.has(name));
    const reached = new Set<string>();
    const packages = new Set<string>();
    const visit = (path: string) => {
      if (reached.has(path)) return;
      reached.add(path);
      const imports = (sources.get(path) ?? '').matchAll(/^import (?!type )[^;]*? from '([^']+)'/gm);
      for (const [, target = ''] of imports) {
        const module = target.startsWith('.') ? find(posix.join(posix.dirname(path), target)) : undefined;
        if (module) visit(module);
        else packages.add(target);
      }
    };
    visit('utils/export/article-formats.ts');
    visit('utils/export/export-articles.ts');
    expect(reached.size).toBeGreaterThan(4);
    expect([...packages]).toEqual([]);
  });
});
