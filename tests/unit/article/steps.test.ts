// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { extractArticle, extraction } from '../../../utils/article/extract.ts';
import { atOnce, type Steps, withBreaths } from '../../../utils/article/steps.ts';

/** Long enough that a breath is due after each step. */
const STEP_MS = 100;

function* slowSteps(count: number): Steps<number> {
  for (let step = 0; step < count; step += 1) {
    const end = performance.now() + STEP_MS;
    while (performance.now() < end);
    yield;
  }
  return count;
}

it('runs steps at once', () => {
  expect(atOnce(slowSteps(2))).toBe(2);
});

it('lets others run between steps', async () => {
  const ticks = vi.fn();
  const ticking = setInterval(ticks);
  expect(await withBreaths(slowSteps(4), () => true)).toBe(4);
  clearInterval(ticking);
  expect(ticks.mock.calls.length).toBeGreaterThanOrEqual(3);
});

it('leaves the rest once it is called off', async () => {
  const steps = slowSteps(100);
  const done = vi.fn();
  let asked = 0;
  void withBreaths(steps, () => {
    asked += 1;
    return asked < 3;
  }).then(done);
  await new Promise((rested) => setTimeout(rested, 10 * STEP_MS));
  expect(asked).toBe(3);
  expect(done).not.toHaveBeenCalled();
});

it('reads a giant page in many steps, and the same as a short one', () => {
  const COUNT = 2500;
  const paragraph = (number: number) =>
    `<p>第${number}次调研时，我们走进<b>村组院落</b>，同乡亲们面对面交流。</p>`;
  const paragraphs = Array.from({ length: COUNT }, (_, number) => paragraph(number));
  const page = () =>
    new DOMParser().parseFromString(
      `<title>走进村组院落解难题</title><h1>走进村组院落解难题</h1><div>${paragraphs.join('')}</div>`,
      'text/html',
    );
  const URL = 'https://a.cn/1.html';
  let steps = 1;
  const reading = extraction(page(), URL);
  let step = reading.next();
  for (; !step.done; step = reading.next()) steps += 1;
  expect(steps).toBeGreaterThan(20);
  expect(step.value.html).toBe(paragraphs.join('').replaceAll('b>', 'strong>'));
  expect(step.value).toEqual(extractArticle(page(), URL));
});
