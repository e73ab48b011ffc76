#!/usr/bin/env node
/** `npm run store-pictures`: draws the stores' pictures anew, in docs/store, from the extension as it ships. */
import { buildExtension } from './build.mjs';
import { ensureBrowser, ensureDependencies, ensureFonts, say } from './setup.mjs';

ensureDependencies();
const missing = [ensureBrowser('chromium').missing, ensureFonts().missing].filter(Boolean);
if (missing.length > 0) {
  for (const line of missing) say(line);
  process.exit(1);
}
const extensionDir = await buildExtension('chrome');

// Imported only now, when what it needs is sure to be installed.
const { runTypescript } = await import('../tests/tools/load-typescript.mjs');
const { drawStorePictures } = await runTypescript('store-pictures.ts');
await drawStorePictures(extensionDir);
