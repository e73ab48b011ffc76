import { buildOutline } from '../outline/build';
import { putHtml } from './put-html';
import { blocksOf } from './text';
import type { Article } from './types';

/** Repeated openings are short: a headline, a lead, an editor's line. Longer agreement is the same page twice. */
const MOST_REPEATED_BLOCKS = 5;

/**
 * Joins the pages of one article: the first page's metadata, all bodies in order, each block after the first page
 * marked `data-page="n"`. Blocks with which a page repeats the opening of the first one are left out; a page that
 * is a page before it over again adds nothing.
 *
 * @param articles in order, at least one
 * @param document makes the elements to work in; nothing is put into it
 */
export function joinArticles(articles: Article[], document: Document): Article {
  const [first, ...others] = articles;
  if (!first) throw new RangeError('no page to join');
  const body = document.implementation.createHTMLDocument('').createElement('div');
  putHtml(body, first.html);
  const opening = blocksOf(body)
    .slice(0, MOST_REPEATED_BLOCKS)
    .map(({ text }) => text);
  const seen = new Set([first.text]);
  const pages = [...first.pages];
  let last = first;
  others.forEach((article, index) => {
    if (seen.has(article.text)) return;
    seen.add(article.text);
    pages.push(...article.pages);
    last = article;
    const part = body.ownerDocument.createElement('div');
    putHtml(part, article.html);
    dropRepeated(part, opening);
    for (const element of part.children) element.setAttribute('data-page', String(index + 2));
    body.append(...part.childNodes);
  });
  const blocks = blocksOf(body);
  return {
    ...first,
    // Editors and the author note stand at the end of the last page.
    editors: first.editors.length > 0 ? first.editors : last.editors,
    note: first.note ?? last.note,
    html: body.innerHTML,
    text: blocks.map(({ text }) => text).join('\n'),
    outline: buildOutline(blocks, first.title),
    pages,
  };
}

function dropRepeated(part: Element, opening: string[]): void {
  for (const text of opening) {
    const block = part.firstElementChild;
    if (block?.textContent !== text) return;
    block.remove();
  }
}
