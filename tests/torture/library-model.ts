import type { Article } from '../../utils/article/types';
import type { AnnotationPlace } from '../../utils/library/edit';
import type { Annotation, ArticleRecord, SavedOutline, SavedOutlineNode } from '../../utils/library/schema';
import type { LibraryStore } from '../../utils/library/store';

/**
 * The library as its reader would describe it, in plain maps and written without a look at edit.ts, merge.ts or
 * versions.ts: what each change makes of an article, what the trash, the history and the backups hold then.
 * Every change says whether the store would have had to write, so that a refused write can be foretold.
 */

export interface ModelArticle {
  id: string;
  article: Article;
  marks: Map<string, Annotation>;
  outlines: Map<string, SavedOutline>;
  markTrash: Map<string, { item: Annotation; deleted: string }>;
  outlineTrash: Map<string, { item: SavedOutline; deleted: string }>;
  shownOutline: string | undefined;
  position: number;
  saved: string;
  opened: string;
  modified: string;
  deleted: string | undefined;
  otherUrls: Set<string>;
  tags: Set<string>;
}

export interface ModelVersion {
  item: Annotation | SavedOutline;
  replaced: string;
}

type BackedUp = Pick<ModelArticle, 'marks' | 'outlines' | 'shownOutline'>;

export interface LibraryModel {
  /** Under which id an article of an address is kept. */
  ids: ReadonlyMap<string, string>;
  articles: Map<string, ModelArticle>;
  /** Ids of articles that were joined with another one. */
  joinedInto: Map<string, string>;
  /** By article and item. */
  versions: Map<string, Map<string, ModelVersion[]>>;
  /** By day, then article: what it held when the day's first change came. */
  backups: Map<string, Map<string, BackedUp>>;
}

/** What became of a change: done with a write, nothing to do, or refused because something is not there. */
export type Outcome = 'written' | 'unchanged' | 'not-found';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const TRASH_DAYS = 30;
const VERSIONS = 20;
const BACKUP_DAYS = 7;

export function createModel(ids: ReadonlyMap<string, string>): LibraryModel {
  return { ids, articles: new Map(), joinedInto: new Map(), versions: new Map(), backups: new Map() };
}

/** A copy that later changes leave alone: items are replaced, never changed, so the maps are enough. */
export function copyModel(model: LibraryModel): LibraryModel {
  const copyEach = <K, V>(map: Map<K, V>, copy: (value: V) => V) =>
    new Map([...map].map(([key, value]) => [key, copy(value)]));
  return {
    ids: model.ids,
    articles: copyEach(model.articles, copyArticle),
    joinedInto: new Map(model.joinedInto),
    versions: copyEach(model.versions, (items) => copyEach(items, (list) => [...list])),
    backups: copyEach(model.backups, (day) => new Map(day)),
  };
}

function copyArticle(article: ModelArticle): ModelArticle {
  return {
    ...article,
    marks: new Map(article.marks),
    outlines: new Map(article.outlines),
    markTrash: new Map(article.markTrash),
    outlineTrash: new Map(article.outlineTrash),
    otherUrls: new Set(article.otherUrls),
    tags: new Set(article.tags),
  };
}

export function keptUnder(model: LibraryModel, id: string): string {
  const next = model.joinedInto.get(id);
  return next === undefined ? id : keptUnder(model, next);
}

/** What the store can be asked, answered by the model. The compiler tells where the store has learnt something more. */
export type ModelCalls = {
  [Method in Exclude<keyof LibraryStore, 'refreshSummaries'>]: (
    ...asked: Parameters<LibraryStore[Method]>
  ) => Outcome;
};

/** One change at one moment. */
export class ModelChange implements ModelCalls {
  constructor(
    private readonly model: LibraryModel,
    private readonly now: Date,
  ) {}

  private get time(): string {
    return this.now.toISOString();
  }

  openArticle(article: Article): Outcome {
    const id = this.model.ids.get(article.url) ?? '';
    const key = keptUnder(this.model, id);
    const known = this.find(id);
    if (!known) {
      this.model.articles.set(key, {
        id: key,
        article,
        marks: new Map(),
        outlines: new Map(),
        markTrash: new Map(),
        outlineTrash: new Map(),
        shownOutline: undefined,
        position: 0,
        saved: this.time,
        opened: this.time,
        modified: this.time,
        deleted: undefined,
        otherUrls: new Set(),
        tags: new Set(),
      });
      return 'written';
    }
    // A day on which the article was only read is no changed day.
    return this.change(key, (changed) => this.takeText(changed, article), { isReadersOwn: false });
  }

