import { collapseSpace } from '../article/text';
import type { Annotation, ArticleRecord } from '../library/schema';
import type { ListWriter, WriterOptions } from './article-formats';
import { excerptSections, paragraphsOf } from './excerpts';
import { citeRecord } from './references';

/**
 * Characters that Anki would take for markup: of HTML, of its file (a quote or `#` that begins a line, a tab), of its
 * own tags ([sound:…], [latex]) and of formulas (\( and $$).
 */
const MARKUP = /[&<>"'#[\]\\$\t]/g;

/**
 * Excerpts as notes for Anki 2.1.54 and later, as its manual describes text files: the excerpt and its article in
 * front, so that of two notes with the same front one is a duplicate; note and reference behind; tags.
 */
export function ankiWriter({ edition, labels }: WriterOptions): ListWriter {
  const head = [
    '#separator:Tab',
    '#html:true',
    '#notetype:Basic',
    `#deck:${labels.product}`,
    '#columns:Front\tBack\tTags',
    '#tags column:3',
  ];
  const note = (record: ArticleRecord, section: string, annotation: Annotation) =>
    [
      `${markup(annotation.quote.exact)}<br><small>${markup(collapseSpace(record.article.title))}</small>`,
      [
        ...(annotation.note.trim() === '' ? [] : [markup(annotation.note)]),
        `<small>${markup(section)}</small>`,
        `<small>${markup(citeRecord(record, edition))}</small>`,
      ].join('<br>'),
      annotation.tags
        .map(ankiTag)
        .filter((tag) => tag !== '')
        .join(' '),
    ].join('\t');
  return {
    head: `${head.join('\n')}\n`,
    item: (record) =>
      excerptSections(record, labels.opening)
        .flatMap(({ title, annotations }) => annotations.map((annotation) => note(record, title, annotation)))
        .join('\n'),
    joint: '\n',
    tail: '\n',
  };
}

/** A text as HTML that says just this, on one line. */
function markup(text: string): string {
  return paragraphsOf(text)
    .map((line) => line.replace(MARKUP, (sign) => (sign === '\t' ? ' ' : `&#${sign.charCodeAt(0)};`)))
    .join('<br>');
}

/** Anki's tags end at a space and nest at `::`. */
function ankiTag(tag: string): string {
  return tag
    .trim()
    .replace(/[\s"]+/gu, '_')
    .replace(/:{2,}/g, ':');
}
