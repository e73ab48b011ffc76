import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

const minutes = 60_000;
/** Builds where the journeys have their extension: run when they are done. */
const RELEASE = 'tests/e2e/release.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [await WxtVitest()],
        resolve: {
          // The fake `wxt/browser` asks for all of wxt's testing tools, whose bundler won't run in a jsdom window.
          alias: [{ find: /^wxt\/testing$/, replacement: 'wxt/testing/fake-browser' }],
        },
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          // A bound against hanging, not a measure of speed: on a busy machine everything takes several times longer.
          testTimeout: minutes,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: [RELEASE],
          testTimeout: 2 * minutes,
          hookTimeout: 2 * minutes,
          // Most of a journey is waiting; more browsers than two would starve each other on the two cores of a small machine.
          maxWorkers: 2,
        },
      },
      {
        test: { name: 'release', include: [RELEASE], testTimeout: 2 * minutes, hookTimeout: 2 * minutes },
      },
    ],
  },
});
