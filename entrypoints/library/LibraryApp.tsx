import { useMemo, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { LibraryView } from '../../components/library/LibraryView';
import type {
  FacetName,
  LibraryActions,
  LibraryEntry,
  LibraryLayout,
  WorkProgress,
} from '../../components/library/types';
import type { Notice } from '../../components/NoticeLine';
import { useNotice } from '../../components/useNotice';
import { useStableCalls } from '../../components/useStableCalls';
import { failureText, t } from '../../utils/i18n';
import { portalNameOf } from '../../utils/library/portal-name';
import {
  countFacets,
  countStudyDays,
  countTotals,
  filterSummaries,
  type SummaryFilter,
  type SummaryOrder,
  sortSummaries,
} from '../../utils/library/query';
import { readRecord } from '../../utils/library/read';
import type { ArticleSummary } from '../../utils/library/schema';
import { ask } from '../../utils/messages';
import { type Failure, type FailureCode, type Result, toResult } from '../../utils/result';
import { readSettings } from '../../utils/stored-settings';
import { libraryArea } from '../shared/library-area';
import { useSearch } from '../shared/useSearch';
import { useStored } from '../shared/useStored';
import { handOverBackup } from './BackupFile';
import { ExportPanel } from './ExportPanel';
import { isPageFile, takePages } from './ImportPages';
import { ImportPanel } from './ImportPanel';
import { useLines } from './useLines';

export interface LibraryAppProps {
  /** The address within this page at which an article is read. */
  addressOf: (articleId: string) => string;
  /** An article to be exported at once: another page of ours asked for it. */
  exportId: string | undefined;
  /** The dialog that it asked for was closed. */
  onExported: () => void;
}

/** More hits than a reader looks through. Who wants to tag or export them asks for all. */
const MOST_HITS = 200;
const NO_LINES: ArticleSummary[] = [];
const NONE: ReadonlySet<string> = new Set();

/** Wires the shelves to the store and the background. */
export function LibraryApp({ addressOf, exportId, onExported }: LibraryAppProps) {
  const { lines, failure } = useLines();
  const settings = useStored(() => readSettings(browser.storage.local), undefined, []);
  const [filter, setFilter] = useState<SummaryFilter>({});
  const [order, setOrder] = useState<SummaryOrder>('opened');
  const [layout, setLayout] = useState<LibraryLayout>('list');
  const [query, setQuery] = useState('');
  const [isTrash, setIsTrash] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE);
  const [exported, setExported] = useState<readonly string[] | undefined>(exportId ? [exportId] : undefined);
  const [notice, setNotice] = useNotice();
  const [imported, setImported] = useState<readonly File[]>();
  const { progress, runOver, runWhole } = useWork(setNotice);

  const [mostHits, setMostHits] = useState(MOST_HITS);
  // One more tells whether there are more.
  const found = useSearch(query, mostHits + 1);
  const isSearch = query.trim() !== '' && !isTrash;
  const isSearching = isSearch && found.hits === undefined && found.failure === undefined;

  const all = lines ?? NO_LINES;
  const shelves = useMemo(() => all.filter(({ deleted }) => deleted === undefined), [all]);
  const trash = useMemo(() => all.filter(({ deleted }) => deleted !== undefined), [all]);
  const shown = useMemo(() => {
    if (isSearch) {
      const hits = found.hits?.slice(0, mostHits) ?? [];
      const kept = new Set(
        filterSummaries(
          hits.map(({ summary }) => summary),
          filter,
          portalNameOf,
        ),
      );
      return hits.filter(({ summary }) => kept.has(summary));
    }
    const narrowed = filterSummaries(
      isTrash ? trash : shelves,
      // The index holds nothing that was thrown away: there, titles are looked through.
      { ...filter, title: query },
      portalNameOf,
    );
    return sortSummaries(narrowed, order).map((summary): LibraryEntry => ({ summary, matches: [] }));
  }, [isTrash, trash, shelves, filter, query, isSearch, found.hits, mostHits, order]);
  const facets = useMemo(() => countFacets(shelves, portalNameOf), [shelves]);
  const totals = useMemo(() => countTotals(shelves), [shelves]);
  const studyDays = useMemo(() => countStudyDays(shelves), [shelves]);

  const chosen = () => shown.map(({ summary }) => summary.id).filter((id) => selected.has(id));
  /** Does the same with every article chosen, tells how many, and offers the way back. */
  const changeChosen = async (
    change: (id: string) => Promise<Result<unknown>>,
    told: (count: number) => string,
    back: (id: string) => Promise<Result<unknown>>,
  ) => {
    const ids = chosen();
    setSelected(NONE);
    const done = await runOver(ids, change);
    if (done.length === 0) return;
    const undo = () => {
      setNotice(undefined);
      void runOver(done, back);
    };
    setNotice({
      text: told(done.length),
      failure: false,
      action: { label: t('action.undo'), run: undo },
    });
  };
  const trashArticle = (articleId: string) => ask('trash-article', { articleId });
  const restoreArticle = (articleId: string) => ask('restore-article', { articleId });

  const readPages = async (files: File[]) => {
    const taken = await runWhole(t('import.reading'), (tell) => takePages(files, tell), 'not-readable');
    if (!taken) return;
    setNotice(taken.notice);
    const [only] = taken.ids;
    if (only && files.length === 1) location.hash = addressOf(only);
  };
  const backUp = async () => {
    const done = await runWhole(
      t('library.backingUp'),
      async (tell) => {
        await handOverBackup(tell);
        return true;
      },
      'export-failed',
    );
    if (done) setNotice({ text: t('library.backedUp'), failure: false });
  };

  const actions: LibraryActions = useStableCalls({
    search: (typed) => {
      setQuery(typed);
      setMostHits(MOST_HITS);
    },
    listAll: () => setMostHits(Number.POSITIVE_INFINITY),
    toggleFacet: (name: FacetName, value: string) =>
      setFilter((before) => {
        const values: readonly string[] = before[name] ?? [];
        const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
        return { ...before, [name]: next.length > 0 ? next : undefined };
      }),
    filterPublished: (published) => setFilter((before) => ({ ...before, published })),
    clearFilter: () => {
      setFilter({});
      setQuery('');
    },
    sort: setOrder,
    layOut: setLayout,
    showTrash: (isShown) => {
      setIsTrash(isShown);
      setSelected(NONE);
    },
    select: (id, isSelected) =>
      setSelected(
        (before) => new Set(isSelected ? [...before, id] : [...before].filter((one) => one !== id)),
      ),
    selectAll: (isSelected) =>
      setSelected(isSelected ? new Set(shown.map(({ summary }) => summary.id)) : NONE),
    tagSelected: (tags) => {
      const added = new Map<string, string[]>();
      const add = async (articleId: string) => {
        const record = await readRecord(libraryArea(), articleId);
        const missing = tags.filter((tag) => !record?.tags.includes(tag));
        added.set(articleId, missing);
        return ask('tag-article', { articleId, add: missing, remove: [] });
      };
      const takeBack = (articleId: string) =>
        ask('tag-article', { articleId, add: [], remove: added.get(articleId) ?? [] });
      void changeChosen(add, (count) => t('library.tagged', count), takeBack);
    },
    trashSelected: () =>
      void changeChosen(trashArticle, (count) => t('library.trashed', count), restoreArticle),
    restoreSelected: () =>
      void changeChosen(restoreArticle, (count) => t('library.restored', count), trashArticle),
    exportSelected: () => setExported(chosen()),
    importFiles: (files) => {
      const pages = files.filter(({ name }) => isPageFile(name));
      const others = files.filter(({ name }) => !isPageFile(name));
      if (pages.length > 0) void readPages(pages);
      if (others.length > 0) setImported(others);
    },
    backUp: () => void backUp(),
  });

  const indexing: WorkProgress | undefined = found.progress && {
    label: t('library.indexing'),
    done: found.progress.done,
    total: found.progress.total,
  };
  const broken = failure ?? found.failure;
  const failed: Notice | undefined = broken && { text: failureText(broken), failure: true };
  return (
    <LibraryView
      data={{
        entries: isSearching ? undefined : lines && shown,
        total: isTrash ? trash.length : shelves.length,
        facets,
        totals,
        studyDays,
        filter,
        order,
        layout,
        query,
        isSearch,
        cutAt: isSearch && (found.hits?.length ?? 0) > mostHits ? mostHits : undefined,
        isTrash,
        trashCount: trash.length,
        selected,
        progress: progress ?? indexing,
      }}
      theme={settings.value?.theme ?? 'auto'}
      notice={failed ?? notice}
      actions={actions}
      addressOf={addressOf}
      optionsAddress={browser.runtime.getURL('/options.html' as never)}
    >
      {exported && settings.value && (
        <ExportPanel
          ids={exported}
          settings={settings.value}
          onNotice={setNotice}
          onClose={() => {
            setExported(undefined);
            onExported();
          }}
        />
      )}
      {imported && (
        <ImportPanel files={imported} onNotice={setNotice} onClose={() => setImported(undefined)} />
      )}
    </LibraryView>
  );
}

/** Work over many articles, one after the other: how far it is, and what failed. */
function useWork(setNotice: (notice: Notice | undefined) => void) {
  const [progress, setProgress] = useState<WorkProgress>();
  /** @returns those with which it succeeded */
  const runOver = async (ids: string[], change: (id: string) => Promise<Result<unknown>>) => {
    const done: string[] = [];
    let failure: Failure | undefined;
    for (const [at, id] of ids.entries()) {
      setProgress({ label: t('library.working'), done: at, total: ids.length });
      const answer = await change(id);
      if (answer.ok) done.push(id);
      else failure = answer.error;
    }
    setProgress(undefined);
    if (failure) setNotice({ text: failureText(failure), failure: true });
    return done;
  };
  /** @returns what came of it; `undefined` where it failed */
  const runWhole = async <T,>(
    label: string,
    work: (tell: (done: number, total: number) => void) => Promise<T>,
    fallback: FailureCode,
  ): Promise<T | undefined> => {
    const result = await toResult(() => work((done, total) => setProgress({ label, done, total })), fallback);
    setProgress(undefined);
    if (result.ok) return result.value;
    setNotice({ text: failureText(result.error), failure: true });
    return undefined;
  };
  return { progress, runOver, runWhole };
}
