import type { Article } from '../article/types';
import { localDay } from '../local-day';

/** Characters that Windows, macOS or Linux refuse in a file name; control characters, halves of characters and bidirectional marks among them. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
/** Device names of Windows, with whatever ending. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])\s*(?:\.|$)/i;
/** Most file systems stop at 255 bytes; Chrome adds `.crdownload` while it downloads, and both browsers ` (1)` to a name that is taken. */
const MOST_BYTES = 240;

/** What a pattern for file names may hold, each in double braces: {{date}} {{title}}. */
export const NAME_TOKENS = ['title', 'date', 'saved', 'source', 'author', 'id'] as const;
type NameToken = (typeof NAME_TOKENS)[number];

export const DEFAULT_NAME_PATTERN = '{{title}}';

const TOKEN = /\{\{\s*(\w+)\s*\}\}/g;
/** Of an article's id, enough to tell articles of one library apart. */
const ID_LENGTH = 8;

/**
 * A file name from a title: safe on Windows, macOS and Linux, readable in Chinese, never empty. Composed (NFC), so
 * that it is one name on every system.
 */
export function fileName(title: string, extension: string, fallback: string): string {
  const safe = title
    .normalize('NFC')
    .replace(FORBIDDEN, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[. ]+/, '');
  const name = cutToBytes(safe, MOST_BYTES - byteLength(`_.${extension}`)).replace(/[. ]+$/, '');
  return `${name === '' ? fallback : RESERVED.test(name) ? `_${name}` : name}.${extension}`;
}

/** What of a record its file's name may tell. */
interface NamedArticle {
  id: string;
  article: Pick<Article, 'title' | 'publishedAt' | 'source' | 'authors'>;
  saved: string;
}

/**
 * The file name of an article's export after the reader's pattern: `date` is the day it was published, or else saved.
 * What a token finds nothing for is left out, and so is a token that doesn't exist.
 */
export function articleFileName(
  { id, article, saved }: NamedArticle,
  { pattern, extension, fallback }: { pattern: string; extension: string; fallback: string },
): string {
  const savedDay = localDay(new Date(saved));
  const values: Record<NameToken, string> = {
    title: article.title,
    date: article.publishedAt?.slice(0, 10) ?? savedDay,
    saved: savedDay,
    source: article.source ?? '',
    author: article.authors.join('、'),
    id: id.slice(0, ID_LENGTH),
  };
  const name = pattern.replace(TOKEN, (_, token: string) => (isNameToken(token) ? values[token] : ''));
  return fileName(name, extension, fallback);
}

/**
 * Names for files that lie in one folder: a name that is taken, whatever its case, gets a number before its ending.
 * The names are safe already, and short enough to take it.
 */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return names.map((name) => {
    const key = folded(name);
    let unique = name;
    for (let number = next.get(key) ?? 2; taken.has(folded(unique)); number += 1) {
      unique = name.replace(/(\.[^.]*)?$/, (extension) => ` (${number})${extension}`);
      next.set(key, number + 1);
    }
    taken.add(folded(unique));
    return unique;
  });
}

/** A name as systems that ignore case compare it. */
const folded = (name: string) => name.normalize('NFC').toLowerCase().toUpperCase();

function isNameToken(token: string): token is NameToken {
  return (NAME_TOKENS as readonly string[]).includes(token);
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
