import type { Candidate } from './candidates.ts';

/** A heading in the series it was found in. */
export interface Heading extends Candidate {
  /** True when no later heading continues its series. */
  endsSeries: boolean;
}

interface Run {
  rank: string;
  members: Candidate[];
}

/** A series jumps by no more than this: authors skip a number now and then, never ten. */
const MAX_GAP = 2;
/** In a series at least this share reads like headings; else it is a list of clauses. */
const HEADING_SHARE = 0.6;
/** Fewer bold or centred lines than this are emphasis. */
const MIN_BOLD_LINES = 2;
/** Shorter bold or centred lines are names as often as headings. */
const MIN_BOLD_TITLE = 4;
/** Bold labels, leads and names are headings only in parallel. */
const PARALLEL: ReadonlySet<string> = new Set(['bold-label', 'bold-lead']);
const MIN_PARALLEL = 3;
/** A series whose beginning is not there shows itself by at least this many numbers in a row. */
const MIN_LATE_RUN = 3;
/** So many series of one kind are kept open, so that a stray number closes none. */
const MAX_OPEN_RUNS = 3;
const BELOW_ARTICLE: ReadonlySet<string> = new Set([
  'han-bracket',
  'han-half',
  'digit',
  'digit-bracket',
  'digit-half',
  'circle',
  'decimal-2',
  'decimal-3',
]);

/**
 * Keeps the candidates that stand in a believable series: 一 二 三 with small gaps, most of them headings. Lone
 * numbers, impossible ones, lists without text and lists of clauses go. Order is kept. Linear.
 */
export function keepSeries(all: readonly Candidate[]): Heading[] {
  const candidates = withoutClauses(all);
  const numbered = candidates.filter(({ value }) => value > 0);
  const kept = new Map<Candidate, Heading>();
  for (const run of mendSlips(findRuns(numbered), numbered)) {
    if (!isBelievable(run)) continue;
    const headings = run.members.filter(({ isHeading }) => isHeading);
    headings.forEach((candidate, at) => {
      kept.set(candidate, { ...candidate, rank: run.rank, endsSeries: at === headings.length - 1 });
    });
  }
  return keepUnnumbered(candidates, kept);
}

/** The numbered candidates as series, each of one kind. */
function findRuns(numbered: readonly Candidate[]): Run[] {
  const runs: Run[] = [];
  const openRuns = new Map<string, Run[]>();
  for (const candidate of numbered) {
    const open = openRuns.get(candidate.rank) ?? [];
    const going = open.filter((run) => continues(lastOf(run), candidate));
    // 一、二线城市 amid the headings opens a series, too: the one that reads like headings goes on first.
    const run = going.find((open) => lastOf(open).isHeading && !lastOf(open).isEnumeration) ?? going[0];
    if (run) run.members.push(candidate);
    else {
      const fresh = { rank: candidate.rank, members: [candidate] };
      runs.push(fresh);
      openRuns.set(candidate.rank, [fresh, ...open].slice(0, MAX_OPEN_RUNS));
    }
  }
  return runs;
}

function continues(last: Candidate, next: Candidate): boolean {
  // A slipped number (三 twice) continues its series; 一 begins a new one.
  if (next.value === last.value) return next.value > 1;
  return next.value > last.value && next.value <= last.value + MAX_GAP;
}

/**
 * Authors change the kind of numbering by mistake. Of （一）（二）三、三、 the first 三、 goes on from （二）, in 一、2、3、
 * all are of one series, and in （一）二、（三） the 二、 fills the gap.
 */
