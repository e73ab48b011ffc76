import { articleId } from '../../utils/library/id';
import { readRecord } from '../../utils/library/read';
import type { Annotation, ArticleRecord, SavedOutline } from '../../utils/library/schema';
import { createLibraryStore, type LibraryStore } from '../../utils/library/store';
import { type Random, seededRandom } from '../tools/random';
import { createMemoryArea } from '../unit/library/memory-area';
import { canonical, findDamage } from './damage';
import { idOf, makeArticle, makeHead, makeMark, makeOutline } from './material';
import type { TortureOptions, TortureReport } from './report';

/**
 * Contexts that write to the same articles at once, each from its own view, which is older than the store whenever
 * another one was quicker. Each operation writes something of its own, so that a lost one is seen.
 */

/** Page, popup, side panel or library, and the background: issue 5. */
export const CONTEXTS = ['page', 'popup', 'library', 'background'] as const;
const OPERATIONS = 10_000;
/** Requests that one context has under way. */
const IN_FLIGHT = 3;
/** After so many operations the articles are new ones: records that grow without end are another test's matter. */
const OPERATIONS_OF_ARTICLE = 100;
const ARTICLES_AT_ONCE = 2;
/** How often a context looks at the store again, of 1; between two looks its view grows old. */
const LOOKS = 0.2;

/** What all contexts write to: its fields and tags are changed by all of them. */
const SHARED_MARK = idOf(1);
const SHARED_OUTLINE = idOf(2);

/** The group of `npm run torture`. */
export function run({ seed, say }: TortureOptions): Promise<TortureReport> {
  return writeFromContexts({ seed, say, operations: OPERATIONS });
}

export async function writeFromContexts({
  seed,
  say,
  operations,
}: TortureOptions & { operations: number }): Promise<TortureReport> {
  const random = seededRandom(seed);
  const failures: string[] = [];
  const counts: Record<string, number> = {};
  let stale = 0;
  let done = 0;
  for (let round = 0; done < operations && failures.length === 0; round += 1) {
    const share = Math.min(operations - done, OPERATIONS_OF_ARTICLE * ARTICLES_AT_ONCE);
    const result = await writeRound(round, share, random);
    failures.push(...result.failures);
    for (const [kind, count] of Object.entries(result.counts)) counts[kind] = (counts[kind] ?? 0) + count;
    stale += result.stale;
    done += share;
    say(`${done} operations`);
  }
  return {
    counted: [
      `${CONTEXTS.length} contexts, ${done} operations (${stale} from a view older than the store): ${JSON.stringify(counts)}`,
      `${failures.length} lost`,
    ],
    failures,
  };
}

/** What an operation wrote, and whether a record has it. */
export interface Written {
  kind: string;
  tells: string;
  isIn: (record: ArticleRecord) => boolean;
}

/** What a context asks of the one writer. */
export type Writer = Pick<LibraryStore, 'putAnnotation' | 'putOutline' | 'trashAnnotation'>;

export interface Context {
  name: string;
  store: Writer;
  read: (id: string) => Promise<ArticleRecord | undefined>;
  /** The page shows what it is answered; others see it at their next look. */
  showsAnswers: boolean;
}

/** Stores what all contexts change at once. */
export async function putShared(store: Writer, id: string): Promise<void> {
  await store.putAnnotation(id, makeMark(SHARED_MARK));
  await store.putOutline(id, makeOutline(SHARED_OUTLINE));
}

async function writeRound(
  round: number,
  operations: number,
  random: Random,
): Promise<{ failures: string[]; counts: Record<string, number>; stale: number }> {
  const area = createMemoryArea();
  const store = createLibraryStore(area, () => new Date());
  const articles = Array.from({ length: ARTICLES_AT_ONCE }, (_, n) =>
    makeArticle(round * ARTICLES_AT_ONCE + n),
  );
  const ids = await Promise.all(articles.map(({ url }) => articleId(url)));
  for (const article of articles) await store.openArticle(article);
  for (const id of ids) await putShared(store, id);
  const contexts = CONTEXTS.map((name): Context => {
    return { name, store, read: (id) => readRecord(area, id), showsAnswers: name === 'page' };
  });
  const { written, counts, stale } = await writeTogether(contexts, ids, operations, random);
  const failures = findDamage(area.stored());
  for (const id of ids) {
    failures.push(...findLost(written.get(id) ?? [], await readRecord(area, id)));
    const views = new Set(await Promise.all(contexts.map(async ({ read }) => canonical(await read(id)))));
    if (views.size !== 1) failures.push(`contexts disagree on ${id}`);
  }
  return { failures, counts, stale };
}

/** What was written and is not in the record. */
export function findLost(written: readonly Written[], record: ArticleRecord | undefined): string[] {
  return written
    .filter(({ isIn }) => !record || !isIn(record))
    .map(({ kind, tells }) => `lost: ${kind} ${tells}`);
}

