import { articleId } from '../../utils/library/id';
import { readRecord, type StorageArea } from '../../utils/library/read';
import type { Annotation, ArticleRecord, SavedOutline } from '../../utils/library/schema';
import { createLibraryStore, type SharedStore } from '../../utils/library/store';
import { createSync, startSync } from '../../utils/sync/engine';
import type { Decision, Question, SyncStatus } from '../../utils/sync/state';
import { type Random, seededRandom } from '../tools/random';
import { mortal } from '../unit/library/importing';
import { createMemoryArea, type MemoryArea } from '../unit/library/memory-area';
import { canonical, findDamage, recordsOf } from './damage';
import { idOf, makeArticle, makeHead, makeMark, makeOutline } from './material';
import type { TortureOptions, TortureReport } from './report';
import { type Fault, MemoryServer } from './sync-server';

/**
 * Random histories of three machines that read and write the same articles and sync over one server, with everything
 * that can go wrong on the way. In the end all must be the same everywhere, and what a reader wrote and did not take
 * away himself must stand somewhere: in its place, in the trash or among the versions.
 */

const HISTORIES = 1_000;
const MACHINES = 3;
const ARTICLES = 4;
const MARKS = 3;
const OUTLINES = 1;
const HEADS = 3;
const ITEMS_OF_ARTICLE = 1_000;
const LEAST_STEPS = 20;
const MOST_STEPS = 60;
/** Histories at a time: each mostly waits for its store and its server. */
const AT_ONCE = 8;
/** Rounds of quiet syncs after which all must be the same. */
const MOST_ROUNDS = 8;
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const START = Date.parse('2026-07-01T02:00:00.000Z');
/** How far a machine's clock is off: a time zone, a dead battery, a year typed wrong. */
const CLOCKS = [0, 0, 8 * 60 * MINUTE, -400 * DAY, 40 * DAY];
/** Of 1. */
const FAULTY = 0.12;
const KILLED = 0.2;
const MISHAP = 0.06;
const ENCRYPTED = 0.03;
const JOINED = 0.3;
const TRASH_DAYS = 30;
const FAULTS: Fault[] = ['dropped-before', 'dropped-after', 'server-error', 'conflict', 'truncated', 'full'];

/** The group of `npm run torture`. */
export const run = ({ seed, say }: TortureOptions) => syncHistories({ seed, say, histories: HISTORIES });

export async function syncHistories({
  seed,
  say,
  histories,
}: TortureOptions & { histories: number }): Promise<TortureReport> {
  const failures: string[] = [];
  const counts: Record<string, number> = {};
  for (let from = 0; from < histories; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, histories - from) }, (_, at) => from + at);
    const played = await Promise.all(numbers.map((number) => new History(seed + number).play()));
    for (const [at, { counted, failures: own }] of played.entries()) {
      for (const [kind, count] of Object.entries(counted)) counts[kind] = (counts[kind] ?? 0) + count;
      failures.push(...own.map((failure) => `history ${seed + from + at}: ${failure}`));
    }
    if ((from / AT_ONCE) % 10 === 9) say(`${from + AT_ONCE} histories`);
  }
  return { counted: [`${histories} histories: ${JSON.stringify(counts)}`], failures };
}

interface Machine {
  area: MemoryArea;
  /** Its clock beside the true time, in milliseconds. */
  clockOff: number;
  store: SharedStore;
}

/** One history, wholly told by its seed. */
class History {
  private readonly random: Random;
  private readonly server: MemoryServer;
  private readonly machines: Machine[] = [];
  private readonly counted: Record<string, number> = {};
  private readonly snapshots: (() => void)[] = [];
  private readonly passphrase: string | undefined;
  private time = START;
  private words = 0;
  /** What readers wrote and took away themselves is not looked for. */
  private readonly written = new Set<string>();

  constructor(seed: number) {
    this.random = seededRandom(seed);
    const hasEtags = this.random.chance(0.8);
    this.server = new MemoryServer({ hasEtags, hasConditions: hasEtags && this.random.chance(0.7) });
    this.passphrase = this.random.chance(ENCRYPTED) ? '三更灯火五更鸡' : undefined;
  }

  async play(): Promise<{ counted: Record<string, number>; failures: string[] }> {
    for (let n = 0; n < MACHINES; n += 1) {
      const area = createMemoryArea();
      const clockOff = this.random.pick(CLOCKS);
      const machine = { area, clockOff, store: createLibraryStore(area, () => this.clockOf(clockOff)) };
      await startSync(area, machine.store.inTurn);
      this.machines.push(machine);
    }
    const steps = this.random.between(LEAST_STEPS, MOST_STEPS);
    for (let step = 0; step < steps; step += 1) {
      this.time += this.random.between(1, 90) * MINUTE;
      const machine = this.random.pick(this.machines);
      if (this.random.chance(MISHAP)) this.mishap();
      if (this.random.chance(0.6)) await this.edit(machine);
      else await this.syncBadly(machine);
    }
    const failures = await this.settle();
    for (const { area } of this.machines) failures.push(...findDamage(area.stored()));
    failures.push(...this.findLost(), ...(await this.findDifferent()));
    return { counted: this.counted, failures };
  }

