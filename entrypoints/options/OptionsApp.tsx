import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { OptionsView } from '../../components/options/OptionsView';
import type { OptionsActions, OptionsData } from '../../components/options/types';
import { useNotice } from '../../components/useNotice';
import { saveFile } from '../../utils/hand-over';
import { failureText, t } from '../../utils/i18n';
import { countTotals } from '../../utils/library/query';
import { readSummaries, readUnreadable } from '../../utils/library/read';
import { ask } from '../../utils/messages';
import {
  ALL_SITES,
  allowedPatterns,
  canChangeCommands,
  changeCommand,
  listCommands,
  measureStorage,
  onSitesAllowed,
  openShortcutSettings,
  releaseSites,
  requestSites,
  resetCommand,
} from '../../utils/platform';
import { portalMatchPatterns, portals } from '../../utils/portal/portals';
import { domainSite, isWithinSites, parseSite, sitePattern } from '../../utils/portal/site';
import { toResult } from '../../utils/result';
import type { Settings } from '../../utils/settings';
import { readSettings } from '../../utils/stored-settings';
import { readTravel } from '../../utils/sync/settings';
import { libraryArea } from '../shared/library-area';
import { speakChosen } from '../shared/speak-chosen';
import { useStored } from '../shared/useStored';
import { useAsked } from './useAsked';
import { useSync } from './useSync';

const PORTAL_SITES = portals.map(({ domain }) => domainSite(domain));

