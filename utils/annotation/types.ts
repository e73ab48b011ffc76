import type { Annotation } from '../library/schema';

/** The part of an annotation that finds its place again. */
export type Selectors = Pick<Annotation, 'quote' | 'position' | 'block'>;

/** A stretch of the canonical text, UTF-16 units, `end` exclusive. */
export interface TextSpan {
  start: number;
  end: number;
}
