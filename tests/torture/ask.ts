import type { Page } from 'puppeteer-core';
import type { Request } from '../../utils/requests';

/** Asks the background as the extension's own pages do. Resolves with why it was refused, once it was answered. */
export function ask(page: Page, request: Request): Promise<string | undefined> {
  return page.evaluate(async (message) => {
    const answer = await chrome.runtime.sendMessage(message);
    return answer?.ok ? undefined : JSON.stringify(answer?.error ?? 'no answer');
  }, request);
}

/** Asks what must not be refused. */
export async function mustAsk(page: Page, request: Request): Promise<void> {
  const error = await ask(page, request);
  if (error) throw new Error(`${request.type} was refused: ${error}`);
}
