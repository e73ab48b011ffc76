import { parseRecord, recordKey, type StorageArea } from '../library/read';
import { foldText } from './fold';
import { searchedTexts } from './match';
import { SHARD_CAPACITY } from './postings';
import { findInShard, isShard, mergeShards, type Shard, ShardBuilder } from './shard';
import type { ShardStore } from './shard-store';

/** An article that is to be found, and its stamp. */
export interface OwedArticle {
  id: string;
  stamp: string;
}

/** How far an index is, in articles. */
export interface IndexProgress {
  done: number;
  total: number;
}

export interface ArticleIndex {
  /** Takes the stored shards over; those that can't be read, or are of another format, are thrown away. */
  load(): Promise<void>;
  /** Indexes what isn't, and lets go of what is gone. What was done stays done where it is broken off. */
  update(owed: readonly OwedArticle[], onProgress: (progress: IndexProgress) => void): Promise<void>;
  /** The articles that may hold a folded term, and whether they may hold it outside of their body. */
  find(term: string): Map<string, { isInHead: boolean }>;
}

/** Records read at once: some milliseconds of work. */
const READ_AT_ONCE = 32;
/** Batches asked for at once, so that the browser always has one to read. */
const READ_AHEAD = 4;

/**
 * The index of the library's texts: a cache, kept in shards. It may lack articles and hold old ones, so what it finds
 * is looked up in the records. Several pages may keep it at once: each adds and removes whole shards, so at worst an
 * article stands in two of them, and the next update lets one go.
 *
 * @param rest gives others a turn between two steps of work
 */
export function createArticleIndex(
  area: StorageArea,
  store: ShardStore,
  rest: () => Promise<void>,
): ArticleIndex {
  const shards = new Map<number, Shard>();

  let unkept = 0;

  /** Adds and removes shards. Where the browser doesn't store them, they last as long as the page. */
  const replace = async (added: readonly Shard[], removed: readonly number[]) => {
    const keys = await store.replace(added, removed).catch((error: unknown) => {
      console.error('Jingdu: a part of the search index was not kept', error);
      unkept -= added.length;
      return added.map((_, at) => unkept + at);
    });
    for (const key of removed) shards.delete(key);
    for (const [at, key] of keys.entries()) {
      const shard = added[at];
      if (shard) shards.set(key, shard);
    }
  };

  async function load() {
    const keys = await store.keys().catch(() => [...shards.keys()]);
    // Another page replaced them.
    for (const key of shards.keys()) if (!keys.includes(key)) shards.delete(key);
    const unreadable: number[] = [];
    for (const key of keys) {
      if (shards.has(key)) continue;
      const shard = await store.read(key).catch(() => undefined);
      if (isShard(shard)) shards.set(key, shard);
      else unreadable.push(key);
    }
    if (unreadable.length > 0) await replace([], unreadable);
  }

  /** The records of articles, batch by batch; the browser reads the next ones while one is worked on. */
  async function* readRecords(articles: readonly OwedArticle[]) {
    const read = (from: number) => {
      const batch = articles.slice(from, from + READ_AT_ONCE);
      return { batch, stored: area.get(batch.map(({ id }) => recordKey(id))) };
    };
    const ahead: ReturnType<typeof read>[] = [];
    for (let from = 0; from < articles.length || ahead.length > 0; ) {
      for (; from < articles.length && ahead.length < READ_AHEAD; from += READ_AT_ONCE)
        ahead.push(read(from));
      const next = ahead.shift();
      const records = await next?.stored;
      yield next?.batch.map((article) => ({ ...article, record: records?.[recordKey(article.id)] })) ?? [];
    }
  }

  async function update(owed: readonly OwedArticle[], onProgress: (progress: IndexProgress) => void) {
    const indexed = new Set([...shards.values()].flatMap(({ articles }) => articles.map(keyOf)));
    const missing = owed.filter((article) => !indexed.has(keyOf(article)));
    const total = owed.length;
    let done = total - missing.length;
    onProgress({ done, total });
    const builder = new ShardBuilder();
    const keep = async () => {
      if (builder.size > 0) await replace([await builder.build(rest)], []);
      onProgress({ done, total });
    };
    for await (const batch of readRecords(missing)) {
      // One that can't be read has no texts, and isn't asked for again until it changes.
      for (const { id, stamp, record } of batch) {
        if (builder.isFull) await keep();
        builder.add(id, stamp, indexedTexts(record));
      }
      done += batch.length;
      if (done < total) onProgress({ done, total });
      await rest();
    }
    await keep();
    await tidy(new Set(owed.map(keyOf)));
  }

  /** Lets go of shards that hold nothing of use, and makes one of two that have room for each other. */
  async function tidy(owed: ReadonlySet<string>) {
    const seen = new Set<string>();
    const usable = new Map<Shard, boolean[]>();
    for (const shard of shards.values()) {
      const isOfUse = (key: string) => owed.has(key) && !seen.has(key) && Boolean(seen.add(key));
      usable.set(shard, shard.articles.map(keyOf).map(isOfUse));
    }
    const sizeOf = (shard: Shard) => usable.get(shard)?.filter(Boolean).length ?? 0;
    for (;;) {
      const [first, second] = [...shards].sort(([, a], [, b]) => sizeOf(a) - sizeOf(b));
      if (!first) return;
      if (sizeOf(first[1]) === 0) {
        await replace([], [first[0]]);
        continue;
      }
      if (!second || sizeOf(first[1]) + sizeOf(second[1]) > SHARD_CAPACITY) return;
      const merged = mergeShards(first[1], second[1], (shard, slot) => usable.get(shard)?.[slot] ?? false);
      usable.set(
        merged,
        merged.articles.map(() => true),
      );
      await replace([merged], [first[0], second[0]]);
      await rest();
    }
  }

  function find(term: string) {
    const found = new Map<string, { isInHead: boolean }>();
    for (const shard of shards.values())
      for (const { id, isInHead } of findInShard(shard, term))
        if (isInHead || !found.has(id)) found.set(id, { isInHead });
    return found;
  }

  return { load, update, find };
}

const keyOf = ({ id, stamp }: OwedArticle) => `${id} ${stamp}`;

/** Folded texts of a stored record; none where it can't be read. */
function indexedTexts(stored: unknown): { head: string; body: string } {
  try {
    const texts = searchedTexts(parseRecord(stored));
    const head = texts.filter(({ field }) => field !== 'body').map(({ text }) => text);
    const body = texts.filter(({ field }) => field === 'body').map(({ text }) => text);
    return { head: foldText(head.join('\n')), body: foldText(body.join('\n')) };
  } catch {
    // Whoever opens the record is told; it has nothing to find.
    return { head: '', body: '' };
  }
}