  putAnnotation(id: string, mark: Annotation, base?: Annotation): Outcome {
    return this.change(id, (changed) => {
      const theirs = changed.marks.get(mark.id) ?? changed.markTrash.get(mark.id)?.item;
      changed.marks.set(mark.id, base && theirs ? mergeMarks(base, mark, theirs) : mark);
      changed.markTrash.delete(mark.id);
      this.touch(changed);
      changed.deleted = undefined;
    });
  }

  trashAnnotation(id: string, markId: string): Outcome {
    return this.change(id, (changed) => {
      const item = changed.marks.get(markId);
      if (!item) return 'unchanged';
      changed.marks.delete(markId);
      changed.markTrash.set(markId, { item, deleted: this.time });
      return this.touch(changed);
    });
  }

  restoreAnnotation(id: string, markId: string): Outcome {
    const item = this.find(id)?.markTrash.get(markId)?.item;
    return item ? this.putAnnotation(id, item) : this.unchanged(id);
  }

  placeAnnotations(id: string, places: AnnotationPlace[]): Outcome {
    return this.change(id, (changed) => {
      let isMoved = false;
      for (const { id: markId, start, end, state } of places) {
        const mark = changed.marks.get(markId);
        if (!mark) continue;
        const isCertain = state === 'exact' || state === 'moved';
        const position = isCertain ? { start, end } : mark.position;
        if (
          state === mark.state &&
          position.start === mark.position.start &&
          position.end === mark.position.end
        )
          continue;
        changed.marks.set(markId, { ...mark, state, position });
        isMoved = true;
      }
      return isMoved ? undefined : 'unchanged';
    });
  }

  putOutline(id: string, outline: SavedOutline, base?: SavedOutline): Outcome {
    return this.change(id, (changed) => {
      const theirs = changed.outlines.get(outline.id) ?? changed.outlineTrash.get(outline.id)?.item;
      changed.outlines.set(outline.id, base && theirs ? mergeOutlines(base, outline, theirs) : outline);
      changed.outlineTrash.delete(outline.id);
      changed.shownOutline = outline.id;
      changed.deleted = undefined;
      this.touch(changed);
    });
  }

  chooseOutline(id: string, outlineId: string | undefined): Outcome {
    return this.change(
      id,
      (changed) => {
        const isThere = outlineId === undefined || changed.outlines.has(outlineId);
        if (!isThere || changed.shownOutline === outlineId) return 'unchanged';
        changed.shownOutline = outlineId;
        return undefined;
      },
      { isReadersOwn: false },
    );
  }

  trashOutline(id: string, outlineId: string): Outcome {
    return this.change(id, (changed) => {
      const item = changed.outlines.get(outlineId);
      if (!item) return 'unchanged';
      changed.outlines.delete(outlineId);
      changed.outlineTrash.set(outlineId, { item, deleted: this.time });
      if (changed.shownOutline === outlineId) changed.shownOutline = undefined;
      return this.touch(changed);
    });
  }

  restoreOutline(id: string, outlineId: string): Outcome {
    const item = this.find(id)?.outlineTrash.get(outlineId)?.item;
    return item ? this.putOutline(id, item) : this.unchanged(id);
  }

  saveReadingPosition(id: string, position: number): Outcome {
    return this.change(
      id,
      (changed) => {
        if (changed.position === position) return 'unchanged';
        changed.position = position;
        return undefined;
      },
      { isReadersOwn: false },
    );
  }

