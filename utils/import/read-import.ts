import { unreadable } from './failure';
import { parseJson } from './fields';
import { isHypothesis, readHypothesis } from './hypothesis';
import { isObsidianClipper, readObsidianClipper } from './obsidian-clipper';
import { isSimpRead, readSimpRead } from './simpread';
import type { ImportedArticles } from './types';
import { isWebAnnotation, readWebAnnotations } from './web-annotation';

/** The shapes that a file of marks may have, told by what stands in it. */
const READERS = {
  'web-annotation': { is: isWebAnnotation, read: readWebAnnotations },
  simpread: { is: isSimpRead, read: readSimpRead },
  'obsidian-clipper': { is: isObsidianClipper, read: readObsidianClipper },
  hypothesis: { is: isHypothesis, read: readHypothesis },
} as const;

export type ImportSource = keyof typeof READERS;

/**
 * Reads a file of marks, whichever program wrote it: W3C Web Annotations, SimpRead, Obsidian Web Clipper, Hypothesis.
 * Needs a document. Throws `FailureError` 'import-unreadable', which names line or field; nothing is half read.
 */
export function readImport(text: string): ImportedArticles & { source: ImportSource } {
  const document = parseJson(text);
  for (const [source, { is, read }] of Object.entries(READERS))
    if (is(document)) return { source: source as ImportSource, ...read(document) };
  throw unreadable('none of the formats that can be imported');
}
