import { browser } from 'wxt/browser';

/** What was and what is, by key. */
export type StoreChanges = Record<string, { oldValue?: unknown; newValue?: unknown }>;
/** Hears of changes; without them when it must look at everything, for it wasn't told meanwhile. */
type Follower = (changes?: StoreChanges) => void;

const followers = new Set<Follower>();
let resting = 0;

/** Calls at every change of the store. Returns what stops it. */
export function followStore(tell: Follower): () => void {
  followers.add(tell);
  if (resting === 0) browser.storage.local.onChanged.addListener(tell);
  return () => {
    followers.delete(tell);
    browser.storage.local.onChanged.removeListener(tell);
  };
}

/**
 * Lets this page's followers rest: while somebody listens, the browser sends the page all that is written, which is a
 * third of an import's time. Returns what ends it; they are told then to look at everything.
 */
export function restFollowers(): () => void {
  resting += 1;
  if (resting === 1) for (const tell of followers) browser.storage.local.onChanged.removeListener(tell);
  return () => {
    resting -= 1;
    if (resting > 0) return;
    for (const tell of followers) {
      browser.storage.local.onChanged.addListener(tell);
      tell();
    }
  };
}
