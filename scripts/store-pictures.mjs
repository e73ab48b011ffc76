#!/usr/bin/env node
/** `npm run store-pictures`: draws the stores' pictures anew, in docs/store, from the extension as it ships. */
import { join } from 'node:path';
import { buildExtension } from './build.mjs';
import { ensureBrowser, ensureDependencies, ensureFonts, ROOT, say } from './setup.mjs';

ensureDependencies();
const missing = [ensureBrowser('chromium').missing, ensureFonts().missing].filter(Boolean);
if (missing.length > 0) {
  for (const line of missing) say(line);
  process.exit(1);
}
const extensionDir = buildExtension('chrome');

// Vite runs TypeScript on every Node that we support. Imported only now, when it is sure to be installed.
const { runnerImport } = await import('vite');
const { module } = await runnerImport(join(ROOT, 'tests/tools/store-pictures.ts'), {
  root: ROOT,
  logLevel: 'warn',
});
await module.drawStorePictures(extensionDir);
