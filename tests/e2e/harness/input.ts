import { setTimeout } from 'node:timers/promises';
import type { ElementHandle, Frame, KeyInput, Page } from 'puppeteer-core';

interface Point {
  x: number;
  y: number;
}

/** Presses one key with its modifiers, as in `Alt+KeyR` or `Escape`. */
export async function press(page: Page, keys: string) {
  const names = keys.split('+') as KeyInput[];
  for (const name of names) await page.keyboard.down(name);
  for (const name of names.reverse()) await page.keyboard.up(name);
}

/** Drags the mouse from one point of the window to another. */
export async function drag(page: Page, from: Point, to: Point) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x, to.y);
  await page.mouse.up();
}

/**
 * Picks an element up and lets it go over another place, as a hand does: slowly. A browser begins a drag and tells
 * what it is over in its own time.
 */
export async function dragAndDrop(page: Page, from: Point, to: Point) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (const share of [0.1, 0.5, 1, 1]) {
    await page.mouse.move(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
    await setTimeout(100);
  }
  await page.mouse.up();
}

/**
 * Selects a text by dragging the mouse over it.
 * @param scope the page, or a frame that fills its window
 * @param selector of the element that holds the text
 */
export async function selectText(scope: Page | Frame, selector: string, text: string) {
  const element = await scope.$(selector);
  if (!element) throw new Error(`nothing matches ${selector}`);
  const { from, to } = await findText(element, text);
  await drag('page' in scope ? scope.page() : scope, from, to);
}

/** The points before the first and after the last character of a text, scrolled into view. */
async function findText(element: ElementHandle, text: string): Promise<{ from: Point; to: Point }> {
  const points = await element.evaluate((scope, wanted) => {
    const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    const start = nodes
      .map((node) => node.data)
      .join('')
      .indexOf(wanted);
    if (start < 0) return null;

    const character = (index: number) => {
      let before = 0;
      for (const node of nodes) {
        if (index < before + node.length) {
          const range = document.createRange();
          range.setStart(node, index - before);
          range.setEnd(node, index - before + 1);
          return range;
        }
        before += node.length;
      }
      throw new RangeError(`no character ${index}`);
    };
    const first = character(start);
    const last = character(start + wanted.length - 1);
    first.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
    const a = first.getBoundingClientRect();
    const b = last.getBoundingClientRect();
    // A hair inside the characters, where the nearest gap is the one that's meant.
    return {
      from: { x: a.left + 1, y: a.top + a.height / 2 },
      to: { x: b.right - 1, y: b.top + b.height / 2 },
    };
  }, text);
  if (!points) throw new Error(`the text is not there: ${text}`);
  return points;
}
