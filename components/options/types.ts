import type { Portal } from '../../utils/portal/portals';
import type { Language, Settings } from '../../utils/settings';

/** A command of the extension with its key as the browser writes it; '' where it has none. */
export interface CommandKey {
  name: string;
  shortcut: string;
}

/** What the library takes up. */
export interface StorageUse {
  /** Bytes. */
  used: number;
  /** Bytes that the browser allows in all, where it tells. */
  quota: number | undefined;
}

export interface LibraryCounts {
  articles: number;
  annotations: number;
  notes: number;
}

export interface OptionsData {
  settings: Settings;
  portals: readonly Portal[];
  /** Whether the browser lets us read a listed portal, a site or, without one, all sites. */
  isAllowed: (site?: string) => boolean;
  /** Why what was typed for a site of the reader's own, or for one to stay away from, can't be taken. */
  siteFailure: string | undefined;
  neverFailure: string | undefined;
  commands: readonly CommandKey[];
  /** Whether keys can be changed on this page, and not on one of the browser's. */
  canChangeCommands: boolean;
  commandFailure: string | undefined;
  storage: StorageUse | undefined;
  counts: LibraryCounts | undefined;
  unreadableCount: number;
  libraryAddress: string;
}

/** What the page asks for; the entrypoint decides how it is done. */
export interface OptionsActions {
  change: (settings: Partial<Settings>) => void;
  speak: (language: Language) => void;
  /** Takes in what was typed; answers whether it named a site. */
  addSite: (typed: string) => boolean;
  removeSite: (site: string) => void;
  addNever: (typed: string) => boolean;
  removeNever: (site: string) => void;
  /** Asks the browser again for what it doesn't allow, or no longer. */
  allowSite: (site: string) => void;
  allowPortals: () => void;
  allowAll: (isAllowed: boolean) => void;
  changeCommand: (name: string, shortcut: string) => void;
  resetCommand: (name: string) => void;
  openShortcutSettings: () => void;
  downloadUnreadable: () => void;
}

export interface SectionProps {
  data: OptionsData;
  actions: OptionsActions;
}
