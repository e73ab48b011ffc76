import { useState } from 'preact/hooks';
import { failureText, t } from '../../utils/i18n';
import type { ArticleSummary } from '../../utils/library/schema';
import type { SearchMatch } from '../../utils/search/match';
import type { Settings } from '../../utils/settings';
import { Icon } from '../Icon';
import { IconButton } from '../IconButton';
import { Matched } from '../Matched';
import { type Notice, NoticeLine } from '../NoticeLine';
import { SearchField } from '../SearchField';
import { useTheme } from '../useTheme';
import { ArticleNotes } from './ArticleNotes';
import type { PageStatus, PopupActions, PopupData, PopupTab } from './types';

/** Places that a found article shows below its title. */
const MOST_EXCERPTS = 3;

export interface PopupViewProps {
  data: PopupData;
  /** `panel`: as high as the window. */
  place: 'popup' | 'panel';
  theme: Settings['theme'];
  notice: Notice | undefined;
  actions: PopupActions;
}

/** This page, recent articles, search; and the notes of any one article. */
export function PopupView({ data, place, theme, notice, actions }: PopupViewProps) {
  const [tab, setTab] = useState<PopupTab>('page');
  const { page, pageRecord, openRecord, query } = data;
  const body = () => {
    if (openRecord) {
      return (
        <>
          <button type="button" class="button button--plain" onClick={() => actions.open(undefined)}>
            <Icon name="back" />
            {t('action.back')}
          </button>
          <ArticleNotes record={openRecord} kept={data.kept} isOpen={false} actions={actions} />
        </>
      );
    }
    if (query.trim() !== '') return <SearchResults data={data} actions={actions} />;
    if (tab === 'recent') return <Recent articles={data.recent} actions={actions} />;
    return (
      <>
        <PageHead page={page} onRead={actions.read} />
        {pageRecord && !pageRecord.deleted ? (
          <ArticleNotes record={pageRecord} kept={data.kept} isOpen actions={actions} />
        ) : (
          page.kind === 'known' && page.state.isArticle && <p class="hint">{t('popup.notSavedYet')}</p>
        )}
        {page.kind === 'known' && (
          <label class="switch" title={t('popup.markOriginalHint')}>
            <input
              type="checkbox"
              checked={data.markOriginal}
              onChange={(event) => actions.markOriginal(event.currentTarget.checked)}
            />
            {t('popup.markOriginal')}
          </label>
        )}
        {data.markOriginal && <p class="hint">{t('popup.markOriginalHint')}</p>}
        {data.unreadableCount > 0 && (
          <p class="failure">
            {t('popup.unreadable', data.unreadableCount)}{' '}
            <button type="button" class="note__action" onClick={actions.downloadUnreadable}>
              {t('popup.downloadUnreadable')}
            </button>
          </p>
        )}
        {page.kind === 'known' && (
          <button type="button" class="explain" onClick={actions.explain}>
            {t('popup.explain')}
          </button>
        )}
      </>
    );
  };
  return (
    <div class="popup" data-place={place} data-theme={useTheme(theme)}>
      <header class="popup__head">
        <h1>{t('extension.shortName')}</h1>
        <SearchField
          label={t('popup.search')}
          value={query}
          onSearch={actions.search}
          onPrepare={actions.prepareSearch}
        />
      </header>
      {!openRecord && query.trim() === '' && (
        <div class="popup__bar">
          <div class="tabs" role="tablist">
            <Tab name={t('popup.thisPage')} selected={tab === 'page'} onSelect={() => setTab('page')} />
            <Tab name={t('popup.recent')} selected={tab === 'recent'} onSelect={() => setTab('recent')} />
          </div>
          <span class="spacer" />
          {actions.openPanel && (
            <IconButton icon="panel" label={t('popup.openPanel')} onClick={actions.openPanel} />
          )}
          <IconButton icon="library" label={t('popup.openLibrary')} onClick={actions.openLibrary} />
          <IconButton icon="gear" label={t('options.title')} onClick={actions.openOptions} />
        </div>
      )}
      <main class="popup__body">{body()}</main>
      <NoticeLine notice={notice} />
    </div>
  );
}

function Tab({ name, selected, onSelect }: { name: string; selected: boolean; onSelect: () => void }) {
  return (
    <button type="button" role="tab" class="tab" aria-selected={selected} onClick={onSelect}>
      {name}
    </button>
  );
}

function PageHead({ page, onRead }: { page: PageStatus; onRead: () => void }) {
  if (page.kind === 'checking') return <p class="hint">{t('popup.checking')}</p>;
  if (page.kind === 'failed') return <p class="failure">{failureText(page.failure)}</p>;
  const { isArticle } = page.state;
  return (
    <section class="page-head">
      <p class="hint">{isArticle ? t('popup.isArticle') : t('popup.notArticle')}</p>
      <button type="button" class={`button ${isArticle ? 'button--primary' : ''}`} onClick={onRead}>
        {isArticle ? t('popup.read') : t('popup.readAnyway')}
        <kbd>Alt+R</kbd>
      </button>
    </section>
  );
}

function Recent({ articles, actions }: { articles: ArticleSummary[]; actions: PopupActions }) {
  if (articles.length === 0) return <p class="hint">{t('popup.noRecent')}</p>;
  return (
    <ul class="articles">
      {articles.map((article) => (
        <ArticleLine key={article.id} article={article} onOpen={() => actions.open(article.id)} />
      ))}
    </ul>
  );
}

function SearchResults({ data, actions }: { data: PopupData; actions: PopupActions }) {
  const { hits, progress } = data;
  return (
    <>
      {progress && (
        <p class="hint" role="status">
          {t('search.indexing', progress.total, [progress.done, progress.total])}
          <progress class="search-progress" value={progress.done} max={progress.total} />
        </p>
      )}
      {hits?.length === 0 && !progress && <p class="hint">{t('popup.noResults', [data.query.trim()])}</p>}
      {hits && hits.length > 0 && (
        <ul class="articles" aria-label={t('popup.results')}>
          {hits.map(({ summary, matches }) => (
            <ArticleLine
              key={summary.id}
              article={summary}
              matches={matches}
              onOpen={() => actions.open(summary.id)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

interface ArticleLineProps {
  article: ArticleSummary;
  matches?: SearchMatch[];
  onOpen: () => void;
}

function ArticleLine({ article, matches = [], onOpen }: ArticleLineProps) {
  const place = [article.source, article.publishedAt?.slice(0, 10)].filter(Boolean).join(' · ');
  const title = matches.find(({ field, text }) => field === 'title' && text === article.title);
  const excerpts = matches.filter((match) => match !== title).slice(0, MOST_EXCERPTS);
  return (
    <li>
      <button type="button" class="article-line" onClick={onOpen}>
        <span class="article-line__title">
          {title ? <Matched match={title} /> : article.title || t('article.untitled')}
        </span>
        {excerpts.map((match) => (
          <span key={`${match.field} ${match.text}`} class="article-line__excerpt" data-field={match.field}>
            <Matched match={match} />
          </span>
        ))}
        <span class="article-line__foot">
          <span>{place}</span>
          {article.annotationCount > 0 && (
            <span>
              {t('popup.counts', [
                t('counted.marks', article.annotationCount),
                t('counted.notes', article.noteCount),
              ])}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
