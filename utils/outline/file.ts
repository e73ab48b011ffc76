import type { OutlineNode } from '../article/types';
import type { Annotation, ArticleRecord, SavedOutline, SavedOutlineNode } from '../library/schema';
import { fileExcerpts, headLabel, type NewOutline, newOutline } from './saved';
import { flattenTree } from './tree';
import type { OutlineEntry, OutlineExcerpt, OutlineFile } from './types';

/** An outline of an article as a file carries it, every annotation under its head. */
export function toOutlineFile(
  { article, annotations }: Pick<ArticleRecord, 'article' | 'annotations'>,
  outline: SavedOutline,
): OutlineFile {
  const filed = fileExcerpts(outline.nodes, annotations);
  return {
    title: article.title,
    url: article.url,
    created: outline.created,
    modified: outline.modified,
    entries: outline.nodes.map((node) => ({
      level: node.level,
      numbering: node.numbering,
      title: node.title,
      note: node.note,
      collapsed: node.collapsed,
      ...(node.start === undefined ? {} : { start: node.start }),
      excerpts: (filed.byHead.get(node) ?? []).map(({ id, quote, note }) => ({
        id,
        quote: quote.exact,
        note,
      })),
    })),
  };
}

/**
 * What a file holds as an outline of an article. Heads with the words of those found in the page stand where these do,
 * and follow them from then on; others where the file says, if it was written for this article. Excerpts that the
 * article has are filed, what it hasn't is kept in the head's note.
 */
export function fromOutlineFile(
  { article, annotations }: Pick<ArticleRecord, 'article' | 'annotations'>,
  file: OutlineFile,
  made: NewOutline,
): SavedOutline {
  const takeHead = headTaker(flattenTree(article.outline));
  const isOfArticle = file.url === undefined || file.url === article.url;
  const takeExcerpt = excerptTaker(annotations);
  const wanted: { node: SavedOutlineNode; annotation: Annotation }[] = [];
  const nodes = file.entries.map((entry): SavedOutlineNode => {
    const start = isOfArticle ? placeIn(article.text, entry.start) : undefined;
    const head = takeHead(entry, start);
    const isSame = head !== undefined && headLabel(head) === headLabel(entry);
    const matches = entry.excerpts.map((excerpt) => ({ excerpt, annotation: takeExcerpt(excerpt) }));
    const strangers = matches.filter(({ annotation }) => !annotation).map(({ excerpt }) => excerpt);
    const node: SavedOutlineNode = {
      id: made.newId(),
      level: entry.level,
      // A file needn't say where the numbering ends.
      numbering: isSame ? head.numbering : entry.numbering,
      title: isSame ? head.title : entry.title,
      start: start ?? head?.start,
      found: head && { level: head.level, numbering: head.numbering, title: head.title },
      note: [entry.note, ...strangers.flatMap(({ quote, note }) => [quote, note])].filter(Boolean).join('\n'),
      collapsed: entry.collapsed,
      excerpts: [],
    };
    for (const { annotation } of matches) if (annotation) wanted.push({ node, annotation });
    return node;
  });
  // By hand only where the place alone would not put it there.
  const { byHead } = fileExcerpts(nodes, annotations);
  for (const { node, annotation } of wanted)
    if (!byHead.get(node)?.includes(annotation)) node.excerpts.push(annotation.id);
  return newOutline(nodes, made);
}

function placeIn(text: string, start: OutlineEntry['start']): number | undefined {
  return start !== undefined && start <= text.length ? start : undefined;
}

/**
 * Finds the head of the page that an entry is: the same words, or else the same place, where the reader wrote it anew.
 * Each is taken once, so that of heads with the same words the first goes to the first.
 */
function headTaker(heads: readonly OutlineNode[]) {
  const byLabel = queues(heads, headLabel);
  const byStart = new Map(heads.map((head) => [head.start, head]));
  const taken = new Set<OutlineNode>();
  return (entry: OutlineEntry, start: number | undefined): OutlineNode | undefined => {
    const atPlace = start === undefined ? undefined : byStart.get(start);
    const match = [...(byLabel.get(headLabel(entry)) ?? []), atPlace].find(
      (head) => head && !taken.has(head),
    );
    if (match) taken.add(match);
    return match;
  };
}

/** Finds the annotation that an excerpt is, by its id or else its words; each is taken once. */
function excerptTaker(annotations: readonly Annotation[]) {
  const byId = new Map(annotations.map((annotation) => [annotation.id, annotation]));
  const byQuote = queues(annotations, ({ quote }) => quote.exact);
  const taken = new Set<Annotation>();
  return ({ id, quote }: OutlineExcerpt): Annotation | undefined => {
    const match = [byId.get(id), ...(byQuote.get(quote) ?? [])].find((one) => one && !taken.has(one));
    if (match) taken.add(match);
    return match;
  };
}

/** Items by key, each key's in their order. */
function queues<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const queue = map.get(key);
    if (queue) queue.push(item);
    else map.set(key, [item]);
  }
  return map;
}
