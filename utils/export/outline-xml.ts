import type { Element, Text } from 'xast';
import { toXml } from 'xast-util-to-xml';

/** What no XML 1.0 document may hold, not even as a reference: control characters, halves of characters, U+FFFE, U+FFFF. */
const FORBIDDEN = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** White space that a reader of XML would make a space or a line feed of, unless it is written as a reference. */
const FRAGILE_SPACE = /[\t\n\r]/g;

/**
 * An XML document, UTF-8, one element a line. Values are kept to the character, line breaks in attributes included;
 * characters that XML forbids are left out.
 */
export function writeXml(root: Element): string {
  const declaration = {
    type: 'instruction' as const,
    name: 'xml',
    value: 'version="1.0" encoding="UTF-8"',
  };
  const xml = toXml([declaration, root], { closeEmptyElements: true, tightClose: true });
  const exact = xml
    .replace(FORBIDDEN, '')
    // XML refuses the end of a CDATA section in text, and the library leaves it as it is.
    .replaceAll(']]>', ']]&gt;')
    .replace(FRAGILE_SPACE, (space) => `&#${space.charCodeAt(0)};`);
  // Values hold no bare `<`, so this pair stands between two elements only.
  return `${exact.replaceAll('><', '>\n<')}\n`;
}

/** An element; attributes without a value are left out. */
export function element(
  name: string,
  attributes: Record<string, string | undefined>,
  ...children: (Element | Text)[]
): Element {
  return { type: 'element', name, attributes, children };
}

/** An element that holds text alone. */
export function textElement(name: string, value: string): Element {
  return element(name, {}, { type: 'text', value });
}
