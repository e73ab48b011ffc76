/**
 * Texts changed as sites change them, each character followed: where it stands afterwards is known by construction.
 */
import type { Random } from './random.ts';

/** One UTF-16 unit of a changed text. */
interface Unit {
  unit: string;
  /** Where it stood in the original text; −1 for what was added. */
  origin: number;
  /** `typo`: added or replaced, another character. `form`: the same character in another width or variant, or a space. */
  change?: 'typo' | 'form';
}
type Block = Unit[];

/** A text amid its changes. */
export interface TrackedText {
  blocks: Block[];
  /** Origins of what a change of form took away: a space, one dash of two. */
  dropped: Set<number>;
}

/** Stretch of the original text that look-alikes were made of. */
export interface Planted {
  start: number;
  end: number;
}

export interface Recipe {
  name: string;
  /** How often it is used, among all. */
  weight: number;
  /** Changes the essay before it is marked; gives the stretch that marks shall gather about. */
  plant?: (random: Random, blocks: string[]) => { blocks: string[]; planted: Planted };
  change: (random: Random, text: TrackedText, planted: Planted | undefined) => void;
}

/** Readies the blocks of an original text for changes; the text is its blocks joined by `\n`. */
export function trackText(blocks: readonly string[]): TrackedText {
  let start = 0;
  return {
    blocks: blocks.map((block) => {
      const units = Array.from({ length: block.length }, (_, at) => ({
        unit: block.charAt(at),
        origin: start + at,
      }));
      start += block.length + 1;
      return units;
    }),
    dropped: new Set(),
  };
}

/** What became of a stretch of the original text. */
export interface Fate {
  /**
   * `same`: every character is there, in order, though perhaps in another form. `edited`: up to a tenth was corrected.
   * `damaged`: less is left, or it was torn apart. `deleted`: nothing is left.
   */
  kind: 'same' | 'edited' | 'damaged' | 'deleted';
  /** Where it stands now, from the first to the last character that is left. */
  start: number;
  end: number;
  /** Characters replaced, added and deleted. */
  edits: number;
}

/** Where a unit came from that stands for no character: a break, a space that another template puts in. */
const FORM = -2;

/** The changed text, and a function that tells what became of a stretch of the original. */
export function readTracked({ blocks, dropped }: TrackedText, originalLength: number) {
  const kept = blocks.filter((block) => block.length > 0);
  const text = kept.map((block) => block.map(({ unit }) => unit).join('')).join('\n');
  // A character that became several has its first place and its last.
  const firsts = new Int32Array(originalLength).fill(-1);
  const lasts = new Int32Array(originalLength).fill(-1);
  // Of each place in the changed text where it came from; a break, and a space that was put in, came from nowhere.
  const origins = new Int32Array(text.length).fill(FORM);
  const isTypo = new Uint8Array(text.length);
  let at = 0;
  for (const block of kept) {
    for (const { origin, change } of block) {
      origins[at] = change === 'form' && origin < 0 ? FORM : origin;
      isTypo[at] = Number(change === 'typo');
      if (origin >= 0) {
        if ((firsts[origin] as number) < 0) firsts[origin] = at;
        lasts[origin] = at;
      }
      at += 1;
    }
    at += 1;
  }
  const countChanged = (from: number, to: number, { start, end }: Planted) => {
    let count = 0;
    for (let place = from; place < to; place += 1) {
      const origin = origins[place] as number;
      const isForeign = origin !== FORM && (origin < start || origin >= end);
      if (isForeign || isTypo[place]) count += 1;
    }
    return count;
  };
  const fateOf = (original: string, span: { start: number; end: number }): Fate => {
    let [start, end, previous, deleted] = [Number.POSITIVE_INFINITY, 0, -1, 0];
    let isOrdered = true;
    for (let origin = span.start; origin < span.end; origin += 1) {
      if (original[origin] === '\n') continue;
      const first = firsts[origin] as number;
      if (first < 0) {
        if (!dropped.has(origin)) deleted += 1;
        continue;
      }
      isOrdered &&= first > previous;
      previous = first;
      start = Math.min(start, first);
      end = Math.max(end, (lasts[origin] as number) + 1);
    }
    if (end === 0) return { kind: 'deleted', start: 0, end: 0, edits: deleted };
    const edits = deleted + countChanged(start, end, span);
    const kind = () => {
      if (!isOrdered) return 'damaged';
      if (edits === 0) return 'same';
      return edits <= (span.end - span.start) / 10 ? 'edited' : 'damaged';
    };
    return { kind: kind(), start, end, edits };
  };
  return { text, fateOf };
}

