import { t } from '../../utils/i18n';
import { type Notice, NoticeLine } from '../NoticeLine';
import { useTheme } from '../useTheme';
import { ExportSection } from './ExportSection';
import { KeySection } from './KeySection';
import { LanguageSection } from './LanguageSection';
import { LookSection } from './LookSection';
import { PortalSection } from './PortalSection';
import { SiteSection } from './SiteSection';
import { StorageSection } from './StorageSection';
import { SyncSection } from './SyncSection';
import { TravelSection } from './TravelSection';
import type { OptionsActions, OptionsData } from './types';

export interface OptionsViewProps {
  data: OptionsData;
  notice: Notice | undefined;
  actions: OptionsActions;
}

/** Everything that can be set, on one page with its contents at the side. */
export function OptionsView({ data, notice, actions }: OptionsViewProps) {
  const sections: [string, string][] = [
    ['look', t('look.title')],
    ['portals', t('options.portals')],
    ['sites', t('options.sites')],
    ['keys', t('options.keys')],
    ['export', t('options.export')],
    ['storage', t('options.storage')],
    ['sync', t('sync.title')],
    ['travel', t('travel.title')],
    ['language', t('options.language')],
  ];
  return (
    <div class="options" data-theme={useTheme(data.settings.theme)}>
      <header class="options__head">
        <h1>{t('options.pageTitle')}</h1>
        <a class="button" href={data.libraryAddress}>
          {t('popup.openLibrary')}
        </a>
      </header>
      <div class="options__desk">
        <nav class="options__contents" aria-label={t('options.contents')}>
          <ul>
            {sections.map(([id, title]) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <main class="options__main">
          <LookSection data={data} actions={actions} />
          <PortalSection data={data} actions={actions} />
          <SiteSection data={data} actions={actions} />
          <KeySection data={data} actions={actions} />
          <ExportSection data={data} actions={actions} />
          <StorageSection data={data} actions={actions} />
          <SyncSection data={data} actions={actions} />
          <TravelSection data={data} actions={actions} />
          <LanguageSection data={data} actions={actions} />
        </main>
      </div>
      <NoticeLine notice={notice} />
    </div>
  );
}
