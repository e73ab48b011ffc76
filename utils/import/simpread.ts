import * as v from 'valibot';
import { absent, listOf, milliseconds, parseFields, present, QuoteCollector } from './fields';
import type { ImportedArticles } from './types';

const annotationSchema = v.looseObject({
  /** When it was made. */
  id: absent(milliseconds),
  type: absent(v.string()),
  text: absent(v.string()),
  note: absent(v.string()),
  tags: listOf(v.string()),
});
const fileSchema = v.looseObject({
  unrdist: v.array(
    v.looseObject({ url: v.string(), title: absent(v.string()), annotations: listOf(annotationSchema) }),
  ),
});

/** What a marked paragraph is called; pictures and the like quote nothing. */
const TEXT_TYPES = ['paragraph', 'code'];

/** Whether a parsed file is SimpRead's. */
export function isSimpRead(document: unknown): boolean {
  return typeof document === 'object' && document !== null && 'unrdist' in document;
}

/**
 * Reads the marks of 简悦 SimpRead out of its settings file, simpread_config.json: `unrdist` is the list of pages kept
 * for later, each with `annotations` of `id` (milliseconds), `type`, `text`, `note` and `tags`. The shape is that of
 * SimpRead's own extension for Raycast (raycast/extensions, extensions/simpread), which reads the same file; SimpRead
 * itself doesn't publish it. Throws `FailureError` 'import-unreadable', which names the field.
 */
export function readSimpRead(document: unknown): ImportedArticles {
  const collector = new QuoteCollector();
  for (const { url, title, annotations } of parseFields(fileSchema, document).unrdist) {
    for (const { id, type, text, note, tags } of annotations) {
      if (!TEXT_TYPES.includes(type ?? 'paragraph')) collector.skip();
      else
        collector.add(url, title ?? '', {
          ...present({ created: id }),
          exact: (text ?? '').trim(),
          note: note ?? '',
          tags,
        });
    }
  }
  return collector.result();
}
