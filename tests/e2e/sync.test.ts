import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasServer, type RunningServer, startServer } from '../servers';
import type { BrowserName } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { lookAt } from './look-at';
import {
  annotate,
  appears,
  builtExtension,
  choose,
  click,
  focus,
  highlight,
  openReadingView,
  storedRecords,
  texts,
  until,
} from './reading';
import { useSession } from './session';

/** Both browsers lead every name to this machine. */
const HOST = 'dav.server.example';

/**
 * The build that the suite drives. Nobody can answer Chromium's question for a permission, so there it is a copy of the
 * one that ships, whose manifest holds the server already.
 */
function builtFor(name: BrowserName, copy: string): string {
  if (name === 'firefox') return builtExtension(name);
  cpSync(builtExtension(name), copy, { recursive: true });
  const path = join(copy, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.host_permissions.push(`*://${HOST}/*`);
  writeFileSync(path, JSON.stringify(manifest));
  return copy;
}

// A reader studies at the office and at home, through a server of his own.
describeInEachBrowser((name) => {
  describe.skipIf(!hasServer('apache'))('with Apache', () => {
    const copy = mkdtempSync(join(tmpdir(), 'jingdu-sync-'));
    const built = builtFor(name, copy);
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

    const address = () => server.address.replace('127.0.0.1', HOST);
    const fill = async (field: string, text: string) => {
      await focus(options, `#sync [name=${field}]`);
      await options.$eval(`#sync [name=${field}]`, (input) => (input as HTMLInputElement).select());
      await options.keyboard.type(text);
    };
    const openOptions = async (session: typeof office) => {
      options = await session.under.openExtensionPage('options.html');
      await options.setViewport({ width: 1280, height: 900 });
      await appears(options, '#sync');
      await options.$eval('#sync', (section) => section.scrollIntoView());
    };
    const fillIn = async (password: string) => {
      await fill('address', address());
      await fill('user', server.user);
      await fill('password', password);
      await fill('folder', '净读');
    };
    const findings = async () => (await texts(options, '.sync__findings')).join();
    const status = async () => (await texts(options, '.sync__status')).join();
    const isSynced = () => until(async () => (await status()).includes('上次同步'));
    const syncNow = async () => {
      await options.bringToFront();
      await click(options, '[data-action="sync-now"]');
      await until(async () => (await options.$('[data-action="sync-now"]:disabled')) === null);
      await isSynced();
    };
    const marks = async (session: typeof office) =>
      (await storedRecords(session.under)).flatMap(({ annotations }) =>
        annotations.map(({ quote, note }) => [quote.exact, note]),
      );

    it('says what is wrong with the server, and that all is well', async () => {
      await openOptions(office);
      await choose(options, '#sync [name=preset]', 'jianguoyun');
      await lookAt(options, { name, screen: 'sync-form' });
      await fillIn('不对');
      await click(options, '[data-action="sync-test"]');
      await until(async () => (await findings()).includes('不认这个用户名或密码'));
      await lookAt(options, { name, screen: 'sync-refused' });
      await fill('password', server.password);
      await click(options, '[data-action="sync-test"]');
      await until(async () => (await findings()).includes('密码会明文传送'));
      expect(readdirSync(join(server.folder, '净读'))).toEqual([]);
    });

    it('sends what is here, and never shows the password again', async () => {
      const url = office.server.fixture('gscn--essay');
      await office.page.bringToFront();
      await office.page.goto(url);
      const view = await openReadingView(office.page);
      await highlight(view, '强化理论武装', 'yellow');
      await annotate(view, '坚持围绕中心', '中心是什么', ['党建']);
      await until(async () => (await marks(office)).length === 2);
      await options.bringToFront();
      await click(options, '[data-action="sync-start"]');
      await isSynced();
      expect(readdirSync(join(server.folder, '净读')).sort()).toEqual(['articles', 'manifest.json', 'notes']);
      await lookAt(options, { name, screen: 'sync-on' });
      await options.close();
      await openOptions(office);
      await appears(options, '[data-action="sync-now"]');
      expect(await options.content()).not.toContain(server.password);
    });

    it('brings it to the other machine, and a change back', async () => {
      await openOptions(home);
      await fillIn(server.password);
      await click(options, '[data-action="sync-start"]');
      await isSynced();
      expect(await marks(home)).toEqual(await marks(office));
      await home.page.bringToFront();
      await home.page.goto(office.server.fixture('gscn--essay'));
      const view = await openReadingView(home.page);
      await highlight(view, '勤于学习思考', 'blue');
      await until(async () => (await marks(home)).length === 3);
      await syncNow();
      await openOptions(office);
      await syncNow();
      await until(async () => (await marks(office)).length === 3);
    });

    it('asks where the folder is gone, and sends it again when told', async () => {
      for (const part of readdirSync(join(server.folder, '净读')))
        rmSync(join(server.folder, '净读', part), { recursive: true });
      await click(options, '[data-action="sync-now"]');
      await appears(options, '[data-question="server-empty"]');
      await lookAt(options, { name, screen: 'sync-asks' });
      await click(options, '[data-choice="mine"]');
      await until(async () => (await options.$('[data-question]')) === null);
      await isSynced();
      expect(readdirSync(join(server.folder, '净读')).sort()).toEqual(['articles', 'manifest.json', 'notes']);
    });

    it('stops when told, and forgets the password; what is here stays', async () => {
      const before = await marks(office);
      await click(options, '[data-action="sync-stop"]');
      await click(options, '[data-action="sync-stop-sure"]');
      await appears(options, '#sync form');
      const stored = await office.under.evaluateInExtension(async () =>
        JSON.stringify(await chrome.storage.local.get(null)),
      );
      expect(stored).not.toContain('sync-account');
      expect(await marks(office)).toEqual(before);
    });
  });
});