  /** The version comes back; a mark keeps today's place as long as its quote is the same. */
  restoreVersion(id: string, { itemId, replaced }: { itemId: string; replaced: string }): Outcome {
    const found = this.model.versions
      .get(keptUnder(this.model, id))
      ?.get(itemId)
      ?.find((version) => version.replaced === replaced);
    if (!found || !this.find(id)) return 'not-found';
    const item = { ...found.item, modified: this.time };
    return this.change(
      id,
      (changed) => {
        if ('nodes' in item) {
          changed.outlines.set(itemId, item);
          changed.outlineTrash.delete(itemId);
          changed.shownOutline = itemId;
        } else {
          const today = changed.marks.get(itemId);
          const place = today && {
            position: today.position,
            state: today.state,
            quote: today.quote,
            block: today.block,
          };
          changed.marks.set(itemId, { ...item, ...place });
          changed.markTrash.delete(itemId);
        }
        changed.deleted = undefined;
        this.touch(changed);
      },
      { keepsEvery: true },
    );
  }

  /** What the backup holds comes back; what it doesn't goes to the trash. */
  restoreBackup(id: string, day: string): Outcome {
    const backup = this.model.backups.get(day)?.get(keptUnder(this.model, id));
    if (!this.find(id) || !backup) return 'not-found';
    return this.change(
      id,
      (changed) => {
        const deleted = this.time;
        for (const [key, item] of changed.marks)
          if (!backup.marks.has(key)) changed.markTrash.set(key, { item, deleted });
        for (const [key, item] of changed.outlines)
          if (!backup.outlines.has(key)) changed.outlineTrash.set(key, { item, deleted });
        for (const key of backup.marks.keys()) changed.markTrash.delete(key);
        for (const key of backup.outlines.keys()) changed.outlineTrash.delete(key);
        changed.marks = new Map(backup.marks);
        changed.outlines = new Map(backup.outlines);
        changed.shownOutline = backup.shownOutline;
        changed.deleted = undefined;
        this.touch(changed);
      },
      { keepsEvery: true },
    );
  }

  joinArticle(askedId: string, askedIntoId: string): Outcome {
    const other = this.find(askedId);
    const into = this.find(askedIntoId);
    if (!other || !into) return 'not-found';
    const [id, intoId] = [other.id, into.id];
    if (id === intoId) return 'unchanged';
    const outcome = this.change(intoId, (changed) => {
      for (const url of [...other.otherUrls, changed.article.url, other.article.url])
        changed.otherUrls.add(url);
      this.takeText(changed, other.article);
      for (const field of ['marks', 'outlines', 'markTrash', 'outlineTrash'] as const)
        for (const [key, item] of other[field]) (changed[field] as Map<string, unknown>).set(key, item);
      for (const tag of other.tags) changed.tags.add(tag);
      if (other.saved < changed.saved) changed.saved = other.saved;
      this.touch(changed);
    });
    // The history of its marks goes with them.
    const versions = this.versionsOf(intoId);
    for (const [key, list] of this.versionsOf(id)) versions.set(key, list);
    this.model.versions.delete(id);
    this.model.articles.delete(id);
    this.model.joinedInto.set(id, intoId);
    return outcome;
  }

  tagArticle(id: string, { add, remove }: { add: string[]; remove: string[] }): Outcome {
    return this.change(
      id,
      (changed) => {
        const tags = new Set([...changed.tags, ...add].filter((tag) => !remove.includes(tag)));
        if ([...tags].join() === [...changed.tags].join()) return 'unchanged';
        changed.tags = tags;
        this.touch(changed);
        return undefined;
      },
      { isReadersOwn: false },
    );
  }

  trashArticle(id: string): Outcome {
    return this.change(
      id,
      (changed) => {
        if (changed.deleted !== undefined) return 'unchanged';
        changed.deleted = this.time;
        return undefined;
      },
      { isReadersOwn: false },
    );
  }

  restoreArticle(id: string): Outcome {
    return this.change(
      id,
      (changed) => {
        if (changed.deleted === undefined) return 'unchanged';
        changed.deleted = undefined;
        return undefined;
      },
      { isReadersOwn: false },
    );
  }

  /** Articles that have lain in the trash for long enough go for good, with their history. */
  purgeTrash(): Outcome {
    let outcome: Outcome = 'unchanged';
    for (const [id, { deleted }] of this.model.articles) {
      if (deleted === undefined || !this.isExpired(deleted)) continue;
      this.model.articles.delete(id);
      this.model.versions.delete(id);
      outcome = 'written';
    }
    return outcome;
  }

