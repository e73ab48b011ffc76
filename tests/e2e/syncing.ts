import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { STATUS_KEY, type SyncStatus } from '../../utils/sync/state';
import type { RunningServer } from '../servers';
import type { BrowserName } from './harness';
import { appears, builtExtension, click, focus, storedRecords, texts, until } from './reading';
import type { Session } from './session';

/** What a reader does in the options to sync, for every journey. */

/** Both browsers lead every name to this machine. */
const HOST = 'dav.server.example';
/** The folder on the server. */
export const FOLDER = '净读';

/**
 * The build that the suite drives. Nobody can answer Chromium's question for a permission, so there it is a copy of the
 * one that ships, whose manifest holds the server already.
 */
export function builtWithServer(name: BrowserName, copy: string): string {
  if (name === 'firefox') return builtExtension(name);
  cpSync(builtExtension(name), copy, { recursive: true });
  const path = join(copy, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.host_permissions.push(`*://${HOST}/*`);
  writeFileSync(path, JSON.stringify(manifest));
  return copy;
}

export async function openSyncOptions({ under }: Session): Promise<Page> {
  const options = await under.openExtensionPage('options.html');
  await options.setViewport({ width: 1280, height: 900 });
  await appears(options, '#sync');
  await options.$eval('#sync', (section) => section.scrollIntoView());
  return options;
}

export async function fill(options: Page, field: string, text: string): Promise<void> {
  await focus(options, `#sync [name=${field}]`);
  await options.$eval(`#sync [name=${field}]`, (input) => (input as HTMLInputElement).select());
  await options.keyboard.type(text);
}

export async function fillAccount(
  options: Page,
  server: RunningServer,
  { password = server.password, passphrase = '' } = {},
): Promise<void> {
  await fill(options, 'address', server.address.replace('127.0.0.1', HOST));
  await fill(options, 'user', server.user);
  await fill(options, 'password', password);
  await fill(options, 'folder', FOLDER);
  if (passphrase) await fill(options, 'passphrase', passphrase);
}

export const syncStatus = async (options: Page) => (await texts(options, '.sync__status')).join();

export const isSynced = (options: Page) => appears(options, '.sync__status[data-state="done"]');

/** Syncs by hand, and waits until that sync has come to its end. */
export async function syncNow(options: Page): Promise<void> {
  const stored = () =>
    options.evaluate(async (key) => (await chrome.storage.local.get(key))[key] as SyncStatus, STATUS_KEY);
  const before = await stored();
  await options.bringToFront();
  await click(options, '[data-action="sync-now"]');
  await until(async () => {
    const { state, last } = await stored();
    return state === 'done' && last !== before.last;
  });
}

export async function stopSync(options: Page): Promise<void> {
  await click(options, '[data-action="sync-stop"]');
  await click(options, '[data-action="sync-stop-sure"]');
  await appears(options, '#sync form');
}

/** What is marked, and the notes on it. */
export const storedMarks = async ({ under }: Session) =>
  (await storedRecords(under)).flatMap(({ annotations }) =>
    annotations.map(({ quote, note }) => [quote.exact, note]),
  );
