import { t } from '../../utils/i18n';
import type { Backup } from '../../utils/library/backup';
import { type ChangedPart, changedHeads, changedText } from '../../utils/library/changes';
import type { ArticleRecord } from '../../utils/library/schema';
import type { Version, Versions } from '../../utils/library/versions';
import { localDay } from '../../utils/local-day';
import { ChangedParts } from '../ChangedParts';

/** What is kept of an article beside its record. */
export interface Kept {
  versions: Versions;
  /** Newest day first. */
  backups: { day: string; backup: Backup }[];
}

export interface KeptPanelProps {
  record: ArticleRecord;
  kept: Kept;
  onRestoreVersion: (itemId: string, replaced: string) => void;
  onRestoreBackup: (day: string) => void;
  onRestoreMark: (annotationId: string) => void;
  onRestoreOutline: (outlineId: string) => void;
}

/**
 * What was deleted, earlier versions of marks and outlines with what changed, and the backups of the days; each can be
 * brought back.
 */
export function KeptPanel(props: KeptPanelProps) {
  const { record, kept, onRestoreVersion, onRestoreBackup } = props;
  const changes = changesOf(record, kept.versions);
  const backups = kept.backups.filter(
    ({ backup }) => backup.annotations.length + backup.outlines.length + backup.trash.length > 0,
  );
  const deleted = deletedItems(props);
  if (changes.length + backups.length + deleted.length === 0) return null;
  return (
    <details class="kept">
      <summary>{t('kept.title')}</summary>
      {deleted.length > 0 && (
        <ol class="kept__list" aria-label={t('kept.deleted')}>
          {deleted.map(({ id, when, title, restore }) => (
            <li key={id} class="kept__item">
              <p class="kept__head">
                <time dateTime={when}>{momentText(when)}</time>
                <del class="kept__title">{title}</del>
                <button type="button" class="note__action" data-deleted={id} onClick={restore}>
                  {t('kept.restore')}
                </button>
              </p>
            </li>
          ))}
        </ol>
      )}
      {changes.length > 0 && (
        <ol class="kept__list" aria-label={t('kept.versions')}>
          {changes.map(({ itemId, replaced, title, parts }) => (
            <li key={`${itemId} ${replaced}`} class="kept__item">
              <p class="kept__head">
                <time dateTime={replaced}>{momentText(replaced)}</time>
                <span class="kept__title">{title}</span>
                <button type="button" class="note__action" onClick={() => onRestoreVersion(itemId, replaced)}>
                  {t('kept.restore')}
                </button>
              </p>
              <ChangedParts parts={parts} />
            </li>
          ))}
        </ol>
      )}
      {backups.length > 0 && (
        <ol class="kept__list" aria-label={t('kept.backups')}>
          {backups.map(({ day, backup }) => (
            <li key={day} class="kept__item">
              <p class="kept__head">
                <span class="kept__title">
                  {t('kept.day', [
                    day,
                    t('counted.marks', backup.annotations.length),
                    t('counted.outlines', backup.outlines.length),
                  ])}
                </span>
                <button
                  type="button"
                  class="note__action"
                  data-day={day}
                  onClick={() => onRestoreBackup(day)}
                >
                  {t('kept.restore')}
                </button>
              </p>
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}

/** Marks and outlines in the trash, deleted last first. */
function deletedItems({ record, onRestoreMark, onRestoreOutline }: KeptPanelProps) {
  return [
    ...record.trash.map(({ annotation, deleted }) => ({
      id: annotation.id,
      when: deleted,
      title: annotation.quote.exact,
      restore: () => onRestoreMark(annotation.id),
    })),
    ...record.outlineTrash.map(({ outline, deleted }) => ({
      id: outline.id,
      when: deleted,
      title: outline.name || t('outline.mine'),
      restore: () => onRestoreOutline(outline.id),
    })),
  ].sort((a, b) => b.when.localeCompare(a.when));
}

interface KeptChange {
  itemId: string;
  replaced: string;
  title: string;
  parts: ChangedPart[];
}

/** Every change that can be taken back, newest first: each version beside the one that followed it. */
function changesOf({ annotations, outlines }: ArticleRecord, versions: Versions): KeptChange[] {
  const changes = <T,>(
    today: T,
    kept: Version<T>[] | undefined,
    about: { itemId: string; title: string },
    compare: (before: T, after: T) => ChangedPart[],
  ): KeptChange[] =>
    (kept ?? []).map(({ item, replaced }, at) => ({
      ...about,
      replaced,
      parts: compare(item, kept?.[at + 1]?.item ?? today),
    }));
  return [
    ...annotations.flatMap((mark) =>
      changes(mark, versions.annotations[mark.id], { itemId: mark.id, title: mark.quote.exact }, changedText),
    ),
    ...outlines.flatMap((outline) =>
      changes(
        outline,
        versions.outlines[outline.id],
        { itemId: outline.id, title: outline.name || t('outline.mine') },
        changedHeads,
      ),
    ),
  ].sort((a, b) => b.replaced.localeCompare(a.replaced));
}

/** 2026-07-02 09:30, in the reader's time zone. */
function momentText(iso: string): string {
  const date = new Date(iso);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${localDay(date)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
