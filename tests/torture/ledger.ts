import { versionsKey } from '../../utils/library/read';
import type { Annotation, ArticleRecord, SavedOutline } from '../../utils/library/schema';
import { parseVersions, type Version } from '../../utils/library/versions';
import type { Request } from '../../utils/requests';
import type { Random } from '../tools/random';
import { idOf, makeHead, makeMark, makeOutline } from './material';

/**
 * What was asked of the store and what it answered, item by item. An item is written by one lane alone, one request
 * after the other, so it must be found as the last answer left it, or as the one unanswered request would have.
 */
export interface Ledger {
  /** So many writers, each with one request in flight. */
  lanes: Lane[];
  /** What must be stored before a round: the shared mark and outline that all lanes add to, empty again. */
  beginRound(): Request[];
  /** Compares with what is stored, says what is lost, and takes what is there for the start of the next round. */
  settle(records: ArticleRecord[], stored: Record<string, unknown>): { lost: string[]; landed: number };
}

export interface Lane {
  next(): { request: Request; acknowledge: () => void };
}

/** Where an item is, and what it says. */
interface ItemState {
  place: 'nowhere' | 'kept' | 'trash';
  text: string;
}

interface Item {
  kind: 'mark' | 'outline';
  id: string;
  articleId: string;
  stored: ItemState;
  /** What the request in flight would make of it. */
  asked: ItemState | undefined;
  /** All that was ever written to it, for its versions. */
  texts: Set<string>;
}

/** What all lanes add to, each something of its own, from a copy that knows nothing of the others. */
interface Shared {
  acknowledged: Set<string>;
  asked: Set<string>;
}

/** Lanes that write marks and outlines; one more sends its article to the trash and back. */
const WRITING_LANES = 5;
/** Items of a lane: few, so that records stay small over hundreds of rounds. */
const MARKS_OF_LANE = 6;
const OUTLINES_OF_LANE = 2;
/** Share of a lane's requests that go to what all share. */
const SHARED_SHARE = 0.3;

const SHARED_MARK = idOf(0xa000);
const SHARED_OUTLINE = idOf(0xb000);
const NOWHERE: ItemState = { place: 'nowhere', text: '' };

/** @param articleIds the last one is for the trash */
export function createLedger(articleIds: string[], random: Random): Ledger {
  const trashedId = articleIds.at(-1) ?? '';
  const written = articleIds.slice(0, -1);
  const sharedId = written[0] ?? '';
  let count = 0;

  const makeItem = (kind: Item['kind'], n: number, articleId: string): Item => ({
    kind,
    id: idOf(n + (kind === 'mark' ? 0x1000 : 0x2000)),
    articleId,
    stored: NOWHERE,
    asked: undefined,
    texts: new Set(),
  });
  const itemsOfLane = Array.from({ length: WRITING_LANES }, (_, lane) => [
    ...Array.from({ length: MARKS_OF_LANE }, (_, n) =>
      makeItem('mark', lane * MARKS_OF_LANE + n, random.pick(written)),
    ),
    ...Array.from({ length: OUTLINES_OF_LANE }, (_, n) =>
      makeItem('outline', lane * OUTLINES_OF_LANE + n, random.pick(written)),
    ),
  ]);
  const trashLaneMark = makeItem('mark', 0x500, trashedId);
  const article: { stored: boolean; asked: boolean | undefined } = { stored: false, asked: undefined };
  const tags: Shared = { acknowledged: new Set(), asked: new Set() };
  const heads: Shared = { acknowledged: new Set(), asked: new Set() };

  const addShared = (): ReturnType<Lane['next']> => {
    count += 1;
    const isTag = random.chance(0.5);
    const [shared, added] = isTag ? [tags, `标签${count}`] : [heads, idOf(0x100000 + count)];
    shared.asked.add(added);
    const acknowledge = () => {
      shared.asked.delete(added);
      shared.acknowledged.add(added);
    };
    const mark = makeMark(SHARED_MARK);
    const outline = makeOutline(SHARED_OUTLINE);
    const request: Request = isTag
      ? { type: 'put-annotation', articleId: sharedId, annotation: { ...mark, tags: [added] }, base: mark }
      : {
          type: 'put-outline',
          articleId: sharedId,
          outline: { ...outline, nodes: [makeHead(added)] },
          base: outline,
        };
    return { request, acknowledge };
  };

  const writeItem = (item: Item): ReturnType<Lane['next']> => {
    count += 1;
    const { request, asked } = changeItem(item, `第${count}次写`, random);
    item.asked = asked;
    item.texts.add(asked.text);
    return {
      request,
      acknowledge: () => {
        item.stored = asked;
        item.asked = undefined;
      },
    };
  };

  /** A mark put on an article in the trash brings it back. */
  const writeTrashed = (): ReturnType<Lane['next']> => {
    const kind = random.pick(['trash', 'restore', 'put'] as const);
    const put = kind === 'put' ? writeItem(trashLaneMark) : undefined;
    const bringsBack = kind === 'restore' || put?.request.type !== 'trash-annotation';
    const isDeleted = kind === 'trash' || (!bringsBack && article.stored);
    article.asked = isDeleted;
    return {
      request: put?.request ?? {
        type: kind === 'trash' ? 'trash-article' : 'restore-article',
        articleId: trashedId,
      },
      acknowledge: () => {
        put?.acknowledge();
        article.stored = isDeleted;
        article.asked = undefined;
      },
    };
  };

  return {
    lanes: [
      ...itemsOfLane.map((items) => ({
        next: () => (random.chance(SHARED_SHARE) ? addShared() : writeItem(random.pick(items))),
      })),
      { next: writeTrashed },
    ],
    beginRound() {
      for (const shared of [tags, heads]) {
        shared.acknowledged.clear();
        shared.asked.clear();
      }
      // Opening brought it back.
      article.stored = false;
      return [
        { type: 'put-annotation', articleId: sharedId, annotation: makeMark(SHARED_MARK) },
        { type: 'put-outline', articleId: sharedId, outline: makeOutline(SHARED_OUTLINE) },
      ];
    },
    settle(records, stored) {
      const byId = new Map(records.map((record) => [record.id, record]));
      const lost: string[] = [];
      let landed = 0;
      for (const item of [...itemsOfLane.flat(), trashLaneMark]) {
        const found = findItem(byId.get(item.articleId), item);
        if (item.asked && isSame(found, item.asked) && !isSame(found, item.stored)) landed += 1;
        else if (!isSame(found, item.stored))
          lost.push(`${item.kind} ${item.id}: ${tell(found)}, acknowledged ${tell(item.stored)}`);
        lost.push(...findStrangeVersions(item, stored));
        item.stored = found;
        item.asked = undefined;
      }
      const shared = byId.get(sharedId);
      const mark = shared?.annotations.find(({ id }) => id === SHARED_MARK);
      const outline = shared?.outlines.find(({ id }) => id === SHARED_OUTLINE);
      for (const [kept, { acknowledged, asked }] of [
        [mark?.tags ?? [], tags],
        [outline?.nodes.map(({ id }) => id) ?? [], heads],
      ] as const) {
        for (const added of acknowledged) if (!kept.includes(added)) lost.push(`shared: ${added}`);
        landed += kept.filter((added) => asked.has(added)).length;
      }
      const trashed = byId.get(trashedId);
      const isDeleted = trashed?.deleted !== undefined;
      if (isDeleted !== article.stored && isDeleted !== article.asked)
        lost.push(`article in the trash: ${isDeleted}, acknowledged ${article.stored}`);
      article.stored = isDeleted;
      article.asked = undefined;
      return { lost, landed };
    },
  };
}

