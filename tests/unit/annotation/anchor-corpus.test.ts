import { describe, expect, it } from 'vitest';
import { falseOf, recallOf, tally, tryAnchors } from '../../tools/anchor-measure';
import { OWED } from '../../tools/anchor-report';
import { readOwnTexts } from '../../tools/anchor-texts';

/** The short form of `npm run torture -- --only anchoring`: no corpus, a fixed seed. */
const SEED = 1;
const ANCHORS = 1000;
/** About eighty quotes are edited here, in essays made of like sentences: 0.97, owed of real texts, is held by the long run. */
const SHORT_FORM_EDITED = 0.9;

describe('anchoring on texts changed as sites change them', () => {
  const figures = tally(tryAnchors(readOwnTexts(SEED), ANCHORS, SEED));

  it('finds the quotes that are there', () => {
    expect(recallOf(figures.ours.same)).toBeGreaterThanOrEqual(OWED.recall);
  });

  it('finds the quotes that were edited by up to a tenth', () => {
    expect(recallOf(figures.ours.edited)).toBeGreaterThanOrEqual(SHORT_FORM_EDITED);
  });

  it('attaches none to a wrong place', () => {
    expect(falseOf(figures.ours)).toBe(OWED.mostFalse);
  });
});
