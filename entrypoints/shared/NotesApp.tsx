import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { NoteParser } from '../../components/notes/NoteText';
import type { Kept } from '../../components/popup/KeptPanel';
import { PopupView } from '../../components/popup/PopupView';
import type { PopupActions } from '../../components/popup/types';
import { useNotice } from '../../components/useNotice';
import { copyText, saveFile } from '../../utils/hand-over';
import { failureText, t } from '../../utils/i18n';
import {
  readBackups,
  readRecentSummaries,
  readRecord,
  readUnreadable,
  readVersions,
} from '../../utils/library/read';
import { RECENT_LEAST } from '../../utils/library/recent';
import type { ArticleRecord, SavedOutline } from '../../utils/library/schema';
import { ask, parseNotes, type RequestOf, type RequestType, tellTab } from '../../utils/messages';
import { describeNewOutline } from '../../utils/outline/new-outline';
import { copyOutline, newOutline } from '../../utils/outline/saved';
import { openOwnPage, openPage, openPanel } from '../../utils/platform';
import { type Result, toResult } from '../../utils/result';
import { readSettings } from '../../utils/stored-settings';
import { addUnsaved, answerUnsaved, unsavedOf } from '../../utils/unsaved';
import { libraryArea } from './library-area';
import { usePageInFront } from './usePageInFront';
import { useSearch } from './useSearch';
import { useStored } from './useStored';

/** Articles in the lists: what a reader scrolls through in a popup; the library shows all. */
const LIST_LENGTH = RECENT_LEAST;

export interface NotesAppProps {
  /** The tab to speak of, where this stands in a tab of its own; else the one in front. */
  askedTabId: number | undefined;
  /** `panel`: beside the page, as high as the window, following the tab in front and the place that is being read. */
  place: 'popup' | 'panel';
}

