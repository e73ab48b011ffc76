import { t } from '../../utils/i18n';
import { changedSettings } from '../../utils/settings';
import { lookStyle } from '../reading/look-style';
import { LookPanel } from '../tools/LookPanel';
import { Section } from './Section';
import type { SectionProps } from './types';

/** The look of the essay, beside a piece of one that shows each change at once. */
export function LookSection({ data: { settings }, actions }: SectionProps) {
  return (
    <Section id="look" title={t('look.title')} hint={t('options.lookHint')}>
      <div class="options__look">
        <LookPanel
          settings={settings}
          onChange={(changed) => actions.change(changedSettings(settings, changed))}
        />
        <figure class="preview" aria-label={t('export.preview')} style={lookStyle(settings)}>
          <div
            class="scroller"
            data-indent={settings.indent ? '' : undefined}
            data-justify={settings.justify ? '' : undefined}
            data-font={settings.font}
          >
            <article class="essay" lang="zh">
              <header class="essay__head">
                <p class="title">{t('options.sampleTitle')}</p>
              </header>
              <div class="essay__body">
                <p>{t('options.sampleFirst')}</p>
                <p>
                  {t('options.sampleSecond')}
                  <mark data-color={settings.color}>{t('options.sampleMarked')}</mark>
                </p>
              </div>
            </article>
          </div>
        </figure>
      </div>
    </Section>
  );
}