const added = (text: string, change?: Unit['change']): Block =>
  Array.from(text)
    .flatMap((character) => character.split(''))
    .map((unit) => ({ unit, origin: -1, change }));

const textOf = (block: Block) => block.map(({ unit }) => unit).join('');

const insertAt = (text: TrackedText, at: number, ...blocks: Block[]) => text.blocks.splice(at, 0, ...blocks);

const CAPTIONS = [
  '图为活动现场。新华社记者 李明 摄',
  '资料图',
  '（图片来源：视觉中国）',
  '会议现场。通讯员供图',
  '点击查看大图',
];
const BYLINES = [
  '2020-08-11 15:52 来源：《党的建设》杂志',
  '本报记者 张玉芳',
  '（作者单位：省委党校）',
  '责任编辑：王小明',
  '来源：新华网 2021年03月05日',
];
const NOTES = [
  '编者按：为深入学习贯彻会议精神，本网今起推出系列评论，与读者共同探讨新形势下的新课题，敬请关注。',
  '【导读】近日，有关部门就群众关心的问题作出回应，本刊记者进行了采访，现将主要内容摘登如下。',
  '原标题：凝心聚力谱新篇',
];
const PARAGRAPHS = [
  '与会人员还就下一步工作安排进行了讨论，并对来年的任务提出了意见和建议。',
  '据了解，今年以来当地先后举办各类培训四十余场，参加者达三千人次，受到普遍欢迎。',
  '更正：本文此前版本中的部分数据有误，现已改正，谨向读者致歉。',
  '“这样的变化，我们以前想都不敢想。”一位村民在接受采访时这样说，脸上露出了笑容。',
];

/** What is extracted otherwise today than on the day of the mark. */
function reextract(random: Random, text: TrackedText): void {
  const steps = [
    () => insertAt(text, random.between(0, text.blocks.length), added(random.pick(CAPTIONS))),
    () => insertAt(text, random.pick([0, text.blocks.length]), added(random.pick(BYLINES))),
    () => dropShort(random, text),
    () => splitBlock(random, text),
    () => joinBlocks(random, text),
  ];
  for (let count = random.between(1, 4); count > 0; count -= 1) random.pick(steps)();
}

/** Captions, bylines and headings have few characters. */
const SHORT_BLOCK = 24;

function dropShort(random: Random, text: TrackedText): void {
  const short = text.blocks.filter(({ length }) => length < SHORT_BLOCK);
  if (short.length > 0 && text.blocks.length > 2)
    text.blocks.splice(text.blocks.indexOf(random.pick(short)), 1);
}

/** Puts a block's sentences, or the members of its enumeration, on lines of their own. */
function splitBlock(random: Random, text: TrackedText): void {
  const at = random.between(0, text.blocks.length - 1);
  const block = text.blocks[at] as Block;
  const ends = block.flatMap(({ unit }, index) => (/[。；;！？]/.test(unit) ? [index + 1] : []));
  const inner = ends.filter((end) => end < block.length);
  if (inner.length === 0) return;
  const cuts = random.chance(0.5) ? inner : [random.pick(inner)];
  text.blocks.splice(
    at,
    1,
    ...[0, ...cuts].map((from, index) => block.slice(from, cuts[index] ?? block.length)),
  );
}

function joinBlocks(random: Random, text: TrackedText): void {
  if (text.blocks.length < 2) return;
  const at = random.between(0, text.blocks.length - 2);
  text.blocks.splice(at, 2, [...(text.blocks[at] as Block), ...(text.blocks[at + 1] as Block)]);
}

