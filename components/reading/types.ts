import type { TextSpan } from '../../utils/annotation/types';
import type { Annotation, ArticleSummary } from '../../utils/library/schema';
import type { Settings } from '../../utils/settings';
import type { OutlineActions } from '../notes/types';
import type { Convert, DrawTools } from '../tools/types';

/** What the reading view asks for; the entrypoint decides how it is done. */
export interface ReadingActions {
  close: () => void;
  changeSettings: (settings: Settings) => void;
  /** Marks a stretch of the text; the mark's id comes back at once, before it is stored. */
  mark: (span: TextSpan, look: Pick<Annotation, 'color' | 'style'>) => string;
  /** @param base what the change began from */
  changeMark: (annotation: Annotation, base: Annotation) => void;
  /** Puts a mark on another stretch of the text: its ends were moved, or the reader found its place again. */
  relocateMark: (annotation: Annotation, span: TextSpan) => void;
  deleteMark: (id: string) => void;
  /** Stores once more what could not be stored. */
  retry: () => void;
  /** Tells what was done, with the way back. */
  tell: (text: string, undo: () => void) => void;
  say: (text: string) => void;
  /** The text at the top of the window begins here (canonical offset). */
  reachPosition: (position: number) => void;
  outline: OutlineActions;
  copyText: (text: string) => void;
  /** Copies a mark's quote with the reference. */
  cite: (annotationId: string) => void;
  copyMarkdown: () => void;
  downloadMarkdown: () => void;
  print: () => void;
  /** Gives the site that the essay is from a look of its own, or takes it away. */
  ownLook: (isOwn: boolean) => void;
  /** Fetches what draws the tools; they are in no bundle that every essay loads. Throws `FailureError`. */
  loadTools: () => Promise<DrawTools>;
  loadConvert: (script: 'simplified' | 'traditional') => Promise<Convert>;
}

/** How far the joining of an article's pages has come. */
export interface PagesProgress {
  total: number;
  /** Number of the page that is on its way, from 1; `undefined` when none is. */
  fetching: number | undefined;
  /** Numbers of the pages that did not come. */
  failed: number[];
  retry: () => void;
}

/** The same essay, read before at another address. */
export interface SameEssayOffer {
  summary: ArticleSummary;
  /** Makes one article of both, with the notes of both. */
  accept: () => void;
  decline: () => void;
}
