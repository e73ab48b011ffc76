/** Containers that hold a lone paragraph's text directly. */
const HOISTING = 'li, td, th, dt, dd, caption';
const CONTAINER = 'ul, ol, li, dl, dt, dd, blockquote, table, thead, tbody, tfoot, tr, td, th, caption';
/** Empty cells and rows keep a table's columns; they go only with their table. */
const TABLE_PART = 'thead, tbody, tfoot, tr, td, th';

/** Drops containers left empty, and unwraps the only paragraph of a list item or cell. */
export function finishBody(body: Element): void {
  for (const element of [...body.querySelectorAll(CONTAINER)].reverse()) {
    const isEmpty = element.textContent === '' && !element.querySelector('img');
    if (isEmpty && !element.matches(TABLE_PART)) element.remove();
  }
  for (const element of body.querySelectorAll(HOISTING)) {
    const only = element.childNodes.length === 1 ? element.firstElementChild : null;
    if (only?.localName === 'p') only.replaceWith(...only.childNodes);
  }
}
