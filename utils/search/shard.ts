import {
  findSlots,
  mergePostings,
  type Postings,
  PostingsBuilder,
  SHARD_CAPACITY,
  type SlotMap,
} from './postings';

/** Raised whenever folding or the shape of a shard changes: shards of another format are made anew. */
const SHARD_FORMAT = 1;

/** A part of the index: what some hundred articles hold. Never changed, only replaced. */
export interface Shard {
  format: number;
  /** The articles by slot, and the stamps that they had when they were indexed. */
  articles: { id: string; stamp: string }[];
  /** Of everything but the body: titles, names, tags, notes, excerpts, outlines. */
  head: Postings;
  body: Postings;
}

/** Makes a shard of articles that are given one by one, and then the next. */
export class ShardBuilder {
  private articles: Shard['articles'] = [];
  private readonly head = new PostingsBuilder();
  private readonly body = new PostingsBuilder();

  get size(): number {
    return this.articles.length;
  }

  get isFull(): boolean {
    return this.size === SHARD_CAPACITY;
  }

  /** Takes an article with its folded texts. */
  add(id: string, stamp: string, texts: { head: string; body: string }): void {
    this.head.add(this.size, texts.head);
    this.body.add(this.size, texts.body);
    this.articles.push({ id, stamp });
  }

  /** The shard of what was added, in steps with rests between them; afterwards the builder is empty. */
  async build(rest: () => Promise<void>): Promise<Shard> {
    const articles = this.articles;
    const head = await this.head.build(rest);
    const body = await this.body.build(rest);
    this.articles = [];
    return { format: SHARD_FORMAT, articles, head, body };
  }
}

/** One shard of what two hold of use; together no more than a shard takes. */
export function mergeShards(
  first: Shard,
  second: Shard,
  isOfUse: (shard: Shard, slot: number) => boolean,
): Shard {
  const articles: Shard['articles'] = [];
  const place = (shard: Shard): SlotMap =>
    Int16Array.from(shard.articles, (article, slot) =>
      isOfUse(shard, slot) ? articles.push(article) - 1 : -1,
    );
  const [firstSlots, secondSlots] = [place(first), place(second)];
  const merge = (part: 'head' | 'body') => mergePostings(first[part], firstSlots, second[part], secondSlots);
  return { format: SHARD_FORMAT, articles, head: merge('head'), body: merge('body') };
}

/** The ids of articles that may hold a term, and whether in the head. */
export function* findInShard(shard: Shard, term: string): Generator<{ id: string; isInHead: boolean }> {
  for (const part of ['body', 'head'] as const)
    for (const slot of findSlots(shard[part], term)) {
      const article = shard.articles[slot];
      if (article) yield { id: article.id, isInHead: part === 'head' };
    }
}

/** Whether something stored is a shard of today's format, and whole. */
export function isShard(stored: unknown): stored is Shard {
  if (!isObject(stored) || stored.format !== SHARD_FORMAT || !Array.isArray(stored.articles)) return false;
  const { articles, head, body } = stored;
  return (
    articles.length <= SHARD_CAPACITY &&
    articles.every((one) => isObject(one) && typeof one.id === 'string' && typeof one.stamp === 'string') &&
    isPostings(head) &&
    isPostings(body)
  );
}

function isPostings(stored: unknown): stored is Postings {
  if (!isObject(stored)) return false;
  const { pairs, starts, slots } = stored;
  return (
    pairs instanceof Uint32Array &&
    starts instanceof Uint32Array &&
    slots instanceof Uint8Array &&
    starts.length === pairs.length + 1 &&
    starts.at(-1) === slots.length
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
