import { looksLikeByline } from '../portal/byline.ts';
import { BODY_CONTAINERS, CLUTTER_NAMES, isClutterHead, isClutterLine } from '../portal/clutter.ts';
import { countMarks, findHidden, hasMark, type Line, readLines } from './lines.ts';
import { isNamed, nameWords } from './markup-name.ts';
import type { Steps } from './steps.ts';
import { findHeadline, type Headline } from './title.ts';

/** A page read once: its lines, its headline, and the element that holds the body. */
export interface PageReading {
  /** All of the page: its body. */
  page: Element;
  lines: Line[];
  headline: Headline;
  /** Index of the body's lines in `lines`: [first, end). */
  first: number;
  end: number;
  root: Element;
  /** A paragraph between headline and root that belongs to the body. */
  lead?: Element;
  /** The smallest element that holds nearly all of the body's running text. Short lines outside it are clutter. */
  core: Element;
  /** Elements that the page doesn't show. */
  hidden: ReadonlySet<Element>;
  /** Why an element below the root holds no running text worth keeping (links, buttons, comments); null if it may. */
  clutterReason(element: Element): string | null;
}

/** A line of running text has at least this many characters that are not links. */
const PROSE_LENGTH = 12;
/** A whole paragraph may be one link, by a tag left open; a paragraph has this many characters and two marks. */
const LINKED_PARAGRAPH_LENGTH = 60;
/** What stands above the headline or behind 相关阅读 is seldom the essay: it counts this much. */
const OUTSIDE_FACTOR = 0.2;
/** Running text right below the headline counts this much: photo news has a line or two. */
const BELOW_HEADLINE_FACTOR = 2;
/** How many lines are right below the headline: byline, buttons and a picture's caption stand between. */
const LINES_BELOW_HEADLINE = 16;
/** Running text in regions named as clutter counts this much: names can lie, so it isn't nothing. */
const NAMED_CLUTTER_FACTOR = 0.1;
/** A region named as clutter that holds more than this share of the body is the body. */
const NAMED_CLUTTER_SHARE = 0.25;
/** A body container of a known CMS is believed when it holds this share of the best region's running text. */
const CONTAINER_SHARE = 0.6;
/** A region is narrowed to a child that holds this share of its running text. */
const NARROW_SHARE = 0.6;
/** The core holds this share of the body's running text. */
const CORE_SHARE = 0.9;

/** What an element's lines sum up to. */
interface Region {
  element: Element;
  sum: number;
  prose: number;
  lines: number;
  first: number;
  end: number;
  /** Those of its element's children. */
  inner: Region[];
}

/** By element, each behind those in it. Browsers are dear to ask for elements, and most hold no line. */
type Regions = ReadonlyMap<Element, Region>;

/**
 * Finds the body: the element whose lines sum up highest, where running text counts for its length and links
 * against. Two passes over the page, linear, and not recursive.
 */
export function* findBody(document: Document): Steps<PageReading> {
  const page: Element = document.body ?? document.documentElement;
  const lines: Line[] = [];
  const closed: Element[] = [];
  const hidden = findHidden(page);
  yield* readLines(page, {
    isHidden: (element) => hidden.has(element),
    line: (line) => lines.push(line),
    leave: (element) => closed.push(element),
  });
  closed.push(page);
  const headline = findHeadline(document, lines);
  yield;
  const regions = yield* weighRegions(closed, lines, headline.line);
  yield;
  const best = bestRegion(page, regions);
  const region = regions.get(best);
  const narrowed = region && narrow(region);
  const root = narrowed?.element ?? best;
  const whole = narrowed?.sum ?? 0;
  return {
    page,
    lines,
    headline,
    root,
    lead: findLead(root, lines, headline.line, narrowed?.first ?? 0),
    first: narrowed?.first ?? 0,
    end: narrowed?.end ?? lines.length,
    core: narrowed ? findCore(narrowed) : root,
    hidden,
    clutterReason(element) {
      const inner = regions.get(element);
      if (!inner || element === root) return null;
      // A line by itself is judged by its words, with those around it.
      if (inner.sum < 0 && inner.end - inner.first > 1) return 'more links than text';
      const isNamed = isNamedClutter(element) && inner.prose < whole * NAMED_CLUTTER_SHARE;
      return isNamed ? 'named as clutter' : null;
    },
  };
}

/** So many lines are weighed in a step. */
const STEP_LINES = 1000;

/** Sums the weights of lines by element, from the innermost outwards. */
function* weighRegions(closed: readonly Element[], lines: readonly Line[], headline: number): Steps<Regions> {
  const all = new Map<Element, Region>();
  const regionOf = (element: Element): Region => {
    let region = all.get(element);
    if (!region) {
      region = { element, sum: 0, prose: 0, lines: 0, first: lines.length, end: 0, inner: [] };
      all.set(element, region);
    }
    return region;
  };
  let behindHead = false;
  let seenProse = false;
  for (const [index, line] of lines.entries()) {
    if (index % STEP_LINES === STEP_LINES - 1) yield;
    let weight = lineWeight(line);
    if (weight > 0) {
      if (index < headline || behindHead) weight *= OUTSIDE_FACTOR;
      else if (headline >= 0 && index <= headline + LINES_BELOW_HEADLINE) weight *= BELOW_HEADLINE_FACTOR;
      if (index > headline) seenProse = true;
    }
    behindHead ||= seenProse && isClutterHead(line.text);
    addTo(regionOf(line.element), {
      sum: weight,
      prose: Math.max(0, weight),
      lines: weight > 0 ? 1 : 0,
      first: index,
      end: index + 1,
    });
  }
  yield;
  const regions = new Map<Element, Region>();
  for (const element of closed) {
    const region = all.get(element);
    if (!region) continue;
    regions.set(element, region);
    const parent = element.parentElement;
    if (!parent || element === closed[closed.length - 1]) continue;
    if (region.sum > 0 && isNamedClutter(element)) region.sum *= NAMED_CLUTTER_FACTOR;
    const outer = regionOf(parent);
    addTo(outer, region);
    outer.inner.push(region);
  }
  return regions;
}

