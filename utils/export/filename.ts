/** Characters that Windows, macOS or Linux refuse in a file name; control characters, halves of characters and bidirectional marks among them. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
/** Device names of Windows, with whatever ending. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])\s*(?:\.|$)/i;
/** Most file systems stop at 255 bytes; Chrome adds `.crdownload` while it downloads, and both browsers ` (1)` to a name that is taken. */
const MOST_BYTES = 240;

/** A file name from a title: safe on Windows, macOS and Linux, readable in Chinese, never empty. */
export function fileName(title: string, extension: string, fallback: string): string {
  const safe = title
    .replace(FORBIDDEN, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[. ]+/, '');
  const name = cutToBytes(safe, MOST_BYTES - byteLength(`_.${extension}`)).replace(/[. ]+$/, '');
  return `${name === '' ? fallback : RESERVED.test(name) ? `_${name}` : name}.${extension}`;
}

/** The beginning of a text that fits, in whole characters as a reader sees them: no emoji is cut in half. */
function cutToBytes(text: string, most: number): string {
  let length = 0;
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += byteLength(segment);
    if (bytes > most) break;
    length += segment.length;
  }
  return text.slice(0, length);
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
