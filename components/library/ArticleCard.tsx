import { t } from '../../utils/i18n';
import { Matched } from '../Matched';
import { memo } from '../memo';
import type { LibraryEntry } from './types';

export interface ArticleCardProps {
  entry: LibraryEntry;
  /** Where it is read; none for an article in the trash. */
  address: string | undefined;
  isSelected: boolean;
  onSelect: (id: string, isSelected: boolean) => void;
}

/** A card shows no more of what was found. */
const MOST_MATCHES = 3;

/** One article: its title, where it comes from, what was made of it, and what a search found in it. */
export const ArticleCard = memo(({ entry, address, isSelected, onSelect }: ArticleCardProps) => {
  const { summary } = entry;
  const inTitle = entry.matches.find(({ field }) => field === 'title');
  const matches = entry.matches.filter(({ field }) => field !== 'title').slice(0, MOST_MATCHES);
  const title = summary.title || t('article.untitled');
  const shownTitle = inTitle ? <Matched match={inTitle} /> : title;
  const place = [summary.source, summary.publishedAt?.slice(0, 10)].filter(Boolean).join(' · ');
  return (
    <li class="card" data-selected={isSelected ? '' : undefined}>
      <input
        type="checkbox"
        class="card__check"
        aria-label={t('library.select', [title])}
        checked={isSelected}
        onChange={(event) => onSelect(summary.id, event.currentTarget.checked)}
      />
      <div class="card__body">
        <h2 class="card__title">{address ? <a href={address}>{shownTitle}</a> : shownTitle}</h2>
        {place && <p class="card__place">{place}</p>}
        {matches.map((match) => (
          <p key={`${match.field} ${match.text}`} class="card__snippet">
            <Matched match={match} />
          </p>
        ))}
        <div class="card__foot">
          {summary.annotationCount > 0 && (
            <span class="count">
              {t('popup.counts', [
                t('counted.marks', summary.annotationCount),
                t('counted.notes', summary.noteCount),
              ])}
            </span>
          )}
          <Colors colors={summary.colors ?? []} />
          {(summary.tags ?? []).length > 0 && (
            <ul class="tags" aria-label={t('mark.tags')}>
              {summary.tags?.map((tag) => (
                <li key={tag} class="tag">
                  {tag}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </li>
  );
});

function Colors({ colors }: { colors: readonly string[] }) {
  return (
    <span class="card__colors" aria-hidden="true">
      {colors.map((color) => (
        <span key={color} class="swatch" data-color={color} />
      ))}
    </span>
  );
}