  /** The article of an id, also of one that was joined away. */
  private find(id: string): ModelArticle | undefined {
    return this.model.articles.get(keptUnder(this.model, id));
  }

  private unchanged(id: string): Outcome {
    return this.find(id) ? 'unchanged' : 'not-found';
  }

  private touch(changed: ModelArticle): undefined {
    changed.modified = this.time;
  }

  /** A text that lost more than half, or pages of it that are still to come, does not take the place of a whole one. */
  private takeText(changed: ModelArticle, article: Article): undefined {
    const had = changed.article;
    const isHalfGone = article.text.length * 2 < had.text.length;
    const lacksPages = article.pages.length < had.pages.length && article.text.length < had.text.length;
    if (!isHalfGone && !lacksPages) changed.article = article;
    changed.opened = this.time;
    changed.deleted = undefined;
  }

  private isExpired(deleted: string): boolean {
    return this.now.getTime() - Date.parse(deleted) > TRASH_DAYS * DAY_MS;
  }

  private versionsOf(id: string): Map<string, ModelVersion[]> {
    const versions = this.model.versions.get(id) ?? new Map<string, ModelVersion[]>();
    this.model.versions.set(id, versions);
    return versions;
  }

  /**
   * Changes an article that must be there.
   * @param isReadersOwn whether marks or outlines may be touched: only then the day gets its backup
   * @param keepsEvery whether each replaced version is kept, however soon after the last one
   */
  private change(
    id: string,
    apply: (changed: ModelArticle) => 'unchanged' | undefined,
    { isReadersOwn = true, keepsEvery = false } = {},
  ): Outcome {
    const before = this.find(id);
    if (!before) return 'not-found';
    const changed = copyArticle(before);
    if (apply(changed) === 'unchanged') return 'unchanged';
    this.model.articles.set(before.id, changed);
    if (isReadersOwn) {
      this.keepReplaced(before, changed, keepsEvery);
      this.backUp(before);
    }
    for (const trash of [changed.markTrash, changed.outlineTrash])
      for (const [key, { deleted }] of trash) if (this.isExpired(deleted)) trash.delete(key);
    return 'written';
  }

  /** Whatever content was replaced, in place or in the trash, goes to the history of its item. */
  private keepReplaced(before: ModelArticle, after: ModelArticle, keepsEvery: boolean): void {
    const versions = this.versionsOf(before.id);
    const olds: [string, Annotation | SavedOutline][] = [
      ...before.marks,
      ...before.outlines,
      ...[...before.markTrash].map(([key, { item }]) => [key, item] as [string, Annotation]),
      ...[...before.outlineTrash].map(([key, { item }]) => [key, item] as [string, SavedOutline]),
    ];
    for (const [key, old] of olds) {
      const now = after.marks.get(key) ?? after.outlines.get(key);
      if (!now || contentOf(now) === contentOf(old)) continue;
      const list = versions.get(key) ?? [];
      const last = list.at(-1)?.replaced;
      const isOneGo = last !== undefined && this.now.getTime() - Date.parse(last) < MINUTE_MS;
      if (isOneGo && !keepsEvery) continue;
      versions.set(key, [...list, { item: old, replaced: this.time }].slice(-VERSIONS));
    }
  }

  private backUp(before: ModelArticle): void {
    const day = dayOf(this.now);
    const today = this.model.backups.get(day) ?? new Map<string, BackedUp>();
    if (today.has(before.id)) return;
    today.set(before.id, before);
    this.model.backups.set(day, today);
    for (const old of [...this.model.backups.keys()].sort().reverse().slice(BACKUP_DAYS))
      this.model.backups.delete(old);
  }
}

/** YYYY-MM-DD where the reader is. */
function dayOf(date: Date): string {
  return date.toLocaleDateString('sv');
}

/** What a reader would call another content: of an outline also its heads. */
function contentOf(item: Annotation | SavedOutline): string {
  return JSON.stringify(
    'nodes' in item
      ? [item.name, item.nodes.map(({ id, level, title, note }) => [id, level, title, note])]
      : [item.quote.exact, item.color, item.style, item.note, item.tags],
  );
}

