import * as v from 'valibot';
import { readPageText } from '../annotation/page-text';
import { parseInert } from '../article/parse-inert';
import { absent, listOf, moment, parseFields, present, QuoteCollector } from './fields';
import type { ImportedArticles } from './types';

const fileSchema = v.array(
  v.looseObject({
    url: v.string(),
    title: absent(v.string()),
    highlights: v.array(
      v.looseObject({ text: v.string(), timestamp: absent(moment), notes: listOf(v.string()) }),
    ),
  }),
);

/** Whether a parsed file is an export of Obsidian Web Clipper's highlights. */
export function isObsidianClipper(document: unknown): boolean {
  if (!Array.isArray(document)) return false;
  const [first]: unknown[] = document;
  return typeof first === 'object' && first !== null && 'url' in first && 'highlights' in first;
}

/**
 * Reads the highlights that Obsidian Web Clipper exports: a list of pages, each with `url` and `highlights` of `text`
 * (the HTML that was marked), `timestamp` and `notes` (obsidianmd/obsidian-clipper, src/managers/highlights-manager.ts).
 * Its colours are its own and are left out. Needs a document. Throws `FailureError` 'import-unreadable', which names
 * the field.
 */
export function readObsidianClipper(document: unknown): ImportedArticles {
  const collector = new QuoteCollector();
  for (const { url, title, highlights } of parseFields(fileSchema, document)) {
    for (const { text, timestamp, notes } of highlights) {
      collector.add(url, title ?? '', {
        ...present({ created: timestamp }),
        exact: htmlText(text),
        note: notes.join('\n\n'),
        tags: [],
      });
    }
  }
  return collector.result();
}

/** What HTML says. */
function htmlText(html: string): string {
  return readPageText(parseInert(html).body).text.trim();
}
