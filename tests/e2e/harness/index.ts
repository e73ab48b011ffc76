import type { BrowserName, BrowserUnderTest, LaunchOptions } from './browsers';
import { launchChromium } from './chromium';
import { launchFirefox } from './firefox';

export { type BrowserName, type BrowserUnderTest, type LaunchOptions, PATIENCE } from './browsers';
export { launchChromium } from './chromium';
export { launchFirefox } from './firefox';
export { drag, dragAndDrop, press, selectText } from './input';
export { countPixels, screenshot } from './screens';
export { type PageServer, startServer } from './server';

/** Launches a browser by its name. */
export function launch(name: BrowserName, options: LaunchOptions): Promise<BrowserUnderTest> {
  return name === 'chromium' ? launchChromium(options) : launchFirefox(options);
}
