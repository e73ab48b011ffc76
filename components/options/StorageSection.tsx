import { t } from '../../utils/i18n';
import { Section } from './Section';
import type { SectionProps } from './types';

const KILOBYTE = 1_000;
const MEGABYTE = 1_000_000;

/** What is kept, how much room it takes, and how it leaves. */
export function StorageSection({ data, actions }: SectionProps) {
  const { counts, bytesUsed, unreadableCount } = data;
  return (
    <Section id="storage" title={t('options.storage')} hint={t('options.storageHint')}>
      <dl class="options__figures" aria-busy={counts === undefined}>
        <Figure label={t('options.articles')} value={counts?.articles.toLocaleString()} />
        <Figure label={t('options.marks')} value={counts?.annotations.toLocaleString()} />
        <Figure label={t('options.notes')} value={counts?.notes.toLocaleString()} />
        {bytesUsed !== undefined && <Figure label={t('options.used')} value={readableSize(bytesUsed)} />}
      </dl>
      {unreadableCount > 0 && (
        <p class="options__warning">
          {t('popup.unreadable', unreadableCount)}{' '}
          <button type="button" class="button" onClick={actions.downloadUnreadable}>
            {t('popup.downloadUnreadable')}
          </button>
        </p>
      )}
      <p class="hint">
        {t('options.backupHint')} <a href={data.libraryAddress}>{t('popup.openLibrary')}</a>
      </p>
    </Section>
  );
}

function Figure({ label, value }: { label: string; value: string | undefined }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value ?? '…'}</dd>
    </div>
  );
}

function readableSize(bytes: number): string {
  if (bytes < MEGABYTE) return `${Math.ceil(bytes / KILOBYTE).toLocaleString()} kB`;
  return `${(bytes / MEGABYTE).toLocaleString(undefined, { maximumFractionDigits: 1 })} MB`;
}
