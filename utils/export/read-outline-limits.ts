import { readNumbering } from '../outline/numbering';
import { MOST_OUTLINE_LEVELS } from '../outline/tree';
import type { OutlineEntry, OutlineExcerpt, OutlineFile } from '../outline/types';
import { FailureError } from '../result';

/** A longer file is refused unread; an essay of 100,000 characters with every line marked stays far below. */
export const MOST_CHARACTERS = 5_000_000;
/** The most heads and excerpts that one file may hold. */
export const MOST_HEADS = 20_000;

/** The failure of a file that is no outline. `line` counts from 1. */
export function unreadable(line: number, reason: string): FailureError {
  return new FailureError('outline-unreadable', `line ${line}: ${reason}`, line);
}

/** The text of a file without its byte order mark; a file that is too long is refused. */
export function checkedText(text: string): string {
  if (text.length > MOST_CHARACTERS)
    throw new FailureError('outline-unreadable', `longer than ${MOST_CHARACTERS} characters`);
  return text.replace(/^\ufeff/, '');
}

/**
 * A label of a file that doesn't say where its numbering ends, told apart by the rules of numbering: 一、强化 → 一、 and
 * 强化. A number that no mark sets off counts only where a space follows: 第一节课 has none. White space at both ends
 * and behind the numbering is left out.
 */
export function splitLabel(label: string): Pick<OutlineEntry, 'numbering' | 'title'> {
  const text = label.trim();
  const found = readNumbering(text);
  const isNumbered = found && !(found.isWeak && found.length === found.printed.length);
  return isNumbered
    ? { numbering: found.printed, title: text.slice(found.length).trim() }
    : { numbering: '', title: text };
}

/** The entries of a file as they are found, in order; keeps the limits and the rule of levels. */
export class OutlineCollector {
  readonly entries: OutlineEntry[] = [];
  private count = 0;

  /** Adds a head that stands no deeper than one level below the one before it. */
  addHead(head: Pick<OutlineEntry, 'level' | 'numbering' | 'title'> & Partial<OutlineEntry>, line: number) {
    this.countOne(line);
    if (head.level > MOST_OUTLINE_LEVELS) throw unreadable(line, `deeper than ${MOST_OUTLINE_LEVELS} levels`);
    const entry = { note: '', collapsed: false, excerpts: [], ...head };
    this.entries.push(entry);
    return entry;
  }

  /** Files an excerpt under a head. */
  addExcerpt(head: OutlineEntry, excerpt: OutlineExcerpt, line: number): OutlineExcerpt {
    this.countOne(line);
    head.excerpts.push(excerpt);
    return excerpt;
  }

  private countOne(line: number): void {
    this.count += 1;
    if (this.count > MOST_HEADS) throw unreadable(line, `more than ${MOST_HEADS} heads and excerpts`);
  }
}

/** An address where it is one of the web; else nothing: what is no link must not become one. */
export function webAddress(text: string | undefined): Pick<OutlineFile, 'url'> {
  return text && /^https?:\/\//i.test(text) && URL.canParse(text) ? { url: text } : {};
}
