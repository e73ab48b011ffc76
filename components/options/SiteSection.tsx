import { t } from '../../utils/i18n';
import { Section } from './Section';
import { SiteField } from './SiteField';
import type { SectionProps } from './types';

/** Sites of the reader's own, all sites at once, and those where nothing of ours shows. */
export function SiteSection({ data, actions }: SectionProps) {
  const { sites, neverOn } = data.settings;
  const isAll = data.isAllowed();
  return (
    <Section id="sites" title={t('options.sites')} hint={t('options.sitesHint')}>
      <h3>{t('options.ownSites')}</h3>
      <SiteField
        id="own-site"
        label={t('options.siteLabel')}
        hint={t('options.siteHint')}
        action={t('options.add')}
        failure={data.siteFailure}
        onAdd={actions.addSite}
      />
      <ul class="sites" data-list="own">
        {sites.map((site) => (
          <li key={site}>
            <span class="sites__name">{site}</span>
            {!data.isAllowed(site) && (
              <>
                <span class="failure">{t('options.forbidden')}</span>
                <button type="button" class="button" onClick={() => actions.allowSite(site)}>
                  {t('options.allow')}
                </button>
              </>
            )}
            <RemoveButton site={site} onRemove={actions.removeSite} />
          </li>
        ))}
      </ul>

      <h3>{t('options.allSites')}</h3>
      <p class="hint">{t('options.allSitesHint')}</p>
      <p class="options__state">
        <span role="status">{isAll ? t('options.allSitesOn') : t('options.allSitesOff')}</span>
        <button type="button" class="button" data-action="all-sites" onClick={() => actions.allowAll(!isAll)}>
          {isAll ? t('options.forbidAll') : t('options.allowAll')}
        </button>
      </p>

      <h3>{t('options.never')}</h3>
      <SiteField
        id="never-site"
        label={t('options.neverLabel')}
        hint={t('options.neverHint')}
        action={t('options.add')}
        failure={data.neverFailure}
        onAdd={actions.addNever}
      />
      <ul class="sites" data-list="never">
        {neverOn.map((site) => (
          <li key={site}>
            <span class="sites__name">{site}</span>
            <RemoveButton site={site} onRemove={actions.removeNever} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function RemoveButton({ site, onRemove }: { site: string; onRemove: (site: string) => void }) {
  return (
    <button
      type="button"
      class="button"
      aria-label={t('options.removeSite', [site])}
      onClick={() => onRemove(site)}
    >
      {t('options.remove')}
    </button>
  );
}
