import { collapseSpace } from '../article/text';
import type { Annotation, ArticleRecord } from '../library/schema';
import { currentHeads, fileExcerpts, headLabel, type OutlineHead } from '../outline/saved';

/** The excerpts that stand under one heading. */
export interface ExcerptSection {
  /** `undefined` for those before the first heading. */
  head?: OutlineHead;
  /** The heading as printed, on one line. */
  title: string;
  annotations: Annotation[];
}

/**
 * Every excerpt under its section, in the order of the outline on show; sections without any are left out.
 *
 * @param opening the title of the section before the first heading
 */
export function excerptSections(record: ArticleRecord, opening: string): ExcerptSection[] {
  const heads = currentHeads(record);
  const filed = fileExcerpts(heads, record.annotations);
  const sections = heads.map((head) => ({
    head,
    title: headTitle(head),
    annotations: filed.byHead.get(head) ?? [],
  }));
  return [{ title: opening, annotations: filed.opening }, ...sections].filter(
    ({ annotations }) => annotations.length > 0,
  );
}

/** Numbers of the excerpts, by their ids, in the order in which they are listed. */
export function numberExcerpts(sections: readonly ExcerptSection[]): Map<string, number> {
  const ids = sections.flatMap(({ annotations }) => annotations.map(({ id }) => id));
  return new Map(ids.map((id, index) => [id, index + 1]));
}

/** What a heading says, on one line. */
export function headTitle(head: Pick<OutlineHead, 'numbering' | 'title'>): string {
  return collapseSpace(headLabel(head));
}

/** The lines of a text that say something, each a paragraph of its own. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * A tag in the letters that Obsidian and Logseq allow behind a `#`: letters, digits, `_`, `-`, `/`; not digits alone.
 * '' where nothing is left.
 */
export function hashTag(tag: string): string {
  const name = tag
    .trim()
    .replace(/^#+/, '')
    .replace(/[^\p{L}\p{N}_/-]+/gu, '-')
    .replace(/^[-/]+|[-/]+$/g, '');
  return /^\d+$/.test(name) ? `_${name}` : name;
}

/** The tags of an excerpt as a line, `#党建 #学习`; '' where it has none. */
export function hashTagLine(tags: readonly string[]): string {
  return tags
    .map(hashTag)
    .filter((tag) => tag !== '')
    .map((tag) => `#${tag}`)
    .join(' ');
}

/** Every tag of an article's marks, once. */
export function allTags({ annotations }: Pick<ArticleRecord, 'annotations'>): string[] {
  return [...new Set(annotations.flatMap(({ tags }) => tags))];
}