/** Wires the options to what is stored and to what the browser allows. */
export function OptionsApp({ initialSettings }: { initialSettings: Settings }) {
  const [settings, setSettings] = useState(initialSettings);
  const [siteFailure, setSiteFailure] = useState<string>();
  const [neverFailure, setNeverFailure] = useState<string>();
  const [commandFailure, setCommandFailure] = useState<string>();
  const [notice, setNotice] = useNotice();
  const allowed = useAsked(allowedPatterns, onSitesAllowed);
  const commands = useAsked(listCommands, onReturn);
  const storage = useAsked(measureStorage, onReturn);
  const counts = useAsked(async () => countTotals(await shelves()), onReturn);
  const unreadable = useStored(() => readUnreadable(libraryArea()), {}, []);
  const travel = useStored(
    async () => {
      const stored = await readTravel(browser.storage.local);
      return { isOn: stored !== undefined, left: stored?.left };
    },
    undefined,
    [],
  );
  /** Changes on their way to the store. Until they are there, it knows less than the screen. */
  const saving = useRef(0);
  useEffect(() => followSettings((stored) => saving.current === 0 && setSettings(stored)), []);
  useEffect(() => {
    document.title = t('options.pageTitle');
  }, [settings.language]);

  const tell = (text: string, failure = false) => setNotice({ text, failure });
  const sync = useSync(tell);
  /** Shows a change at once, and stores it; what can't be stored is taken back. */
  const change = async (changed: Partial<Settings>) => {
    setSettings((before) => ({ ...before, ...changed }));
    saving.current += 1;
    const answer = await ask('save-settings', { settings: changed });
    saving.current -= 1;
    if (answer.ok && saving.current === 0) setSettings(answer.value);
    if (!answer.ok) {
      setSettings(settings);
      tell(failureText(answer.error), true);
    }
    return answer.ok;
  };
  /** The browser's own question must follow on the click at once: nothing is waited for before it. */
  const allow = async (patterns: string[]) => {
    const answer = await toResult(() => requestSites(patterns), 'page-forbidden');
    void allowed.refresh();
    return answer.ok && answer.value;
  };

  const addSite = async (site: string) => {
    if (!(await allow([sitePattern(site)]))) return tell(t('options.siteRefused', [site]));
    if (await change({ sites: [...settings.sites, site] })) tell(t('options.siteAdded', [site]));
  };
  const removeSite = async (site: string) => {
    if (!(await change({ sites: settings.sites.filter((one) => one !== site) }))) return;
    const released = await toResult(() => releaseSites([sitePattern(site)]), 'page-forbidden');
    if (released.ok) tell(t('options.siteRemoved', [site]));
    else tell(failureText(released.error), true);
  };
  const giveBackAll = async () => {
    const released = await toResult(() => releaseSites([ALL_SITES]), 'page-forbidden');
    if (!released.ok) tell(failureText(released.error), true);
  };
  const changeKey = async (work: Promise<void>) => {
    const changed = await toResult(() => work, 'bad-message');
    setCommandFailure(changed.ok ? undefined : t('options.keyRefused'));
    void commands.refresh();
  };

  const actions: OptionsActions = {
    change: (changed) => void change(changed),
    speak: async (language) => {
      await speakChosen(language);
      await change({ language });
    },
    addSite: (typed) => {
      const site = parseSite(typed);
      const failure = !site
        ? t('options.siteWrong')
        : isWithinSites(PORTAL_SITES, site)
          ? t('options.siteListed')
          : isWithinSites(settings.sites, site)
            ? t('options.siteThere')
            : undefined;
      setSiteFailure(failure);
      if (site === undefined || failure !== undefined) return false;
      void addSite(site);
      return true;
    },
    removeSite: (site) => void removeSite(site),
    addNever: (typed) => {
      const site = parseSite(typed);
      const isThere = site !== undefined && isWithinSites(settings.neverOn, site);
      setNeverFailure(!site ? t('options.siteWrong') : isThere ? t('options.siteThere') : undefined);
      if (site === undefined || isThere) return false;
      void change({ neverOn: [...settings.neverOn, site] }).then(
        (ok) => ok && tell(t('options.neverAdded', [site])),
      );
      return true;
    },
    removeNever: (site) => void change({ neverOn: settings.neverOn.filter((one) => one !== site) }),
    allowSite: (site) => void allow([sitePattern(site)]),
    allowPortals: () => void allow(portalMatchPatterns()),
    allowAll: (isAllowed) => void (isAllowed ? allow([ALL_SITES]) : giveBackAll()),
    changeCommand: (name, shortcut) => void changeKey(changeCommand(name, shortcut)),
    resetCommand: (name) => void changeKey(resetCommand(name)),
    openShortcutSettings: () => void openShortcutSettings(),
    downloadUnreadable: () =>
      saveFile(
        {
          name: `${t('extension.shortName')}-unreadable.json`,
          text: JSON.stringify(unreadable.value, null, 2),
          mediaType: 'application/json',
        },
        document.body,
      ),
    ...sync.actions,
    travel: (isOn) =>
      void ask('travel-settings', { isOn }).then(
        (answer) => answer.ok || tell(failureText(answer.error), true),
      ),
  };

  const patterns = allowed.value ?? [];
  const data: OptionsData = {
    settings,
    portals,
    isAllowed: (site) =>
      allowed.value === undefined ||
      patterns.includes(ALL_SITES) ||
      (site !== undefined && patterns.includes(sitePattern(site))),
    siteFailure,
    neverFailure,
    commands: commands.value ?? [],
    canChangeCommands: canChangeCommands(),
    commandFailure,
    bytesUsed: storage.value,
    counts: counts.value,
    unreadableCount: Object.keys(unreadable.value).length,
    libraryAddress: browser.runtime.getURL('/library.html'),
    sync: sync.data,
    travel: travel.value,
  };
  const failure = counts.failure ?? storage.failure ?? unreadable.failure;
  return (
    <OptionsView
      data={data}
      notice={notice ?? (failure && { text: failureText(failure), failure: true })}
      actions={actions}
    />
  );
}

/** The lines of all articles that aren't in the trash. */
async function shelves() {
  const lines = await readSummaries(libraryArea());
  return lines.filter(({ deleted }) => deleted === undefined);
}

/** The settings, whenever they may have been changed elsewhere. */
function followSettings(tell: (stored: Settings) => void): () => void {
  const follow = async () => {
    const stored = await toResult(() => readSettings(browser.storage.local), 'storage-failed');
    if (stored.ok) tell(stored.value);
  };
  const listen = () => void follow();
  browser.storage.local.onChanged.addListener(listen);
  return () => browser.storage.local.onChanged.removeListener(listen);
}

/** When the reader comes back from another tab: from the library, or where Chrome lets keys be changed. */
function onReturn(tell: () => void): () => void {
  addEventListener('focus', tell);
  return () => removeEventListener('focus', tell);
}
