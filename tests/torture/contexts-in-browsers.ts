import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { storedValues } from '../../utils/library/json-area';
import { parseRecord, recordKey } from '../../utils/library/read';
import type { ArticleRecord } from '../../utils/library/schema';
import type { Request } from '../../utils/requests';
import { type BrowserName, launch, startServer } from '../e2e/harness';
import {
  appears,
  builtExtension,
  highlight,
  openPopup,
  openReadingView,
  storedRecords,
  texts,
  until,
} from '../e2e/reading';
import { seededRandom } from '../tools/random';
import { type Context, findLost, putShared, type Writer, writeTogether } from './contexts';
import { findDamage } from './damage';
import type { TortureOptions, TortureReport } from './report';

/**
 * The same in real browsers, on the extension that ships: two pages of ours ask the background at once, with several
 * requests under way, while the reader marks passages in the reading view. In the end all of them show what is stored.
 */

const OPERATIONS = 400;
const FIXTURE = 'gscn--essay';
/** What the reader marks meanwhile, by mouse. */
const PASSAGES = ['强化理论武装', '坚持围绕中心', '注重求实创新', '用心用情服务'];

/** The group of `npm run torture`. */
export async function run({ seed, say }: TortureOptions): Promise<TortureReport> {
  const reports: TortureReport[] = [];
  for (const name of ['chromium', 'firefox'] as const)
    reports.push(await writeFromOpenPages(name, { seed, say, operations: OPERATIONS }));
  return {
    counted: reports.flatMap(({ counted }) => counted),
    failures: reports.flatMap(({ failures }) => failures),
  };
}

export async function writeFromOpenPages(
  name: BrowserName,
  { seed, say, operations }: TortureOptions & { operations: number },
): Promise<TortureReport> {
  const profileDir = mkdtempSync(join(tmpdir(), `jingdu-contexts-${name}-`));
  const server = await startServer();
  const under = await launch(name, { extensionDir: builtExtension(name), profileDir });
  try {
    const url = server.fixture(FIXTURE);
    const page = await under.newPage();
    await page.goto(url);
    const view = await openReadingView(page);
    await until(async () => (await storedRecords(under)).length === 1);
    const [{ id } = { id: '' }] = await storedRecords(under);
    const popups = [await openPopup(under, url), await openPopup(under, url)];
    const contexts = popups.map((popup, n) => contextOf(popup, `弹窗${n}`));
    await putShared(writerOf(popups[0] as Page), id);
    say(`${name}: reading view and ${popups.length} pages open`);

    await page.bringToFront();
    const marking = (async () => {
      for (const passage of PASSAGES) await highlight(view, passage, 'green');
    })();
    const [{ written, counts, stale }] = await Promise.all([
      writeTogether(contexts, [id], operations, seededRandom(seed)),
      marking,
    ]);

    const stored = await storedOf(popups[0] as Page);
    const record = parseRecord(stored[recordKey(id)]);
    const failures = [...findDamage(stored), ...findLost(written.get(id) ?? [], record)];
    for (const passage of PASSAGES)
      if (!record.annotations.some(({ quote }) => quote.exact === passage)) failures.push(`lost: ${passage}`);
    failures.push(...(await findDisagreement('reading view', view, record)));
    for (const [n, popup] of popups.entries()) {
      await popup.bringToFront();
      failures.push(...(await findDisagreement(`page ${n}`, popup, record)));
    }
    return {
      counted: [
        `${name}: ${operations} operations (${stale} from a view older than the store) and ${PASSAGES.length} marks by mouse: ${JSON.stringify(counts)}; ${failures.length} lost or shown otherwise`,
      ],
      failures: failures.map((failure) => `${name}: ${failure}`),
    };
  } finally {
    await under.close();
    await server.close();
    rmSync(profileDir, { recursive: true, force: true });
  }
}

/** A page of ours as a context: it reads the store itself, and asks the background for changes. */
function contextOf(page: Page, name: string): Context {
  return {
    name,
    store: writerOf(page),
    read: async (id) => parseRecord((await storedOf(page))[recordKey(id)]),
    showsAnswers: false,
  };
}

function writerOf(page: Page): Writer {
  return {
    putAnnotation: (articleId, annotation, base) =>
      ask(page, { type: 'put-annotation', articleId, annotation, base }),
    putOutline: (articleId, outline, base) => ask(page, { type: 'put-outline', articleId, outline, base }),
    trashAnnotation: (articleId, annotationId) =>
      ask(page, { type: 'trash-annotation', articleId, annotationId }),
  };
}

async function ask(page: Page, request: Request): Promise<ArticleRecord> {
  const answer = await page.evaluate((message) => chrome.runtime.sendMessage(message), request);
  if (!answer?.ok) throw new Error(`${request.type} was refused: ${JSON.stringify(answer?.error)}`);
  return parseRecord(answer.value);
}

async function storedOf(page: Page): Promise<Record<string, unknown>> {
  return storedValues(await page.evaluate(() => chrome.storage.local.get(null)));
}

/** Waits until a context shows the record's marks, notes, tags and heads; says what it shows otherwise. */
async function findDisagreement(name: string, scope: Page | Frame, record: ArticleRecord): Promise<string[]> {
  const { annotations, outlines, activeOutline } = record;
  const heads = outlines.find(({ id }) => id === activeOutline)?.nodes ?? [];
  const owed: [string, string[]][] = [
    ['.note__quote', annotations.map(({ quote }) => quote.exact)],
    ['.note__text', annotations.map(({ note }) => note).filter(Boolean)],
    ['.outline__head', heads.map(({ numbering, title }) => numbering + title)],
  ];
  await appears(scope, '.note__quote');
  const failures: string[] = [];
  for (const [selector, wanted] of owed) {
    const sorted = [...wanted].sort().join('\n');
    const isShown = async () => [...(await texts(scope, selector))].sort().join('\n') === sorted;
    const shows = await until(isShown).then(
      () => true,
      () => false,
    );
    if (shows) continue;
    const shown = await texts(scope, selector);
    const missing = wanted.filter((text) => !shown.includes(text));
    failures.push(
      `${name} shows ${shown.length} ${selector} instead of ${wanted.length}, without ${missing.slice(0, 5).join(', ')}`,
    );
  }
  return failures;
}
