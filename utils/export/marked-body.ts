import { sanitize } from '../article/sanitize';
import { readCanonicalText } from '../article/text';
import type { Annotation, ArticleRecord } from '../library/schema';
import { presentableText } from './presentable';

/** A stretch of a text node of the body. */
export interface BodyPiece {
  /** Presentable. */
  text: string;
  /** Where it begins in the canonical text. */
  start: number;
  /** The mark that it lies in; of several the one that begins last. */
  annotation?: Annotation;
  /** The marks that end with it, in their order. */
  ending: Annotation[];
}

export interface MarkedBody {
  body: HTMLElement;
  /** Whether its text is the article's; only then places in it are known. */
  isSame: boolean;
  /** The pieces of a text node, cut where marks begin and end, and where else was asked for. */
  piecesOf: (node: Text) => BodyPiece[];
}

/**
 * An article's body with its marks, for an export that shows it. What is stored came sanitized, but may have been
 * restored from a file; so it is sanitized again. Needs a document.
 *
 * @param cuts further places at which pieces are to begin
 */
export function readMarkedBody(
  { article, annotations }: Pick<ArticleRecord, 'article' | 'annotations'>,
  cuts: readonly number[] = [],
): MarkedBody {
  const { body } = new DOMParser().parseFromString(sanitize(article.html, window), 'text/html');
  const { text, segments } = readCanonicalText(body);
  const isSame = text === article.text;
  const marks = isSame ? annotations.filter(({ state }) => state === 'exact' || state === 'moved') : [];
  const places = isSame ? [...cuts, ...marks.flatMap(({ position }) => [position.start, position.end])] : [];
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  const pieces = new Map(
    segments.map(({ node, start, end }) => {
      const inside = sorted.filter((place) => place > start && place < end);
      const bounds = [start, ...inside, end];
      return [node, bounds.slice(1).map((to, at) => pieceOf(bounds[at] as number, to))];
    }),
  );
  return { body, isSame, piecesOf: (node) => pieces.get(node) ?? [] };

  function pieceOf(from: number, to: number): BodyPiece {
    const around = marks.filter(({ position }) => position.start <= from && position.end >= to);
    const last = around.reduce<Annotation | undefined>(
      (latest, mark) => (latest && latest.position.start > mark.position.start ? latest : mark),
      undefined,
    );
    return {
      text: presentableText(text.slice(from, to)),
      start: from,
      annotation: last,
      ending: around.filter(({ position }) => position.end === to),
    };
  }
}