function addParagraphs(random: Random, text: TrackedText): void {
  for (let count = random.between(1, 3); count > 0; count -= 1)
    insertAt(text, random.between(0, text.blocks.length), added(random.pick(PARAGRAPHS)));
}

function removeParagraphs(random: Random, text: TrackedText): void {
  for (let count = random.between(1, 3); count > 0 && text.blocks.length > 2; count -= 1)
    text.blocks.splice(random.between(0, text.blocks.length - 1), 1);
}

function reorderParagraphs(random: Random, text: TrackedText): void {
  for (let count = random.between(1, 2); count > 0; count -= 1) {
    const [block] = text.blocks.splice(random.between(0, text.blocks.length - 1), 1);
    if (block) insertAt(text, random.between(0, text.blocks.length), block);
  }
}

/** Another template, converter or input method: each of these is used or not in all of a text. */
const FORMS: { from: RegExp; to: string }[] = [
  { from: /，/g, to: ',' },
  { from: /,/g, to: '，' },
  { from: /：/g, to: ':' },
  { from: /；/g, to: ';' },
  { from: /（/g, to: '(' },
  { from: /）/g, to: ')' },
  { from: /！/g, to: '!' },
  { from: /？/g, to: '?' },
  { from: /[“”]/g, to: '"' },
  { from: /“/g, to: '「' },
  { from: /”/g, to: '」' },
  { from: /——/g, to: '—' },
  { from: /……/g, to: '…' },
  { from: /……/g, to: '......' },
  { from: /·/g, to: '•' },
  { from: /％|%/g, to: '％' },
  { from: / /g, to: '' },
  { from: / /g, to: '\u00a0' },
  { from: /〔|【/g, to: '[' },
  { from: /〕|】/g, to: ']' },
];

function changeForms(random: Random, text: TrackedText): void {
  const forms = FORMS.filter(() => random.chance(0.4));
  const widensDigits = random.chance(0.3);
  const spacesLatin = random.chance(0.3);
  text.blocks = text.blocks.map((block) => {
    let changed = block;
    for (const { from, to } of forms) changed = replaceForm(text, changed, from, () => to);
    if (widensDigits)
      changed = replaceForm(text, changed, /[0-9]/g, (digit) =>
        String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
      );
    return spacesLatin ? spaceLatin(changed) : changed;
  });
}

/** Every match becomes another form of itself: the first character of the new one is the first of the old. */
function replaceForm(text: TrackedText, block: Block, from: RegExp, to: (old: string) => string): Block {
  const result: Block = [];
  let done = 0;
  for (const match of textOf(block).matchAll(from)) {
    const old = block.slice(match.index, match.index + match[0].length);
    const units = to(match[0]).split('');
    result.push(...block.slice(done, match.index));
    // Of several units for fewer, the last old one stands for all that are left.
    units.forEach((unit, at) => {
      result.push({ unit, origin: (old[Math.min(at, old.length - 1)] as Unit).origin, change: 'form' });
    });
    for (const { origin } of old.slice(units.length)) text.dropped.add(origin);
    done = match.index + match[0].length;
  }
  return [...result, ...block.slice(done)];
}

function spaceLatin(block: Block): Block {
  return block.flatMap((unit, at) => {
    const before = block[at - 1]?.unit ?? '';
    const meets =
      (/[0-9A-Za-z]/.test(unit.unit) && /\p{Script=Han}/u.test(before)) ||
      (/\p{Script=Han}/u.test(unit.unit) && /[0-9A-Za-z]/.test(before));
    return meets ? [...added(' ', 'form'), unit] : [unit];
  });
}

/** Characters that typists and editors put in and take out. */
const COMMON = '的了在和是有地得与及也都就更要将对为上中下而其之等所以可大小好新同';
/** A text with more misprints than this would not have been printed. */
const MOST_TYPOS = 0.05;

/** Corrects single characters, in all of the text at one rate. */
function fixTypos(random: Random, text: TrackedText): void {
  const rate = random.next() * MOST_TYPOS;
  text.blocks = text.blocks.map((block) => correct(random, block, rate));
}

