import type { Config, DOMPurify, WindowLike } from 'dompurify';
import createDOMPurify from 'dompurify';

/**
 * What a body may hold. Everything else is dropped, its text kept. No class, style, id or name: the reading view
 * owns the look, and ids of a page must not clobber anything. Of the page's look, centring alone is kept: it can tell
 * a heading.
 */
const ALLOWED: Config = {
  // With the body that all of it stands in: of a root that isn't allowed DOMPurify copies everything first.
  ALLOWED_TAGS: (
    'body p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code figure figcaption img table caption thead tbody ' +
    'tfoot tr td th strong em u s sub sup a ruby rt rp'
  ).split(' '),
  ALLOWED_ATTR: ['href', 'src', 'alt', 'title', 'colspan', 'rowspan', 'start', 'width', 'height', 'align'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // What is returned is the parsed body, which `sanitize` writes and `sanitizedBody` gives as it is.
  RETURN_DOM: true,
  // Whatever isn't named here must pass for an address.
  ADD_URI_SAFE_ATTR: ['colspan', 'rowspan', 'start', 'width', 'height', 'align'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
  // A policy of its own is refused, and reported, on pages that allow none; without one it parses by DOMParser here.
  TRUSTED_TYPES_POLICY: null as never,
};

/** Pictures written into the page itself. SVG is left out: it is a document, not a picture. */
export const INLINE_PICTURE = /^data:image\/(?:png|jpeg|gif|webp)[;,]/i;

const purifiers = new WeakMap<object, DOMPurify>();

/** Sanitizes a body's html with the DOMPurify of the given window (a content script's, a page's or jsdom's). */
export function sanitize(html: string, window: WindowLike): string {
  return sanitizedBody(html, window).innerHTML;
}

/** The same as an element, whose document is inert and holds nothing else. */
export function sanitizedBody(html: string, window: WindowLike): HTMLElement {
  let purifier = purifiers.get(window);
  if (!purifier) {
    // The module is the one of the window that it runs in, and another is dear to make.
    purifier = window === globalThis.window ? createDOMPurify : createDOMPurify(window);
    // DOMPurify lets any data: address stand in a picture; only plain pictures may stay.
    purifier.addHook('uponSanitizeAttribute', (_element, attribute) => {
      const { attrName, attrValue } = attribute;
      if (attrName === 'src' && /^data:/i.test(attrValue) && !INLINE_PICTURE.test(attrValue)) {
        attribute.keepAttr = false;
      }
      if (attrName === 'align' && attrValue !== 'center') attribute.keepAttr = false;
    });
    // Once: it is dear to read, and the same for all.
    purifier.setConfig(ALLOWED);
    purifiers.set(window, purifier);
  }
  return purifier.sanitize(html) as unknown as HTMLElement;
}
