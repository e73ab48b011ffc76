import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { articleId } from '../../utils/library/id';
import type { ImportMode, StoredItem } from '../../utils/library/import-state';
import { JOURNAL_KEY } from '../../utils/library/import-state';
import { storedValues } from '../../utils/library/json-area';
import { recordKey } from '../../utils/library/read';
import type { ArticleRecord } from '../../utils/library/schema';
import { createLibraryStore } from '../../utils/library/store';
import { type BrowserName, type BrowserUnderTest, launch } from '../e2e/harness';
import { builtExtension } from '../e2e/reading';
import { type Random, seededRandom } from '../tools/random';
import { bundle } from '../tools/reading-browser.mjs';
import { importAll, openStore } from '../unit/library/importing';
import { createMemoryArea } from '../unit/library/memory-area';
import { ask, mustAsk } from './ask';
import { canonical, findDamage, recordsOf } from './damage';
import { idOf, makeArticle, makeMark } from './material';
import type { TortureOptions, TortureReport } from './report';

/**
 * The browser is killed amid the restoring of a backup, or amid the undoing of it, again and again, on one profile.
 * After the next start the library must be wholly the old or wholly the new one, and the new one where the background
 * had answered that it takes it in. Another context writes a mark after the other meanwhile; each that was answered must
 * be there.
 */

/** Kills in the long run, each browser. */
const KILLS = 50;
/** In so few kills each may have come before anything was taken in. */
const FEW = 5;
const ARTICLES = 300;
/** Share of them in each backup: so each adds some, changes some and lacks some. */
const IN_BACKUP = 0.7;
const SLICE = 20;
/** How often a finished import is undone. */
const UNDONE = 0.3;
/** The kill comes at any moment of what an import took, and a little later. */
const BEYOND = 1.2;
/** Milliseconds for the driver to notice that the browser is gone. */
const NOTICE_TIMEOUT = 5_000;
/** Milliseconds in which the next start must have come to an end with it. */
const ROLL_TIMEOUT = 60_000;
const START = Date.parse('2026-07-01T02:00:00.000Z');
const MINUTE = 60_000;

declare const stageImport: (id: string, items: StoredItem[], sliceLength: number) => Promise<void>;
const stagingScript = bundle(fileURLToPath(new URL('./stage-in-page.ts', import.meta.url)));

type Stored = Record<string, unknown>;
type Act = ImportMode | 'undo';

interface Counts {
  kills: number;
  old: number;
  new: number;
  /** Found under way at the next start, and brought to its end. */
  rolled: number;
  marks: number;
}

/** The group of `npm run torture`. */
export async function run({ seed, say }: TortureOptions): Promise<TortureReport> {
  const reports: TortureReport[] = [];
  for (const name of ['chromium', 'firefox'] as const)
    reports.push(await killAmidImport(name, { kills: KILLS, seed, say }));
  return {
    counted: reports.flatMap(({ counted }) => counted),
    failures: reports.flatMap(({ failures }) => failures),
  };
}

