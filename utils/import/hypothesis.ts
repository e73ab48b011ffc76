import * as v from 'valibot';
import { absent, listOf, moment, parseFields, present, QuoteCollector } from './fields';
import type { ImportedArticles } from './types';

const selectorSchema = v.looseObject({
  type: absent(v.string()),
  exact: absent(v.string()),
  prefix: absent(v.string()),
  suffix: absent(v.string()),
});
const annotationSchema = v.looseObject({
  uri: v.string(),
  text: absent(v.string()),
  tags: listOf(v.string()),
  target: listOf(v.looseObject({ selector: listOf(selectorSchema) })),
  created: absent(moment),
  updated: absent(moment),
  /** Of a reply: what it answers. */
  references: listOf(v.string()),
  document: absent(v.looseObject({ title: listOf(v.string()) })),
});
const fileSchema = v.pipe(
  v.unknown(),
  v.transform((file) => (Array.isArray(file) ? { annotations: file } : file)),
  v.looseObject({ annotations: absent(v.array(v.unknown())), rows: absent(v.array(v.unknown())) }),
);

/** Whether a parsed file is Hypothesis's: an export of its client, an answer of its API, or the annotations alone. */
export function isHypothesis(document: unknown): boolean {
  if (typeof document !== 'object' || document === null) return false;
  if (Array.isArray(document)) return isAnnotation(document[0]);
  const { rows, annotations, export_userid } = document as Record<string, unknown>;
  return (
    export_userid !== undefined ||
    [rows, annotations].some((list) => Array.isArray(list) && (list.length === 0 || isAnnotation(list[0])))
  );
}

/**
 * Reads annotations of Hypothesis: an answer of its API (`rows`; h.readthedocs.io/en/latest/api-reference), an export
 * of its client (`annotations` beside `export_date`; hypothesis/client, annotations-exporter), or a list alone. Replies
 * and notes on whole pages are skipped, for they quote nothing; places count in its own text and are left out.
 * Throws `FailureError` 'import-unreadable', which names the field.
 */
export function readHypothesis(document: unknown): ImportedArticles {
  const { rows, annotations } = parseFields(fileSchema, document);
  const list = Array.isArray(document) ? '' : rows ? 'rows.' : 'annotations.';
  const collector = new QuoteCollector();
  for (const [index, entry] of (rows ?? annotations ?? []).entries()) {
    const annotation = parseFields(annotationSchema, entry, `${list}${index}.`);
    const { uri, text, tags, target, created, updated, references, document: page } = annotation;
    const quote = target.flatMap(({ selector }) => selector).find(({ exact }) => exact);
    if (!quote?.exact || references.length > 0) {
      collector.skip();
      continue;
    }
    const { exact, prefix, suffix } = quote;
    const optional = present({ prefix, suffix, created, modified: updated });
    collector.add(uri, page?.title[0] ?? '', { ...optional, exact, note: text ?? '', tags });
  }
  return collector.result();
}

function isAnnotation(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'uri' in entry;
}
