/** How large a page is. */
export interface PageSize {
  elements: number;
  /** Depth of the deepest element, or more: no page is deeper than it has elements. */
  levels: number;
}

/**
 * Measures a page without recursion, and stops early once it is past either limit:
 * then the figures are those at the place where it stopped.
 */
export function measurePage(root: Element, most: PageSize): PageSize {
  // Browsers count much faster than we do, and most pages have too few elements to be too deep.
  const elements = root.getElementsByTagName('*').length + 1;
  if (elements <= most.levels) return { elements, levels: elements };
  const size = { elements: 1, levels: 1 };
  let level = 1;
  // By a walker: what a form has of its own, its parent too, a page can hide behind a field's name.
  const walker = (root.ownerDocument as Document).createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  while (size.elements <= most.elements && size.levels <= most.levels) {
    if (walker.firstChild()) level += 1;
    else
      while (!walker.nextSibling()) {
        if (level === 1) return size;
        walker.parentNode();
        level -= 1;
      }
    size.elements += 1;
    size.levels = Math.max(size.levels, level);
  }
  return size;
}
