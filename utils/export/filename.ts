/** Characters that Windows, macOS or Linux refuse in a file name, control and bidirectional marks among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const FORBIDDEN = /[<>:"/\\|?*\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** Device names of Windows. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Most file systems stop at 255 bytes; 3 bytes a Chinese character leave room for this many and an ending. */
const MOST_CHARACTERS = 75;

/** A file name from a title: safe on Windows, macOS and Linux, readable in Chinese, never empty. */
export function fileName(title: string, extension: string, fallback: string): string {
  const safe = title.replace(FORBIDDEN, ' ').replace(/\s+/g, ' ').trim();
  const cut = Array.from(safe).slice(0, MOST_CHARACTERS).join('');
  const name = cut.replace(/^[. ]+|[. ]+$/g, '');
  return `${name === '' ? fallback : RESERVED.test(name) ? `_${name}` : name}.${extension}`;
}
