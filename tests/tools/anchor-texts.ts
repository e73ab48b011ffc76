/** Texts to be marked: generated essays, the project's own pages, and real ones where a corpus is at hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generateEssay } from './essays.ts';
import { readFixtures } from './fixtures.ts';
import { seededRandom } from './random.ts';

const GENERATED = 30;
/** Characters of a generated essay. */
const SIZES = { least: 600, most: 4000 };
/** Shorter texts are notices of one or two sentences. */
const LEAST_BLOCKS = 3;
const LEAST_LENGTH = 300;

/** The generated essays, and the bodies of the stored pages: always the same, whatever else is on the machine. */
export function readOwnTexts(seed: number): string[][] {
  const random = seededRandom(seed);
  const essays = Array.from({ length: GENERATED }, () =>
    generateEssay(random, random.between(SIZES.least, SIZES.most)),
  );
  const pages = readFixtures()
    .map(({ expected }) => expected.text ?? [])
    .filter((blocks) => blocks.length >= LEAST_BLOCKS);
  return [...essays, ...pages].filter(isMeasurable);
}

/** The bodies of the articles of a corpus, as their gold has them; none where there is no corpus. */
export function readCorpusTexts(
  corpus = resolve(process.env.JINGDU_CORPUS ?? '../shared/corpus'),
): string[][] {
  if (!existsSync(corpus)) return [];
  return readdirSync(corpus, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('page.html'))
    .sort()
    .map((path) => join(corpus, dirname(path), 'gold.json'))
    .filter(existsSync)
    .map((path) => (JSON.parse(readFileSync(path, 'utf8')) as { text?: unknown }).text)
    .filter((text): text is string => typeof text === 'string' && text.length >= LEAST_LENGTH)
    .map((text) =>
      text
        .split('\n')
        .map((line) => line.replace(/\s+/g, ' ').trim())
        .filter((line) => line !== ''),
    )
    .filter(isMeasurable);
}

const SENTENCE = /[^。；！？\n]{20,}/g;
const HAN = /\p{Script=Han}/gu;
/** Listings of program code repeat their lines; they are no essays. */
const LEAST_HAN = 0.5;

/**
 * True for Chinese texts that don't print a sentence twice: some gold has an article twice over, and nobody could say
 * which of two like places was marked.
 */
function isMeasurable(blocks: string[]): boolean {
  const text = blocks.join('\n');
  const sentences = text.match(SENTENCE) ?? [];
  return (
    (text.match(HAN)?.length ?? 0) >= LEAST_HAN * text.length && new Set(sentences).size === sentences.length
  );
}
