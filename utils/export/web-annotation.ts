import { ANNOTATION_COLORS } from '../annotation/look';
import type { Annotation, ArticleRecord } from '../library/schema';
import { CodePoints } from './code-points';

export const ANNOTATION_CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

/** What the classes of our targets look like, for programs that follow the vocabulary's style rules. */
const STYLESHEET = {
  type: 'CssStylesheet',
  value: [
    ...ANNOTATION_COLORS.map((color) => `.${color}{--mark:${color}}`),
    '.highlight{background:var(--mark)}.underline{text-decoration:underline var(--mark)}',
  ].join(''),
};

/**
 * One article's marks as a W3C AnnotationCollection with one page, in JSON-LD. Positions count Unicode code points of
 * the canonical text. Every character is kept, so that it can be read back as it was.
 */
export function exportWebAnnotation({ id, article, annotations }: ArticleRecord): string {
  const places = new CodePoints(article.text);
  const collection = collectionId(id);
  const document = {
    '@context': ANNOTATION_CONTEXT,
    id: collection,
    type: 'AnnotationCollection',
    label: article.title,
    total: annotations.length,
    first: {
      id: `${collection}#page-1`,
      type: 'AnnotationPage',
      partOf: collection,
      startIndex: 0,
      items: annotations.map((annotation) => webAnnotation(annotation, article.url, places)),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function webAnnotation(annotation: Annotation, source: string, places: CodePoints) {
  const { id, quote, position, color, style, note, tags, created, modified } = annotation;
  const bodies = [
    ...(note === ''
      ? []
      : [{ type: 'TextualBody', value: note, format: 'text/markdown', purpose: 'commenting' }]),
    ...tags.map((tag) => ({ type: 'TextualBody', value: tag, purpose: 'tagging' })),
  ];
  return {
    id: `urn:uuid:${id}`,
    type: 'Annotation',
    motivation: note === '' ? 'highlighting' : 'commenting',
    created,
    modified,
    ...(bodies.length > 0 ? { body: bodies } : {}),
    stylesheet: STYLESHEET,
    target: {
      source,
      styleClass: [color, style],
      selector: [
        { type: 'TextQuoteSelector', exact: quote.exact, prefix: quote.prefix, suffix: quote.suffix },
        {
          type: 'TextPositionSelector',
          start: places.fromUtf16(position.start),
          end: places.fromUtf16(position.end),
        },
      ],
    },
  };
}

/** The 128 bits of an article's id, written as a UUID is, which makes a URN of it. */
function collectionId(id: string): string {
  return `urn:uuid:${id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}
