import type { Annotation, ArticleRecord } from '../library/schema';
import { currentHeads, fileExcerpts } from '../outline/saved';
import type { OutlineExcerpt, OutlineFile } from '../outline/types';
import type { WriterOptions } from './article-formats';
import { hashTagLine } from './excerpts';
import type { ExportLabels } from './labels';
import { outlineToFreeMind } from './outline-freemind';
import { outlineToOpml } from './outline-opml';

/** An article's outline on show, with every excerpt under its head, as OPML 2.0. */
export function exportArticleOpml(record: ArticleRecord, { labels }: WriterOptions): string {
  return outlineToOpml(articleOutline(record, labels));
}

/** An article's outline on show, with every excerpt under its head, as a mind map. */
export function exportArticleFreeMind(record: ArticleRecord, { labels }: WriterOptions): string {
  return outlineToFreeMind(articleOutline(record, labels));
}

/**
 * The outline on show with all excerpts of the article. Those before the first head, which no head would hold, stand
 * under one of their own; tags stand at the end of an excerpt's note, since outlines know none.
 */
function articleOutline(record: ArticleRecord, labels: ExportLabels): OutlineFile {
  const { article, annotations, saved, modified } = record;
  const heads = currentHeads(record);
  const filed = fileExcerpts(heads, annotations);
  const opening = {
    level: 1,
    numbering: '',
    title: heads.length > 0 ? labels.opening : labels.excerpts,
    note: '',
    collapsed: false,
    excerpts: filed.opening.map(outlineExcerpt),
  };
  return {
    title: article.title,
    url: article.url,
    created: saved,
    modified,
    entries: [
      ...(opening.excerpts.length > 0 ? [opening] : []),
      ...heads.map((head) => ({
        level: head.level,
        numbering: head.numbering,
        title: head.title,
        note: head.note ?? '',
        collapsed: false,
        ...(head.start === undefined ? {} : { start: head.start }),
        excerpts: (filed.byHead.get(head) ?? []).map(outlineExcerpt),
      })),
    ],
  };
}

function outlineExcerpt({ id, quote, note, tags }: Annotation): OutlineExcerpt {
  return { id, quote: quote.exact, note: [note, hashTagLine(tags)].filter(Boolean).join('\n') };
}
