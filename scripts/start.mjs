/**
 * `npm start`: builds the extension and shows it at work on a bundled portal article. With a display a browser
 * window opens for the reader to use; without one the main job is done headless and its results are printed.
 */
import { join } from 'node:path';
import { buildExtension } from './build.mjs';
import { ensureBrowser, ensureDependencies, ROOT, say } from './setup.mjs';

ensureDependencies();
const { missing } = ensureBrowser('chromium');
if (missing) {
  say(missing);
  process.exit(1);
}

const headless = !hasDisplay();
const extensionDir = await buildExtension('chrome');

// Vite runs TypeScript on every Node that we support. Imported only now, when it is sure to be installed.
const { runnerImport } = await import('vite');
const { module } = await runnerImport(join(ROOT, 'scripts/start-journey.ts'), {
  root: ROOT,
  logLevel: 'warn',
});
await module.runStart({ extensionDir, headless });

function hasDisplay() {
  if (process.env.CI) return false;
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
