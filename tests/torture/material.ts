import type { Article } from '../../utils/article/types';
import type { Annotation, SavedOutline, SavedOutlineNode } from '../../utils/library/schema';

/** Articles, marks and outlines made up for long runs: small, and each telling which it is. */

/** When all of them were made. */
const MADE = '2026-07-01T00:00:00.000Z';

/** A uuid for a number. */
export function idOf(n: number): string {
  return `5a7e6f4a-1c2d-4e3f-8a9b-${n.toString(16).padStart(12, '0')}`;
}

/** Article `n`, with as many paragraphs. */
export function makeArticle(n: number, paragraphs = 6): Article {
  const text = Array.from(
    { length: paragraphs },
    (_, at) => `第${n}篇第${at}段：我们走进村组院落，把记下的第${at * 7 + n}件难事逐条梳理，能办的当场就办。`,
  );
  return {
    url: `https://www.gscn.com.cn/torture/${n}.html`,
    title: `第${n}篇`,
    source: '中国甘肃网',
    authors: [],
    editors: ['张玉芳'],
    publishedAt: '2026-06-30',
    breadcrumb: ['中国甘肃网', '党建'],
    html: text.map((paragraph) => `<p>${paragraph}</p>`).join(''),
    text: text.join('\n'),
    outline: [],
    pages: [`https://www.gscn.com.cn/torture/${n}.html`],
  };
}

/** A mark with an id, on the first characters of the text unless told otherwise. */
export function makeMark(id: string, changes: Partial<Annotation> = {}): Annotation {
  return {
    id,
    quote: { exact: '第', prefix: '', suffix: '篇' },
    position: { start: 0, end: 1 },
    block: { index: 0, text: '第' },
    section: [],
    color: 'yellow',
    style: 'highlight',
    note: '',
    tags: [],
    created: MADE,
    modified: MADE,
    state: 'exact',
    ...changes,
  };
}

export function makeHead(id: string, changes: Partial<SavedOutlineNode> = {}): SavedOutlineNode {
  return { id, level: 1, numbering: '', title: '题', note: '', collapsed: false, excerpts: [], ...changes };
}

export function makeOutline(id: string, changes: Partial<SavedOutline> = {}): SavedOutline {
  return { id, name: '', nodes: [], created: MADE, modified: MADE, ...changes };
}
