import * as v from 'valibot';
import { ANNOTATION_COLORS, ANNOTATION_STYLES } from '../annotation/look';
import type { OutlineNode } from '../article/types';
import { isOutlineTree, MOST_OUTLINE_LEVELS } from '../outline/tree';
import { SCHEMA_VERSION } from './version';

/** How to parse where only the first issue is told: what is wrong from end to end is refused at once. */
export const FIRST_ISSUE = { abortEarly: true } as const;

/** ISO 8601 in UTC, as `Date.prototype.toISOString` writes it. */
const timestamp = v.pipe(v.string(), v.isoTimestamp());
/** A place in the canonical text, UTF-16 units. */
export const offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const outlineNode: v.GenericSchema<OutlineNode> = v.object({
  level: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  numbering: v.string(),
  title: v.string(),
  start: offset,
  end: offset,
  children: v.array(v.lazy(() => outlineNode)),
});

/** An outline tree. Its depth is looked at first: parsing a bottomless tree would overflow the stack. */
const outlineSchema = v.pipe(
  v.array(v.unknown()),
  v.check((nodes) => isShallow(nodes, MOST_OUTLINE_LEVELS), 'outline too deep'),
  v.array(outlineNode),
);

function isShallow(nodes: unknown, levels: number): boolean {
  if (!Array.isArray(nodes) || nodes.length === 0) return true;
  return levels > 0 && nodes.every((node) => isShallow(node?.children, levels - 1));
}

/** `Article` of utils/article/types.ts, parsed at every border it crosses: a message, the store. */
export const articleSchema = v.object({
  url: v.pipe(v.string(), v.url(), v.regex(/^https?:/)),
  title: v.string(),
  kicker: v.optional(v.string()),
  subtitle: v.optional(v.string()),
  source: v.optional(v.string()),
  authors: v.array(v.string()),
  editors: v.array(v.string()),
  publishedAt: v.optional(v.string()),
  breadcrumb: v.array(v.string()),
  note: v.optional(v.string()),
  html: v.string(),
  text: v.string(),
  outline: outlineSchema,
  pages: v.array(v.string()),
});

/** What anchoring found: design.md §2. */
export const ANCHOR_STATES = ['exact', 'moved', 'uncertain', 'lost'] as const;

export const annotationSchema = v.object({
  id: v.pipe(v.string(), v.uuid()),
  /** W3C TextQuoteSelector: the reader's own text, never rewritten. */
  quote: v.object({
    exact: v.pipe(v.string(), v.nonEmpty()),
    prefix: v.string(),
    suffix: v.string(),
    /** Set where the sentence stood in the text more than once when it was marked: a teaser, a refrain. */
    isRepeated: v.optional(v.boolean()),
  }),
  /** W3C TextPositionSelector in the canonical text, UTF-16 units; follows the text when the page changes. */
  position: v.object({ start: offset, end: offset }),
  /** The block that the mark begins in: kept so that a lost mark can still be read in its context. */
  block: v.object({ index: offset, text: v.string() }),
  /** Titles of the headings above it, outermost first, with their numbering: 一、强化理论武装. */
  section: v.array(v.string()),
  color: v.picklist(ANNOTATION_COLORS),
  style: v.picklist(ANNOTATION_STYLES),
  note: v.string(),
  tags: v.array(v.string()),
  created: timestamp,
  modified: timestamp,
  state: v.picklist(ANCHOR_STATES),
});

const uuid = v.pipe(v.string(), v.uuid());
const level = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MOST_OUTLINE_LEVELS));

/** A heading of an outline that the reader saved. The tree is written flat, in order; `level` gives the depth. */
export const savedOutlineNodeSchema = v.object({
  id: uuid,
  level,
  numbering: v.string(),
  title: v.string(),
  /** Canonical offset of the heading; a head that the reader added freely has none. */
  start: v.optional(offset),
  /** The heading as it was found in the page, so that the reader's edit can be carried over to a new extraction. */
  found: v.optional(v.object({ level, numbering: v.string(), title: v.string() })),
  note: v.string(),
  /** Whether what stands below it is folded away. */
  collapsed: v.boolean(),
  /** Ids of the annotations that the reader filed here by hand; all others stand where their place is. */
  excerpts: v.array(uuid),
});

export const savedOutlineSchema = v.object({
  id: uuid,
  name: v.string(),
  nodes: v.pipe(
    v.array(savedOutlineNodeSchema),
    v.check((nodes) => isOutlineTree(nodes), 'no tree'),
  ),
  created: timestamp,
  modified: timestamp,
});

/** Everything kept of one article: stored under `article:<id>`. */
export const articleRecordSchema = v.object({
  schemaVersion: v.literal(SCHEMA_VERSION),
  /** SHA-256 of the canonical address at which it was read first, first 128 bits in hex. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  /** The essay as last extracted. */
  article: articleSchema,
  annotations: v.array(annotationSchema),
  outlines: v.array(savedOutlineSchema),
  /** Tags of the whole article; its marks have their own. */
  tags: v.array(v.string()),
  /** The outline on show; none of them where it is the one found in the page. */
  activeOutline: v.optional(uuid),
  /** Where the reader stopped: the canonical offset at the top of the window. */
  readingPosition: offset,
  /** Other addresses at which the same essay was read; opened there, it is this record. */
  otherUrls: v.array(v.string()),
  saved: timestamp,
  opened: timestamp,
  modified: timestamp,
  /** Deleted marks, restorable until they are purged. */
  trash: v.array(v.object({ annotation: annotationSchema, deleted: timestamp })),
  /** Deleted outlines, likewise. */
  outlineTrash: v.array(v.object({ outline: savedOutlineSchema, deleted: timestamp })),
  /** Set while the whole article lies in the trash. */
  deleted: v.optional(timestamp),
});

/** One line of a list: what popup and library show without reading the record. */
export const articleSummarySchema = v.object({
  id: articleRecordSchema.entries.id,
  url: v.string(),
  title: v.string(),
  source: v.optional(v.string()),
  publishedAt: v.optional(v.string()),
  saved: timestamp,
  opened: timestamp,
  annotationCount: offset,
  noteCount: offset,
  hasOutline: v.boolean(),
  /** Its own tags and those of its marks. Lines of version 1 have none. */
  tags: v.optional(v.array(v.string())),
  /** Names under the title, as in the article. This and the next four are missing in lines written before search. */
  authors: v.optional(v.array(v.string())),
  /** The record's: when the reader last changed marks, notes, tags or outlines. */
  modified: v.optional(timestamp),
  /** Of all that the page gave to search. With `modified` it tells whether an index of the article is still right. */
  contentHash: v.optional(offset),
  /** Colours of its marks, in the order of the palette. */
  colors: v.optional(v.array(v.picklist(ANNOTATION_COLORS))),
  /** How many of its marks were made on which day: YYYY-MM-DD in the reader's time zone. */
  days: v.optional(v.record(v.string(), offset)),
  /** The text's sketch, by which the same essay elsewhere is recognised: same.ts. Lines of version 1 have none. */
  sketch: v.optional(v.array(v.number())),
  /** Set while the article lies in the trash; lists leave it out. */
  deleted: v.optional(timestamp),
});

export type AnchorState = (typeof ANCHOR_STATES)[number];
export type Annotation = v.InferOutput<typeof annotationSchema>;
export type SavedOutline = v.InferOutput<typeof savedOutlineSchema>;
export type SavedOutlineNode = v.InferOutput<typeof savedOutlineNodeSchema>;
export type ArticleRecord = v.InferOutput<typeof articleRecordSchema>;
export type ArticleSummary = v.InferOutput<typeof articleSummarySchema>;
