import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

const minutes = 60_000;

/** Short files of long tests, which vitest would run last, one worker then having nothing to do. */
const LONG = /durability|contexts|accuracy|sync|release/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
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
          setupFiles: 'tests/unit/setup.ts',
          // A bound against hanging, not a measure of speed: on a busy machine everything takes several times longer.
          testTimeout: minutes,
          maxWorkers: 2,
          // The files share their workers: a new one for each was a quarter of the time.
          isolate: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: 'tests/e2e/harness/used-profile.ts',
          testTimeout: 2 * minutes,
          hookTimeout: 2 * minutes,
          // Two keep both cores of a small machine busy; three were no sooner done.
          maxWorkers: 2,
        },
      },
    ],
  },
});
