import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { NoteParser } from '../../components/notes/NoteText';
import type { Kept } from '../../components/popup/KeptPanel';
import { PopupView } from '../../components/popup/PopupView';
import type { PageStatus, PopupActions } from '../../components/popup/types';
import { useNotice } from '../../components/useNotice';
import { copyText, saveFile } from '../../utils/hand-over';
import { failureText, t } from '../../utils/i18n';
import { articleId } from '../../utils/library/id';
import {
  readBackups,
  readRecentSummaries,
  readRecord,
  readUnreadable,
  readVersions,
  resolveId,
} from '../../utils/library/read';
import { RECENT_LEAST } from '../../utils/library/recent';
import type { ArticleRecord } from '../../utils/library/schema';
import { ask, parseNotes, type RequestOf, type RequestType, tellTab } from '../../utils/messages';
import { describeNewOutline } from '../../utils/outline/new-outline';
import { copyOutline, newOutline } from '../../utils/outline/saved';
import { activeTabId, openPage } from '../../utils/platform';
import { type Result, toResult } from '../../utils/result';
import { readSettings } from '../../utils/stored-settings';
import { useSearch } from '../shared/useSearch';
import { useStored } from '../shared/useStored';

/** Articles in the lists: what a reader scrolls through in a popup; the library shows all. */
const LIST_LENGTH = RECENT_LEAST;

export interface AppProps {
  /** The tab to speak of, where the popup stands in a tab of its own; else the one in front. */
  askedTabId: number | undefined;
}

/** Wires the popup to the page in front, the store and the background. */
export function App({ askedTabId }: AppProps) {
  const [tabId, setTabId] = useState(askedTabId);
  const [page, setPage] = useState<PageStatus>({ kind: 'checking' });
  const [pageId, setPageId] = useState<string>();
  const [openId, setOpenId] = useState<string>();
  const [query, setQuery] = useState('');
  const [notice, setNotice] = useNotice();

  const read = (id: string | undefined) => () => (id ? readRecord(browser.storage.local, id) : undefined);
  const pageRecord = useStored<ArticleRecord | undefined>(read(pageId), undefined, [pageId]);
  const openRecord = useStored<ArticleRecord | undefined>(read(openId), undefined, [openId]);
  const shownId = openId ?? pageId;
  const kept = useStored<Kept | undefined>(
    async () =>
      shownId === undefined
        ? undefined
        : {
            versions: await readVersions(browser.storage.local, shownId),
            backups: await readBackups(browser.storage.local, shownId),
          },
    undefined,
    [shownId],
  );
  const unreadable = useStored(() => readUnreadable(browser.storage.local), {}, []);
  const recent = useStored(() => readRecentSummaries(browser.storage.local, LIST_LENGTH), [], []);
  const settings = useStored(() => readSettings(browser.storage.local), undefined, []);
  const searched = useSearch(query, LIST_LENGTH);

  useEffect(() => {
    const look = async () => {
      const tab = askedTabId ?? (await activeTabId());
      setTabId(tab);
      const answer = await ask('inspect-tab', { tabId: tab ?? -1 });
      if (!answer.ok) return setPage({ kind: 'failed', failure: answer.error });
      setPage({ kind: 'known', state: answer.value });
      setPageId(await resolveId(browser.storage.local, await articleId(answer.value.url)));
    };
    void look();
  }, [askedTabId]);

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
    read: () => void run('toggle-reader', { tabId }).then((ok) => ok && window.close()),
    markOriginal: (isOn) => void run('mark-original', { tabId, isOn }),
    explain: async () => {
      const report = tabId === undefined ? undefined : await tellTab(tabId, { type: 'explain-page' });
      if (typeof report !== 'string') return setNotice({ text: t('notice.openFirst'), failure: false });
      const { ok } = await toResult(() => copyText(report, document.body), 'storage-failed');
      setNotice({ text: ok ? t('notice.reportCopied') : t('failure.copyFailed'), failure: !ok });
    },
    prepareSearch: searched.prepare,
    search: (typed) => {
      setOpenId(undefined);
      setQuery(typed);
    },
    open: setOpenId,
    openOriginal: (url) => void openPage(url),
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
      save: (outline, base) => void run('put-outline', { articleId: record.id, outline, base }),
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
        theme={settings.value?.theme ?? 'auto'}
        notice={notice ?? (failure && { text: failureText(failure), failure: true })}
        actions={actions}
      />
    </NoteParser.Provider>
  );
}
