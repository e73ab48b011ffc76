/**
 * What the bench evaluates in the browser: the code that ships, its peers and a floor, over inert documents.
 * Bundled to one script; puts `jingduTools` on the page.
 */
import { isProbablyReaderable, Readability } from '@mozilla/readability';
import Defuddle from 'defuddle';
import type { WindowLike } from 'dompurify';
import createDOMPurify from 'dompurify';
import { anchorAll } from '../../utils/annotation/anchor.ts';
import { describeSpan } from '../../utils/annotation/describe.ts';
import type { Selectors } from '../../utils/annotation/types.ts';
import { extractArticle } from '../../utils/article/extract.ts';
import { blocksOf } from '../../utils/article/text.ts';
import { buildOutline, type OutlineBlock } from '../../utils/outline/build.ts';
import { detectArticle } from '../../utils/portal/detect.ts';
import { anchorBaseline } from '../tools/anchor-baseline.ts';
import { generateEssay as makeEssay } from '../tools/essays.ts';
import { seededRandom } from '../tools/random.ts';

/** A page to be read. */
interface Source {
  html: string;
  url: string;
}

/** What the outline is found in. */
interface EssayText {
  blocks: OutlineBlock[];
  title: string;
}

/** A step that is timed. */
interface Step<T> {
  /** Makes what it works on, untimed. */
  prepare: (source: Source) => T;
  run: (input: T, source: Source) => unknown;
  /** True where it may run again on the same; most use it up, or would find it in the browser's caches. */
  isPure?: true;
}

const onPage = (run: Step<Document>['run']): Step<Document> => ({ prepare: ({ html }) => parse(html), run });

const onText = (run: Step<EssayText>['run']): Step<EssayText> => ({ prepare: essayText, run, isPure: true });

const STEPS = {
  parse: { prepare: () => null, run: (_input, { html }) => parse(html) } satisfies Step<null>,
  detect: onPage((page, { url }) => detectArticle(page, url)),
  isProbablyReaderable: onPage((page) => isProbablyReaderable(page)),
  pipeline: onPage((page, { url }) => extractArticle(page, url)),
  readability: onPage((page) => new Readability(page).parse()),
  readabilityAndPurify: onPage((page) =>
    createDOMPurify(globalThis as unknown as WindowLike).sanitize(
      new Readability(page).parse()?.content ?? '',
    ),
  ),
  defuddle: onPage((page, { url }) => new Defuddle(page, { url }).parse()),
  findParagraphs: onPage((page) => page.querySelectorAll('p').length),
  cloneAndWalk: onPage((page) => countNodes(page.cloneNode(true))),
  outline: onText(({ blocks, title }) => buildOutline(blocks, title)),
  readText: onText(({ blocks }) => readCharacters(blocks)),
};
type StepName = keyof typeof STEPS;

/** The browser's clock ticks in tenths of a millisecond: a step is run so often that one tick doesn't count. */
const LEAST_TIME = 2;
/** But no longer than this is spent on what it works on; in milliseconds, a pass. */
const MOST_PREPARATION = 60;
const MOST_RUNS = 64;

/**
 * Times of some steps on one page, in ms: for each step one time a pass, the mean of as many runs as the clock needs.
 * The steps take turns within a pass, each beginning one, so that what else the machine does hits them alike. A step
 * that throws has no times: it has nothing to do on this page.
 */
function timeSteps(source: Source, names: StepName[], passes: number): Record<string, number[]> {
  const steps = names.map((name) => {
    const step = STEPS[name] as Step<unknown>;
    return { step, runs: attempt(() => runsNeeded(step, source)), times: [] as number[] };
  });
  // What runs more often in a row runs warmer.
  const runs = Math.max(...steps.map((step) => step.runs ?? 1));
  for (let pass = 0; pass < passes; pass += 1) {
    for (let turn = 0; turn < steps.length; turn += 1) {
      const { step, runs: needed, times } = steps[(pass + turn) % steps.length] as (typeof steps)[number];
      if (needed !== null) times.push(timeRuns(step, source, runs));
    }
  }
  return Object.fromEntries(names.map((name, at) => [name, steps[at]?.times ?? []]));
}

