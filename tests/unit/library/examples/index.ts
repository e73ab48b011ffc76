import type { Article } from '../../../../utils/article/types';
import type { Annotation, ArticleRecord, SavedOutline } from '../../../../utils/library/schema';
import recordV3 from './record-v3.json' with { type: 'json' };

/** The example of today's schema version, a fresh copy: two marks, one in the trash, a saved outline. */
export function exampleRecord(): ArticleRecord {
  return structuredClone(recordV3) as ArticleRecord;
}

/** A small article; `url` decides under which id it is stored. */
export function exampleArticle(changes: Partial<Article> = {}): Article {
  return { ...exampleRecord().article, ...changes };
}

/** Id `n` of the examples. */
export function exampleId(n: number): string {
  return `0b7e6f4a-1c2d-4e3f-8a9b-${String(n).padStart(12, '0')}`;
}

/** Mark `n`, at place `n` of the text unless told otherwise. */
export function exampleMark(n: number, changes: Partial<Annotation> = {}): Annotation {
  const [mark] = exampleRecord().annotations;
  return {
    ...(mark as Annotation),
    id: exampleId(n),
    position: { start: n, end: n + 1 },
    note: `批注${n}`,
    tags: [],
    ...changes,
  };
}

export function exampleOutline(changes: Partial<SavedOutline> = {}): SavedOutline {
  const [outline] = exampleRecord().outlines;
  return { ...(outline as SavedOutline), ...changes };
}
