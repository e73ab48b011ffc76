// The types of reading-browser.mjs, which scripts run as it is.
export interface ReadingBrowser {
  call: (name: string, ...args: unknown[]) => Promise<unknown>;
  close: () => Promise<void>;
}
/** A module and all that it imports as one script. */
export function bundle(entryPoint: string): Promise<string>;
export function openReadingBrowser(
  tools?: string,
  options?: { name?: 'chromium' | 'firefox'; timeout?: number },
): Promise<ReadingBrowser>;
