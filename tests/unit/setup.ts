import { afterAll, vi } from 'vitest';

// The files share their workers: what one of them put in the place of something must not meet the next.
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});
