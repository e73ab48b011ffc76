import type { ArticleSummary } from '../library/schema';
import { foldText } from './fold';
import { initialsOf } from './initials';

/** A list line as search looks at it: folded, with the initials of what is short. */
export interface SearchLine {
  summary: ArticleSummary;
  title: string;
  initials: string;
  source: string;
  authors: string[];
  tags: string[];
  tagInitials: string[];
  /** Another one whenever what there is to search in changed. */
  stamp: string;
}

/** Folds a line. */
export function searchLine(summary: ArticleSummary): SearchLine {
  const title = foldText(summary.title);
  const tags = (summary.tags ?? []).map(foldText);
  return {
    summary,
    title,
    initials: initialsOf(title),
    source: foldText(summary.source ?? ''),
    authors: (summary.authors ?? []).map(foldText),
    tags,
    tagInitials: tags.map(initialsOf),
    stamp: stampOf(summary),
  };
}

/** By what an index of an article is known to be right still. */
export function stampOf({ modified, contentHash }: ArticleSummary): string {
  return `${modified} ${contentHash}`;
}
