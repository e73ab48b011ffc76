import { describe } from 'vitest';
import type { BrowserName } from './browsers';

const browsers: BrowserName[] = ['chromium', 'firefox'];

/** `npm test` names here the browsers that the machine hasn't got. */
export const missing = process.env.JINGDU_MISSING_BROWSERS?.split(',') ?? [];

/** Holds a suite in every browser; where the machine lacks one, its tests count as skipped. */
export function describeInEachBrowser(suite: (name: BrowserName) => void) {
  for (const name of browsers) describe.skipIf(missing.includes(name))(name, () => suite(name));
}