/** Corrects some sentences thoroughly: up to a tenth of each. */
function reviseSentences(random: Random, text: TrackedText): void {
  text.blocks = text.blocks.map((block) => {
    const ends = block.flatMap(({ unit }, index) => (/[。；！？]/.test(unit) ? [index + 1] : []));
    return [0, ...ends].flatMap((from, at) =>
      correct(
        random,
        block.slice(from, ends[at] ?? block.length),
        random.chance(0.3) ? random.next() / 10 : 0,
      ),
    );
  });
}

const correct = (random: Random, units: Block, rate: number) =>
  units.flatMap((unit) => (random.chance(rate) ? typo(random, unit) : [unit]));

function typo(random: Random, unit: Unit): Unit[] {
  const other = random.pick(Array.from(COMMON).filter((character) => character !== unit.unit));
  return random.pick<() => Unit[]>([
    () => [{ unit: other, origin: unit.origin, change: 'typo' }],
    () => [unit, { unit: other, origin: -1, change: 'typo' }],
    () => [],
  ])();
}

/** Few characters in few sentences, as most corrections are. */
function fixFewTypos(random: Random, text: TrackedText): void {
  for (let count = random.between(1, 12); count > 0; count -= 1) {
    const block = random.pick(text.blocks);
    if (block.length === 0) continue;
    const at = random.between(0, block.length - 1);
    block.splice(at, 1, ...typo(random, block[at] as Unit));
  }
}

/** The single-page version of what was marked on one page of several, or the other way round. */
function joinPages(random: Random, text: TrackedText): void {
  const other = Array.from({ length: random.between(3, 8) }, () => added(random.pick(PARAGRAPHS)));
  if (random.chance(0.5)) insertAt(text, 0, ...other);
  else insertAt(text, text.blocks.length, ...other);
  const last = text.blocks.at(-1) as Block;
  if (random.chance(0.3)) last.push(...added('（未完待续）'));
}

/** Another look of the whole site: headings leave their paragraphs, notes and staff lines come and go, quotes change. */
function changeTemplate(random: Random, text: TrackedText): void {
  insertAt(text, 0, added(random.pick(NOTES)));
  insertAt(text, text.blocks.length, added(random.pick(BYLINES)));
  text.blocks = text.blocks.flatMap((block) => {
    const heading = /^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。]*。/.exec(textOf(block));
    const end = heading?.[0].length ?? 0;
    return end > 0 && end < block.length ? [block.slice(0, end), block.slice(end)] : [block];
  });
  dropShort(random, text);
  changeForms(random, text);
}

/** Copies a sentence, a little changed or not at all, to where a reader might take it for the first one. */
function plantLookAlike(random: Random, original: string[]): { blocks: string[]; planted: Planted } {
  const blocks = [...original];
  const sentences = blocks.flatMap((block, at) =>
    [...block.matchAll(/(?<=^|[。；！？])[^。；！？]{6,80}[。；！？]/g)].map((match) => ({ at, match })),
  );
  if (sentences.length === 0) return { blocks, planted: { start: 0, end: blocks.join('\n').length } };
  const { at, match } = random.pick(sentences);
  let inBlock = match.index;
  let block = at;
  for (let count = random.between(1, 3); count > 0; count -= 1) {
    const copy = imitate(random, match[0]);
    // A sentence printed twice on end, one of them deleted, is beyond telling; so is a paragraph that was moved from
    // one of which another copy was deleted. So the same words stand elsewhere, and amid others.
    const isWhole = match[0] === original[at];
    const isSame = copy.includes(match[0]);
    const places = {
      ownBlock: () => {
        const place = random.between(0, blocks.length);
        if (isSame && (place === block || place === block + 1)) return;
        blocks.splice(place, 0, copy);
        if (place <= block) block += 1;
      },
      nextBlock: () => blocks.splice(block + 1, 0, copy),
      blockBefore: () => {
        blocks.splice(block, 0, copy);
        block += 1;
      },
      nextSentence: () => {
        const own = blocks[block] as string;
        const end = inBlock + match[0].length;
        blocks[block] = own.slice(0, end) + copy + own.slice(end);
      },
      sentenceBefore: () => {
        const own = blocks[block] as string;
        blocks[block] = own.slice(0, inBlock) + copy + own.slice(inBlock);
        inBlock += copy.length;
      },
      otherBlock: () => {
        const place = random.between(0, blocks.length - 1);
        // A sentence put into the block itself would stand before or behind all of it.
        if (place !== block && !(isSame && place === block - 1)) blocks[place] += copy;
      },
    };
    const { ownBlock, otherBlock } = places;
    random.pick(isSame ? (isWhole ? [otherBlock] : [ownBlock, otherBlock]) : Object.values(places))();
  }
  const start = blocks.slice(0, block).reduce((sum, { length }) => sum + length + 1, 0) + inBlock;
  return { blocks, planted: { start, end: start + match[0].length } };
}

