import { webHost } from './border';

/** The browser's session store, as far as it is needed here. */
export interface SessionArea {
  get(keys: string | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
}

/** Where a tab shows an article: in the reading view, or as marks on the page itself. */
type Place = 'reader' | 'original';

const shownKey = (place: Place, tabId: number) => `${place}:${tabId}`;
const SHOWN_KEY = /^(?:reader|original):(\d+)$/;
/**
 * Of the articles that a tab's pages opened, each with its page's host: what its content scripts may ask about. It stays
 * when the reading view closes, whose last changes are under way then, and when the page goes, which may come back as it was.
 */
const openedPrefix = (tabId: number) => `opened:${tabId}:`;
/** Of a tab whose page is to be read as soon as it is there. */
const wantedKey = (tabId: number) => `wanted:${tabId}`;

/** Which articles tabs show and opened. */
export interface TabArticles {
  /** Notes that a tab's page, of this address, shows an article. Pages of ours have no tab, and none is noted. */
  show(place: Place, id: string, tabId: number | undefined, url: string | undefined): Promise<void>;
  /** Notes that a tab's reading view is closed. */
  closeReader(tabId: number | undefined): Promise<void>;
  /** The tabs that show an article; one that shows it twice is there twice. */
  tabsWith(id: string): Promise<number[]>;
  /** An article was joined with another one: whoever showed the one shows the other. */
  replace(id: string, by: string): Promise<void>;
  /** The tabs whose pages show marks, which are noted no longer. */
  takeOriginals(): Promise<number[]>;
  /** The articles that a tab opened from pages of a host. */
  openedBy(from: { tabId: number; host: string }): Promise<string[]>;
  /** Notes that a tab's page is to be read once it is there. */
  want(tabId: number): Promise<void>;
  /** Whether a tab's page was to be read, which is then noted no longer. */
  takeWanted(tabId: number): Promise<boolean>;
}

/** Keeps them outside the background, which dies after 30 s idle. */
export function createTabArticles(area: SessionArea): TabArticles {
  const shown = async () =>
    Object.entries(await area.get(null)).flatMap(([key, id]) => {
      const tabId = SHOWN_KEY.exec(key)?.[1];
      return tabId === undefined ? [] : [{ key, id, tabId: Number(tabId) }];
    });

  return {
    show: async (place, id, tabId, url) => {
      if (tabId === undefined) return;
      await area.set({ [openedPrefix(tabId) + id]: webHost(url), [shownKey(place, tabId)]: id });
    },
    closeReader: async (tabId) => {
      if (tabId !== undefined) await area.remove(shownKey('reader', tabId));
    },
    tabsWith: async (id) => (await shown()).filter((one) => one.id === id).map(({ tabId }) => tabId),
    replace: async (id, by) => {
      const keys = (await shown()).filter((one) => one.id === id).map(({ key }) => key);
      await area.set(Object.fromEntries(keys.map((key) => [key, by])));
    },
    takeOriginals: async () => {
      const originals = (await shown()).filter(({ key, tabId }) => key === shownKey('original', tabId));
      await area.remove(originals.map(({ key }) => key));
      return originals.map(({ tabId }) => tabId);
    },
    openedBy: async ({ tabId, host }) => {
      const prefix = openedPrefix(tabId);
      return Object.entries(await area.get(null)).flatMap(([key, openedOn]) =>
        key.startsWith(prefix) && openedOn === host ? key.slice(prefix.length) : [],
      );
    },
    want: (tabId) => area.set({ [wantedKey(tabId)]: true }),
    takeWanted: async (tabId) => {
      const key = wantedKey(tabId);
      if (!(await area.get(key))[key]) return false;
      await area.remove(key);
      return true;
    },
  };
}