function addTo(region: Region, part: Omit<Region, 'element' | 'inner'>): void {
  region.sum += part.sum;
  region.prose += part.prose;
  region.lines += part.lines;
  region.first = Math.min(region.first, part.first);
  region.end = Math.max(region.end, part.end);
}

const ANY_CONTAINER = BODY_CONTAINERS.join();

function bestRegion(page: Element, regions: Regions): Element {
  let best = page;
  let bestSum = 0;
  for (const { element, sum } of regions.values()) {
    if (sum > bestSum) {
      best = element;
      bestSum = sum;
    }
  }
  // Few hold so much, and only they are asked what they are.
  const containers = [...regions.values()]
    .filter(({ element, sum }) => sum > bestSum * CONTAINER_SHARE && element.matches(ANY_CONTAINER))
    .map(({ element }) => element);
  for (const selector of BODY_CONTAINERS) {
    // One in another of its kind is closed before it.
    const container = containers.findLast((element) => element.matches(selector));
    if (container) return container;
  }
  // A single paragraph is no region: the essay's other lines are its neighbours.
  while (/^(?:p|h\d|li|span|font|a|strong|b)$/.test(best.localName) && best.parentElement && best !== page)
    best = best.parentElement;
  return best;
}

/** A lead (摘要, 核心提示) has at least this many characters. */
const LEAD_LENGTH = 30;
/** A box named a summary is a lead when its text says so too; else it repeats the body's words for lists. */
const LEAD_LABEL = /^[【[]?(?:摘要|核心提示|核心阅读|导读|导语|提要|内容提要|编者按|编前语|摘 要)/;

/** How authors' markup names such a box. */
const SUMMARY_NAMES = nameWords('summary digest abstract zhaiyao');

/** The paragraph that some portals print between headline and body in a box of its own (摘要, 核心提示). */
function findLead(
  root: Element,
  lines: readonly Line[],
  headline: number,
  first: number,
): Element | undefined {
  if (headline < 0) return undefined;
  return lines
    .slice(headline + 1, first)
    .find(
      (line) =>
        (LEAD_LABEL.test(line.text) || !isNamed(line.element, SUMMARY_NAMES)) &&
        lineWeight(line) >= LEAD_LENGTH &&
        !looksLikeByline(line.text) &&
        !line.element.contains(root) &&
        !isNamedClutter(line.element),
    )?.element;
}

/**
 * Steps down from a region that holds more than the essay: into the child with most of the running text, as long
 * as the rest stands in boxes of its own (other lists, comments, notices) and not in paragraphs beside it.
 */
function narrow(root: Region): Region {
  let narrowed = root;
  for (;;) {
    const shares = narrowed.inner
      .filter(({ prose }) => prose > 0)
      .map((region) => ({ region, counted: region.prose * shareCounted(region.element) }));
    const direct = narrowed.prose - shares.reduce((sum, { region }) => sum + region.prose, 0);
    const whole = direct + shares.reduce((sum, { counted }) => sum + counted, 0);
    const main = shares.find(({ counted }) => counted > whole * NARROW_SHARE)?.region;
    const beside = shares.reduce(
      (sum, { region }) => sum + (region === main || hasName(region.element) ? 0 : region.prose),
      0,
    );
    const rest = direct + beside;
    // Sums of shares are not whole: less than a character is nothing.
    if (!main || !hasName(main.element) || rest >= 1) return narrowed;
    narrowed = main;
  }
}

const shareCounted = (element: Element) => (isNamedClutter(element) ? NAMED_CLUTTER_FACTOR : 1);

function findCore(root: Region): Element {
  const wanted = root.prose * CORE_SHARE;
  let core = root;
  for (;;) {
    const inner = core.inner.find(
      ({ element, prose, lines }) => prose >= wanted && (lines >= 2 || hasName(element)),
    );
    if (!inner || wanted === 0) return core.element;
    core = inner;
  }
}

/** A lone paragraph's wrapper is the essay's only when the page's author gave it a name. */
function hasName(element: Element): boolean {
  return element.localName !== 'p' && (element.hasAttribute('id') || element.hasAttribute('class'));
}

function lineWeight(line: Line): number {
  const { text, linkLength } = line;
  const plain = text.length - linkLength;
  if (linkLength > plain)
    return text.length >= LINKED_PARAGRAPH_LENGTH && countMarks(text) >= 2 ? text.length / 2 : -linkLength;
  if (isClutterLine(text)) return -Math.min(plain, PROSE_LENGTH * 5);
  return plain >= PROSE_LENGTH && hasMark(text) ? plain - linkLength : -linkLength;
}

const isNamedClutter = (element: Element) => isNamed(element, CLUTTER_NAMES);
