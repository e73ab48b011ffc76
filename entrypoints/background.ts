import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { parseNote } from '../utils/annotation/note-markdown';
import { checkSender, type Sender } from '../utils/border';
import { markdownFile } from '../utils/export/article-file';
import { outlineFile } from '../utils/export/outline-file';
import { readOutline } from '../utils/export/read-outline';
import { citeExcerpt, citeRecord } from '../utils/export/references';
import { readTexts, speak, t } from '../utils/i18n';
import { createKnown } from '../utils/known';
import { articleId } from '../utils/library/id';
import { createImports } from '../utils/library/import';
import { createImportShelf } from '../utils/library/import-shelf';
import { findSameEssays, readRecord, readTags, resolveId } from '../utils/library/read';
import type { ArticleRecord } from '../utils/library/schema';
import { createLibraryStore, setItems } from '../utils/library/store';
import { type AnswerOf, onMessage, type RequestOf, type RequestType, tellTab } from '../utils/messages';
import { fromOutlineFile } from '../utils/outline/file';
import { describeNewOutline } from '../utils/outline/new-outline';
import {
  ALL_SITES,
  allowedPatterns,
  closeStorage,
  injectScript,
  listCommands,
  onSitesAllowed,
  openOwnPage,
  openPanel,
  placeDetector,
  setButton,
} from '../utils/platform';
import { hostOf, isOnSite, sitePattern } from '../utils/portal/site';
import { createQueue } from '../utils/queue';
import { parseRequest } from '../utils/requests';
import { FailureError, toResult } from '../utils/result';
import type { Settings } from '../utils/settings';
import { readSettings, SETTINGS_KEY } from '../utils/stored-settings';
import { exchangeSettings, startTravel, stopTravel } from '../utils/sync/settings';
import { createTabArticles } from '../utils/tab-articles';
import { libraryArea } from './shared/library-area';
import { report } from './shared/report';
import { createSyncRunner, RUN_SYNC, SYNC_CHANGES } from './shared/sync-runner';
import { createTabRunner } from './shared/tab-runner';

const TOGGLE_READER = 'toggle-reader';
const MARK_SELECTION = 'mark-selection';
const READ_LINK = 'read-link';
const OPEN_LIBRARY = 'open-library';
const OPEN_PANEL = 'open-panel';
/**
 * As browsers write the key that the detector listens to; and no key, for then another extension may have taken it.
 * Where the reader chose another one, the detector leaves this to the page.
 */
const DETECTOR_KEYS = ['Alt+R', '⌥R', ''];
const PURGE_TRASH = 'purge-trash';
const MINUTES_A_DAY = 24 * 60;
/** In ms: a reader who moves a slider changes a setting many times. */
const SLIDERS_REST = 2_000;
type Handlers = {
  /** With the tab and the address that it comes from. */
  [T in RequestType]: (
    request: RequestOf<T>,
    tabId: number | undefined,
    url: string | undefined,
  ) => Promise<AnswerOf<T>>;
};

