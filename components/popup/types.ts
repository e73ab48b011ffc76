import type { ArticleRecord, ArticleSummary } from '../../utils/library/schema';
import type { PageState } from '../../utils/messages';
import type { Failure } from '../../utils/result';
import type { IndexProgress } from '../../utils/search/index-articles';
import type { SearchHit } from '../../utils/search/search';
import type { OutlineActions } from '../notes/types';
import type { Kept } from './KeptPanel';

/** What the popup knows of the page in front. */
export type PageStatus =
  | { kind: 'checking' }
  | { kind: 'known'; state: PageState }
  | { kind: 'failed'; failure: Failure };

export type PopupTab = 'page' | 'recent';

export interface PopupData {
  page: PageStatus;
  /** The record of the page in front, where it was read before. */
  pageRecord: ArticleRecord | undefined;
  /** The article opened from a list; it needn't be open in any tab. */
  openRecord: ArticleRecord | undefined;
  /** What is kept beside the record on show. */
  kept: Kept | undefined;
  /** Records that could not be read and were set aside. */
  unreadableCount: number;
  markOriginal: boolean;
  recent: ArticleSummary[];
  query: string;
  /** `undefined` while the search runs. */
  hits: SearchHit[] | undefined;
  /** While not all articles can be found yet. */
  progress: IndexProgress | undefined;
}

/** What the popup asks for; the entrypoint decides how it is done. */
export interface PopupActions {
  read: () => void;
  /** Shows marks on the original pages, or no longer. */
  markOriginal: (isOn: boolean) => void;
  /** Copies a report of how the page in front was read. */
  explain: () => void;
  /** The reader is about to search. */
  prepareSearch: () => void;
  search: (query: string) => void;
  /** Shows the notes of an article of the lists; `undefined` goes back. */
  open: (articleId: string | undefined) => void;
  openOriginal: (url: string) => void;
  openLibrary: () => void;
  /** Reads an article as it was saved. */
  readInLibrary: (articleId: string) => void;
  /** Every format that the article's notes leave in. */
  exportArticle: (articleId: string) => void;
  openOptions: () => void;
  /** Shows the notes beside the page; none where they are. */
  openPanel: (() => void) | undefined;
  /** Goes to a mark in the open reading view; none in a popup, which would hide it. */
  showMark: ((annotationId: string) => void) | undefined;
  /** Copies the reference of an article, or one of its excerpts with the reference. */
  cite: (articleId: string, annotationId?: string) => void;
  deleteMark: (articleId: string, annotationId: string) => void;
  deleteArticle: (articleId: string) => void;
  outline: (record: ArticleRecord) => OutlineActions;
  restoreVersion: (articleId: string, itemId: string, replaced: string) => void;
  restoreMark: (articleId: string, annotationId: string) => void;
  restoreOutline: (articleId: string, outlineId: string) => void;
  restoreBackup: (articleId: string, day: string) => void;
  /** Hands over the records that could not be read, as they are stored. */
  downloadUnreadable: () => void;
  copyMarkdown: (record: ArticleRecord) => void;
  downloadMarkdown: (record: ArticleRecord) => void;
}
