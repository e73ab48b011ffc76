import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../utils/i18n';
import type { SummaryOrder } from '../../utils/library/query';
import type { Settings } from '../../utils/settings';
import { Icon } from '../Icon';
import { IconButton } from '../IconButton';
import { type Notice, NoticeLine } from '../NoticeLine';
import { SearchField } from '../SearchField';
import { useMedia } from '../useMedia';
import { useTheme } from '../useTheme';
import { ArticleCard } from './ArticleCard';
import { FacetPanel } from './FacetPanel';
import { ProgressLine } from './ProgressLine';
import { SelectionBar } from './SelectionBar';
import { StudyDays } from './StudyDays';
import type { LibraryActions, LibraryData } from './types';

export interface LibraryViewProps {
  data: LibraryData;
  theme: Settings['theme'];
  notice: Notice | undefined;
  actions: LibraryActions;
  /** The address at which the library reads an article. */
  addressOf: (articleId: string) => string;
  optionsAddress: string;
  /** A dialog over the library: exporting, importing. */
  children?: ComponentChildren;
}

/** So many articles are drawn at first, and so many more each time that the reader comes near the end. */
const PAGE_LENGTH = 60;

/** Every article that was read: what to narrow them by at the left, the articles beside it. */
export function LibraryView(props: LibraryViewProps) {
  const { data, actions } = props;
  const [isOver, setIsOver] = useState(false);
  const main = useRef<HTMLElement>(null);
  // Beside the articles there is room for the filters; above them they would push the articles away.
  const isWide = useMedia('(min-width: 901px)');
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) actions.importFiles(files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere; the button beside does the same
    <div
      class="library"
      data-theme={useTheme(props.theme)}
      data-over={isOver ? '' : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Head {...props} />
      <div class="library__desk">
        <nav class="library__side" aria-label={t('library.filters')}>
          <details class="library__filters" open={isWide}>
            <summary>{t('library.filters')}</summary>
            <StudyDays days={data.studyDays} totals={data.totals} />
            <FacetPanel data={data} actions={actions} />
          </details>
        </nav>
        <main ref={main} class="library__main" tabIndex={-1}>
          {data.selected.size > 0 ? (
            <SelectionBar data={data} actions={actions} onFocusLost={() => main.current?.focus()} />
          ) : (
            <Bar data={data} actions={actions} />
          )}
          {data.progress && <ProgressLine progress={data.progress} />}
          <Entries {...props} />
        </main>
      </div>
      {props.children}
      <NoticeLine notice={props.notice} />
    </div>
  );
}

function Head({ data, actions, optionsAddress }: LibraryViewProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <header class="library__head">
      <h1>{t('library.title')}</h1>
      <SearchField label={t('library.search')} value={data.query} onSearch={actions.search} />
      <span class="spacer" />
      <IconButton icon="upload" label={t('library.import')} onClick={() => picker.current?.click()} />
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept=".html,.htm,.txt,.json,.jsonld,.opml"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) actions.importFiles(files);
        }}
      />
      <IconButton icon="download" label={t('library.backup')} onClick={actions.backUp} />
      <IconButton
        icon="trash"
        label={t('library.trash', [String(data.trashCount)])}
        pressed={data.isTrash}
        onClick={() => actions.showTrash(!data.isTrash)}
      />
      <a
        class="button button--plain"
        href={optionsAddress}
        title={t('options.title')}
        aria-label={t('options.title')}
      >
        <Icon name="gear" />
      </a>
    </header>
  );
}

const ORDERS: SummaryOrder[] = ['opened', 'saved', 'published', 'modified', 'title', 'marks'];

function orderName(order: SummaryOrder): string {
  switch (order) {
    case 'opened':
      return t('library.byOpened');
    case 'saved':
      return t('library.bySaved');
    case 'published':
      return t('library.byPublished');
    case 'modified':
      return t('library.byModified');
    case 'title':
      return t('library.byTitle');
    case 'marks':
      return t('library.byMarks');
  }
}

function Bar({ data, actions }: Pick<LibraryViewProps, 'data' | 'actions'>) {
  const shown = data.entries ?? [];
  return (
    <div class="library__bar">
      <span class="count" role="status">
        {t('library.shown', data.total, [shown.length, data.total])}
        {data.cutAt !== undefined && t('library.cut', [String(data.cutAt)])}
      </span>
      {data.cutAt !== undefined && (
        <button type="button" class="button" data-action="list-all" onClick={actions.listAll}>
          {t('library.listAll')}
        </button>
      )}
      <button
        type="button"
        class="button"
        disabled={shown.length === 0}
        onClick={() => actions.selectAll(true)}
      >
        {t('library.selectAll')}
      </button>
      <span class="spacer" />
      {!data.isSearch && (
        <label class="library__order">
          {t('library.order')}
          <select
            class="field"
            value={data.order}
            onChange={(event) => actions.sort(event.currentTarget.value as SummaryOrder)}
          >
            {ORDERS.map((order) => (
              <option key={order} value={order}>
                {orderName(order)}
              </option>
            ))}
          </select>
        </label>
      )}
      <IconButton
        icon="list"
        label={t('library.list')}
        pressed={data.layout === 'list'}
        onClick={() => actions.layOut('list')}
      />
      <IconButton
        icon="grid"
        label={t('library.grid')}
        pressed={data.layout === 'grid'}
        onClick={() => actions.layOut('grid')}
      />
    </div>
  );
}

function Entries({ data, actions, addressOf }: LibraryViewProps) {
  const [length, setLength] = useState(PAGE_LENGTH);
  const end = useRef<HTMLDivElement>(null);
  const entries = data.entries;
  const hasMore = entries !== undefined && entries.length > length;
  useEffect(() => setLength(PAGE_LENGTH), [data.filter, data.order, data.query, data.isTrash]);
  useEffect(() => {
    const target = end.current;
    if (!target || !hasMore) return;
    const observer = new IntersectionObserver(
      (seen) =>
        seen.some(({ isIntersecting }) => isIntersecting) && setLength((before) => before + PAGE_LENGTH),
      { rootMargin: '600px' },
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [hasMore, length]);
  if (entries === undefined) return <p class="hint">{t('library.reading')}</p>;
  if (entries.length === 0) return <Empty data={data} actions={actions} />;
  return (
    <>
      <ul class="cards" data-layout={data.layout}>
        {entries.slice(0, length).map((entry) => (
          <ArticleCard
            key={entry.summary.id}
            entry={entry}
            address={data.isTrash ? undefined : addressOf(entry.summary.id)}
            isSelected={data.selected.has(entry.summary.id)}
            onSelect={actions.select}
          />
        ))}
      </ul>
      <div ref={end}>
        {hasMore && (
          <button type="button" class="button" onClick={() => setLength(length + PAGE_LENGTH)}>
            {t('library.more')}
          </button>
        )}
      </div>
    </>
  );
}

/** What an empty list teaches depends on why it is empty. */
function Empty({ data, actions }: Pick<LibraryViewProps, 'data' | 'actions'>) {
  if (data.isTrash) return <p class="hint">{t('library.trashEmpty')}</p>;
  if (data.total === 0) {
    return (
      <section class="library__empty">
        <h2>{t('library.emptyTitle')}</h2>
        <ol>
          <li>{t('library.emptyRead')}</li>
          <li>{t('library.emptyMark')}</li>
          <li>{t('library.emptyFile')}</li>
        </ol>
      </section>
    );
  }
  return (
    <p class="hint">
      {t('library.noneFits')}{' '}
      <button type="button" class="button" onClick={actions.clearFilter}>
        {t('library.clearFilter')}
      </button>
    </p>
  );
}
