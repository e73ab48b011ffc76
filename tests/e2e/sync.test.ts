import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasServer, type RunningServer, startServer } from '../servers';
import { describeInEachBrowser } from './harness/describe';
import { lookAt } from './look-at';
import { annotate, appears, choose, click, highlight, openReadingView, texts, until } from './reading';
import { useSession } from './session';
import {
  builtWithServer,
  FOLDER,
  fill,
  fillAccount,
  isSynced,
  openSyncOptions,
  stopSync,
  storedMarks,
  syncNow,
} from './syncing';

// A reader studies at the office and at home, through a server of his own.
describeInEachBrowser((name) => {
  describe.skipIf(!hasServer('apache'))('with Apache', () => {
    const copy = mkdtempSync(join(tmpdir(), 'jingdu-sync-'));
    const built = builtWithServer(name, copy);
    const office = useSession(name, built);
    const home = useSession(name, built);
    let server: RunningServer;
    let options: Page;

    beforeAll(async () => {
      server = await startServer('apache');
    });
    afterAll(async () => {
      await server?.stop();
      rmSync(copy, { recursive: true, force: true });
    });

    const findings = async () => (await texts(options, '.sync__findings')).join();

    it('says what is wrong with the server, and that all is well', async () => {
      options = await openSyncOptions(office);
      await choose(options, '#sync [name=preset]', 'jianguoyun');
      await lookAt(options, { name, screen: 'sync-form', part: '#sync' });
      await fillAccount(options, server, { password: '不对' });
      await click(options, '[data-action="sync-test"]');
      await until(async () => (await findings()).includes('不认这个用户名或密码'));
      await lookAt(options, { name, screen: 'sync-refused', part: '#sync' });
      await fill(options, 'password', server.password);
      await click(options, '[data-action="sync-test"]');
      await until(async () => (await findings()).includes('密码会明文传送'));
      expect(readdirSync(join(server.folder, FOLDER))).toEqual([]);
    });

    it('sends what is here, and never shows the password again', async () => {
      const url = office.server.fixture('gscn--essay');
      await office.page.bringToFront();
      await office.page.goto(url);
      const view = await openReadingView(office.page);
      await highlight(view, '强化理论武装', 'yellow');
      await annotate(view, '坚持围绕中心', '中心是什么', ['党建']);
      await until(async () => (await storedMarks(office)).length === 2);
      await options.bringToFront();
      await click(options, '[data-action="sync-start"]');
      await isSynced(options);
      expect(readdirSync(join(server.folder, FOLDER)).sort()).toEqual(['articles', 'manifest.json', 'notes']);
      await lookAt(options, { name, screen: 'sync-on', part: '#sync' });
      await options.close();
      options = await openSyncOptions(office);
      await appears(options, '[data-action="sync-now"]');
      expect(await options.content()).not.toContain(server.password);
    });

    it('brings it to the other machine, and a change back', async () => {
      options = await openSyncOptions(home);
      await fillAccount(options, server);
      await click(options, '[data-action="sync-start"]');
      await isSynced(options);
      expect(await storedMarks(home)).toEqual(await storedMarks(office));
      await home.page.bringToFront();
      await home.page.goto(office.server.fixture('gscn--essay'));
      const view = await openReadingView(home.page);
      await highlight(view, '勤于学习思考', 'blue');
      await until(async () => (await storedMarks(home)).length === 3);
      await syncNow(options);
      options = await openSyncOptions(office);
      await syncNow(options);
      await until(async () => (await storedMarks(office)).length === 3);
    });

    it('asks where the folder is gone, and sends it again when told', async () => {
      for (const part of readdirSync(join(server.folder, FOLDER)))
        rmSync(join(server.folder, FOLDER, part), { recursive: true });
      await click(options, '[data-action="sync-now"]');
      await appears(options, '[data-question="server-empty"]');
      await lookAt(options, { name, screen: 'sync-asks', part: '#sync' });
      await click(options, '[data-choice="mine"]');
      await until(async () => (await options.$('[data-question]')) === null);
      await isSynced(options);
      expect(readdirSync(join(server.folder, FOLDER)).sort()).toEqual(['articles', 'manifest.json', 'notes']);
    });

    it('stops when told, and forgets the password; what is here stays', async () => {
      const before = await storedMarks(office);
      await stopSync(options);
      const stored = await office.under.evaluateInExtension(async () =>
        JSON.stringify(await chrome.storage.local.get(null)),
      );
      expect(stored).not.toContain('sync-account');
      expect(await storedMarks(office)).toEqual(before);
    });
  });
});