/** A field that I changed is mine, any other theirs. */
function mergeEach<T extends object>(base: T, mine: T, theirs: T): T {
  const merged = { ...theirs } as Record<string, unknown>;
  for (const [field, value] of Object.entries(mine))
    if (JSON.stringify(value) !== JSON.stringify((base as Record<string, unknown>)[field]))
      merged[field] = value;
  return merged as T;
}

function mergeMarks(base: Annotation, mine: Annotation, theirs: Annotation): Annotation {
  const gone = base.tags.filter((tag) => !mine.tags.includes(tag) || !theirs.tags.includes(tag));
  const tags = new Set([...mine.tags, ...theirs.tags]);
  for (const tag of gone) tags.delete(tag);
  return { ...mergeEach(base, mine, theirs), tags: [...tags], modified: laterOf(mine, theirs) };
}

/** Heads, all of the first level here: what either added stays, what one deleted goes unless the other one changed it. */
function mergeOutlines(base: SavedOutline, mine: SavedOutline, theirs: SavedOutline): SavedOutline {
  const find = (outline: SavedOutline, id: string) => outline.nodes.find((node) => node.id === id);
  const nodes: SavedOutlineNode[] = [];
  for (const id of mergeOrder(base, mine, theirs)) {
    const [was, here, there] = [find(base, id), find(mine, id), find(theirs, id)];
    const left = here && there ? (was ? mergeEach(was, here, there) : here) : (here ?? there);
    const isDeleted = was !== undefined && !(here && there) && JSON.stringify(left) === JSON.stringify(was);
    if (left && !isDeleted) nodes.push(left);
  }
  return { ...mergeEach(base, mine, theirs), nodes, modified: laterOf(mine, theirs) };
}

/** Ids of all heads: in my order where I changed it, else in theirs; what the other one added goes behind its neighbour. */
function mergeOrder(base: SavedOutline, mine: SavedOutline, theirs: SavedOutline): string[] {
  const ids = ({ nodes }: SavedOutline) => nodes.map(({ id }) => id);
  const [was, here, there] = [ids(base), ids(mine), ids(theirs)];
  const isMoved =
    here.filter((id) => was.includes(id)).join() !== was.filter((id) => here.includes(id)).join();
  const order = isMoved ? [...here] : [...there];
  const added = isMoved ? there : here;
  added.forEach((id, at) => {
    if (order.includes(id)) return;
    const neighbour = added
      .slice(0, at)
      .reverse()
      .find((before) => order.includes(before));
    order.splice(neighbour === undefined ? 0 : order.indexOf(neighbour) + 1, 0, id);
  });
  return order;
}

function laterOf(a: { modified: string }, b: { modified: string }): string {
  return [a.modified, b.modified].sort()[1] ?? a.modified;
}

/** An article of the model in the shape of a record, its lists in the order of their ids. */
export function asRecord(article: ModelArticle): Omit<ArticleRecord, 'schemaVersion'> {
  const trashed = <T extends { id: string }>(trash: Map<string, { item: T; deleted: string }>) =>
    [...trash.values()].sort((a, b) => byId(a.item, b.item));
  return {
    id: article.id,
    article: article.article,
    annotations: [...article.marks.values()].sort(byId),
    outlines: [...article.outlines.values()].sort(byId),
    activeOutline: article.shownOutline,
    tags: [...article.tags],
    readingPosition: article.position,
    otherUrls: [...article.otherUrls].sort(),
    saved: article.saved,
    opened: article.opened,
    modified: article.modified,
    trash: trashed(article.markTrash).map(({ item, deleted }) => ({ annotation: item, deleted })),
    outlineTrash: trashed(article.outlineTrash).map(({ item, deleted }) => ({ outline: item, deleted })),
    deleted: article.deleted,
  };
}

/** A record with its lists in the order of their ids: their own order is no matter of what is kept. */
export function inOrder(record: ArticleRecord): Omit<ArticleRecord, 'schemaVersion'> {
  const { schemaVersion: _, ...rest } = record;
  return {
    ...rest,
    annotations: [...record.annotations].sort(byId),
    outlines: [...record.outlines].sort(byId),
    otherUrls: [...record.otherUrls].sort(),
    trash: [...record.trash].sort((a, b) => byId(a.annotation, b.annotation)),
    outlineTrash: [...record.outlineTrash].sort((a, b) => byId(a.outline, b.outline)),
  };
}

export function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
