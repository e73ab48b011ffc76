/** Prints what `npm run accuracy` found: a row a set, a row overall, and the worst cases. */
import { FIELDS, ratios } from './score.mjs';

/** How many of the worst cases are listed. */
const WORST = 15;

export function printReport(scores) {
  const sets = [...new Set(scores.map(({ set }) => set))];
  const groups =
    sets.length > 1 && sets.length <= 20
      ? sets.map((set) => [set, scores.filter((score) => score.set === set)])
      : [];
  groups.push(['overall', scores]);
  printBody(groups);
  printFields(groups);
  printDetection(groups);
  printOutline(groups);
  printWorst(scores);
}

function printBody(groups) {
  console.log('\nBody, 4-character shingles, mean over pages: precision / recall / F1');
  for (const [name, scores] of groups) {
    const scored = scores.filter(({ body }) => body);
    if (scored.length === 0) continue;
    const cell = (key) =>
      scored[0][key]
        ? ['precision', 'recall', 'f1']
            .map((part) => mean(scored.map((score) => score[key][part])))
            .join(' / ')
        : 'not asked';
    console.log(
      `${name.padEnd(32)} ${String(scored.length).padStart(4)} pages  ours ${cell('body')}  Readability ${cell('readability')}  Defuddle ${cell('defuddle')}`,
    );
  }
  const f1 = scores(groups)
    .flatMap(({ body }) => (body ? [body.f1] : []))
    .sort((a, b) => a - b);
  const tenth = f1.slice(0, Math.ceil(f1.length / 10));
  if (tenth.length > 0) console.log(`worst tenth of pages, ours: F1 ${mean(tenth)}`);
}

function scores(groups) {
  return groups[groups.length - 1][1];
}

function printFields(groups) {
  console.log('\nExact: right/scored');
  for (const [name, scores] of groups) {
    const cells = FIELDS.flatMap((field) =>
      exact(
        field,
        scores.map((score) => score.fields[field]),
      ),
    );
    const peers = [
      ...exact(
        'title of Readability',
        scores.map((score) => score.readabilityTitle),
      ),
      ...exact(
        'of Defuddle',
        scores.map((score) => score.defuddleTitle),
      ),
    ];
    if (cells.length > 0) console.log(`${name.padEnd(32)} ${[...cells, ...peers].join('  ')}`);
  }
}

function exact(name, verdicts) {
  const scored = verdicts.filter((verdict) => verdict !== null && verdict !== undefined);
  if (scored.length === 0) return [];
  const right = scored.filter(Boolean).length;
  return [`${name} ${right}/${scored.length} = ${(right / scored.length).toFixed(3)}`];
}

function printDetection(groups) {
  const scored = scores(groups).flatMap(({ detection }) => detection ?? []);
  if (scored.length === 0) return;
  console.log('\nDetection: precision / recall / F1, false alarms');
  for (const [name, key] of [
    ['ours', 'ours'],
    ['isProbablyReaderable', 'peer'],
  ]) {
    const said = scored.filter((page) => page[key]);
    const wanted = scored.filter((page) => page.wanted);
    const shared = said.filter((page) => page.wanted).length;
    const others = scored.length - wanted.length;
    console.log(
      `${name.padEnd(32)} ${shape(ratios(shared, said.length, wanted.length))}, ${said.length - shared} of ${others}`,
    );
  }
}

function printOutline(groups) {
  const scored = scores(groups).flatMap(({ outline }) => outline ?? []);
  if (scored.length === 0) return;
  const sum = (key) => scored.reduce((all, score) => all + score[key], 0);
  const whole = scored.filter(
    (score) => score.shared === score.said && score.shared === score.wanted && score.levels === score.shared,
  );
  console.log('\nOutline: precision / recall / F1 over headings');
  console.log(
    `${'ours'.padEnd(32)} ${shape(ratios(sum('shared'), sum('said'), sum('wanted')))}, levels ${(sum('levels') / (sum('shared') || 1)).toFixed(3)}, whole documents ${whole.length}/${scored.length}`,
  );
}

function printWorst(scores) {
  for (const { name, error } of scores) if (error) console.log(`failed: ${name}: ${error}`);
  const worst = scores
    .filter(({ body }) => body)
    .sort((a, b) => a.body.f1 - b.body.f1)
    .slice(0, WORST);
  if (worst.length > 0) console.log('\nWorst bodies: precision / recall / F1 (Readability F1)');
  for (const { name, body, readability } of worst)
    console.log(`${shape(body)} (${readability.f1.toFixed(3)}) ${name}`);
}

function shape({ precision, recall, f1 }) {
  return [precision, recall, f1].map((value) => value.toFixed(3)).join(' / ');
}

function mean(numbers) {
  return (numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toFixed(3);
}