/** Wires popup and side panel to the page in front, the store and the background. */
export function NotesApp({ askedTabId, place }: NotesAppProps) {
  const { tabId, page, pageId } = usePageInFront(askedTabId, place === 'panel');
  const [openId, setOpenId] = useState<string>();
  const [query, setQuery] = useState('');
  const [notice, setNotice] = useNotice();

  // Asked for first: the store answers one after the other.
  const recent = useStored(() => readRecentSummaries(libraryArea(), LIST_LENGTH), [], []);
  const read = (id: string | undefined) => () => (id ? readRecord(libraryArea(), id) : undefined);
  const pageRecord = useStored<ArticleRecord | undefined>(read(pageId), undefined, [pageId]);
  const openRecord = useStored<ArticleRecord | undefined>(read(openId), undefined, [openId]);
  const shownId = openId ?? pageId;
  const kept = useStored<Kept | undefined>(
    async () =>
      shownId === undefined
        ? undefined
        : {
            versions: await readVersions(libraryArea(), shownId),
            backups: await readBackups(libraryArea(), shownId),
          },
    undefined,
    [shownId],
  );
  const unreadable = useStored(() => readUnreadable(libraryArea()), {}, []);
  const settings = useStored(() => readSettings(browser.storage.local), undefined, []);
  const searched = useSearch(query, LIST_LENGTH);

  /** A popup goes when another page comes; a panel stays. */
  const leave = () => {
    if (place === 'popup') window.close();
  };
  const showMark = async (tab: number, annotationId: string) => {
    const isShown = await tellTab(tab, { type: 'show-annotation', annotationId });
    if (!isShown) setNotice({ text: t('notice.openReaderFirst'), failure: false });
  };
  /** Asks the background; a failure is told, and so is what was done, with the way back. */
  const run = async <T extends RequestType>(
    type: T,
    payload: Omit<RequestOf<T>, 'type'>,
    done?: { text: string; undo?: () => void },
  ) => {
    const answer = await ask(type, payload);
    if (!answer.ok) {
      setNotice({ text: failureText(answer.error), failure: true });
    } else if (done) {
      const { undo } = done;
      setNotice({
        text: done.text,
        failure: false,
        action: undo && { label: t('action.undo'), run: undo },
      });
    } else setNotice(undefined);
    return answer.ok;
  };
  const saveOutline = async ({ id, article }: ArticleRecord, outline: SavedOutline, base?: SavedOutline) => {
    const { outlines } = unsavedOf(article.url);
    const item = addUnsaved(outlines, outline, base);
    item.isSent = true;
    answerUnsaved(outlines, item, await run('put-outline', { articleId: id, outline, base: item.base }));
  };
  /** Hands over what the background wrote. */
  const handOver = async <T,>(
    written: Promise<Result<T>>,
    use: (value: T) => Promise<void> | void,
    done: string,
  ) => {
    const answer = await written;
    if (!answer.ok) return setNotice({ text: failureText(answer.error), failure: true });
    const { ok } = await toResult(() => use(answer.value), 'storage-failed');
    setNotice({ text: ok ? done : t('failure.exportFailed'), failure: !ok });
  };
  const notes = ({ id, annotations }: ArticleRecord) => ask('export-notes', { articleId: id, annotations });

  const actions: PopupActions = {
    read: () => void run('toggle-reader', { tabId }).then((ok) => ok && leave()),
    markOriginal: (isOn) => void run('mark-original', { tabId, isOn }),
    explain: async () => {
      const answer = tabId === undefined ? undefined : await tellTab(tabId, { type: 'explain-page' });
      if (!answer) return setNotice({ text: t('notice.openFirst'), failure: false });
      const report = answer as Result<string>;
      if (!report.ok) return setNotice({ text: failureText(report.error), failure: true });
      const { ok } = await toResult(() => copyText(report.value, document.body), 'storage-failed');
      setNotice({ text: ok ? t('notice.reportCopied') : t('failure.copyFailed'), failure: !ok });
    },
    prepareSearch: searched.prepare,
    search: (typed) => {
      setOpenId(undefined);
      setQuery(typed);
    },
    open: setOpenId,
    openOriginal: (url) => void openPage(url),
    openLibrary: () => void openOwnPage('library.html').then(leave),
    readInLibrary: (id) => void openOwnPage(`library.html#read/${id}`).then(leave),
    exportArticle: (id) => void openOwnPage(`library.html#export/${id}`).then(leave),
    openOptions: () => void openOwnPage('options.html').then(leave),
    openPanel: place === 'popup' ? () => void openPanel().then(leave) : undefined,
    showMark: place === 'panel' && tabId !== undefined ? (id) => void showMark(tabId, id) : undefined,
    cite: (id, annotationId) =>
      void handOver(
        ask('cite', { articleId: id, annotationId }),
        (text) => copyText(text, document.body),
        t('notice.cited'),
      ),
    deleteMark: (id, annotationId) =>
      void run(
        'trash-annotation',
        { articleId: id, annotationId },
        {
          text: t('notice.markDeleted'),
          undo: () => void run('restore-annotation', { articleId: id, annotationId }),
        },
      ),
    deleteArticle: (id) =>
      void run(
        'trash-article',
        { articleId: id },
        {
          text: t('notice.articleDeleted'),
          undo: () => void run('restore-article', { articleId: id }),
        },
      ).then((ok) => ok && setOpenId(undefined)),
    outline: (record) => ({
      save: (outline, base) => void saveOutline(record, outline, base),
      choose: (outlineId) => void run('choose-outline', { articleId: record.id, outlineId }),
      create: (kind, shown) => {
        const made = describeNewOutline(record.outlines);
        const outline = kind === 'copy' ? copyOutline(shown, made) : newOutline([], made);
        void run('put-outline', { articleId: record.id, outline });
      },
      remove: (outlineId) =>
        void run(
          'trash-outline',
          { articleId: record.id, outlineId },
          {
            text: t('notice.outlineDeleted'),
            undo: () => void run('restore-outline', { articleId: record.id, outlineId }),
          },
        ),
      exportAs: (format, outline) =>
        void handOver(
          ask('export-outline', { articleId: record.id, outline, format }),
          (file) => saveFile(file, document.body),
          t('notice.downloaded'),
        ),
    }),
    restoreVersion: (articleId, itemId, replaced) =>
      void run('restore-version', { articleId, itemId, replaced }, { text: t('notice.restored') }),
    restoreMark: (articleId, annotationId) =>
      void run('restore-annotation', { articleId, annotationId }, { text: t('notice.restored') }),
    restoreOutline: (articleId, outlineId) =>
      void run('restore-outline', { articleId, outlineId }, { text: t('notice.restored') }),
    restoreBackup: (articleId, day) =>
      void run('restore-backup', { articleId, day }, { text: t('notice.restored') }),
    downloadUnreadable: () =>
      saveFile(
        {
          name: `${t('extension.shortName')}-unreadable.json`,
          text: JSON.stringify(unreadable.value, null, 2),
          mediaType: 'application/json',
        },
        document.body,
      ),
    copyMarkdown: (record) =>
      void handOver(notes(record), ({ text }) => copyText(text, document.body), t('notice.copied')),
    downloadMarkdown: (record) =>
      void handOver(notes(record), (file) => saveFile(file, document.body), t('notice.downloaded')),
  };

  const failure = pageRecord.failure ?? openRecord.failure ?? recent.failure ?? searched.failure;
  return (
    <NoteParser.Provider value={parseNotes}>
      <PopupView
        data={{
          page,
          pageRecord: pageRecord.value,
          openRecord: openRecord.value?.deleted ? undefined : openRecord.value,
          kept: kept.value,
          markOriginal: settings.value?.markOriginal ?? false,
          unreadableCount: Object.keys(unreadable.value).length,
          recent: recent.value,
          query,
          hits: searched.hits,
          progress: searched.progress,
        }}
        place={place}
        theme={settings.value?.theme ?? 'auto'}
        notice={notice ?? (failure && { text: failureText(failure), failure: true })}
        actions={actions}
      />
    </NoteParser.Provider>
  );
}
