// The types of build.mjs, which is plain JavaScript because it runs before anything is installed.
export function buildExtension(browser: 'chrome' | 'firefox'): Promise<string>;
export function packBuilt(): Promise<string[]>;
