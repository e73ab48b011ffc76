import { findDate, toHalfWidth } from './date.ts';

/** What a content management system writes into the page for itself, beside what it prints. */
export interface PageLabels {
  title?: string;
  kicker?: string;
  subtitle?: string;
  source?: string;
  publishedAt?: string;
}

/** Names of `<meta>` elements that say what the page is, each with the reason to believe it. */
const METAS: readonly { name: string; field: keyof PageLabels }[] = [
  // Owed by every government site (政府网站发展指引 2017).
  { name: 'ArticleTitle', field: 'title' },
  { name: 'PubDate', field: 'publishedAt' },
  { name: 'ContentSource', field: 'source' },
  // Sina names the outlet here, and prints it as a picture at times.
  { name: 'mediaid', field: 'source' },
];

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
  const metas = [...document.getElementsByTagName('meta')];
  for (const { name, field } of METAS) {
    const isNamed = (meta: Element) => meta.getAttribute('name')?.toLowerCase() === name.toLowerCase();
    const content = metas.find(isNamed)?.getAttribute('content');
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
