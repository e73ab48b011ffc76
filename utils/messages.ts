import { browser } from 'wxt/browser';
import type { NoteNode } from './annotation/note-markdown';
import type { Sender } from './border';
import type { ExportedFile } from './export/article-file';
import type { Texts } from './i18n';
import type { ImportProgress } from './library/import-state';
import type { ArticleRecord, ArticleSummary } from './library/schema';
import type { Request } from './requests';
import type { Result } from './result';
import type { Settings } from './settings';
import type { Finding } from './sync/probe';

export type RequestType = Request['type'];
export type RequestOf<T extends RequestType> = Extract<Request, { type: T }>;

/** What `describe.ts` says of a page. */
export interface PageDescription {
  isArticle: boolean;
  /** 0..1 */
  confidence: number;
  /** The page's address, and the one that it declares. */
  address: string;
  declared: string | null;
  /** Whether the detector runs there. */
  isWatched: boolean;
}

/** What is known of a page. */
export interface PageState {
  isArticle: boolean;
  /** 0..1 */
  confidence: number;
  /** Canonical address: the key of the page's article. */
  url: string;
}

/** Answers by request; a request that changes a record is answered with the record as stored. */
interface Answers extends Record<RequestType, unknown> {
  'toggle-reader': null;
  'inspect-tab': PageState;
  /** Whether the detector serves there: `false` where the reader wants nothing of it, or chose another key. */
  'page-detected': boolean;
  'reader-closed': null;
  'open-article': ArticleRecord;
  'put-annotation': ArticleRecord;
  'trash-annotation': ArticleRecord;
  'restore-annotation': ArticleRecord;
  'place-annotations': ArticleRecord;
  'put-outline': ArticleRecord;
  'choose-outline': ArticleRecord;
  'trash-outline': ArticleRecord;
  'restore-outline': ArticleRecord;
  'restore-version': ArticleRecord;
  'restore-backup': ArticleRecord;
  'find-same': ArticleSummary[];
  'list-tags': string[];
  'parse-notes': NoteNode[][];
  'open-original': ArticleRecord | null;
  'mark-original': null;
  'join-article': ArticleRecord;
  'export-outline': ExportedFile;
  'import-outline': ArticleRecord;
  'export-notes': ExportedFile;
  cite: string;
  'save-reading-position': ArticleRecord;
  'tag-article': ArticleRecord;
  'trash-article': ArticleRecord;
  'restore-article': ArticleRecord;
  'commit-import': ImportProgress;
  'drop-import': null;
  'undo-import': ImportProgress;
  'watch-import': ImportProgress;
  'read-settings': Settings;
  'save-settings': Settings;
  /** The texts of the language that the reader chose; none where it is the browser's. */
  'read-texts': Texts | null;
  'load-script': null;
  /** What is wrong or peculiar about a server; empty where all is well. */
  'test-sync': Finding[];
  'start-sync': null;
  'stop-sync': null;
  /** It goes on by itself; how it stands is in the store. */
  'run-sync': null;
  'dismiss-conflict': null;
  'travel-settings': null;
}
export type AnswerOf<T extends RequestType> = Answers[T];

/**
 * Asks the background. Never throws: every failure is a value, also when the extension was updated
 * and this context is cut off from it.
 */
export async function ask<T extends RequestType>(
  type: T,
  payload: Omit<RequestOf<T>, 'type'>,
): Promise<Result<AnswerOf<T>>> {
  try {
    const answer: unknown = await browser.runtime.sendMessage({ type, ...payload });
    if (answer) return answer as Result<AnswerOf<T>>;
    return { ok: false, error: { code: 'extension-gone', detail: 'no answer' } };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, error: { code: 'extension-gone', detail } };
  }
}

/** Parses notes' Markdown; none where the background can't be reached: then they show as they were typed. */
export async function parseNotes(notes: string[]): Promise<NoteNode[][]> {
  const answer = await ask('parse-notes', { notes });
  return answer.ok ? answer.value : [];
}

/** What the background or a page of ours tells a tab's content scripts. */
export type TabMessage =
  /** To an open reading view, which answers with a report of how it read its page. */
  | { type: 'explain-page' }
  /** To the original page: make a mark of what is selected; answered with a `Result`. */
  | { type: 'mark-selection' }
  /** To the original page: show marks no longer. */
  | { type: 'leave-page' }
  /** To an open reading view, which answers `true`: go to a mark. */
  | { type: 'show-annotation'; annotationId: string }
  /** To the reading view and the original page: the record was changed elsewhere. */
  | { type: 'record-changed'; record: ArticleRecord };

/** Sends to a tab's content scripts; `undefined` where none listens. */
export async function tellTab(tabId: number, message: TabMessage): Promise<unknown> {
  try {
    return await browser.tabs.sendMessage(tabId, message);
  } catch {
    return undefined;
  }
}

/**
 * Listens for what this context is told. The listener answers with a promise, or `undefined` to stay silent.
 * Returns what stops listening.
 */
export function onMessage(
  listener: (message: unknown, sender: Sender) => Promise<unknown> | undefined,
): () => void {
  const receive = (
    message: unknown,
    sender: { tab?: { id?: number }; frameId?: number; url?: string },
    respond: (answer: unknown) => void,
  ) => {
    const { tab, frameId, url } = sender;
    const answer = listener(message, { tabId: tab?.id, frameId, url });
    if (!answer) return undefined;
    void answer.then(respond);
    // Both browsers keep the channel open for an answer that comes later.
    return true as const;
  };
  browser.runtime.onMessage.addListener(receive);
  return () => browser.runtime.onMessage.removeListener(receive);
}

/**
 * Listens for what the background and pages of ours tell. What a content script sends goes to every page of ours as well,
 * and is not heard there: a page that took over its process could tell of a record what it likes.
 */
export function onTold(listener: (message: unknown) => Promise<unknown> | undefined): () => void {
  return onMessage((message, { url = '' }) => (/^https?:/.test(url) ? undefined : listener(message)));
}
