import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { anchorAll } from '../../utils/annotation/anchor';
import { describeSpan, sectionPath } from '../../utils/annotation/describe';
import type { TextSpan } from '../../utils/annotation/types';
import type { Article } from '../../utils/article/types';
import { type AnnotationPlace, placeAnnotations } from '../../utils/library/edit';
import type { Annotation, ArticleRecord, ArticleSummary, SavedOutline } from '../../utils/library/schema';
import { type AnswerOf, ask, onTold, type RequestOf, type RequestType } from '../../utils/messages';
import { newId } from '../../utils/new-id';
import type { Failure, Result } from '../../utils/result';
import {
  addUnsaved,
  answerUnsaved,
  dropUnsaved,
  guardUnsaved,
  hasUnsaved,
  takeUnsent,
  type Unsaved,
  unsavedOf,
} from '../../utils/unsaved';

/** Marks and outlines as the screen shows them: each stays there whether the store took it or not. */
export interface ReaderRecord {
  /** The record as stored last; `undefined` until the store answers. */
  record: ArticleRecord | undefined;
  annotations: Annotation[];
  outlines: SavedOutline[];
  activeOutline: string | undefined;
  /** Marks on the screen whose last change is not stored. */
  unsavedIds: ReadonlySet<string>;
  failure: Failure | undefined;
  mark: (span: TextSpan, look: Pick<Annotation, 'color' | 'style'>) => string;
  /** Where uncertain marks may belong, by their ids. */
  guesses: ReadonlyMap<string, TextSpan>;
  /** Articles with notes that are the same essay; empty where this one has notes of its own. */
  same: ArticleSummary[];
  /** @param base what the change began from */
  change: (annotation: Annotation, base: Annotation) => void;
  /** Puts a mark on another stretch of the text on the screen. */
  relocate: (annotation: Annotation, span: TextSpan) => void;
  /** Makes one record of this article and another one. */
  join: (otherId: string) => Promise<Result<ArticleRecord>>;
  /** Returns what brings the mark back. */
  remove: (id: string) => () => void;
  saveOutline: (outline: SavedOutline, base?: SavedOutline) => void;
  chooseOutline: (id: string | undefined) => void;
  /** Reads a file into an outline of its own. */
  importOutline: (file: { name: string; text: string }) => Promise<Result<ArticleRecord>>;
  /** Returns what brings the outline back. */
  removeOutline: (id: string) => () => void;
  savePosition: (position: number) => void;
  retry: () => void;
}

/** Tells of every change of a record that is stored elsewhere; returns what stops it. */
export type FollowRecord = (tell: (record: ArticleRecord) => void) => () => void;

/**
 * The article's record, kept in step with the store. What fails to be stored stays on the screen and can be stored again.
 * @param isAddressed whether the article's address is the one that it is kept under; it is stored only then
 */
