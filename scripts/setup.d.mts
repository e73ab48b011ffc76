// The types of setup.mjs, which is plain JavaScript because it runs before anything is installed.
export const ROOT: string;
export const WXT: string;
export function ensureDependencies(): void;
export function ensureBrowser(
  name: 'chromium' | 'firefox',
): { path: string; missing?: undefined } | { path?: undefined; missing: string };
export function ensureFonts(): { missing?: string };
export function aptInstall(...names: string[]): boolean;
export function say(message: string): void;
export function run(command: string, args: string[], env?: Record<string, string>): void;
