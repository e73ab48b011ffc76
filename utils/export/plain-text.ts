import { collapseSpace } from '../article/text';
import type { Annotation, ArticleRecord } from '../library/schema';
import { currentHeads } from '../outline/saved';
import type { WriterOptions } from './article-formats';
import { bylineParts } from './byline';
import { excerptSections, hashTagLine, headTitle, paragraphsOf } from './excerpts';
import { citeRecord } from './references';

/** Two Chinese characters wide, as 首行缩进 is. */
const INDENT = '\u3000\u3000';

/**
 * One article's notes as plain text: title, byline, outline, excerpts in quotation marks under their sections with
 * notes and tags, and the GB/T 7714 reference.
 */
export function exportPlainText(record: ArticleRecord, { edition, labels }: WriterOptions): string {
  const { article } = record;
  const heads = currentHeads(record);
  const sections = excerptSections(record, labels.opening);
  const parts: string[][] = [
    [collapseSpace(article.title), collapseSpace(article.subtitle ?? ''), ...bylineParts(article, labels)],
    heads.length === 0
      ? []
      : [
          labels.outline,
          ...heads.flatMap((head) => [
            indented(headTitle(head), head.level),
            ...paragraphsOf(head.note ?? '').map((line) => indented(line, head.level + 2)),
          ]),
        ],
    sections.length === 0 ? [] : [labels.excerpts],
    ...sections.flatMap(({ title, annotations }) => [
      ...(heads.length > 0 ? [[title]] : []),
      ...annotations.map(excerptLines),
    ]),
    [labels.reference, `[1] ${citeRecord(record, edition)}`],
  ];
  const filled = parts.map((lines) => lines.filter((line) => line !== '')).filter(({ length }) => length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function excerptLines({ quote, note, tags }: Annotation): string[] {
  const quoted = `“${paragraphsOf(quote.exact).join('\n')}”`;
  return [
    ...quoted.split('\n').map((line) => indented(line, 1)),
    ...paragraphsOf(note).map((line) => indented(line, 2)),
    ...(tags.length > 0 ? [indented(hashTagLine(tags), 2)] : []),
  ];
}

const indented = (line: string, depth: number) => INDENT.repeat(depth) + line;
