import { describe, expect, it } from 'vitest';
import { falseOf, recallOf, tally, tryAnchors } from '../../tools/anchor-measure';
import { OWED } from '../../tools/anchor-report';
import { readOwnTexts } from '../../tools/anchor-texts';

/** The short form of `npm run torture -- --only anchoring`: no corpus, a fixed seed. */
const SEED = 1;
const ANCHORS = 1000;

describe('anchoring on texts changed as sites change them', () => {
  const figures = tally(tryAnchors(readOwnTexts(SEED), ANCHORS, SEED));

  it('finds the quotes that are there', () => {
    expect(recallOf(figures.ours.same)).toBeGreaterThanOrEqual(OWED.recall);
  });

  it('finds the quotes that were edited by up to a tenth', () => {
    expect(recallOf(figures.ours.edited)).toBeGreaterThanOrEqual(OWED.recallEdited);
  });

  it('attaches none to a wrong place', () => {
    expect(falseOf(figures.ours)).toBe(OWED.mostFalse);
  });
});
