import { INLINE_PICTURE } from './sanitize.ts';
import { parseWebAddress } from './url.ts';

/** Attributes in which lazily loading pages keep a picture's true address while `src` holds a placeholder. */
const LAZY_ATTRIBUTES = [
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-lazyload',
  'data-actualsrc',
  'data-echo',
  'data-url',
  'original',
  '_src',
  'real_src',
  'lazy-src',
  'src',
];

/** Pictures declared smaller than this on a side, in CSS pixels, are icons, bullets and counters. */
const SMALLEST_SIDE = 32;

/** The address and text of a picture worth showing, or null for icons, counters and pictures that can't be shown. */
export function pictureOf(image: Element, base: string): { src: string; alt: string } | null {
  for (const side of ['width', 'height']) {
    const size = Number.parseInt(image.getAttribute(side) ?? '', 10);
    if (size < SMALLEST_SIDE) return null;
  }
  for (const attribute of LAZY_ATTRIBUTES) {
    const value = image.getAttribute(attribute)?.trim();
    if (!value) continue;
    const src = INLINE_PICTURE.test(value) ? value : parseWebAddress(value, base)?.href;
    if (src) return { src, alt: (image.getAttribute('alt') ?? '').trim() };
  }
  return null;
}
