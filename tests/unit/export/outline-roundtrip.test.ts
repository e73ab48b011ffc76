import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlineToMarkdown } from '../../../utils/export/outline-markdown';
import { outlineToOpml } from '../../../utils/export/outline-opml';
import { entryLabel } from '../../../utils/export/outline-tree';
import { readOutline } from '../../../utils/export/read-outline';
import { splitLabel } from '../../../utils/export/read-outline-limits';
import type { OutlineFile } from '../../../utils/outline/types';
import { anyOutline, exampleEntry, exampleOutline } from './outline-examples';

/** Few enough for two busy cores; thousands more have been run. */
const RUNS = 300;
const TIMEOUT = 30_000;

/** An outline with every text of it changed. */
function mapTexts(file: OutlineFile, change: (text: string) => string): OutlineFile {
  return {
    ...file,
    title: change(file.title).trim(),
    entries: file.entries.map((entry) => ({
      ...entry,
      numbering: change(entry.numbering),
      title: change(entry.title),
      note: change(entry.note),
      excerpts: entry.excerpts.map(({ id, quote, note }) => ({
        id,
        quote: change(quote),
        note: change(note),
      })),
    })),
  };
}

/** Without what XML 1.0 can't hold. */
const inXml = (text: string) =>
  [...text]
    .filter((character) => /[\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(character))
    .join('');

/** What the docstring of `outlineToMarkdown` promises to keep of an outline. */
function inMarkdown({ title, url, entries }: OutlineFile): OutlineFile {
  const kept = (text: string) =>
    text
      .replaceAll('\0', '\ufffd')
      .replace(/\r\n?/g, '\n')
      .replace(/\n[ \t]+(?=\n)/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .replace(/^(?:[ \t]*\n)+|(?:\n[ \t]*)+$/g, '')
      .replace(/^[ \t]+$/, '');
  return {
    title: kept(title),
    ...(url ? { url } : {}),
    entries: entries.map((entry) =>
      exampleEntry({
        level: entry.level,
        ...splitLabel(entryLabel(entry).replaceAll('\0', '\ufffd')),
        note: kept(entry.note),
        excerpts: entry.excerpts.map(({ quote, note }) => ({ id: '', quote: kept(quote), note: kept(note) })),
      }),
    ),
  };
}

describe('out and in again', () => {
  it('OPML gives the example back', () => {
    expect(readOutline(outlineToOpml(exampleOutline()))).toEqual(exampleOutline());
  });

  it('Markdown gives the example back but for what it has no place for', () => {
    expect(readOutline(outlineToMarkdown(exampleOutline()))).toEqual(inMarkdown(exampleOutline()));
  });

  it(
    'OPML gives any outline back, every field',
    () => {
      fc.assert(
        fc.property(anyOutline, (file) => {
          expect(readOutline(outlineToOpml(file))).toEqual(mapTexts(file, inXml));
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );

  it(
    'Markdown gives the title, address, levels, labels, notes and excerpts of any outline back',
    () => {
      fc.assert(
        fc.property(
          anyOutline.filter(({ title, entries }) => title !== '' || entries.length > 0),
          (file) => {
            expect(readOutline(outlineToMarkdown(file))).toEqual(inMarkdown(file));
          },
        ),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );
});
