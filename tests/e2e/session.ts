import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll } from 'vitest';
import { type BrowserName, type BrowserUnderTest, launch, type PageServer, startServer } from './harness';
import { builtExtension } from './reading';

/** A server that plays the portals, and a browser with the extension that ships, for one suite. */
export interface Session {
  server: PageServer;
  under: BrowserUnderTest;
  /** A tab in front. */
  page: Page;
  /** Folder that downloads go to. */
  downloadDir: string;
  /** Closes the browser and opens it again with the same profile; `under` and `page` are new then. */
  restart: () => Promise<void>;
}

/**
 * Begins a session before the suite's tests and ends it after them. Its fields are there from the first test on.
 * @param extensionDir of another build than the one that ships
 */
export function useSession(name: BrowserName, extensionDir = builtExtension(name)): Session {
  const folder = mkdtempSync(join(tmpdir(), `jingdu-${name}-`));
  const profileDir = join(folder, 'profile');
  const downloadDir = join(folder, 'downloads');
  for (const part of [profileDir, downloadDir]) mkdirSync(part);

  const open = async () => {
    session.under = await launch(name, { extensionDir, profileDir, downloadDir });
    session.page = await session.under.newPage();
  };
  const session = {
    downloadDir,
    restart: async () => {
      await session.under.close();
      await open();
    },
  } as Session;

  beforeAll(async () => {
    session.server = await startServer();
    await open();
  });
  afterAll(async () => {
    // Nobody reads its profile any more, and to end in order takes it time.
    await session.under?.kill();
    await session.server?.close();
    // A process of it may still be ending.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return session;
}
