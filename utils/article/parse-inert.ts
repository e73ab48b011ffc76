/** What can be found by its name as if it were a property of its form or document. */
const NAMED = 'button,embed,fieldset,form,iframe,img,input,object,output,select,textarea';

/**
 * Parses html that nobody vouches for: nothing in it runs or loads. Its fields and pictures lose their names, for these
 * hide what forms and documents have of their own: who climbs by `parentNode` from a form with a field of that name goes
 * round in circles.
 */
export function parseInert(html: string): Document {
  const document = new DOMParser().parseFromString(html, 'text/html');
  // The methods themselves: those of this document and its forms may be hidden already.
  for (const element of Document.prototype.querySelectorAll.call(document, NAMED)) {
    Element.prototype.removeAttribute.call(element, 'name');
    if (element.localName !== 'form') element.removeAttribute('id');
  }
  return document;
}
