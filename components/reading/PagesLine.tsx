import { t } from '../../utils/i18n';
import type { PagesProgress } from './types';

/** Tells how far the joining of an article's pages has come, and which page is missing. */
export function PagesLine({ progress }: { progress: PagesProgress }) {
  const { total, fetching, failed, retry } = progress;
  if (fetching !== undefined) {
    return (
      <p class="pages" role="status">
        {t('pages.fetching', [String(fetching), String(total)])}
      </p>
    );
  }
  if (failed.length === 0) {
    return (
      <p class="pages" role="status">
        {t('pages.joined', [String(total)])}
      </p>
    );
  }
  return (
    <p class="pages failure" role="alert">
      {t('pages.failed', [failed.join('、')])}
      <button type="button" class="button" onClick={retry}>
        {t('action.retry')}
      </button>
    </p>
  );
}
