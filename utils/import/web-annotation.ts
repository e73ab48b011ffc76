import * as v from 'valibot';
import {
  ANNOTATION_COLORS,
  ANNOTATION_STYLES,
  type AnnotationColor,
  type AnnotationStyle,
} from '../annotation/look';
import { absent, listOf, moment, parseFields, present, QuoteCollector } from './fields';
import type { ImportedArticles, ImportedQuote } from './types';

/** Selectors refine each other; nobody goes deeper. */
const MOST_REFINEMENTS = 8;
/** Collections hold pages, and pages annotations: with a graph around them four levels. */
const MOST_NESTING = 8;
const URN_UUID = /^urn:uuid:([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

const place = absent(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const selectorSchema = v.looseObject({
  type: listOf(v.string()),
  exact: absent(v.string()),
  prefix: absent(v.string()),
  suffix: absent(v.string()),
  start: v.optional(v.unknown()),
  end: v.optional(v.unknown()),
  refinedBy: v.optional(v.unknown()),
});
type Selector = v.InferOutput<typeof selectorSchema>;
const positionSchema = v.looseObject({ start: place, end: place });

const resource = v.pipe(
  v.union([v.string(), v.looseObject({ id: v.string() })]),
  v.transform((value) => (typeof value === 'string' ? value : value.id)),
);
/** A target that is an address alone is a whole page. */
const targetSchema = v.pipe(
  v.unknown(),
  v.transform((target) => (typeof target === 'string' ? { source: target } : target)),
  v.looseObject({
    source: absent(resource),
    id: absent(v.string()),
    selector: listOf(v.unknown()),
    styleClass: listOf(v.string()),
  }),
);
/** A body that is an address is no text of the reader's. */
const bodySchema = v.pipe(
  v.unknown(),
  v.transform((body) => (typeof body === 'string' ? { id: body } : body)),
  v.looseObject({ value: absent(v.string()), purpose: listOf(v.string()) }),
);
const annotationSchema = v.looseObject({
  id: absent(v.string()),
  body: listOf(bodySchema),
  bodyValue: absent(v.string()),
  target: listOf(targetSchema),
  created: absent(moment),
  modified: absent(moment),
});

/** Whether a parsed file is Web Annotations, by the W3C's own words. */
export function isWebAnnotation(document: unknown): boolean {
  return collect(document).length > 0 || hasType(document, /^Annotation(?:Collection|Page)$/);
}

/**
 * Reads W3C Web Annotations (www.w3.org/TR/annotation-model) in JSON-LD, compacted by the W3C's context, ours and
 * others': a collection, a page, a list, or one annotation. What is quoted, with what stands around it, comes from
 * text quote selectors; places count in our canonical text and so come from our own files alone.
 * Throws `FailureError` 'import-unreadable', which names the field.
 */
export function readWebAnnotations(document: unknown): ImportedArticles {
  const collector = new QuoteCollector();
  for (const { annotation, path, title } of collect(document)) {
    const { id, body, bodyValue, target, created, modified } = parseFields(
      annotationSchema,
      annotation,
      path,
    );
    // A mark of ours has one target; two must not share an id.
    const uuid = target.length === 1 ? URN_UUID.exec(id ?? '')?.[1] : undefined;
    const notes = body.filter(({ purpose }) => !purpose.includes('tagging')).map(({ value }) => value);
    const tags = body.filter(({ purpose }) => purpose.includes('tagging')).map(({ value }) => value);
    const made = {
      id: uuid,
      note: [bodyValue, ...notes].filter((text) => text).join('\n\n'),
      tags: tags.filter((tag) => tag !== undefined && tag !== null),
      created,
      modified,
    };
    if (target.length === 0) collector.skip();
    for (const [index, { source, id: page, selector, styleClass }] of target.entries()) {
      const selectors = refinements(selector, `${path}target.${index}.selector`);
      const quote = selectors.find(({ exact }) => exact);
      if (!quote?.exact) {
        collector.skip();
        continue;
      }
      // Others' places count in the page, ours in the canonical text.
      const position = uuid ? positionOf(selectors, `${path}target.${index}.selector`) : undefined;
      const { exact, prefix, suffix } = quote;
      collector.add(source ?? page ?? '', title, {
        ...present({ ...made, prefix, suffix, position, ...lookOf(styleClass) }),
        exact,
      });
    }
  }
  return collector.result();
}

interface FoundAnnotation {
  annotation: object;
  /** Where it stands in the file, `first.items.3.`; '' for the whole file. */
  path: string;
  /** What its collection is called. */
  title: string;
}

/** Every annotation of a document, in order, wherever collections, pages, lists and graphs hold it. */
function collect(document: unknown): FoundAnnotation[] {
  const found: FoundAnnotation[] = [];
  const visit = (node: unknown, path: string, title: string, depth: number): void => {
    if (depth > MOST_NESTING || typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const [index, child] of node.entries()) visit(child, `${path}${index}.`, title, depth + 1);
      return;
    }
    if (hasType(node, /^Annotation$/)) {
      found.push({ annotation: node, path, title });
      return;
    }
    const { label } = node as { label?: unknown };
    const own = typeof label === 'string' ? label : title;
    for (const key of ['@graph', 'first', 'items', 'next'] as const) {
      if (key in node) visit((node as Record<string, unknown>)[key], `${path}${key}.`, own, depth + 1);
    }
  };
  visit(document, '', '', 0);
  return found;
}

function hasType(node: unknown, type: RegExp): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const { type: own, '@type': long } = node as Record<string, unknown>;
  return [own, long].flat().some((name) => typeof name === 'string' && type.test(name.replace(/^oa:/, '')));
}

/** Selectors with those that refine them. */
function refinements(selectors: readonly unknown[], path: string): Selector[] {
  const all: Selector[] = [];
  let pending = selectors.map((selector, index) => ({ selector, path: `${path}.${index}.` }));
  for (let depth = 0; depth < MOST_REFINEMENTS && pending.length > 0; depth += 1) {
    const parsed = pending.flatMap(({ selector, path }) =>
      // A selector that is an address alone says nothing that we could read.
      typeof selector === 'string' ? [] : [{ path, selector: parseFields(selectorSchema, selector, path) }],
    );
    all.push(...parsed.map(({ selector }) => selector));
    pending = parsed.flatMap(({ path, selector: { refinedBy } }) =>
      [refinedBy ?? []].flat().map((selector) => ({ selector, path: `${path}refinedBy.` })),
    );
  }
  return all;
}

function positionOf(selectors: readonly Selector[], path: string): ImportedQuote['position'] {
  const found = selectors.find(({ type }) => type.includes('TextPositionSelector'));
  if (!found) return undefined;
  const { start, end } = parseFields(positionSchema, found, `${path}.`);
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : undefined;
}

/** Our own look, from the classes of a target. */
function lookOf(classes: readonly string[]): { color?: AnnotationColor; style?: AnnotationStyle } {
  return {
    color: ANNOTATION_COLORS.find((color) => classes.includes(color)),
    style: ANNOTATION_STYLES.find((style) => classes.includes(style)),
  };
}
