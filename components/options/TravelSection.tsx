import { t } from '../../utils/i18n';
import { Section } from './Section';
import type { SectionProps } from './types';

/** Settings through the reader's account at the browser, apart from the notes: off until he says so. */
export function TravelSection({ data: { travel }, actions }: SectionProps) {
  return (
    <Section id="travel" title={t('travel.title')} hint={t('travel.hint')}>
      {travel && (
        <p class="options__state">
          <span role="status">{travel.isOn ? t('travel.isOn') : t('travel.isOff')}</span>
          <button
            type="button"
            class="button"
            data-action="travel"
            onClick={() => actions.travel(!travel.isOn)}
          >
            {travel.isOn ? t('travel.stop') : t('travel.start')}
          </button>
        </p>
      )}
      {travel?.left && (
        <p class="options__warning">
          {travel.left === 'too-large' ? t('travel.tooLarge') : t('travel.refused')}
        </p>
      )}
    </Section>
  );
}
