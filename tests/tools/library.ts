/** Libraries of any size, made by rule: as many different characters and words as a reader's own would have. */
import type { Annotation, ArticleRecord } from '../../utils/library/schema.ts';
import { SCHEMA_VERSION } from '../../utils/library/version.ts';
import { type Random, seededRandom } from './random.ts';

/** Common Han ideographs stand here by the thousand; which ones doesn't matter, their number does. */
const FIRST_HAN = 0x4e00;
const CHARACTERS = 3500;
const WORDS = 40_000;
/** One word in so many has one character only, 的 and its like among them. */
const SINGLE_SHARE = 0.3;
const SOURCES = '人民日报 光明日报 《党的建设》杂志 求是 半月谈 学习时报 甘肃日报 中国纪检监察报'.split(' ');
const DOMAINS = 'gscn.com.cn people.com.cn xinhuanet.com gmw.cn qstheory.cn thepaper.cn'.split(' ');
const TAGS = '论据 金句 党建 数据 案例 待查 提纲 写作/开头 写作/结尾 学习/理论'.split(' ');
const COLORS = ['yellow', 'green', 'blue', 'red'] as const;
const FIRST_DAY = Date.parse('2017-01-01T08:00:00.000Z');
const DAY_MS = 86_400_000;
const YEARS = 10;

/** What decides a library: the same numbers, the same library. */
export interface LibraryShape {
  seed: number;
  articles: number;
  /** Marks of all articles together. */
  annotations: number;
}

/** The records of a library one by one, saved evenly over ten years; each is made anew from its number alone. */
export function createLibraryMaker({ seed, articles, annotations }: LibraryShape) {
  const vocabulary = makeVocabulary(seededRandom(seed));
  const write = (random: Random, size: number) => writeText(random, vocabulary, size);
  const recordOf = (number: number): ArticleRecord => {
    const random = seededRandom(seed * 1_000_003 + number);
    const saved = FIRST_DAY + Math.floor((number / articles) * YEARS * 365 * DAY_MS);
    const moment = new Date(saved).toISOString();
    const text = write(random, random.between(1000, 5000));
    const share =
      Math.floor(((number + 1) * annotations) / articles) - Math.floor((number * annotations) / articles);
    const blocks = text.split('\n');
    const marks = Array.from({ length: share }, (_, at): Annotation => {
      const start = random.below(text.length - 60);
      const end = start + random.between(6, 60);
      const exact = text.slice(start, end).replaceAll('\n', '，');
      return {
        id: uuidOf(number, at),
        quote: {
          exact,
          prefix: text.slice(Math.max(0, start - 32), start),
          suffix: text.slice(end, end + 32),
        },
        position: { start, end },
        block: { index: 0, text: (blocks[0] ?? '').slice(0, 400) },
        section: ['一、强化理论武装'],
        color: random.pick(COLORS),
        style: 'highlight',
        note: random.chance(0.4) ? write(random, random.between(10, 60)) : '',
        tags: random.chance(0.4) ? [random.pick(TAGS)] : [],
        created: moment,
        modified: moment,
        state: 'exact',
      };
    });
    return {
      schemaVersion: SCHEMA_VERSION,
      id: number.toString(16).padStart(32, '0'),
      article: {
        url: `https://www.${random.pick(DOMAINS)}/${number}.html`,
        title: write(random, random.between(8, 28)).replaceAll(/[\n，。]/g, ''),
        source: random.pick(SOURCES),
        authors: [],
        editors: ['张玉芳'],
        publishedAt: new Date(saved - random.below(30) * DAY_MS).toISOString().slice(0, 10),
        breadcrumb: ['首页', '党建'],
        html: blocks.map((block) => `<p>${block}</p>`).join(''),
        text,
        outline: [],
        pages: [],
      },
      annotations: marks,
      outlines: [],
      tags: [],
      readingPosition: 0,
      otherUrls: [],
      saved: moment,
      opened: moment,
      modified: moment,
      trash: [],
      outlineTrash: [],
    };
  };
  return { recordOf, vocabulary };
}

/** Words by rank: those at the front are written far more often than those behind, as in any language. */
function makeVocabulary(random: Random): string[] {
  const character = () => String.fromCharCode(FIRST_HAN + Math.floor(CHARACTERS * random.next() ** 2) * 5);
  return Array.from({ length: WORDS }, () =>
    random.chance(SINGLE_SHARE) ? character() : character() + character(),
  );
}

function writeText(random: Random, vocabulary: readonly string[], size: number): string {
  const parts: string[] = [];
  let length = 0;
  for (let words = 1; length < size; words += 1) {
    // Rank by Zipf's law: uniform in its logarithm.
    const word = vocabulary[Math.floor(WORDS ** random.next()) - 1] ?? '';
    const sign = words % 60 === 0 ? '。\n' : words % 7 === 0 ? '，' : '';
    parts.push(word, sign);
    length += word.length + sign.length;
  }
  return parts.join('').slice(0, size).trimEnd();
}

function uuidOf(article: number, mark: number): string {
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0');
  return `${hex(article, 8)}-0000-4000-8000-${hex(mark, 12)}`;
}
