import { findDate, toHalfWidth } from './date.ts';

/** What a content management system writes into the page for itself, beside what it prints. */
export interface PageLabels {
  title?: string;
  kicker?: string;
  subtitle?: string;
  source?: string;
  publishedAt?: string;
}

/** Names of `<meta>` elements that say what the page is, in lower case, each with the reason to believe it. */
const METAS: ReadonlyMap<string, keyof PageLabels> = new Map([
  // Owed by every government site (政府网站发展指引 2017).
  ['articletitle', 'title'],
  ['pubdate', 'publishedAt'],
  ['contentsource', 'source'],
  // Sina names the outlet here, and prints it as a picture at times.
  ['mediaid', 'source'],
]);

/** Fields of the comment `enpproperty`, in which Founder's CMS (方正翔宇) writes an article's data. */
const PROPERTIES: readonly { tag: string; field: keyof PageLabels }[] = [
  { tag: 'introtitle', field: 'kicker' },
  { tag: 'subtitle', field: 'subtitle' },
];

/** The longest label believed: longer ones are whole texts. */
const MAX_LENGTH = 80;
/** NodeFilter.SHOW_COMMENT. */
const COMMENTS = 128;

/** Reads what the page says about itself. Page text: nothing here is trusted. */
export function readLabels(document: Document): PageLabels {
  const labels: PageLabels = {};
  const add = (field: keyof PageLabels, text: string): void => {
    const plain = text.replace(/\s+/g, ' ').trim();
    const value = field === 'publishedAt' ? findDate(toHalfWidth(plain))?.iso : plain;
    if (value && value.length <= MAX_LENGTH) labels[field] ??= value;
  };
  for (const meta of document.getElementsByTagName('meta')) {
    const field = METAS.get(meta.getAttribute('name')?.toLowerCase() ?? '');
    const content = field && meta.getAttribute('content');
    if (content) add(field, content);
  }
  const walker = document.createTreeWalker(document, COMMENTS);
  for (let node = walker.nextNode() as Comment | null; node; node = walker.nextNode() as Comment | null) {
    if (!node.data.includes('enpproperty')) continue;
    for (const { tag, field } of PROPERTIES) {
      const text = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(node.data)?.[1];
      if (text) add(field, text);
    }
  }
  return labels;
}
