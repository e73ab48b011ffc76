import { t } from '../../utils/i18n';
import { localDay } from '../../utils/local-day';
import type { SameEssayOffer } from './types';

/** Offers the notes that were made on the same essay at another address. */
export function SameEssayLine({ offer }: { offer: SameEssayOffer }) {
  const { summary, accept, decline } = offer;
  const where = summary.source ?? new URL(summary.url).hostname;
  return (
    <aside class="offer" aria-label={t('same.title')}>
      <p class="offer__text">
        {t('same.text', [where, localDay(new Date(summary.opened)), String(summary.annotationCount)])}
      </p>
      <button type="button" class="button" onClick={accept}>
        {t('same.join')}
      </button>
      <button type="button" class="button button--plain" onClick={decline}>
        {t('same.decline')}
      </button>
    </aside>
  );
}