function runsNeeded<T>(step: Step<T>, source: Source): number {
  const began = performance.now();
  const input = step.prepare(source);
  const prepared = performance.now();
  step.run(input, source);
  const ended = performance.now();
  const affordable = step.isPure ? MOST_RUNS : MOST_PREPARATION / (prepared - began);
  return Math.ceil(Math.max(1, Math.min(LEAST_TIME / (ended - prepared), affordable, MOST_RUNS)));
}

function timeRuns<T>({ prepare, run, isPure }: Step<T>, source: Source, runs: number): number {
  const inputs = Array.from({ length: isPure ? 1 : runs }, () => prepare(source));
  const began = performance.now();
  for (let at = 0; at < runs; at += 1) run(inputs[isPure ? 0 : at] as T, source);
  return (performance.now() - began) / runs;
}

/** Pages that grow: for each size in characters the time of some steps, in ms, the mean of some runs. */
function timePageGrowth(kind: keyof typeof PAGES, names: StepName[], sizes: number[]): object[] {
  const largest = Math.max(...sizes);
  return sizes.map((size) => {
    const source = { html: PAGES[kind](size), url: 'https://page.invalid/2020-08/11/content_1234567.html' };
    // Every size gets the same work, so that the small ones aren't lost in the clock's coarseness.
    const runs = Math.ceil(Math.min(MOST_RUNS, largest / size));
    return Object.fromEntries(
      names.map((name) => [name, timeRuns(STEPS[name] as Step<unknown>, source, runs)]),
    );
  });
}

/** An essay under its headline and byline. */
function essayPage(size: number): string {
  const blocks = makeEssay(seededRandom(1), size).map((block) => `<p>${block}</p>`);
  return `<!doctype html><title>把学习成果转化为本领_党建</title><h1>把学习成果转化为本领</h1>
    <div>2020-08-11 15:52 来源：《党的建设》杂志 编辑：张玉芳</div><div>${blocks.join('')}</div>`;
}

/** A front page: links upon links, each under a teaser that is too little to read. */
function frontPage(size: number): string {
  const teasers = makeEssay(seededRandom(1), size).map((block, at) => {
    const teaser = block.slice(0, 40);
    return `<li><a href="/a/${at}.html">${block.slice(40)}</a><p>${teaser}</p></li>`;
  });
  return `<!doctype html><title>首页</title><ul>${teasers.join('</ul><ul>')}</ul>`;
}

const PAGES = { essay: essayPage, front: frontPage };

/** Outlining texts that grow: for each size the time of `buildOutline` and of a bare pass, in ms, the mean of some runs. */
function timeOutlineGrowth(kind: keyof typeof ESSAYS, sizes: number[]): object[] {
  const largest = Math.max(...sizes);
  return sizes.map((size) => {
    const blocks = ESSAYS[kind](size);
    // Every size gets the same work, so that the small ones aren't lost in the clock's coarseness.
    const runs = Math.max(1, Math.round(largest / size));
    const timed = (run: () => unknown) => {
      const began = performance.now();
      for (let at = 0; at < runs; at += 1) run();
      return (performance.now() - began) / runs;
    };
    return { size, floor: timed(() => readCharacters(blocks)), ours: timed(() => buildOutline(blocks)) };
  });
}

const HAN_DIGITS = '一二三四五六七八九';
const SENTENCE = '党务工作是政治工作，要把学习成果转化为推动工作的实际本领，在2020年取得1.5亿元的成绩。';

/** An essay of sections on three levels, its headings alone on their line and run into their paragraphs. */
function generateEssay(size: number): OutlineBlock[] {
  const lines = function* () {
    for (let count = 0; ; count += 1) {
      const [section, part, point] = [count / 9, count / 3, count].map((at) => Math.floor(at) % 9);
      if (count % 9 === 0) yield `${HAN_DIGITS[(section ?? 0) % 9]}、强化理论武装，做政治上的明白人`;
      if (count % 3 === 0) yield `（${HAN_DIGITS[(part ?? 0) % 3]}）主动担当作为。${SENTENCE}`;
      yield `${((point ?? 0) % 3) + 1}．认真履职尽责。${SENTENCE}`;
      yield SENTENCE.repeat(3);
    }
  };
  return blocksUpTo(size, lines());
}