export function useRecord(article: Article, isAddressed: boolean, follow?: FollowRecord): ReaderRecord {
  const [record, setRecord] = useState<ArticleRecord>();
  const unsaved = unsavedOf(article.url);
  const [pending, setPending] = useState(() => valuesOf(unsaved));
  const [failure, setFailure] = useState<Failure>();
  const [same, setSame] = useState<ArticleSummary[]>([]);
  const recordId = useRef<string>();
  /** What the store answered last: an older answer may take longer to be placed in the text. */
  const newest = useRef<ArticleRecord>();
  const [guesses, setGuesses] = useState<ReadonlyMap<string, TextSpan>>(new Map());

  const receive = useCallback(
    async (stored: ArticleRecord) => {
      recordId.current = stored.id;
      newest.current = stored;
      if (stored.article.text === article.text) return setRecord(stored);
      // The store keeps the older text where the page has shrunk; places in that text mean nothing on the screen.
      const placed = placeAnnotations(stored, await findPlaces(stored, article, setGuesses));
      if (newest.current === stored) setRecord(placed);
    },
    [article],
  );

  const showUnsaved = useCallback(() => {
    guardUnsaved();
    setPending(valuesOf(unsaved));
  }, [unsaved]);

  /** Sends a request; the record that comes back is what the screen shows from then on. */
  const send = useCallback(
    async <T extends RequestType>(
      type: T,
      payload: Omit<RequestOf<T>, 'type'>,
      answered?: (isStored: boolean) => void,
    ): Promise<Result<AnswerOf<T>>> => {
      const answer = await ask(type, payload);
      if (answer.ok) await receive(answer.value as ArticleRecord);
      answered?.(answer.ok);
      // Another request may be granted while a mark still waits for the store to take it.
      setFailure((before) => (answer.ok ? (hasUnsaved(unsaved) ? before : undefined) : answer.error));
      showUnsaved();
      return answer;
    },
    [receive, unsaved, showUnsaved],
  );

  /** Before the article itself is stored changes wait: `open` sends what waits. */
  const sendUnsaved = useCallback(async () => {
    const articleId = recordId.current;
    if (articleId === undefined) return;
    const { annotations, outlines } = unsaved;
    const sending = [
      ...takeUnsent(annotations).map((item) => {
        const { value: annotation, base } = item;
        const answered = (isStored: boolean) => answerUnsaved(annotations, item, isStored);
        return send('put-annotation', { articleId, annotation, base }, answered);
      }),
      ...takeUnsent(outlines).map((item) => {
        const { value: outline, base } = item;
        const answered = (isStored: boolean) => answerUnsaved(outlines, item, isStored);
        return send('put-outline', { articleId, outline, base }, answered);
      }),
    ];
    await Promise.all(sending);
  }, [send, unsaved]);
  const put = (annotation: Annotation, base?: Annotation) => {
    addUnsaved(unsaved.annotations, annotation, base);
    showUnsaved();
    void sendUnsaved();
  };
  const putOutline = (outline: SavedOutline, base?: SavedOutline) => {
    addUnsaved(unsaved.outlines, outline, base);
    showUnsaved();
    void sendUnsaved();
  };

  /** Looks for the marks in the text on the screen, and stores what has moved. */
  const settle = useCallback(
    async (stored: ArticleRecord) => {
      const places = await findPlaces(stored, article, setGuesses);
      if (placeAnnotations(stored, places) !== stored)
        await send('place-annotations', { articleId: stored.id, places });
    },
    [article, send],
  );

  const open = useCallback(async () => {
    const answer = await send('open-article', { article });
    if (!answer.ok) return;
    const { id, article: stored } = answer.value;
    if (stored.text === article.text) await settle(answer.value);
    await sendUnsaved();
    if (answer.value.annotations.length + answer.value.outlines.length > 0) return;
    const found = await ask('find-same', { articleId: id });
    if (found.ok) setSame(found.value);
  }, [article, send, settle, sendUnsaved]);
  useEffect(() => {
    if (isAddressed) void open();
  }, [open, isAddressed]);
  useEffect(() => {
    const take = (changed: ArticleRecord) => {
      // Joined with another one meanwhile, the article is kept under that one's id.
      if (changed.id === recordId.current || changed.otherUrls.includes(article.url)) void receive(changed);
    };
    const stopListening = onTold((message) => {
      const { type, record: changed } = message as { type?: string; record?: ArticleRecord };
      if (type === 'record-changed' && changed) take(changed);
      return undefined;
    });
    const stopFollowing = follow?.(take);
    return () => {
      stopListening();
      stopFollowing?.();
    };
  }, [receive, article.url, follow]);

  const mark = (span: TextSpan, look: Pick<Annotation, 'color' | 'style'>): string => {
    const now = new Date().toISOString();
    const annotation: Annotation = {
      id: newId(),
      ...describeSpan(article.text, span),
      section: sectionPath(article.outline, span.start),
      ...look,
      note: '',
      tags: [],
      created: now,
      modified: now,
      state: 'exact',
    };
    put(annotation);
    return annotation.id;
  };

  const retry = async () => {
    setFailure(undefined);
    if (recordId.current === undefined) return open();
    await sendUnsaved();
  };

  const annotations = useMemo(
    () =>
      withUnsaved(record?.annotations ?? [], pending.annotations).sort(
        (a, b) => a.position.start - b.position.start,
      ),
    [record, pending.annotations],
  );
  const outlines = useMemo(
    () => withUnsaved(record?.outlines ?? [], pending.outlines),
    [record, pending.outlines],
  );
  const withId = (work: (articleId: string) => void) => {
    if (recordId.current !== undefined) work(recordId.current);
  };
  return {
    record,
    annotations,
    outlines,
    activeOutline: record?.activeOutline ?? pending.outlines.at(-1)?.id,
    unsavedIds: failure ? new Set(pending.annotations.map(({ id }) => id)) : NONE,
    failure,
    mark,
    guesses,
    same,
    change: (annotation, base) => put({ ...annotation, modified: new Date().toISOString() }, base),
    relocate: (annotation, span) =>
      put(
        {
          ...annotation,
          ...describeSpan(article.text, span),
          section: sectionPath(article.outline, span.start),
          modified: new Date().toISOString(),
          state: 'exact',
        },
        annotations.find(({ id }) => id === annotation.id),
      ),
    join: async (otherId) => {
      const answer = await send('join-article', { articleId: recordId.current ?? '', intoId: otherId });
      if (!answer.ok) return answer as Result<ArticleRecord>;
      setSame([]);
      const record = answer.value as ArticleRecord;
      await settle(record);
      return { ok: true, value: record };
    },
    remove: (id) => {
      const waiting = dropUnsaved(unsaved.annotations, id);
      showUnsaved();
      withId((articleId) => void send('trash-annotation', { articleId, annotationId: id }));
      return () => {
        if (waiting) put(waiting);
        else withId((articleId) => void send('restore-annotation', { articleId, annotationId: id }));
      };
    },
    saveOutline: putOutline,
    chooseOutline: (outlineId) =>
      withId((articleId) => void send('choose-outline', { articleId, outlineId })),
    importOutline: async (file) => {
      const answer = await ask('import-outline', { articleId: recordId.current ?? '', ...file });
      // A file that can't be read is told once, and leaves nothing to store again.
      if (answer.ok) await receive(answer.value);
      return answer;
    },
    removeOutline: (outlineId) => {
      const waiting = dropUnsaved(unsaved.outlines, outlineId);
      showUnsaved();
      withId((articleId) => void send('trash-outline', { articleId, outlineId }));
      return () => {
        if (waiting) putOutline(waiting);
        else withId((articleId) => void send('restore-outline', { articleId, outlineId }));
      };
    },
    savePosition: (position) =>
      withId((articleId) => void send('save-reading-position', { articleId, position })),
    retry: () => void retry(),
  };
}