  private count(kind: string): void {
    this.counted[kind] = (this.counted[kind] ?? 0) + 1;
  }

  private readonly clockOf = (off: number) => new Date(this.time + off);

  /** Something happens to the server. */
  private mishap(): void {
    const kind = this.random.pick(['snapshot', 'snapshot', 'back', 'empty', 'garbage']);
    this.count(kind);
    if (kind === 'snapshot') this.snapshots.push(this.server.snapshot());
    if (kind === 'back' && this.snapshots.length > 0) this.random.pick(this.snapshots)();
    if (kind === 'empty') this.server.empty();
    const paths = [...this.server.files.keys()];
    if (kind === 'garbage' && paths.length > 0)
      this.server.files.set(this.random.pick(paths), { text: '<html>502', etag: `"garbage ${this.time}"` });
  }

  private async edit(machine: Machine): Promise<void> {
    const { store, area } = machine;
    const number = this.random.below(ARTICLES);
    const article = makeArticle(number, this.random.pick([6, 6, 6, 8]));
    const id = await articleId(article.url);
    const record = (await readRecord(area, id)) ?? (await store.openArticle(article));
    // Marks of two articles are never the same one.
    const own = number * ITEMS_OF_ARTICLE;
    const mark = own + this.random.below(MARKS) + 10 * this.random.below(2);
    const act = this.random.pick([
      'mark',
      'mark',
      'mark',
      'look',
      'tag',
      'outline',
      'outline',
      'trash',
      'restore',
      'open',
      'article',
      'join',
      'purge',
    ]);
    this.count(act);
    if (act === 'mark') await this.putMark(store, record, idOf(mark));
    if (act === 'look') await this.changeMark(store, record, idOf(mark));
    if (act === 'tag')
      await store.tagArticle(record.id, { add: [this.random.pick(['党建', '必读'])], remove: [] });
    if (act === 'outline') await this.putOutline(store, record, own);
    if (act === 'trash') {
      const [found] = record.annotations.filter((one) => one.id === idOf(mark));
      if (found) this.takeAway(found.note);
      await store.trashAnnotation(record.id, idOf(mark));
    }
    if (act === 'restore') await store.restoreAnnotation(record.id, idOf(mark));
    if (act === 'open') await store.openArticle(article);
    if (act === 'join') await this.join(machine, record);
    if (act === 'purge') await this.purge(machine);
    if (act === 'article') {
      if (record.deleted) await store.restoreArticle(record.id);
      else if (this.random.chance(0.5)) await store.trashArticle(record.id);
    }
  }

  private async putMark(store: SharedStore, record: ArticleRecord, id: string): Promise<void> {
    const old = record.annotations.find((one) => one.id === id);
    const note = this.rewrite(old?.note ?? '');
    await store.putAnnotation(record.id, { ...(old ?? makeMark(id)), note, modified: record.modified });
  }

  private async changeMark(store: SharedStore, record: ArticleRecord, id: string): Promise<void> {
    const old = record.annotations.find((one) => one.id === id);
    if (!old) return;
    const changes: Partial<Annotation> = this.random.pick([
      { color: this.random.pick(['green', 'blue', 'yellow'] as const) },
      { tags: [...new Set([...old.tags, this.random.pick(['甲', '乙', '丙'])])] },
      { tags: old.tags.slice(1) },
    ]);
    await store.putAnnotation(record.id, { ...old, ...changes });
  }

  private async putOutline(store: SharedStore, record: ArticleRecord, own: number): Promise<void> {
    const id = idOf(own + 100 + this.random.below(OUTLINES));
    const old: SavedOutline = record.outlines.find((one) => one.id === id) ?? makeOutline(id);
    const head = idOf(own + 200 + this.random.below(HEADS));
    const nodes = old.nodes.some((node) => node.id === head)
      ? old.nodes.map((node) => (node.id === head ? { ...node, note: this.rewrite(node.note) } : node))
      : [...old.nodes, makeHead(head, { note: this.word() })];
    await store.putOutline(record.id, { ...old, nodes });
  }

  /** Two of the articles turn out to be one essay. */
  private async join({ store, area }: Machine, { id }: ArticleRecord): Promise<void> {
    const other = await readRecord(area, await articleId(makeArticle(this.random.below(ARTICLES)).url));
    if (other && other.id !== id && this.random.chance(JOINED)) await store.joinArticle(other.id, id);
  }

