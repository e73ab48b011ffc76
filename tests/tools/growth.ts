/**
 * Ten times the work may take this many times as long: 10 is linear, 100 quadratic. Between lies the noise of collecting
 * garbage and of caches.
 */
export const MOST_GROWTH = 45;
/** Shorter times are noise; in ms. */
const LEAST_TIME = 10;
const TRIES = 3;

/** How many times as long the larger of two pieces of work takes. */
export function growthOf(small: () => void, large: () => void): number {
  small();
  return shortest(large) / shortest(small);
}

/** In ms of the processor's time: what else a busy machine does isn't in it. */
function shortest(work: () => void): number {
  const times = Array.from({ length: TRIES }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.max(LEAST_TIME, Math.min(...times));
}