const NONE: ReadonlySet<string> = new Set();

/** Anchoring works between frames: the page must go on scrolling while a thousand marks are looked for. */
const PACE = { now: () => performance.now(), rest: () => new Promise<void>((done) => setTimeout(done)) };

/** Where today's text has the marks of a record. Where some are not found for certain, it tells where they may be. */
async function findPlaces(
  { annotations }: ArticleRecord,
  { text }: Article,
  tellGuesses: (guesses: ReadonlyMap<string, TextSpan>) => void,
): Promise<AnnotationPlace[]> {
  const found = await anchorAll(text, annotations, PACE);
  const uncertain = found.filter(({ state }) => state === 'uncertain');
  tellGuesses(new Map(uncertain.map(({ target, start, end }) => [target.id, { start, end }])));
  return found.map(({ target, state, start, end }) => ({ id: target.id, state, start, end }));
}

const NOTHING: { annotations: Annotation[]; outlines: SavedOutline[] } = { annotations: [], outlines: [] };

/** The same object each time that nothing is unsaved, so that nothing is drawn anew for it. */
function valuesOf(unsaved: Unsaved) {
  if (!hasUnsaved(unsaved)) return NOTHING;
  const { annotations, outlines } = unsaved;
  return {
    annotations: [...annotations.values()].map(({ value }) => value),
    outlines: [...outlines.values()].map(({ value }) => value),
  };
}

/** Each unsaved one in its place, new ones at the end. */
function withUnsaved<T extends { id: string }>(stored: readonly T[], unsaved: readonly T[]): T[] {
  const changed = new Map(unsaved.map((item) => [item.id, item]));
  const kept = stored.map((item) => changed.get(item.id) ?? item);
  return [...kept, ...unsaved.filter(({ id }) => !stored.some((item) => item.id === id))];
}