/** Digits and 、 only: half of it one block, the rest short ones. Random, but the same each time. */
function generateHostile(size: number): OutlineBlock[] {
  let state = 1;
  const characters = (length: number) =>
    Array.from({ length }, () => {
      // Numerical Recipes' linear congruential generator: good enough, and the same everywhere.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return '0123456789、、、一二三'.charAt((state >>> 16) % 16);
    }).join('');
  const lines = function* () {
    yield characters(size / 2);
    for (;;) yield characters(12);
  };
  return blocksUpTo(size, lines());
}

const ESSAYS = { essay: generateEssay, hostile: generateHostile };

function blocksUpTo(size: number, lines: Iterable<string>): OutlineBlock[] {
  const blocks: OutlineBlock[] = [];
  let start = 0;
  for (const text of lines) {
    blocks.push({ text, start, tag: 'p' });
    start += text.length + 1;
    if (start >= size) break;
  }
  return blocks;
}

function essayText({ html, url }: Source): EssayText {
  const article = extractArticle(parse(html), url);
  return { blocks: blocksOf(parse(article.html).body), title: article.title };
}

const ANCHOR_TEXT_LENGTH = 100_000;
/** Quotes of a clause to a paragraph: shorter ones are never searched for approximately. */
const QUOTE_LENGTHS = { least: 16, most: 200 };

interface AnchorTask {
  text: string;
  marks: Selectors[];
}

/**
 * Marks on a long essay, and the text that they are looked for in: the same (`exact`), or one in which each quote has a
 * wrong character and the essay begins with one paragraph more (`approximate`).
 */
function anchorTask(kind: 'exact' | 'approximate', count: number, length = ANCHOR_TEXT_LENGTH): AnchorTask {
  const random = seededRandom(1);
  const before = makeEssay(random, length).join('\n');
  const spans = Array.from({ length: count }, () => {
    const start = random.between(0, before.length - QUOTE_LENGTHS.most);
    return { start, end: start + random.between(QUOTE_LENGTHS.least, QUOTE_LENGTHS.most) };
  });
  const marks = spans.map((span) => describeSpan(before, span));
  if (kind === 'exact') return { text: flat(before), marks };
  const units = before.split('');
  for (const { start, end } of spans) units[Math.floor((start + end) / 2)] = '※';
  return { text: flat(`编者按：今刊发此文。\n${units.join('')}`), marks };
}

/** The same text, whose parts the engine has put together: else whoever reads it first pays for that. */
function flat(text: string): string {
  text.indexOf('\0');
  return text;
}

/** Time of finding all marks, in slices as the reader has it, and the longest slice; the floor looks at each character. */
async function timeAnchoring(kind: 'exact' | 'approximate', count: number, length?: number) {
  const { text, marks } = anchorTask(kind, count, length);
  let longest = 0;
  let worked = 0;
  let began = performance.now();
  const stop = () => {
    const took = performance.now() - began;
    worked += took;
    longest = Math.max(longest, took);
  };
  await anchorAll(text, marks, {
    now: () => performance.now(),
    rest: async () => {
      stop();
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    },
  });
  stop();
  const floorBegan = performance.now();
  readCharacters([{ text, start: 0, tag: 'p' }]);
  return { ours: worked, longest, floor: performance.now() - floorBegan };
}

/** Time that the peer takes for some of the same marks. */
function timeAnchorBaseline(kind: 'exact' | 'approximate', count: number, from: number, to: number): number {
  const { text, marks } = anchorTask(kind, count);
  const began = performance.now();
  for (const mark of marks.slice(from, to)) anchorBaseline(text, mark);
  return performance.now() - began;
}

/** The least that anything does that looks at every character. */
function readCharacters(blocks: readonly OutlineBlock[]): number {
  let sum = 0;
  for (const { text } of blocks) for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at);
  return sum;
}

/** The least that anything does that looks at every node. */
function countNodes(root: Node): number {
  const walker = document.createTreeWalker(root);
  let count = 0;
  while (walker.nextNode()) count += 1;
  return count;
}

function parse(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html');
}

function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}

Object.assign(globalThis, {
  jingduTools: { timeAnchorBaseline, timeAnchoring, timeOutlineGrowth, timePageGrowth, timeSteps },
});
