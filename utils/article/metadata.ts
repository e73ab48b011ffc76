import { announcesBreadcrumb, hasBreadcrumbMarks, parseBreadcrumb } from '../portal/breadcrumb.ts';
import { type Byline, looksLikeByline, parseByline } from '../portal/byline.ts';
import { isClutterLine } from '../portal/clutter.ts';
import { readCredits } from '../portal/credits.ts';
import { readLabels } from '../portal/labels.ts';
import { looksLikeName } from '../portal/names.ts';
import { type Deck, readDeck } from './deck.ts';
import { hasMark, type Line } from './lines.ts';
import { isClassNamed } from './markup-name.ts';
import type { PageReading } from './root.ts';
import { squeeze } from './text.ts';
import { type Headline, isSiteName } from './title.ts';
import type { Trace } from './trace.ts';
import type { KnownLines } from './trim.ts';

/** What the page says about its essay, and which of its lines say it. */
export interface Metadata extends Omit<Byline, 'bareSource'> {
  title: string;
  kicker?: string;
  subtitle?: string;
  breadcrumb: string[];
  known: KnownLines;
}

/** How many lines below (above) the headline may carry the byline. */
const BYLINE_BELOW = 14;
const BYLINE_ABOVE = 3;
/** How many lines around the body's end may carry 责任编辑. */
const TAIL_LINES = 8;
/** A line beside the date that names the outlet alone is no longer than this. */
const MAX_BESIDE_DATE = 24;
/** So many lines behind the essay's last paragraph may carry its credits … */
const CREDIT_LINES_BEHIND = 3;
/** … and so many its date, with a label … */
const DATE_LINES_BEHIND = 6;
const LABELLED_DATE =
  /^[（(【[]?\s*(?:发布|發布|更新|发表)?(?:时间|時間|日期)\s*[:：]\s*(?:19|20)\d\d\s?[-/.年]/;
const MAX_LABELLED_DATE = 60;
/** … or without one. */
const BARE_DATE_LINES = 3;
const BARE_DATE = /^[（(【[]?\s*(?:19|20)\d\d\s?[-/.年]/;
const MAX_BARE_DATE = 32;
const CREDIT_OPENING = /^[（(【[]|^(?:本文|文章)?(?:来源|來源|稿源|作者)\s*[:：]/;
/** A line of the crew behind the text: 记者丨张三. A sentence behind 记者： is one of an interview. */
const CREW_LINE = /^(?:文字|记者|記者|撰稿|撰文|作者|通讯员)\s*[:：/／丨｜|∣]\s*[^，。！？：；]{2,30}$/;
/** What stands for a colon behind a role. */
const ROLE_BAR = /^([\u3400-\u9fff]{2,6})\s*[丨｜|∣]\s*/;
const CREDIT_WORDS = /编辑|編輯|责编|稿源|来源|來源|作者|选稿/;

/** Reads headline, byline, breadcrumb and closing credits off the page's lines. Unsure means nothing. */
export function readMetadata(reading: PageReading, trace: Trace): Metadata {
  const { page, lines, first, end, core } = reading;
  const texts = new Set<string>();
  const labels = readLabels(page.ownerDocument);
  const bodyStart = firstProse(lines, Math.max(first, reading.headline.line + 1), end);
  const headline = {
    ...(reading.headline.line >= 0
      ? reading.headline
      : (headlineAbove(lines, bodyStart) ?? reading.headline)),
  };
  if (headline.line < 0 && labels.title) headline.title = labels.title;
  texts.add(squeeze(headline.title));
  trace({
    step: 'metadata',
    what: headline.title,
    reason: headline.line < 0 ? 'document title' : 'headline',
  });

  const at = headline.line < 0 ? Math.max(0, bodyStart - BYLINE_BELOW) : headline.line;
  const byline = readByline(lines, at, bodyStart, texts);
  const tell = tellFields(byline, trace);
  tell('byline around the headline');
  const close = lastProse(lines, bodyStart, end) + 1;
  // The region may end far behind the essay.
  readTail(lines.slice(Math.max(bodyStart, close - 1), close + TAIL_LINES), byline);
  readTail(lines.slice(Math.max(bodyStart, end - TAIL_LINES), end + TAIL_LINES), byline);
  tell('credits behind the text');
  byline.source ??= labels.source;
  byline.publishedAt ??= labels.publishedAt;
  tell("the CMS's own label");
  byline.publishedAt ??= findClosingDate(lines.slice(close, close + DATE_LINES_BEHIND));
  tell('date behind the text');
  const credits = readCredits(
    lines.slice(Math.max(at + 1, bodyStart - 2), close + CREDIT_LINES_BEHIND).map(({ text }) => text),
  );
  if (byline.authors.length === 0)
    byline.authors = credits.authors.filter((name) => !byline.editors.includes(name));
  if (byline.editors.length === 0) byline.editors = credits.editors;
  byline.authors = byline.authors.filter((name) => name !== byline.source);
  tell("the text's own lines");
  const deck: Deck = headline.line < 0 ? {} : readDeck(lines, at, labels);
  for (const [part, text] of Object.entries(deck)) {
    if (!text) continue;
    texts.add(squeeze(text));
    trace({ step: 'metadata', what: `${part}: ${text}`, reason: 'labelled so beside the headline' });
  }
  const breadcrumb = findBreadcrumb(lines.slice(0, Math.max(at, 0)), headline.title);
  if (breadcrumb.length > 0)
    trace({ step: 'metadata', what: breadcrumb.join(' > '), reason: 'breadcrumb above the headline' });
  return {
    title: headline.title,
    kicker: deck.kicker,
    subtitle: deck.subtitle,
    source: byline.source,
    authors: byline.authors,
    editors: byline.editors,
    publishedAt: byline.publishedAt,
    breadcrumb,
    known: { title: headline.title, texts, core },
  };
}

const TOLD = ['source', 'authors', 'editors', 'publishedAt'] as const;

/** Traces which fields each stage filled or changed. */
function tellFields(byline: Byline, trace: Trace): (reason: string) => void {
  const told = new Map<string, string>();
  return (reason) => {
    for (const field of TOLD) {
      const value = [byline[field] ?? []].flat().join('、');
      if (value === (told.get(field) ?? '')) continue;
      told.set(field, value);
      trace({ step: 'metadata', what: `${field}: ${value}`, reason });
    }
  };
}

/** A headline found by its place alone has so many characters. */
const MIN_HEADLINE_LENGTH = 8;
const MAX_HEADLINE_LENGTH = 40;
/** How many lines above the body are looked at for it. */
const HEADLINE_ABOVE = 8;

/** The headline of a page whose title doesn't say it: the first line near above the body that can be one. */
function headlineAbove(lines: readonly Line[], bodyStart: number): Headline | undefined {
  const from = Math.max(0, bodyStart - HEADLINE_ABOVE);
  const found = lines
    .slice(from, bodyStart)
    .findIndex(
      ({ text, linkLength }) =>
        linkLength === 0 &&
        text.length >= MIN_HEADLINE_LENGTH &&
        text.length <= MAX_HEADLINE_LENGTH &&
        /[\u4e00-\u9fff]{4}/.test(text) &&
        !hasMark(text) &&
        !looksLikeByline(text) &&
        !isClutterLine(text) &&
        !isSiteName(text) &&
        parseBreadcrumb(text, '').length === 0,
    );
  return found < 0 ? undefined : { title: (lines[from + found] as Line).text, line: from + found };
}

function firstProse(lines: readonly Line[], first: number, end: number): number {
  for (let index = first; index < end; index += 1) {
    const { text, linkLength } = lines[index] as Line;
    const running = text.length >= 24 && hasMark(text) && linkLength < text.length / 2;
    if (running && !looksLikeByline(text)) return index;
  }
  return end;
}

const ANY_DIGIT = /[\d\uff10-\uff19]/;

/** Reads the lines around the headline that are bylines, and the short lines beside the date. */
function readByline(lines: readonly Line[], at: number, bodyStart: number, texts: Set<string>): Byline {
  const below = lines.slice(at + 1, Math.min(bodyStart, at + BYLINE_BELOW));
  const above = lines.slice(Math.max(0, at - BYLINE_ABOVE), at);
  const parts = [...below, ...above].filter(({ text }) => looksLikeByline(text));
  for (const { text } of parts) texts.add(squeeze(text));
  const byline = parseByline(parts.map(({ text }) => text).join('  '));
  if (byline.publishedAt && byline.source) return byline;

  const dated = below.findIndex(
    ({ text }) => ANY_DIGIT.test(text) && parseByline(text).publishedAt !== undefined,
  );
  const beside = below.slice(Math.max(0, dated < 0 ? 0 : dated - 1), dated < 0 ? 5 : dated + 2);
  const short = beside.filter(({ text }) => text.length <= MAX_BESIDE_DATE || looksLikeByline(text));
  const wider = parseByline(short.map(({ text }) => text).join('  '));
  byline.publishedAt ??= wider.publishedAt;
  byline.source ??= wider.source;
  if (byline.authors.length === 0) byline.authors = wider.authors;
  byline.source ??= below.find(isAccount)?.text;
  return byline;
}

/** How platforms where anyone may publish name the element that holds the account: 百家号, 企鹅号, 大风号, 一点号. */
const ACCOUNT_NAMES = ['author', 'media', 'account', 'source'].flatMap((of) => [
  `-${of}-name-`,
  `-${of}name-`,
]);
const MAX_ACCOUNT_LENGTH = 16;

/** True for the line that names the account a text was published by. A person's name there is no outlet. */
function isAccount({ text, inner }: Line): boolean {
  if (text.length > MAX_ACCOUNT_LENGTH || looksLikeName(text) || looksLikeByline(text)) return false;
  return isClassNamed(inner, ACCOUNT_NAMES) && /[\u3400-\u9fff]/.test(text);
}

/** Reads the closing credits: [稿源：…][作者：…][编辑：…]. A label there is surer than an outlet without one. */
function readTail(tail: readonly Line[], byline: Byline): void {
  // Editors stand in one line, or each in one of their own.
  const hasEditors = byline.editors.length > 0;
  const hasAuthors = byline.authors.length > 0;
  for (const { text } of tail) {
    const isCrew = CREW_LINE.test(text);
    if (text.length > 120 || !(isCrew || CREDIT_WORDS.test(text))) continue;
    const line = text
      .replace(ROLE_BAR, '$1：')
      .replace(/^[（(【[]+/, '')
      .replace(/[)）】\]]+$/, '');
    const credit = parseByline(line);
    if (!hasEditors) addNew(byline.editors, credit.editors);
    if (credit.source && !credit.bareSource && !/(?:资料|数据|图片)来源/.test(text)) {
      if (byline.bareSource) byline.source = credit.source;
      byline.source ??= credit.source;
      byline.bareSource = false;
    }
    if (!hasAuthors && (isCrew || CREDIT_OPENING.test(text))) addNew(byline.authors, credit.authors);
  }
}

function addNew(names: string[], more: readonly string[]): void {
  for (const name of more) if (!names.includes(name)) names.push(name);
}

/** The last line of running text in [first, end), or first. */
function lastProse(lines: readonly Line[], first: number, end: number): number {
  for (let index = Math.min(end, lines.length) - 1; index > first; index -= 1) {
    const { text, linkLength } = lines[index] as Line;
    if (text.length >= 24 && hasMark(text) && linkLength < text.length / 2 && !isClutterLine(text))
      return index;
  }
  return first;
}

/** The date that some portals print below the essay instead: (2012-01-17 20:00), 时间：2019-09-24 17:08. */
function findClosingDate(behind: readonly Line[]): string | undefined {
  const dated = behind.find(({ text }, index) => {
    if (LABELLED_DATE.test(text)) return text.length <= MAX_LABELLED_DATE;
    // A bare day is the one that the document is signed with; lists of other articles print dates, too.
    const isNear = index < BARE_DATE_LINES && text.length <= MAX_BARE_DATE;
    return isNear && BARE_DATE.test(text) && (/^\D/.test(text) || /\d[:：]\d/.test(text));
  });
  return dated && parseByline(dated.text).publishedAt;
}

/** The longest line that holds a breadcrumb. */
const MAX_BREADCRUMB_LENGTH = 120;
/** A list of links is a breadcrumb when it has no more items than this; menus have more. */
const MAX_LISTED_ITEMS = 5;
/** How a breadcrumb without marks of its own begins: 首页, 公視新聞網. */
const FIRST_ITEM = /(?:首[页頁]|[网網])$/;
/** What every breadcrumb has some of. Most lines of a page's head are items of menus, and none of the rest is asked of them. */
const ANY_BREADCRUMB = /首[页頁]|[网網]|[>＞»›→]|位置|现在|导航|位于|正文|內文/;

function findBreadcrumb(lines: readonly Line[], title: string): string[] {
  let best: string[] = [];
  for (const { text, linkLength } of lines) {
    if (text.length > MAX_BREADCRUMB_LENGTH || !ANY_BREADCRUMB.test(text)) continue;
    const isMarked = announcesBreadcrumb(text) || hasBreadcrumbMarks(text);
    const items = parseBreadcrumb(text, title);
    const [first = ''] = items;
    // The marks between the items are seldom links.
    const length = items.join('').length;
    const isLinked = linkLength >= length * 0.6 && items.length <= MAX_LISTED_ITEMS && FIRST_ITEM.test(first);
    if (items.length > 0 && (isMarked || isLinked)) best = items;
  }
  return best.length > 0 ? best : listedBreadcrumb(lines);
}

/** A breadcrumb printed as a list without marks: 首页, 即时新闻, 地方 as items of one `<ul>`. */
function listedBreadcrumb(lines: readonly Line[]): string[] {
  const start = lines.findLastIndex(
    ({ text, linkLength, element }) =>
      element.localName === 'li' && linkLength === text.length && FIRST_ITEM.test(text),
  );
  const list = lines[start]?.element.parentElement;
  if (!list || list.children.length > MAX_LISTED_ITEMS) return [];
  const items = lines.slice(start).filter(({ element }) => element.parentElement === list);
  return items.length >= 2 && items.every(({ text, linkLength }) => linkLength === text.length)
    ? items.map(({ text }) => text)
    : [];
}
