import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { articleId } from '../../utils/library/id';
import { storedValues } from '../../utils/library/json-area';
import { type BrowserName, type BrowserUnderTest, launch } from '../e2e/harness';
import { builtExtension } from '../e2e/reading';
import { type Random, seededRandom } from '../tools/random';
import { ask, mustAsk } from './ask';
import { findDamage, recordsOf } from './damage';
import { createLedger, type Lane, type Ledger } from './ledger';
import { makeArticle } from './material';
import type { TortureOptions, TortureReport } from './report';

/**
 * The browser is killed amid writing, again and again, on one profile. Whatever was answered as stored must be there
 * afterwards. An answer counts only once it has come out of the browser; what was asked and not answered may be there
 * or not.
 */

/** Kills in the long run, each browser: issue 5. */
const KILLS = 200;
/** The kill comes at any moment up to so many milliseconds after the writing began: some hundred writes. */
const LONGEST_WRITING = 600;
/** Milliseconds for the driver to notice that the browser is gone. */
const NOTICE_TIMEOUT = 5_000;
/** Articles that marks and outlines are written to; one more goes to the trash and back. */
const ARTICLES = [0, 1, 2, 3];

interface Counts {
  kills: number;
  acknowledged: number;
  unanswered: number;
  landed: number;
}

/** The group of `npm run torture`. */
export async function run({ seed, say }: TortureOptions): Promise<TortureReport> {
  const reports: TortureReport[] = [];
  for (const name of ['chromium', 'firefox'] as const)
    reports.push(await killAmidWriting(name, { kills: KILLS, seed, say }));
  return {
    counted: reports.flatMap(({ counted }) => counted),
    failures: reports.flatMap(({ failures }) => failures),
  };
}

/** Kills one browser so many times; goes on to the end unless something was lost. */
export async function killAmidWriting(
  name: BrowserName,
  { kills, seed, say }: TortureOptions & { kills: number },
): Promise<TortureReport> {
  const random = seededRandom(seed);
  const profileDir = mkdtempSync(join(tmpdir(), `jingdu-kills-${name}-`));
  const ledger = createLedger(await Promise.all(ARTICLES.map((n) => articleId(makeArticle(n).url))), random);
  const counts: Counts = { kills: 0, acknowledged: 0, unanswered: 0, landed: 0 };
  const failures: string[] = [];
  const start = () => launch(name, { extensionDir: builtExtension(name), profileDir });
  let under: BrowserUnderTest | undefined = await start();
  try {
    while (failures.length === 0) {
      const page = await under.openExtensionPage('popup.html');
      failures.push(...(await verify(page, ledger, counts)));
      if (failures.length > 0 || counts.kills === kills) break;
      failures.push(...(await writeUntilKilled(under, page, ledger, random, counts)));
      under = undefined;
      counts.kills += 1;
      if (counts.kills % 10 === 0) say(`${name}: ${tell(counts)}`);
      under = await start();
    }
  } finally {
    await under?.close();
    rmSync(profileDir, { recursive: true, force: true });
  }
  // A run in which nothing was answered would lose nothing.
  if (counts.acknowledged === 0) failures.push('no write was acknowledged');
  return {
    counted: [`${name}: ${tell(counts)}; ${failures.length} lost or broken`],
    failures: failures.map((failure) => `${name}, after kill ${counts.kills}: ${failure}`),
  };
}

function tell({ kills, acknowledged, unanswered, landed }: Counts): string {
  return `${kills} kills, ${acknowledged} acknowledged writes, ${unanswered} cut off unanswered (${landed} of them stored)`;
}

/** Compares what is stored with the ledger, which goes on from what was found. */
async function verify(page: Page, ledger: Ledger, counts: Counts): Promise<string[]> {
  const stored = storedValues(await page.evaluate(() => chrome.storage.local.get(null)));
  const damage = findDamage(stored);
  if (damage.length > 0) return damage;
  const { lost, landed } = ledger.settle(recordsOf(stored), stored);
  counts.landed += landed;
  return lost;
}

/** Writes on every lane at once until the browser is killed. */
async function writeUntilKilled(
  under: BrowserUnderTest,
  page: Page,
  ledger: Ledger,
  random: Random,
  counts: Counts,
): Promise<string[]> {
  const refused: string[] = [];
  for (const n of ARTICLES) await mustAsk(page, { type: 'open-article', article: makeArticle(n) });
  for (const request of ledger.beginRound()) await mustAsk(page, request);

  let isKilled = false;
  const write = async (lane: Lane) => {
    while (!isKilled) {
      const { request, acknowledge } = lane.next();
      try {
        const error = await ask(page, request);
        if (error) refused.push(`${request.type} was refused: ${error}`);
        if (error) return;
        acknowledge();
        counts.acknowledged += 1;
      } catch (error) {
        counts.unanswered += 1;
        if (!isKilled) refused.push(`${request.type} was not answered before the kill: ${error}`);
        return;
      }
    }
  };
  const lanes = Promise.all(ledger.lanes.map(write));
  await setTimeout(1 + random.below(LONGEST_WRITING));
  isKilled = true;
  await under.kill();
  // What was answered before the kill may still be on its way through the driver.
  await Promise.race([lanes, setTimeout(NOTICE_TIMEOUT, undefined, { ref: false })]);
  return refused;
}
