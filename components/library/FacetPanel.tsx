import { t } from '../../utils/i18n';
import type { FacetCount } from '../../utils/library/query';
import { colorName } from '../ColorPicker';
import type { FacetName, LibraryActions, LibraryData } from './types';

export interface FacetPanelProps {
  data: LibraryData;
  actions: LibraryActions;
}

/** What the articles can be narrowed by, with how many there are of each. */
export function FacetPanel({ data, actions }: FacetPanelProps) {
  const { facets, filter } = data;
  const { from, to } = filter.published ?? {};
  const hasFilter = Object.values(filter).some((value) => value !== undefined);
  return (
    <div class="facets">
      {hasFilter && (
        <button type="button" class="button" onClick={actions.clearFilter}>
          {t('library.clearFilter')}
        </button>
      )}
      <Facet name="tags" title={t('mark.tags')} values={facets.tags} data={data} actions={actions} />
      <Facet
        name="colors"
        title={t('mark.color')}
        values={facets.colors}
        data={data}
        actions={actions}
        label={colorName}
      />
      <Facet
        name="sources"
        title={t('article.source')}
        values={facets.sources}
        data={data}
        actions={actions}
      />
      <Facet
        name="portals"
        title={t('library.portal')}
        values={facets.portals}
        data={data}
        actions={actions}
      />
      <Facet
        name="authors"
        title={t('article.authors')}
        values={facets.authors}
        data={data}
        actions={actions}
      />
      <fieldset class="facet">
        <legend>{t('library.published')}</legend>
        <div class="facet__range">
          <input
            type="date"
            class="field"
            aria-label={t('library.from')}
            value={from ?? ''}
            onChange={(event) => actions.filterPublished(rangeOf(event.currentTarget.value, to))}
          />
          <input
            type="date"
            class="field"
            aria-label={t('library.to')}
            value={to ?? ''}
            onChange={(event) => actions.filterPublished(rangeOf(from, event.currentTarget.value))}
          />
        </div>
      </fieldset>
    </div>
  );
}

function rangeOf(from: string | undefined, to: string | undefined) {
  return from || to ? { from: from || undefined, to: to || undefined } : undefined;
}

/** So many values are shown before the reader asks for the rest. */
const FEW = 8;

interface FacetProps<T extends string> extends FacetPanelProps {
  name: FacetName;
  title: string;
  values: FacetCount<T>[];
  label?: (value: T) => string;
}

function Facet<T extends string>({ name, title, values, data, actions, label }: FacetProps<T>) {
  if (values.length === 0) return null;
  const chosen: readonly string[] = data.filter[name] ?? [];
  const draw = ({ value, count }: FacetCount<T>) => (
    <li key={value}>
      <button
        type="button"
        class="facet__value"
        aria-pressed={chosen.includes(value)}
        onClick={() => actions.toggleFacet(name, value)}
      >
        {name === 'colors' && <span class="swatch" data-color={value} />}
        <span class="facet__name">{label?.(value) ?? value}</span>
        <span class="count">{count}</span>
      </button>
    </li>
  );
  const [few, rest] = [values.slice(0, FEW), values.slice(FEW)];
  return (
    <section class="facet">
      <h2>{title}</h2>
      <ul>{few.map(draw)}</ul>
      {rest.length > 0 && (
        <details>
          <summary>{t('library.moreValues', [String(rest.length)])}</summary>
          <ul>{rest.map(draw)}</ul>
        </details>
      )}
    </section>
  );
}