const ORDINALS = '一二三四五六七八九';

/** A near-duplicate of a sentence: the same, another number, one in ten characters changed, another beginning or end. */
function imitate(random: Random, sentence: string): string {
  const replace = (rate: number) =>
    Array.from(sentence, (character) =>
      random.chance(rate) && /\p{Script=Han}/u.test(character) ? random.pick(Array.from(COMMON)) : character,
    ).join('');
  return random.pick([
    () => sentence,
    () =>
      sentence.replace(/[一二三四五六七八九0-9]/, (one) =>
        /\d/.test(one) ? '7' : random.pick(Array.from(ORDINALS)),
      ),
    () => replace(0.05),
    () => replace(0.1),
    () => `${random.pick(['同样，', '而且', '第二，', '他说，'])}${sentence}`,
    () => `${random.pick(PARAGRAPHS).slice(0, 6)}${sentence.slice(Math.min(4, sentence.length - 4))}`,
    () => `${sentence.slice(0, -Math.min(5, sentence.length - 3))}${random.pick(PARAGRAPHS).slice(0, 5)}。`,
  ])();
}

/** Deletes what was marked, its sentence or all of its block, while its look-alikes stay. */
function deletePlanted(random: Random, text: TrackedText, planted: Planted | undefined): void {
  if (!planted) return;
  const isIn = ({ origin }: Unit) => origin >= planted.start && origin < planted.end;
  const takesBlock = random.chance(0.5);
  text.blocks = text.blocks.map((block) => {
    if (takesBlock) return block.some(isIn) ? [] : block;
    return block.filter((unit) => !isIn(unit));
  });
}

/** What sites do, how often each is tried, and look-alikes made on purpose. */
export const RECIPES: Recipe[] = [
  { name: 'same', weight: 1, change: () => {} },
  { name: 're-extraction', weight: 3, change: reextract },
  { name: 'paragraphs added', weight: 2, change: addParagraphs },
  { name: 'paragraphs removed', weight: 2, change: removeParagraphs },
  { name: 'paragraphs reordered', weight: 2, change: reorderParagraphs },
  { name: 'punctuation and width', weight: 3, change: changeForms },
  { name: 'few typos', weight: 2, change: fixFewTypos },
  { name: 'many typos', weight: 2, change: fixTypos },
  { name: 'sentences revised', weight: 4, change: reviseSentences },
  { name: 'pages joined', weight: 1, change: joinPages },
  { name: 'template', weight: 2, change: changeTemplate },
  {
    name: 'two at once',
    weight: 4,
    change: (random, text) => {
      const steps = [reextract, addParagraphs, removeParagraphs, reorderParagraphs, changeForms, fixFewTypos];
      for (let count = 2; count > 0; count -= 1) random.pick(steps)(random, text);
    },
  },
  { name: 'look-alikes, the marked one deleted', weight: 6, plant: plantLookAlike, change: deletePlanted },
  {
    name: 'look-alikes, all kept, corrected',
    weight: 2,
    plant: plantLookAlike,
    change: (random, text) => random.pick([reextract, addParagraphs, fixFewTypos, changeForms])(random, text),
  },
  {
    name: 'look-alikes, the marked one deleted, corrected',
    weight: 2,
    plant: plantLookAlike,
    change: (random, text, planted) => {
      deletePlanted(random, text, planted);
      random.pick([reextract, addParagraphs, fixFewTypos, changeForms, fixTypos])(random, text);
    },
  },
];
