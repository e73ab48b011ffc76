import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { markdownFile } from '../utils/export/article-file';
import { outlineFile } from '../utils/export/outline-file';
import { readOutline } from '../utils/export/read-outline';
import { failureText, t } from '../utils/i18n';
import { findSameEssays, readRecord, readTags } from '../utils/library/read';
import type { ArticleRecord } from '../utils/library/schema';
import { createLibraryStore, setItems } from '../utils/library/store';
import {
  type AnswerOf,
  onMessage,
  type PageState,
  type RequestOf,
  type RequestType,
  tellTab,
} from '../utils/messages';
import { fromOutlineFile } from '../utils/outline/file';
import { describeNewOutline } from '../utils/outline/new-outline';
import { injectDetector, injectReader, setButton } from '../utils/platform';
import { parseRequest } from '../utils/requests';
import { FailureError, toResult } from '../utils/result';
import { readSettings, SETTINGS_KEY } from '../utils/stored-settings';

const TOGGLE_READER = 'toggle-reader';
const PURGE_TRASH = 'purge-trash';
const MINUTES_A_DAY = 24 * 60;
/** Session key of the article that a tab's reading view shows. Kept outside the worker, which dies after 30 s idle. */
const READER_KEY = 'reader:';
const readerKey = (tabId: number) => `${READER_KEY}${tabId}`;

type Handlers = {
  [T in RequestType]: (request: RequestOf<T>, tabId: number | undefined) => Promise<AnswerOf<T>>;
};

/** The one writer: every change of what is stored passes through here. Listeners are registered before anything else runs. */
export default defineBackground(() => {
  const area = browser.storage.local;
  const store = createLibraryStore(area, () => new Date());

  /** Shows a change to every other reading view of the article; pages of ours watch the store. */
  const spread = async (change: Promise<ArticleRecord>, fromTab: number | undefined) => {
    const record = await change;
    const shown = await browser.storage.session.get(null);
    for (const [key, articleId] of Object.entries(shown)) {
      const tabId = Number(key.slice(READER_KEY.length));
      if (articleId === record.id && tabId !== fromTab)
        void tellTab(tabId, { type: 'record-changed', record });
    }
    return record;
  };

  const recordOf = async (articleId: string) => {
    const record = await readRecord(area, articleId);
    if (!record) throw new FailureError('not-found', articleId);
    return record;
  };

  const handlers: Handlers = {
    'toggle-reader': async ({ tabId }, fromTab) => {
      await toggleReader(tabId ?? fromTab);
      return null;
    },
    'inspect-tab': ({ tabId }) => inspectTab(tabId),
    'page-detected': async ({ isArticle }, fromTab) => {
      const title = isArticle ? t('popup.isArticle') : t('extension.shortName');
      if (fromTab !== undefined) await setButton(fromTab, isArticle ? 'article' : 'plain', title);
      return null;
    },
    'reader-closed': async (_request, fromTab) => {
      if (fromTab !== undefined) await browser.storage.session.remove(readerKey(fromTab));
      return null;
    },
    'open-article': async ({ article }, fromTab) => {
      const record = await store.openArticle(article);
      if (fromTab !== undefined) await browser.storage.session.set({ [readerKey(fromTab)]: record.id });
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
    'list-tags': () => readTags(area),
    'join-article': async ({ articleId, intoId }, fromTab) => {
      const record = await spread(store.joinArticle(articleId, intoId), fromTab);
      // Every tab that shows the essay by the address it was joined from shows this record, and hears of its changes.
      const shown = Object.entries(await browser.storage.session.get(null));
      const joined = shown.filter(([, id]) => id === articleId).map(([key]) => [key, record.id]);
      await browser.storage.session.set(Object.fromEntries(joined));
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
    'save-reading-position': ({ articleId, position }) => store.saveReadingPosition(articleId, position),
    'trash-article': ({ articleId }) => store.trashArticle(articleId),
    'restore-article': ({ articleId }) => store.restoreArticle(articleId),
    'read-settings': () => readSettings(area),
    'save-settings': async ({ settings }) => {
      await setItems(area, { [SETTINGS_KEY]: settings });
      return settings;
    },
  };

  onMessage((message, { tabId }) =>
    toResult(() => {
      const request = parseRequest(message);
      const handle = handlers[request.type] as (
        request: unknown,
        tabId: number | undefined,
      ) => Promise<unknown>;
      return handle(request, tabId);
    }, 'storage-failed'),
  );
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === TOGGLE_READER) void toggleOrTell(tab?.id);
  });
  browser.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
    if (menuItemId === TOGGLE_READER) void toggleOrTell(tab?.id);
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === PURGE_TRASH) void report(store.purgeTrash());
  });
  browser.runtime.onInstalled.addListener(() => {
    browser.contextMenus.create({ id: TOGGLE_READER, title: t('command.toggleReader'), contexts: ['page'] });
  });
  void report(keepAlarm());
});

/** The daily alarm. Firefox forgets alarms when it closes, so it is looked for at every start of the background. */
async function keepAlarm(): Promise<void> {
  if (await browser.alarms.get(PURGE_TRASH)) return;
  await browser.alarms.create(PURGE_TRASH, { periodInMinutes: MINUTES_A_DAY });
}

/** Opens the reading view in a tab, or closes it where it is open. */
async function toggleReader(tabId: number | undefined): Promise<void> {
  if (tabId === undefined) throw new FailureError('page-forbidden', 'no tab');
  await injectReader(tabId);
}

/** The same by shortcut or menu, which have no window of their own: a failure shows on the toolbar button. */
async function toggleOrTell(tabId: number | undefined): Promise<void> {
  const result = await toResult(() => toggleReader(tabId), 'page-forbidden');
  if (result.ok) return;
  console.error('Jingdu:', result.error.detail);
  if (tabId !== undefined) await report(setButton(tabId, 'failed', failureText(result.error)));
}

/** What the detector says of a tab. Where no detector runs, the reader's click lets it run once (`activeTab`). */
async function inspectTab(tabId: number): Promise<PageState> {
  const described = await tellTab(tabId, { type: 'describe-page' });
  if (described) return described as PageState;
  await injectDetector(tabId);
  const state = await tellTab(tabId, { type: 'describe-page' });
  if (!state) throw new FailureError('page-forbidden', 'no detector');
  return state as PageState;
}

/** A failure with no window to show it in goes to the console. */
async function report(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    console.error('Jingdu:', error);
  }
}