function mendSlips(runs: readonly Run[], numbered: readonly Candidate[]): Run[] {
  const runOf = new Map<Candidate, Run>();
  const nextOf = new Map<Candidate, Candidate>();
  for (const run of runs)
    run.members.forEach((member, at) => {
      runOf.set(member, run);
      const next = run.members[at + 1];
      if (next) nextOf.set(member, next);
    });
  const before = new Map(numbered.map((candidate, at) => [candidate, numbered[at - 1]]));
  /** The series of another kind that stands right before this candidate, one number below it, and lacks its number. */
  const lacking = (candidate: Candidate): Run | undefined => {
    const previous = before.get(candidate);
    if (previous?.value !== candidate.value - 1) return undefined;
    const next = nextOf.get(previous);
    const run = runOf.get(previous);
    return run?.rank !== candidate.rank && (!next || next.value > candidate.value) ? run : undefined;
  };
  const mended = new Set<Run>();
  for (const run of runs) {
    const moveTo = (other: Run, member: Candidate): void => {
      other.members.push(member);
      runOf.set(member, other);
      mended.add(other);
    };
    run.members = run.members.filter((member, at) => {
      const isTwice = member.value === run.members[at + 1]?.value;
      const other = isTwice ? lacking(member) : undefined;
      if (other) moveTo(other, member);
      return !other;
    });
    const [first] = run.members;
    const other = first && first.value > 1 ? lacking(first) : undefined;
    if (!other) continue;
    for (const member of run.members) moveTo(other, member);
    run.members = [];
  }
  for (const { members } of mended) members.sort((a, b) => a.index - b.index);
  return runs.filter(({ members }) => members.length > 0);
}

function isBelievable({ rank, members }: Run): boolean {
  const headings = members.filter(({ isHeading }) => isHeading).length;
  const first = members[0]?.value ?? 0;
  if (members.length < 2 || (first > 2 && members.length < MIN_LATE_RUN)) return false;
  const pairs = members.slice(1).map((next, at) => [members[at] as Candidate, next] as const);
  const steady = pairs.filter(([last, next]) => next.value - last.value <= 1).length;
  if (steady === 0 || steady * 2 < pairs.length) return false;
  if (rank === 'ordinal' && !(first === 1 && steady === pairs.length)) return false;
  if (rank === 'ordinal' || rank === 'adverb') return headings === members.length && first === 1;
  if (members.filter(({ isEnumeration }) => isEnumeration).length * 2 >= members.length) return false;
  // Lines that follow one another without a word between them are a list.
  const empty = pairs.filter(([last, next]) => last.isBare && next.index === last.index + 1).length;
  return empty * 2 <= pairs.length && headings >= members.length * HEADING_SHARE;
}

/** The kept headings and those without a number, in order; of some ranks a few are needed. */
function keepUnnumbered(candidates: readonly Candidate[], kept: ReadonlyMap<Candidate, Heading>): Heading[] {
  const found = candidates.flatMap((candidate, at) => {
    if (candidate.value > 0) return kept.get(candidate) ?? [];
    // Two bold lines in a row are one heading: the first says it, unless it is but a number.
    const before = candidates[at - 1];
    const isFollowed = before?.index === candidate.index - 1 && before.isHeading && before.title !== '';
    return candidate.rank === 'bold' && isFollowed ? [] : { ...candidate, endsSeries: false };
  });
  const counts = new Map<string, number>();
  for (const { rank } of found) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  const labels = counts.get('bold-label') ?? 0;
  const centred = counts.get('centred') ?? 0;
  const boldLines = (counts.get('bold') ?? 0) + (labels >= MIN_PARALLEL ? labels : 0);
  return found.filter(({ rank, title }) => {
    const needed = title.length < MIN_BOLD_TITLE ? MIN_PARALLEL : MIN_BOLD_LINES;
    if (rank === 'bold') return boldLines >= needed;
    if (rank === 'centred') return centred >= needed;
    return !PARALLEL.has(rank) || Number(counts.get(rank)) >= MIN_PARALLEL;
  });
}

/** Under the articles of a regulation everything numbered is a list of clauses, until another document begins. */
function withoutClauses(candidates: readonly Candidate[]): Candidate[] {
  let isUnderArticle = false;
  return candidates.filter(({ rank, isAlone }) => {
    if (rank === 'article') isUnderArticle = true;
    else if (rank === 'document') isUnderArticle = false;
    return !isUnderArticle || isAlone || !BELOW_ARTICLE.has(rank);
  });
}

function lastOf(run: Run): Candidate {
  return run.members[run.members.length - 1] as Candidate;
}
