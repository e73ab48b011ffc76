// The types of reading-browser.mjs, which scripts run as it is.
export interface ReadingBrowser {
  call: (name: string, ...args: unknown[]) => Promise<unknown>;
  close: () => Promise<void>;
}
export function openReadingBrowser(
  tools?: string,
  options?: { name?: 'chromium' | 'firefox'; timeout?: number },
): Promise<ReadingBrowser>;
