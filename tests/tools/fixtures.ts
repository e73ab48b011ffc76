/** The stored pages and what must be read off them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../fixtures');

/** What a fixture expects. Fields left out are not checked. */
export interface Expectation {
  /** Why this page is kept. */
  reason: string;
  url: string;
  /** What the bytes really are, where it isn't UTF-8. */
  encoding?: string;
  isArticle: boolean;
  title?: string;
  kicker?: string;
  subtitle?: string;
  /** null: nothing may be reported. */
  source?: string | null;
  authors?: string[];
  editors?: string[];
  publishedAt?: string;
  breadcrumb?: string[];
  note?: string;
  /** The body's blocks, all of them. */
  text?: string[];
  /** Blocks that must be there. */
  contains?: string[];
  /** Markup that must be there: tables, lists, captions. */
  html?: string[];
  /** [level, numbering, title] in document order. */
  outline?: [number, string, string][];
}

/** One stored page, decoded. */
export interface Fixture {
  name: string;
  html: string;
  expected: Expectation;
}

/** All stored pages, by name. */
export function readFixtures(): Fixture[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const expected = JSON.parse(readFileSync(join(FOLDER, name, 'expected.json'), 'utf8')) as Expectation;
      const bytes = readFileSync(join(FOLDER, name, 'page.html'));
      return { name, html: new TextDecoder(expected.encoding ?? 'utf-8').decode(bytes), expected };
    });
}