/** Kills one browser so many times; goes on to the end unless something was lost or half done. */
export async function killAmidImport(
  name: BrowserName,
  { kills, seed, say }: TortureOptions & { kills: number },
): Promise<TortureReport> {
  const random = seededRandom(seed);
  const profileDir = mkdtempSync(join(tmpdir(), `jingdu-import-kills-${name}-`));
  const start = () => launch(name, { extensionDir: builtExtension(name), profileDir });
  const counts: Counts = { kills: 0, old: 0, new: 0, rolled: 0, marks: 0 };
  const failures: string[] = [];
  const articles = await makeRecords();
  const writing = new Writing(await articleId(makeArticle(ARTICLES).url));
  /** The library before the last import, while that can be undone. */
  let undoable: string | undefined;
  let under: BrowserUnderTest | undefined = await start();
  try {
    let page = await under.openExtensionPage('popup.html');
    await mustAsk(page, { type: 'open-article', article: makeArticle(ARTICLES) });
    const began = performance.now();
    await stageAndCommit(page, backupOf(articles, 0, random), 'merge');
    await untilSettled(page);
    const took = performance.now() - began;

    for (let round = 1; failures.length === 0 && round <= kills; round += 1) {
      const before = await readStored(page);
      const old = view(before, writing.articleId);
      const act: Act =
        undoable !== undefined && random.chance(UNDONE) ? 'undo' : random.pick(['replace', 'merge'] as const);
      const backup = backupOf(articles, round, random);
      let isAnswered = false;
      let isKilled = false;
      const importing =
        act === 'undo' ? mustAsk(page, { type: 'undo-import' }) : stageAndCommit(page, backup, act);
      const outcome = Promise.all([
        importing.then(() => {
          isAnswered = true;
        }),
        writing.write(page, () => isKilled),
      ]).catch((error) => {
        if (!isKilled) failures.push(`round ${round}, ${act}, before the kill: ${error}`);
      });
      await setTimeout(random.between(1, Math.ceil(took * BEYOND * (act === 'undo' ? 0.5 : 1))));
      isKilled = true;
      await under.kill();
      under = undefined;
      const isTaken = isAnswered;
      await Promise.race([outcome, setTimeout(NOTICE_TIMEOUT, undefined, { ref: false })]);
      counts.kills += 1;

      under = await start();
      page = await under.openExtensionPage('popup.html');
      const phase = (await readStored(page))[JOURNAL_KEY] as { phase?: string } | undefined;
      if (phase && phase.phase !== 'done') counts.rolled += 1;
      await untilSettled(page);
      const stored = await readStored(page);
      const found = view(stored, writing.articleId);
      const expected = act === 'undo' ? undoable : await imported(before, backup, act, stored);
      const isNew = found === expected;
      failures.push(...findDamage(stored), ...writing.findLost(stored));
      if (!isNew && found !== old)
        failures.push(`round ${round}, ${act}: neither old nor new: ${differ(old, expected ?? '', found)}`);
      if (!isNew && isTaken) failures.push(`round ${round}, ${act}: was answered, and is not there`);
      counts[isNew ? 'new' : 'old'] += 1;
      if (isNew) undoable = act === 'undo' ? undefined : old;
      // Whatever is begun anew lets go of what an earlier import replaced.
      else if (act !== 'undo' && JSON.stringify(stored[JOURNAL_KEY]) !== JSON.stringify(before[JOURNAL_KEY]))
        undoable = undefined;
      counts.marks = writing.count;
      if (counts.kills % 10 === 0) say(`${name}: ${tell(counts)}`);
    }
  } finally {
    await under?.close();
    rmSync(profileDir, { recursive: true, force: true });
  }
  // Where nothing was ever taken in, nothing would be half.
  if (counts.new === 0 && kills > FEW) failures.push('no import came through');
  return {
    counted: [`${name}: ${tell(counts)}; ${failures.length} lost, broken or half`],
    failures: failures.map((failure) => `${name}, after kill ${counts.kills}: ${failure}`),
  };
}

function tell({ kills, old, new: taken, rolled, marks }: Counts): string {
  return `${kills} kills, ${taken} times all of it was there, ${old} times nothing, ${rolled} times the next start found it under way; ${marks} marks acknowledged meanwhile`;
}

/** Records of all articles, each with a mark. */
async function makeRecords(): Promise<ArticleRecord[]> {
  const area = createMemoryArea({}, () => setImmediate());
  const store = createLibraryStore(area, () => new Date(START));
  for (let n = 0; n < ARTICLES; n += 1) {
    const { id } = await store.openArticle(makeArticle(n));
    await store.putAnnotation(id, makeMark(idOf(n)));
  }
  return recordsOf(area.stored());
}

/** A backup with some of the articles; what their marks say tells which one it is. */
function backupOf(articles: readonly ArticleRecord[], round: number, random: Random): StoredItem[] {
  const modified = new Date(START + round * MINUTE).toISOString();
  return articles
    .filter(() => random.chance(IN_BACKUP))
    .map((record) => [
      recordKey(record.id),
      {
        ...record,
        modified,
        annotations: record.annotations.map((mark) => ({ ...mark, note: `第${round}份备份`, modified })),
      },
    ]);
}