  /** What lay in the trash for long goes for good. */
  private async purge({ store, area, clockOff }: Machine): Promise<void> {
    this.time += this.random.pick([0, 0, 31]) * DAY;
    const oldest = new Date(this.time + clockOff - TRASH_DAYS * DAY).toISOString();
    for (const record of recordsOf(area.stored()))
      if (record.deleted !== undefined && record.deleted < oldest) this.takeAway(JSON.stringify(record));
    await store.purgeTrash();
  }

  /** A text that nobody has written before. */
  private word(): string {
    this.words += 1;
    const word = `〔${this.words}〕`;
    this.written.add(word);
    return word;
  }

  private takeAway(text: string): void {
    for (const [word] of text.matchAll(/〔\d+〕/g)) this.written.delete(word);
  }

  /** What a reader makes of a note: adds a word to it, puts one in between, or writes another one. */
  private rewrite(text: string): string {
    const way = this.random.pick(['add', 'add', 'insert', 'replace']);
    if (way === 'add') return text + this.word();
    if (way === 'insert') return this.word() + text;
    this.takeAway(text);
    return this.word();
  }

  /** A sync in which anything may happen. */
  private async syncBadly(machine: Machine): Promise<void> {
    const isKilled = this.random.chance(KILLED);
    const area = isKilled
      ? mortal(machine.area, this.random.between(1, 20), this.random.chance(0.5))
      : machine.area;
    const isFaulty = this.random.chance(0.6);
    const fault = () => (isFaulty && this.random.chance(FAULTY) ? this.random.pick(FAULTS) : undefined);
    this.count(isKilled ? 'killed' : 'sync');
    try {
      const status = await this.sync(machine, area, fault);
      this.count(status.state === 'failed' ? `failed: ${status.failure?.code}` : status.state);
      if (status.question && this.random.chance(0.7))
        await this.sync(machine, area, fault, this.answer(status.question.kind));
    } catch (error) {
      if (!isKilled) throw error;
    }
    // As after a restart of the browser.
    if (isKilled) machine.store = createLibraryStore(machine.area, () => this.clockOf(machine.clockOff));
  }

  private answer(question: Question): Decision {
    this.count(question);
    return {
      question,
      choice: question === 'server-unreadable' ? 'mine' : this.random.pick(['mine', 'mine', 'theirs']),
    };
  }

  private sync(
    machine: Machine,
    area: StorageArea,
    fault: () => Fault,
    decision?: Decision,
  ): Promise<SyncStatus> {
    const clock = () => this.clockOf(machine.clockOff);
    const store = area === machine.area ? machine.store : createLibraryStore(area, clock);
    const remote = this.server.remote(fault);
    return createSync({ area, inTurn: store.inTurn, remote, clock, passphrase: this.passphrase }).run(
      decision,
    );
  }

  /** Quiet syncs until nothing moves any more. */
  private async settle(): Promise<string[]> {
    const told: string[] = [];
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      let isMoving = false;
      for (const machine of this.machines) {
        const { length } = this.server.log;
        let status = await this.sync(machine, machine.area, () => undefined);
        for (let asked = 0; status.question && asked < 4; asked += 1)
          status = await this.sync(machine, machine.area, () => undefined, this.answer(status.question.kind));
        told.push(`${status.state} ${status.failure?.code ?? status.question?.kind ?? ''}`);
        isMoving ||= this.server.log.length > length + 1 || status.state !== 'done';
      }
      if (!isMoving) return [];
    }
    return [`not settled: ${told.slice(-MACHINES).join(', ')}`];
  }

  /** Words that a reader wrote and that stand nowhere. */
  private findLost(): string[] {
    const everything = this.machines.map(({ area }) =>
      JSON.stringify(Object.entries(area.stored()).filter(([key]) => /^(?:article|versions):/.test(key))),
    );
    return [...this.written]
      .filter((word) => !everything.some((text) => text.includes(word)))
      .map((word) => `lost: ${word}`);
  }

  /** Articles that are not the same everywhere. In one that lies in the trash of one, it does in all or nowhere. */
  private async findDifferent(): Promise<string[]> {
    const different: string[] = [];
    for (let n = 0; n < ARTICLES; n += 1) {
      const id = await articleId(makeArticle(n).url);
      const records = await Promise.all(this.machines.map(({ area }) => readRecord(area, id)));
      const standing = records.map((record) => (record?.deleted ? undefined : record));
      const views = standing.map((record) => record && canonical(record));
      if (new Set(views).size > 1) different.push(`article ${n} differs: ${tell(standing)}`);
    }
    return different;
  }
}

function tell(records: readonly (ArticleRecord | undefined)[]): string {
  const short = records.map((record) => {
    if (!record) return 'none';
    const { article, annotations, outlines, ...others } = record;
    return JSON.stringify({
      ...others,
      text: article.text.length,
      marks: annotations.map(({ id, note, color, tags }) => [id.slice(-2), note, color, tags]),
      heads: outlines.flatMap(({ nodes }) => nodes.map(({ id, note }) => [id.slice(-2), note])),
    });
  });
  return `\n  ${short.join('\n  ')}`;
}
