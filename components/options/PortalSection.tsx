import { useMemo, useState } from 'preact/hooks';
import { t } from '../../utils/i18n';
import type { Portal, PortalKind } from '../../utils/portal/portals';
import { domainSite } from '../../utils/portal/site';
import { SearchField } from '../SearchField';
import { Section } from './Section';
import type { SectionProps } from './types';

/** The listed portals by kind. Each can be switched off, and on again. */
export function PortalSection({ data, actions }: SectionProps) {
  const [query, setQuery] = useState('');
  const kinds = useMemo(() => byKind(data.portals, query.trim().toLowerCase()), [data.portals, query]);
  const shown = kinds.reduce((sum, [, portals]) => sum + portals.length, 0);
  const isAllowed = data.portals.every(({ domain }) => data.isAllowed(domainSite(domain)));
  return (
    <Section id="portals" title={t('options.portals')} hint={t('options.portalsHint')}>
      {!isAllowed && (
        <p class="options__warning">
          {t('options.portalsForbidden')}{' '}
          <button type="button" class="button" onClick={actions.allowPortals}>
            {t('options.allow')}
          </button>
        </p>
      )}
      <SearchField label={t('options.searchPortals')} value={query} onSearch={setQuery} />
      <p class="hint" role="status">
        {t('options.portalCount', [String(shown), String(data.portals.length)])}
      </p>
      {kinds.map(([kind, portals]) => (
        <details key={kind} class="portals" open={query.trim() !== ''}>
          <summary>
            {kindName(kind)} <span class="count">{portals.length}</span>
          </summary>
          <ul>
            {portals.map((portal) => (
              <PortalLine key={portal.domain} portal={portal} data={data} actions={actions} />
            ))}
          </ul>
        </details>
      ))}
    </Section>
  );
}

function PortalLine({ portal: { domain, name }, data, actions }: SectionProps & { portal: Portal }) {
  const site = domainSite(domain);
  return (
    <li>
      <label>
        <input
          type="checkbox"
          checked={!data.settings.neverOn.includes(site)}
          onChange={(event) => {
            if (event.currentTarget.checked) actions.removeNever(site);
            else actions.addNever(site);
          }}
        />
        <span lang="zh">{name}</span> <span class="count">{domain}</span>
        {!data.isAllowed(site) && <span class="failure">{t('options.forbidden')}</span>}
      </label>
    </li>
  );
}

function byKind(portals: readonly Portal[], query: string): [PortalKind, Portal[]][] {
  const kinds = new Map<PortalKind, Portal[]>();
  for (const portal of portals) {
    if (!`${portal.name.toLowerCase()} ${portal.domain}`.includes(query)) continue;
    kinds.set(portal.kind, [...(kinds.get(portal.kind) ?? []), portal]);
  }
  return [...kinds];
}

function kindName(kind: PortalKind): string {
  switch (kind) {
    case 'national':
      return t('options.kind.national');
    case 'province':
      return t('options.kind.province');
    case 'city':
      return t('options.kind.city');
    case 'government':
      return t('options.kind.government');
    case 'party':
      return t('options.kind.party');
    case 'commercial':
      return t('options.kind.commercial');
    case 'trade':
      return t('options.kind.trade');
    case 'hongkong-macau':
      return t('options.kind.hongkongMacau');
    case 'taiwan':
      return t('options.kind.taiwan');
    case 'overseas':
      return t('options.kind.overseas');
  }
}