/** All contexts write at once, each with several requests under way. */
export async function writeTogether(
  contexts: readonly Context[],
  ids: readonly string[],
  operations: number,
  random: Random,
): Promise<{ written: Map<string, Written[]>; counts: Record<string, number>; stale: number }> {
  const written = new Map<string, Written[]>(ids.map((id) => [id, []]));
  const counts: Record<string, number> = {};
  /** So many writes of an article were answered: a view from before the last one is old. */
  const answered = new Map(ids.map((id) => [id, 0]));
  let [count, stale] = [0, 0];

  const work = async (context: Context, views: Map<string, { record: ArticleRecord; age: number }>) => {
    const look = async (id: string) => {
      const age = answered.get(id) ?? 0;
      const record = await context.read(id);
      if (!record) throw new Error(`${context.name} sees nothing of ${id}`);
      views.set(id, { record, age });
      return { record, age };
    };
    while (count < operations) {
      count += 1;
      const n = count;
      const id = random.pick(ids);
      const shown = random.chance(LOOKS) ? undefined : views.get(id);
      const view = shown ?? (await look(id));
      if (view.age < (answered.get(id) ?? 0)) stale += 1;
      const { send, writes } = operate(view.record, `${context.name}之${n}`, n, random);
      const record = await send(context.store, id);
      const age = (answered.get(id) ?? 0) + 1;
      answered.set(id, age);
      counts[writes.kind] = (counts[writes.kind] ?? 0) + 1;
      written.get(id)?.push(writes);
      if (context.showsAnswers) views.set(id, { record, age });
    }
  };
  await Promise.all(
    contexts.flatMap((context) => {
      const views = new Map<string, { record: ArticleRecord; age: number }>();
      return Array.from({ length: IN_FLIGHT }, () => work(context, views));
    }),
  );
  return { written, counts, stale };
}

/**
 * An operation on what a context sees, with the context's own view as its base.
 * @param word what it writes; nothing else has it
 */
function operate(
  view: ArticleRecord,
  word: string,
  n: number,
  random: Random,
): { send: (store: Writer, id: string) => Promise<ArticleRecord>; writes: Written } {
  const mark = view.annotations.find(({ id }) => id === SHARED_MARK) as Annotation;
  const outline = view.outlines.find(({ id }) => id === SHARED_OUTLINE) as SavedOutline;
  const own = idOf(0x10_000 + n);
  switch (random.pick(['mark', 'tag', 'head', 'headNote', 'outline', 'trashed', 'note'] as const)) {
    case 'mark': {
      const made = makeMark(own, { note: word });
      return {
        send: (store, id) => store.putAnnotation(id, made),
        writes: { kind: 'mark', tells: word, isIn: ({ annotations }) => has(annotations, own, 'note', word) },
      };
    }
    case 'tag': {
      const changed = { ...mark, tags: [...mark.tags, word] };
      return {
        send: (store, id) => store.putAnnotation(id, changed, mark),
        writes: {
          kind: 'tag',
          tells: word,
          isIn: ({ annotations }) => annotations.some(({ tags }) => tags.includes(word)),
        },
      };
    }
    case 'head': {
      const nodes = [...outline.nodes, makeHead(own, { title: word })];
      return {
        send: (store, id) => store.putOutline(id, { ...outline, nodes }, outline),
        writes: { kind: 'head', tells: word, isIn: ({ outlines }) => hasHead(outlines, own, 'title', word) },
      };
    }
    case 'headNote': {
      // Two fields of one head: this context's note beside whatever others make of the title.
      const nodes = [...outline.nodes, makeHead(own, { note: word })];
      return {
        send: async (store, id) => {
          const first = await store.putOutline(id, { ...outline, nodes }, outline);
          const seen = first.outlines.find((one) => one.id === SHARED_OUTLINE) as SavedOutline;
          const named = seen.nodes.map((node) => (node.id === own ? { ...node, title: `题${word}` } : node));
          const noted = seen.nodes.map((node) => (node.id === own ? { ...node, note: `批${word}` } : node));
          const [, last] = await Promise.all([
            store.putOutline(id, { ...seen, nodes: named }, seen),
            store.putOutline(id, { ...seen, nodes: noted }, seen),
          ]);
          return last as ArticleRecord;
        },
        writes: {
          kind: 'two fields of a head at once',
          tells: word,
          isIn: ({ outlines }) =>
            hasHead(outlines, own, 'note', `批${word}`) && hasHead(outlines, own, 'title', `题${word}`),
        },
      };
    }
    case 'note': {
      const made = makeMark(own, { note: '旧' });
      return {
        send: async (store, id) => {
          await store.putAnnotation(id, made);
          const [, , last] = await Promise.all([
            store.putAnnotation(id, { ...made, note: word }, made),
            store.putAnnotation(id, { ...made, tags: [word] }, made),
            store.putAnnotation(id, { ...made, color: 'blue' }, made),
          ]);
          return last as ArticleRecord;
        },
        writes: {
          kind: 'three fields of a mark at once',
          tells: word,
          isIn: ({ annotations }) => {
            const found = annotations.find((one) => one.id === own);
            return found?.note === word && found.tags.includes(word) && found.color === 'blue';
          },
        },
      };
    }
    case 'outline':
      return {
        send: (store, id) => store.putOutline(id, makeOutline(own, { name: word })),
        writes: { kind: 'outline', tells: word, isIn: ({ outlines }) => has(outlines, own, 'name', word) },
      };
    case 'trashed':
      return {
        send: async (store, id) => {
          await store.putAnnotation(id, makeMark(own, { note: word }));
          return store.trashAnnotation(id, own);
        },
        writes: {
          kind: 'mark to the trash',
          tells: word,
          isIn: ({ trash }) =>
            trash.some(({ annotation }) => annotation.id === own && annotation.note === word),
        },
      };
  }
}

function has<T extends { id: string }>(
  items: readonly T[],
  id: string,
  field: keyof T,
  value: string,
): boolean {
  return items.some((item) => item.id === id && item[field] === value);
}

function hasHead(
  outlines: readonly SavedOutline[],
  id: string,
  field: 'title' | 'note',
  value: string,
): boolean {
  return outlines.some(({ nodes }) => has(nodes, id, field, value));
}
