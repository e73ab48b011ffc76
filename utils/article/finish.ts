/** Containers that hold a lone paragraph's text directly. */
const HOISTING = 'li, td, th, dt, dd, caption';
/** Empty cells and rows keep a table's columns; they go only with their table. */
const TABLE_PART = 'thead, tbody, tfoot, tr, td, th';
/** What fills a table. */
const CONTENT = 'p, h1, h2, h3, h4, h5, h6, pre, img';

/**
 * Drops containers left empty, and unwraps the only paragraph of a list item or cell. Linear.
 * @param containers all of a body's, each before those in it
 */
export function finishContainers(containers: readonly Element[]): void {
  // From the innermost outwards, so that a container of empty ones is empty in its turn.
  for (const element of [...containers].reverse()) {
    if (element.localName === 'table' ? !element.querySelector(CONTENT) : isEmpty(element)) element.remove();
  }
  for (const element of containers) {
    if (!element.matches(HOISTING)) continue;
    const only = element.childNodes.length === 1 ? element.firstElementChild : null;
    if (only?.localName !== 'p') continue;
    moveChildren(only, element);
    only.remove();
  }
}

function isEmpty(element: Element): boolean {
  return !element.hasChildNodes() && !element.matches(TABLE_PART);
}

/** Moves the children of one element behind those of another, all or the first ones. Not by spreading: there may be a million. */
export function moveChildren(from: Element, to: Element, most = Number.POSITIVE_INFINITY): void {
  for (let moved = 0; from.firstChild && moved < most; moved += 1) to.append(from.firstChild);
}
