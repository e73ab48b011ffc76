import { readFileSync } from 'node:fs';
import type { Frame, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { type BrowserName, screenshot } from './harness';

/** axe itself, and its rules for WCAG 2.2 AA. */
const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Look {
  name: BrowserName;
  screen: string;
  /** What the picture is taken of, where that is not the document. */
  shown?: Page;
  /** What axe looks at, as a selector, where another suite looks at the rest. */
  part?: string;
  /** What axe leaves out, as a selector: lines that are as many others are. */
  repeated?: string;
}

/**
 * Takes a screen's picture, and holds it to what a machine can tell: nothing sticks out sideways, and axe finds nothing.
 *
 * @param scope the document that is looked at: a page, or the frame of the reading view in it
 */
export async function lookAt(
  scope: Page | Frame,
  { name, screen, shown = scope as Page, part = 'html', repeated = ':not(*)' }: Look,
): Promise<void> {
  await screenshot(shown, name, screen);
  const overhang = await scope.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect([screen, overhang]).toEqual([screen, 0]);
  if (!(await scope.evaluate(() => 'axe' in globalThis))) await scope.evaluate(AXE);
  const context = { include: [part], exclude: [repeated] };
  const violations = await scope.evaluate(
    async (what, tags) => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const found = await axe.run(what, { runOnly: tags, resultTypes: ['violations'] });
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => [id, html, failureSummary]),
      );
    },
    context,
    WCAG,
  );
  expect([screen, violations]).toEqual([screen, []]);
}
