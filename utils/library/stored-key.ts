/**
 * The keys under which the many are stored. Chromium copies all keys at every write of `storage.local`, and such a copy of a
 * text of more than 22 bytes is dear: with 10,000 keys a write takes 1.6 ms in place of 2.7 where they are no longer
 * (decision 22).
 */
const KINDS: Readonly<Record<string, string>> = { article: 'a', versions: 'v' };
const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(KINDS).map(([name, kind]) => [kind, name]),
);
/** Those of ZeroMQ's Z85: 85 signs write 32 bits as five. */
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';
const BASE = DIGITS.length;
const SHORT_WORD = 5;
const HEX_WORD = 8;

const LONG = /^(article|versions):([0-9a-f]{32})$/;
const SHORT = /^([av]):(.{20})$/;

/** What a key of the library is stored under; itself where it isn't one of many. */
export function storedKey(key: string): string {
  const [, name, id] = LONG.exec(key) ?? [];
  return name && id ? `${KINDS[name]}:${id.replace(/.{8}/g, shorten)}` : key;
}

/** The key of the library that is stored under this one. */
export function libraryKey(stored: string): string {
  const [, kind, short] = SHORT.exec(stored) ?? [];
  return kind && short ? `${NAMES[kind]}:${short.replace(/.{5}/g, lengthen)}` : stored;
}

function shorten(hex: string): string {
  let digits = '';
  let rest = Number.parseInt(hex, 16);
  for (let at = 0; at < SHORT_WORD; at += 1) {
    digits = DIGITS.charAt(rest % BASE) + digits;
    rest = Math.floor(rest / BASE);
  }
  return digits;
}

function lengthen(digits: string): string {
  let word = 0;
  for (const digit of digits) word = word * BASE + DIGITS.indexOf(digit);
  return word.toString(16).padStart(HEX_WORD, '0');
}