/** The one writer: every change of what is stored passes through here. Listeners are registered before anything else runs. */
export default defineBackground(() => {
  const area = libraryArea((keys) => keys.includes(SETTINGS_KEY) && runner.given.forget());
  const store = createLibraryStore(area, () => new Date());
  void report(closeStorage());
  const imports = createImports(area, createImportShelf(), () => new Date(), store.inTurn);
  void report(imports.resume());
  const inTurn = createQueue();
  const tabs = createTabArticles(browser.storage.session);
  const known = createKnown(area, tabs);
  const runner = createTabRunner(area);
  const sync = createSyncRunner(area, store);
  void report(sync.resume());

  const speakChosen = async () => speak(await readTexts((await readSettings(area)).language));
  /** Every text waits for it. */
  let spoken = report(speakChosen());

  const changeSettings = (change: Partial<Settings>) =>
    inTurn(async () => {
      const settings = { ...(await readSettings(area)), ...change };
      await setItems(area, { [SETTINGS_KEY]: settings });
      return settings;
    });
  /** Lets the detector run on the reader's own sites, or on all where he allowed that. */
  const followSites = () =>
    report(
      inTurn(async () => {
        const isAll = (await allowedPatterns()).includes(ALL_SITES);
        await placeDetector(isAll ? [ALL_SITES] : (await readSettings(area)).sites.map(sitePattern));
      }),
    );
  const followChange = async (change: Partial<Settings>) => {
    if (change.sites) await followSites();
    if (change.language) {
      spoken = report(speakChosen());
      await spoken;
      await fillMenu();
    }
  };
  const exchange = async () => followChange(await inTurn(() => exchangeSettings(area, browser.storage.sync)));
  /** Only when the reader has stopped moving the sliders: browsers bound how often something is sent. */
  let exchanging: ReturnType<typeof setTimeout> | undefined;
  const exchangeSoon = () => {
    clearTimeout(exchanging);
    exchanging = setTimeout(() => void report(exchange()), SLIDERS_REST);
  };
  const isWanted = async (url: string | undefined) =>
    url === undefined || !isOnSite((await runner.given.read()).settings.neverOn, hostOf(url));

  /** Shows a change to every other tab that shows the article; pages of ours watch the store. */
  const spread = async (change: Promise<ArticleRecord>, fromTab: number | undefined) => {
    const record = await change;
    const shown = await tabs.tabsWith(record.id);
    // The tab it comes from knows already, unless it shows the article twice.
    const told = new Set(shown.filter((tab, at) => tab !== fromTab || shown.indexOf(tab) !== at));
    for (const tabId of told) void tellTab(tabId, { type: 'record-changed', record });
    return record;
  };
  const showOriginal = async (tabId: number | undefined) => {
    if (tabId === undefined || !(await readSettings(area)).markOriginal) return;
    await report(runner.showOriginal(tabId));
  };

  const recordOf = async (articleId: string) => {
    const record = await readRecord(area, articleId);
    if (!record) throw new FailureError('not-found', articleId);
    return record;
  };

  const handlers: Handlers = {
    'toggle-reader': async ({ tabId }, fromTab) => {
      await runner.toggle(tabId ?? fromTab);
      return null;
    },
    'inspect-tab': async ({ tabId }) => {
      const state = await runner.inspect(tabId);
      if (state.isArticle) await showOriginal(tabId);
      return state;
    },
    'page-detected': async ({ isArticle }, fromTab, url) => {
      if (!(await isWanted(url))) return false;
      const title = isArticle ? t('popup.isArticle') : t('extension.shortName');
      if (fromTab !== undefined) await setButton(fromTab, isArticle ? 'article' : 'plain', title);
      if (isArticle) await showOriginal(fromTab);
      const toggle = (await listCommands()).find(({ name }) => name === TOGGLE_READER);
      return DETECTOR_KEYS.includes(toggle?.shortcut ?? '');
    },
    'reader-closed': async (_request, fromTab) => {
      await tabs.closeReader(fromTab);
      return null;
    },
    'open-article': async ({ article }, fromTab, url) => {
      const record = await store.openArticle(article);
      await tabs.show('reader', record.id, fromTab, url);
      return record;
    },
    'put-annotation': ({ articleId, annotation, base }, tab) =>
      spread(store.putAnnotation(articleId, annotation, base), tab),
    'trash-annotation': (request, tab) =>
      spread(store.trashAnnotation(request.articleId, request.annotationId), tab),
    'restore-annotation': (request, tab) =>
      spread(store.restoreAnnotation(request.articleId, request.annotationId), tab),
    'place-annotations': ({ articleId, places }) => store.placeAnnotations(articleId, places),
    'put-outline': ({ articleId, outline, base }, tab) =>
      spread(store.putOutline(articleId, outline, base), tab),
    'choose-outline': ({ articleId, outlineId }, tab) =>
      spread(store.chooseOutline(articleId, outlineId), tab),
    'trash-outline': ({ articleId, outlineId }, tab) => spread(store.trashOutline(articleId, outlineId), tab),
    'restore-outline': ({ articleId, outlineId }, tab) =>
      spread(store.restoreOutline(articleId, outlineId), tab),
    'restore-version': ({ articleId, itemId, replaced }, tab) =>
      spread(store.restoreVersion(articleId, { itemId, replaced }), tab),
    'restore-backup': ({ articleId, day }, tab) => spread(store.restoreBackup(articleId, day), tab),
    'find-same': async ({ articleId }) => findSameEssays(area, await recordOf(articleId)),
    'open-original': async ({ url }, fromTab, pageUrl) => {
      // Injected a moment before the reader switched it off, or only to make a mark.
      if (!(await readSettings(area)).markOriginal) return null;
      const id = await resolveId(area, await articleId(url));
      await tabs.show('original', id, fromTab, pageUrl);
      const record = await readRecord(area, id);
      return record && record.deleted === undefined ? record : null;
    },
    'mark-original': async ({ tabId, isOn }) => {
      await changeSettings({ markOriginal: isOn });
      if (isOn) await showOriginal(tabId);
      else for (const tab of await tabs.takeOriginals()) void tellTab(tab, { type: 'leave-page' });
      return null;
    },
    'list-tags': () => readTags(area),
    'parse-notes': async ({ notes }) => notes.map(parseNote),
    'join-article': async ({ articleId, intoId }, fromTab) => {
      const record = await spread(store.joinArticle(articleId, intoId), fromTab);
      // Every tab that shows the essay by the address it was joined from shows this record, and hears of its changes.
      await tabs.replace(articleId, record.id);
      return record;
    },
    'export-outline': async ({ articleId, outline, format }) =>
      outlineFile(await recordOf(articleId), outline, format),
    'import-outline': async ({ articleId, name, text }, tab) => {
      const file = readOutline(text);
      const record = await recordOf(articleId);
      const made = describeNewOutline(record.outlines, file.title || name.replace(/\.\w+$/, ''));
      return spread(store.putOutline(articleId, fromOutlineFile(record, file, made)), tab);
    },
    'export-notes': async ({ articleId, annotations }) =>
      markdownFile({ ...(await recordOf(articleId)), annotations }),
    cite: async ({ articleId, annotationId }) => {
      const record = await recordOf(articleId);
      const { citationEdition } = await readSettings(area);
      if (annotationId === undefined) return citeRecord(record, citationEdition);
      const annotation = record.annotations.find(({ id }) => id === annotationId);
      if (!annotation) throw new FailureError('not-found', annotationId);
      return citeExcerpt(record, annotation, citationEdition);
    },
    'save-reading-position': ({ articleId, position }) => store.saveReadingPosition(articleId, position),
    'tag-article': ({ articleId, add, remove }, tab) =>
      spread(store.tagArticle(articleId, { add, remove }), tab),
    'trash-article': ({ articleId }) => store.trashArticle(articleId),
    'restore-article': ({ articleId }) => store.restoreArticle(articleId),
    'commit-import': ({ importId, mode }) => imports.commit(importId, mode),
    'drop-import': ({ importId }) => imports.drop(importId),
    'undo-import': () => imports.undo(),
    'watch-import': () => imports.progress(),
    'read-settings': () => readSettings(area),
    'save-settings': async ({ settings: change }) => {
      const settings = await changeSettings(change);
      await followChange(change);
      exchangeSoon();
      return settings;
    },
    'test-sync': ({ account }) => sync.test(account),
    'start-sync': async ({ account }) => {
      await sync.start(account);
      return null;
    },
    'stop-sync': async () => {
      await sync.stop();
      return null;
    },
    'run-sync': async ({ decision }) => {
      void report(sync.run(decision));
      return null;
    },
    'dismiss-conflict': async ({ itemId }) => {
      await sync.dismiss(itemId);
      return null;
    },
    'travel-settings': async ({ isOn }) => {
      await inTurn(() => (isOn ? startTravel(area) : stopTravel(area)));
      await exchange();
      return null;
    },
    'load-script': async ({ script }, fromTab) => {
      if (fromTab === undefined) throw new FailureError('page-forbidden', 'no tab');
      await injectScript(fromTab, script);
      return null;
    },
    'read-texts': async () => (await readTexts((await readSettings(area)).language)) ?? null,
  };

  /** What arrived as a request, where its sender may ask that. */
  const admit = async (message: unknown, sender: Sender) => {
    try {
      const request = parseRequest(message);
      await checkSender(request, sender, browser.runtime.getURL('/' as never), known);
      return request;
    } catch (error) {
      console.error('Jingdu: refused', sender.url, error);
      throw error;
    }
  };

  onMessage((message, sender) =>
    toResult(async () => {
      const request = await admit(message, sender);
      const handle = handlers[request.type] as (
        request: unknown,
        tabId: number | undefined,
        url: string | undefined,
      ) => Promise<unknown>;
      await spoken;
      const answer = await handle(request, sender.tabId, sender.url);
      // After the answer, which nobody shall wait for.
      void report(sync.noticeChanges());
      return answer;
    }, 'storage-failed'),
  );
  /** Opens a link in a tab, to be read once its page is there: the background may be gone by then, so it is noted. */
  const readLink = async (url: string) => {
    const { id } = await browser.tabs.create({ url });
    if (id !== undefined) await tabs.want(id);
  };
  const readWanted = async (tabId: number) => {
    if (await tabs.takeWanted(tabId)) await runner.toggleOrTell(tabId);
  };
  const toggleWhereWanted = async (tab: { id?: number; url?: string } | undefined) => {
    await spoken;
    if (await isWanted(tab?.url)) await runner.toggleOrTell(tab?.id);
  };
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === TOGGLE_READER) void report(toggleWhereWanted(tab));
    if (command === MARK_SELECTION) void runner.markOrTell(tab?.id);
    if (command === OPEN_LIBRARY) void report(openOwnPage('library.html'));
    if (command === OPEN_PANEL) void report(openPanel(tab));
  });
  browser.contextMenus.onClicked.addListener(({ menuItemId, linkUrl }, tab) => {
    if (menuItemId === READ_LINK && linkUrl) void report(readLink(linkUrl));
    if (menuItemId === OPEN_LIBRARY) void report(openOwnPage('library.html'));
    if (menuItemId === TOGGLE_READER) void runner.toggleOrTell(tab?.id);
    if (menuItemId === MARK_SELECTION) void runner.markOrTell(tab?.id);
  });
  browser.tabs.onUpdated.addListener((tabId, { status }) => {
    if (status === 'complete') void report(readWanted(tabId));
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === RUN_SYNC || name === SYNC_CHANGES) void report(sync.run());
    if (name !== PURGE_TRASH) return;
    void report(store.purgeTrash());
    void report(imports.sweep());
  });
  browser.runtime.onInstalled.addListener(() => {
    void report(store.refreshSummaries());
    void report(spoken.then(fillMenu));
    // An update forgets where the detector was placed.
    void followSites();
  });
  onSitesAllowed(() => void followSites());
  browser.runtime.onStartup.addListener(() => {
    void report(sync.run());
    void report(exchange());
  });
  browser.storage.sync.onChanged.addListener(exchangeSoon);
  void report(keepAlarm());
});

/** Writes the menus anew, in the language that is spoken. */
async function fillMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({ id: TOGGLE_READER, title: t('command.toggleReader'), contexts: ['page'] });
  browser.contextMenus.create({ id: READ_LINK, title: t('command.readLink'), contexts: ['link'] });
  browser.contextMenus.create({ id: OPEN_LIBRARY, title: t('command.openLibrary'), contexts: ['action'] });
  browser.contextMenus.create({
    id: MARK_SELECTION,
    title: t('command.markSelection'),
    contexts: ['selection'],
  });
}

/** The daily alarm. Firefox forgets alarms when it closes, so it is looked for at every start of the background. */
async function keepAlarm(): Promise<void> {
  if (await browser.alarms.get(PURGE_TRASH)) return;
  await browser.alarms.create(PURGE_TRASH, { periodInMinutes: MINUTES_A_DAY });
}
