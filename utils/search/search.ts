import { parseRecord, readMonth, readMonths, recordKey, type StorageArea } from '../library/read';
import type { ArticleSummary } from '../library/schema';
import { breathe } from '../pace';
import { createArticleIndex, type IndexProgress } from './index-articles';
import { type SearchLine, searchLine, stampOf } from './line';
import {
  isInitialsIn,
  matchTexts,
  RANKS,
  type Rank,
  type SearchedText,
  type SearchMatch,
  searchedTexts,
} from './match';
import { parseQuery, type Query, type Term } from './parse-query';
import { createPassingStore, openShardStore, type ShardStore } from './shard-store';

/** An article that was found, with what was found in it. */
export interface SearchHit {
  summary: ArticleSummary;
  /** None where only its line was asked for: a date, a colour. */
  matches: SearchMatch[];
}

export interface SearchOptions {
  /** Hits at most; all of them where it is left out. */
  limit?: number;
  signal?: AbortSignal;
}

export interface LibrarySearch {
  /**
   * Articles that hold every word and phrase of the query, and of which every operator holds: parse-query.ts. Those
   * with all of it in the title come first, then those with it in notes, tags and excerpts, then those with it in the
   * body; of these the ones opened last. While the index comes up, what it holds already is found.
   *
   * Waits for the first `refresh`, which it begins where nobody did. Rejects with the signal's reason, or as reading
   * the store does.
   */
  search(query: string, options?: SearchOptions): Promise<SearchHit[]>;
  /**
   * Brings the index up to the store: after opening the page, and whenever the store changes. Calls at once become
   * one. `onProgress` hears how many articles can be found; resolves when all can. Rejects as reading the store does.
   */
  refresh(onProgress?: (progress: IndexProgress) => void): Promise<void>;
}

export interface SearchSetup {
  area: StorageArea;
  /** Where the index is kept; IndexedDB unless told otherwise. */
  openStore?: () => Promise<ShardStore>;
}

/** Records read at once for hits: a page of results takes few turns, and few are read in vain. */
const READ_AT_ONCE = 16;
/** Lines folded between two rests: some milliseconds. */
const LINES_AT_ONCE = 500;

/** Search over the library. Make one a page and keep it: the index stays in memory. */
export function createSearch({ area, openStore = openShardStore }: SearchSetup): LibrarySearch {
  const index = openStore()
    .catch((error: unknown) => {
      console.error('Jingdu: the search index can’t be kept', error);
      return createPassingStore();
    })
    .then((store) => createArticleIndex(area, store, breathe));
  let lines = new Map<string, SearchLine>();
  /** The first reading of the lines and of the stored index: searches wait for it. */
  let first: Promise<void> | undefined;
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const listeners = new Set<(progress: IndexProgress) => void>();

  async function readLines() {
    const read = new Map<string, SearchLine>();
    for (const month of await readMonths(area))
      for (const [at, summary] of (await readMonth(area, month)).entries()) {
        const known = lines.get(summary.id);
        const isSame = known?.stamp === stampOf(summary) && summary.modified !== undefined;
        read.set(summary.id, isSame ? { ...known, summary } : searchLine(summary));
        if (at % LINES_AT_ONCE === LINES_AT_ONCE - 1) await breathe();
      }
    lines = read;
  }

  async function prepare() {
    await Promise.all([readLines(), index.then(({ load }) => load())]);
  }

  function begin(): Promise<void> {
    first ??= prepare().catch((error: unknown) => {
      first = undefined;
      throw error;
    });
    return first;
  }

  async function update(prepared: Promise<void>) {
    await prepared;
    const owed = [...lines.values()].map(({ summary, stamp }) => ({ id: summary.id, stamp }));
    await (await index).update(owed, (progress) => {
      for (const listener of listeners) listener(progress);
    });
  }

  async function refresh(onProgress?: (progress: IndexProgress) => void) {
    if (onProgress) listeners.add(onProgress);
    const isFirst = first === undefined;
    const begun = begin();
    waiting ??= running
      .catch(() => {})
      .then(() => {
        waiting = undefined;
        // What was read for the first time is fresh; later, the store has changed.
        running = update(isFirst ? begun : prepare());
        return running;
      });
    try {
      await waiting;
    } finally {
      if (onProgress) listeners.delete(onProgress);
    }
  }

  async function search(typed: string, { limit = Number.POSITIVE_INFINITY, signal }: SearchOptions = {}) {
    const query = parseQuery(typed);
    if (query.terms.length + query.conditions.length === 0) return [];
    await begin();
    const { find } = await index;
    signal?.throwIfAborted();
    const candidates = findCandidates(query, lines, find);
    // A record is asked only where the line can't tell.
    if (query.terms.length === 0)
      return candidates.slice(0, limit).map(({ summary }) => ({ summary, matches: [] }));
    return verify(candidates, query.terms, { area, limit, signal });
  }

  return { search, refresh };
}