/** A request that changes an item, and what it makes of it. */
function changeItem(item: Item, text: string, random: Random): { request: Request; asked: ItemState } {
  const { kind, id, articleId, stored } = item;
  const isMark = kind === 'mark';
  if (stored.place === 'kept' && random.chance(0.3)) {
    const asked: ItemState = { place: 'trash', text: stored.text };
    return isMark
      ? { request: { type: 'trash-annotation', articleId, annotationId: id }, asked }
      : { request: { type: 'trash-outline', articleId, outlineId: id }, asked };
  }
  if (stored.place === 'trash' && random.chance(0.5)) {
    const asked: ItemState = { place: 'kept', text: stored.text };
    return isMark
      ? { request: { type: 'restore-annotation', articleId, annotationId: id }, asked }
      : { request: { type: 'restore-outline', articleId, outlineId: id }, asked };
  }
  const asked: ItemState = { place: 'kept', text };
  return isMark
    ? { request: { type: 'put-annotation', articleId, annotation: makeMark(id, { note: text }) }, asked }
    : { request: { type: 'put-outline', articleId, outline: makeOutline(id, { name: text }) }, asked };
}

/** Where a record has an item; twice would be a fault that no state is equal to. */
function findItem(record: ArticleRecord | undefined, item: Item): ItemState {
  if (!record) return NOWHERE;
  const { annotations, trash, outlines, outlineTrash } = record;
  const isMark = item.kind === 'mark';
  const kept = isMark ? annotations : outlines;
  const trashed = isMark
    ? trash.map(({ annotation }) => annotation)
    : outlineTrash.map(({ outline }) => outline);
  const states = [
    ...kept
      .filter(({ id }) => id === item.id)
      .map((one): ItemState => ({ place: 'kept', text: textOf(one) })),
    ...trashed
      .filter(({ id }) => id === item.id)
      .map((one): ItemState => ({ place: 'trash', text: textOf(one) })),
  ];
  const [only = NOWHERE, ...others] = states;
  return others.length === 0 ? only : { place: 'nowhere', text: `stands ${states.length} times` };
}

function textOf(item: Annotation | SavedOutline): string {
  return 'note' in item ? item.note : item.name;
}

/** Versions that nobody wrote. */
function findStrangeVersions(
  { kind, id, articleId, texts }: Item,
  stored: Record<string, unknown>,
): string[] {
  const { annotations, outlines } = parseVersions(stored[versionsKey(articleId)]);
  const versions: Version<Annotation | SavedOutline>[] =
    (kind === 'mark' ? annotations[id] : outlines[id]) ?? [];
  return versions
    .map(({ item }) => textOf(item))
    .filter((text) => !texts.has(text))
    .map((text) => `version of ${kind} ${id} that nobody wrote: ${text}`);
}

function isSame(a: ItemState, b: ItemState): boolean {
  return a.place === b.place && a.text === b.text;
}

function tell({ place, text }: ItemState): string {
  return `${place} ${text}`;
}
