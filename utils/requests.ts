import * as v from 'valibot';
import { OUTLINE_FORMATS } from './export/formats';
import { IMPORT_MODES } from './library/import-state';
import {
  ANCHOR_STATES,
  annotationSchema,
  articleRecordSchema,
  articleSchema,
  offset,
  savedOutlineSchema,
} from './library/schema';
import { FailureError } from './result';
import { settingsChangeSchema } from './stored-settings';
import { QUESTIONS } from './sync/state';

/** Scripts that run beside the reading view once they are asked for. */
const PAGE_SCRIPTS = ['tools', 'convert', 'explain'] as const;
export type PageScript = (typeof PAGE_SCRIPTS)[number];

const articleId = articleRecordSchema.entries.id;
const annotationId = annotationSchema.entries.id;
const tag = v.pipe(v.string(), v.trim(), v.nonEmpty());
const importId = v.pipe(v.string(), v.uuid());
/** As the reader typed it; what is wrong about it is told when it is used. */
const syncAccount = v.object({
  address: v.string(),
  user: v.string(),
  password: v.string(),
  folder: v.string(),
  /** Empty without encryption. */
  passphrase: v.string(),
});
const outlineId = savedOutlineSchema.entries.id;

/** What pages and content scripts can ask of the background, the one writer. Each is parsed before it is looked at. */
const requestSchema = v.variant('type', [
  v.object({ type: v.literal('toggle-reader'), tabId: v.optional(v.number()) }),
  v.object({ type: v.literal('inspect-tab'), tabId: v.number() }),
  v.object({ type: v.literal('page-detected'), isArticle: v.boolean() }),
  v.object({ type: v.literal('reader-closed') }),
  v.object({ type: v.literal('open-article'), article: articleSchema }),
  v.object({
    type: v.literal('put-annotation'),
    articleId,
    annotation: annotationSchema,
    /** What the change began from; what another context changed since is kept. */
    base: v.optional(annotationSchema),
  }),
  v.object({ type: v.literal('trash-annotation'), articleId, annotationId }),
  v.object({ type: v.literal('restore-annotation'), articleId, annotationId }),
  v.object({
    type: v.literal('place-annotations'),
    articleId,
    places: v.array(
      v.object({ id: annotationId, start: offset, end: offset, state: v.picklist(ANCHOR_STATES) }),
    ),
  }),
  v.object({
    type: v.literal('put-outline'),
    articleId,
    outline: savedOutlineSchema,
    base: v.optional(savedOutlineSchema),
  }),
  v.object({ type: v.literal('choose-outline'), articleId, outlineId: v.optional(outlineId) }),
  v.object({ type: v.literal('trash-outline'), articleId, outlineId }),
  v.object({ type: v.literal('restore-outline'), articleId, outlineId }),
  v.object({
    type: v.literal('export-outline'),
    articleId,
    /** As the screen shows it, stored or not. */
    outline: savedOutlineSchema,
    format: v.picklist(OUTLINE_FORMATS),
  }),
  v.object({ type: v.literal('import-outline'), articleId, name: v.string(), text: v.string() }),
  v.object({
    type: v.literal('export-notes'),
    articleId,
    /** As the screen shows them, stored or not. */
    annotations: v.array(annotationSchema),
  }),
  v.object({
    type: v.literal('restore-version'),
    articleId,
    itemId: annotationId,
    replaced: annotationSchema.entries.modified,
  }),
  v.object({ type: v.literal('restore-backup'), articleId, day: v.pipe(v.string(), v.isoDate()) }),
  v.object({ type: v.literal('find-same'), articleId }),
  v.object({ type: v.literal('list-tags') }),
  v.object({ type: v.literal('parse-notes'), notes: v.array(v.string()) }),
  v.object({ type: v.literal('open-original'), url: articleSchema.entries.url }),
  v.object({ type: v.literal('mark-original'), tabId: v.optional(v.number()), isOn: v.boolean() }),
  v.object({ type: v.literal('join-article'), articleId, intoId: articleId }),
  /** The reference of an article, or one of its excerpts with it. */
  v.object({ type: v.literal('cite'), articleId, annotationId: v.optional(annotationId) }),
  v.object({ type: v.literal('save-reading-position'), articleId, position: offset }),
  v.object({
    type: v.literal('tag-article'),
    articleId,
    add: v.array(tag),
    remove: v.array(tag),
  }),
  v.object({ type: v.literal('trash-article'), articleId }),
  v.object({ type: v.literal('restore-article'), articleId }),
  v.object({ type: v.literal('commit-import'), importId, mode: v.picklist(IMPORT_MODES) }),
  v.object({ type: v.literal('drop-import'), importId }),
  v.object({ type: v.literal('undo-import') }),
  v.object({ type: v.literal('watch-import') }),
  v.object({ type: v.literal('read-settings') }),
  /** What was changed of them; the rest stays as it is stored. */
  v.object({ type: v.literal('save-settings'), settings: settingsChangeSchema }),
  v.object({ type: v.literal('read-texts') }),
  /** Runs a script of ours beside the reading view that asks. */
  v.object({ type: v.literal('load-script'), script: v.picklist(PAGE_SCRIPTS) }),
  v.object({ type: v.literal('test-sync'), account: syncAccount }),
  v.object({ type: v.literal('start-sync'), account: syncAccount }),
  v.object({ type: v.literal('stop-sync') }),
  v.object({
    type: v.literal('run-sync'),
    /** The reader's answer to what the last run asked. */
    decision: v.optional(
      v.object({ question: v.picklist(QUESTIONS), choice: v.picklist(['mine', 'theirs']) }),
    ),
  }),
  v.object({ type: v.literal('dismiss-conflict'), itemId: v.string() }),
  /** Whether settings travel by the browser's own sync. */
  v.object({ type: v.literal('travel-settings'), isOn: v.boolean() }),
]);

export type Request = v.InferOutput<typeof requestSchema>;

/** A request from whatever arrived. Throws `bad-message`, naming the field. */
export function parseRequest(message: unknown): Request {
  const parsed = v.safeParse(requestSchema, message);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new FailureError('bad-message', `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}
