import type { ChangedPart } from '../../utils/library/changes';
import type { Portal } from '../../utils/portal/portals';
import type { Language, Settings } from '../../utils/settings';
import type { SettingsTravel } from '../../utils/sync/settings';
import type { Decision, SyncStatus } from '../../utils/sync/state';

/** A command of the extension with its key as the browser writes it; '' where it has none. */
export interface CommandKey {
  name: string;
  shortcut: string;
}

export interface LibraryCounts {
  articles: number;
  annotations: number;
  notes: number;
}

/** A service whose address is known. */
export interface SyncPreset {
  name: string;
  label: string;
  address: string;
  /** What is peculiar about it: app passwords, the folder. */
  hint: string;
}

/** As the reader typed it. */
export interface TypedAccount {
  address: string;
  user: string;
  password: string;
  folder: string;
  /** Empty without encryption. */
  passphrase: string;
}

export interface SyncFinding {
  text: string;
  isFailure: boolean;
}

export interface SyncData {
  presets: readonly SyncPreset[];
  /** Where to; `undefined` while sync is off. Passwords are never shown. */
  account: { address: string; user: string; folder: string; isEncrypted: boolean } | undefined;
  status: SyncStatus | undefined;
  /** Marks and outlines of which both machines changed the same words. */
  conflicts: readonly ShownConflict[];
  findings: readonly SyncFinding[] | undefined;
  /** While the connection is tested or sync is being switched on. */
  isBusy: boolean;
}

/** Two texts of one mark or outline, of which one stands. */
export interface ShownConflict {
  itemId: string;
  title: string;
  /** Where it is read. */
  address: string;
  /** From the other text to the one that stands. Empty where one of them is gone since. */
  parts: readonly ChangedPart[];
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
  /** Bytes that all of it takes up, where the browser tells. */
  bytesUsed: number | undefined;
  counts: LibraryCounts | undefined;
  unreadableCount: number;
  libraryAddress: string;
  sync: SyncData;
  /** Whether settings travel by the browser's own sync, and why some stay here; `undefined` while it isn't known. */
  travel: { isOn: boolean; left: SettingsTravel['left'] } | undefined;
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
  testSync: (account: TypedAccount) => void;
  startSync: (account: TypedAccount) => void;
  runSync: () => void;
  stopSync: () => void;
  answerSync: (decision: Decision) => void;
  dismissConflict: (itemId: string) => void;
  /** Lets the other text stand; the one that stood becomes a version. */
  takeOther: (itemId: string) => void;
  travel: (isOn: boolean) => void;
}

export interface SectionProps {
  data: OptionsData;
  actions: OptionsActions;
}
