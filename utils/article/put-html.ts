/**
 * Puts html in the place of an element's children. It is parsed in a document of its own, where nothing runs or loads,
 * by the mode of the element's own document: a table in a paragraph stays there in quirks mode alone.
 * @param html sanitized: this keeps everything that it holds
 */
export function putHtml(element: Element, html: string): void {
  const doctype = element.ownerDocument.compatMode === 'BackCompat' ? '' : '<!doctype html>';
  const { body } = new DOMParser().parseFromString(`${doctype}<body>${html}`, 'text/html');
  element.replaceChildren();
  while (body.firstChild) element.append(body.firstChild);
}
