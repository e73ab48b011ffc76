/**
 * Work in steps, none of which takes long: run through at once where there is little of it, or with a breath for the
 * browser between them where there is much.
 */
export type Steps<Result> = Generator<void, Result, void>;

/** Runs all steps one after the other. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The browser gets a breath after so many milliseconds: soon enough for a key, and not so often that frames take half of the time. */
const LONGEST_STRETCH = 80;

/** Runs all steps, and lets the browser answer between them. Once `goesOn` denies it the rest is left, and nothing comes of it. */
export async function withBreaths<Result>(steps: Steps<Result>, goesOn: () => boolean): Promise<Result> {
  for (;;) {
    const began = performance.now();
    while (performance.now() - began < LONGEST_STRETCH) {
      const { done, value } = steps.next();
      if (done) return value;
    }
    // Not `scheduler.yield`: timers of the page would wait until all is done.
    await new Promise((rested) => setTimeout(() => goesOn() && rested(undefined)));
  }
}
