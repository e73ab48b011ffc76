/** How far browsers look for a declared charset: the first 1024 bytes (HTML standard, encoding sniffing). */
const SNIFFED_BYTES = 1024;
/** Characters that any Chinese text of some length holds, in the simplified and the traditional script. */
const COMMON_CHARACTERS = new Set(
  '的一是不了在人有我他这這中大来來上国國个個到说說们們为為和你地出道也时時年得',
);
/** Each of these decodes any text of the one named after it: gb2312 and gbk pages hold GB 18030 characters. */
const CHINESE_ENCODINGS = ['gb18030', 'big5'] as const;

/**
 * Decodes a fetched page as a reader would want it: byte order mark, then UTF-8 wherever the bytes are valid UTF-8,
 * then what the server or the page declares, unless that can't be; then whichever Chinese encoding gives Chinese.
 *
 * @param contentType the response's header, as in `text/html; charset=gb2312`
 */
export function decodePage(bytes: Uint8Array, contentType: string | null): string {
  const marked = byteOrderMark(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  // Before any declaration: Chinese text in another encoding is hardly ever valid UTF-8, so a page that is, is.
  const utf8 = decodeStrictly('utf-8', bytes);
  if (utf8 !== undefined) return utf8;
  const declared = declaredEncoding(bytes, contentType);
  if (declared && declared !== 'utf-8') {
    const text = decodeStrictly(declared, bytes);
    if (text !== undefined) return text;
  }
  const [best] = CHINESE_ENCODINGS.map((encoding) => new TextDecoder(encoding).decode(bytes)).sort(
    (a, b) => chineseShare(b) - chineseShare(a),
  );
  return best ?? new TextDecoder().decode(bytes);
}

function byteOrderMark([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0xff && b === 0xfe ? 'utf-16le' : undefined;
}

/** The declared encoding, the header's before the page's own; undefined where none is known. */
function declaredEncoding(bytes: Uint8Array, contentType: string | null): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, SNIFFED_BYTES));
  const names = [
    /charset\s*=\s*["']?\s*([\w-]+)/i.exec(contentType ?? '')?.[1],
    /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1],
  ];
  for (const name of names) {
    try {
      if (name) return new TextDecoder(name).encoding;
    } catch {
      // An unknown name declares nothing.
    }
  }
  return undefined;
}

function decodeStrictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The share of common characters among all beyond ASCII: garbage has next to none. */
function chineseShare(text: string): number {
  let common = 0;
  let all = 0;
  for (const character of text) {
    if (character.charCodeAt(0) < 0x80) continue;
    all += 1;
    if (COMMON_CHARACTERS.has(character)) common += 1;
  }
  return all === 0 ? 0 : common / all;
}