interface Candidate {
  summary: ArticleSummary;
  /** The best that it can come out at. */
  rank: Rank;
}

/** The articles that may be hits, in the order in which they would be shown. */
function findCandidates(
  { terms, conditions }: Query,
  lines: ReadonlyMap<string, SearchLine>,
  find: (term: string) => Map<string, { isInHead: boolean }>,
): Candidate[] {
  const wanted = terms.filter(({ isNegated }) => !isNegated);
  const found = wanted.map(({ text }) => ({ text, articles: find(text) }));
  const rankOf = ({ summary, title, initials, tagInitials }: SearchLine): Rank | undefined => {
    let rank: Rank = RANKS.title;
    for (const { text, articles } of found) {
      const inIndex = articles.get(summary.id);
      let best: Rank;
      if (title.includes(text) || isInitialsIn(text, initials)) best = RANKS.title;
      else if (inIndex?.isInHead || tagInitials.some((tag) => isInitialsIn(text, tag))) best = RANKS.head;
      else if (inIndex) best = RANKS.body;
      else return undefined;
      if (best > rank) rank = best;
    }
    return rank;
  };
  const candidates: Candidate[] = [];
  for (const line of lines.values()) {
    if (line.summary.deleted !== undefined || !conditions.every((holds) => holds(line))) continue;
    const rank = rankOf(line);
    if (rank !== undefined) candidates.push({ summary: line.summary, rank });
  }
  return candidates.sort(byRank);
}

/** Reads the candidates' records until there are hits enough: pairs of characters are no proof. */
async function verify(
  candidates: readonly Candidate[],
  terms: readonly Term[],
  { area, limit, signal }: { area: StorageArea; limit: number; signal: AbortSignal | undefined },
): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  /** Those that rank lower than their pairs of characters promised. */
  let late: (Candidate & SearchHit)[] = [];
  /** Takes over what ranks before a candidate yet to be read. */
  const takeLate = (next: Candidate | undefined) => {
    const due = late.filter((hit) => !next || byRank(hit, next) < 0).sort(byRank);
    late = late.filter((hit) => !due.includes(hit));
    hits.push(...due.map(({ summary, matches }) => ({ summary, matches })));
  };
  for (let from = 0; from < candidates.length && hits.length < limit; from += READ_AT_ONCE) {
    const batch = candidates.slice(from, from + READ_AT_ONCE);
    const stored = await area.get(batch.map(({ summary }) => recordKey(summary.id)));
    signal?.throwIfAborted();
    for (const candidate of batch) {
      takeLate(candidate);
      const matched = matchTexts(textsOf(stored[recordKey(candidate.summary.id)]), terms);
      if (matched) late.push({ summary: candidate.summary, ...matched });
    }
  }
  takeLate(undefined);
  return hits.slice(0, limit);
}

/** By rank, and opened last first. */
function byRank(a: Candidate, b: Candidate): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  return a.summary.opened < b.summary.opened ? 1 : a.summary.opened > b.summary.opened ? -1 : 0;
}

/** A stored record's texts; none of one that can't be read, or is gone since. */
function textsOf(stored: unknown): SearchedText[] {
  try {
    return searchedTexts(parseRecord(stored));
  } catch {
    return [];
  }
}