async function stageAndCommit(page: Page, items: StoredItem[], mode: ImportMode): Promise<void> {
  const importId = randomUUID();
  await page.evaluate(await stagingScript);
  await page.evaluate((id, all, length) => stageImport(id, all, length), importId, items, SLICE);
  await mustAsk(page, { type: 'commit-import', importId, mode });
}

/** Waits until no import is under way; throws where one was turned back, or doesn't come to its end. */
async function untilSettled(page: Page): Promise<void> {
  const deadline = Date.now() + ROLL_TIMEOUT;
  for (;;) {
    const answer = await page.evaluate(() => chrome.runtime.sendMessage({ type: 'watch-import' }));
    if (!answer?.ok) throw new Error(`the import failed: ${JSON.stringify(answer)}`);
    if (answer.value.phase === 'done' || answer.value.phase === 'none') return;
    if (Date.now() > deadline) throw new Error(`the import hangs: ${JSON.stringify(answer.value)}`);
    await setTimeout(50);
  }
}

const readStored = (page: Page): Promise<Stored> =>
  page.evaluate(() => chrome.storage.local.get(null)).then(storedValues);

/** The library but for the article that is written to meanwhile. */
function view(stored: Stored, without: string): string {
  const records = recordsOf(stored).filter(({ id }) => id !== without);
  return canonical(records.sort((a, b) => (a.id < b.id ? -1 : 1)));
}

/** What the library becomes where nothing goes wrong. */
async function imported(
  before: Stored,
  backup: StoredItem[],
  mode: ImportMode,
  after: Stored,
): Promise<string | undefined> {
  const journal = after[JOURNAL_KEY] as { since: string } | undefined;
  if (!journal) return undefined;
  const area = createMemoryArea(before, () => setImmediate());
  await importAll(openStore(area, journal.since), backup, mode);
  return view(area.stored(), await articleId(makeArticle(ARTICLES).url));
}

/** Some records that are the one and some that are the other. */
function differ(old: string, expected: string, found: string): string {
  const [before, wanted, now] = [old, expected, found].map(
    (text) => new Map((JSON.parse(text || '[]') as ArticleRecord[]).map((one) => [one.id, canonical(one)])),
  ) as [Map<string, string>, Map<string, string>, Map<string, string>];
  const counts = { asBefore: 0, asWanted: 0, neither: 0 };
  let sample = '';
  for (const [id, text] of now) {
    if (before.get(id) === wanted.get(id)) continue;
    if (text === wanted.get(id)) counts.asWanted += 1;
    else if (text === before.get(id)) counts.asBefore += 1;
    else {
      counts.neither += 1;
      sample ||= `\n  before ${before.get(id)}\n  wanted ${wanted.get(id)}\n  found ${text}`;
    }
  }
  return `${JSON.stringify(counts)} of ${before.size}, ${wanted.size}, ${now.size}${sample}`;
}

/** One mark after the other, written by another context while an import is under way. */
class Writing {
  count = 0;

  constructor(readonly articleId: string) {}

  async write(page: Page, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const annotation = makeMark(idOf(0x1000), { note: `〔${this.count + 1}〕` });
      const error = await ask(page, { type: 'put-annotation', articleId: this.articleId, annotation });
      if (error) throw new Error(error);
      this.count += 1;
    }
  }

  /** The last one that was answered stands, or the one after it. */
  findLost(stored: Stored): string[] {
    const record = recordsOf(stored).find(({ id }) => id === this.articleId);
    const note = record?.annotations[0]?.note;
    const isThere = this.count === 0 || note === `〔${this.count}〕` || note === `〔${this.count + 1}〕`;
    return isThere ? [] : [`mark ${this.count} was acknowledged, there is ${note}`];
  }
}
