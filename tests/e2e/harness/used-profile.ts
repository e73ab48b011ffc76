import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from '../../../scripts/setup.mjs';
import { makeUsedProfile } from './firefox';

/** Before all journeys: a profile of Firefox that new ones are copies of. */
export default async function setup(): Promise<(() => void) | undefined> {
  if (ensureBrowser('firefox').missing) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'jingdu-used-firefox-'));
  await makeUsedProfile(folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
