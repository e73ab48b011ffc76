import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../utils/i18n';
import { IMPORT_MODES, type ImportCounts, type ImportMode } from '../../utils/library/import-state';
import { ProgressLine } from './ProgressLine';
import type { WorkProgress } from './types';

/** What an import would do, before it does it. */
export interface ImportPreview {
  /** By mode. */
  counts: Record<ImportMode, ImportCounts>;
  /** Articles that `replace` moves to the trash. */
  missing: number;
  /** Records that can't be read and are set aside. */
  unreadable: number;
  /** Entries of another program that quote no page. */
  skipped: number;
}

export interface ImportDialogProps {
  /** What is imported. */
  names: readonly string[];
  /** None until the files are read. */
  preview: ImportPreview | undefined;
  /** None where there is nothing to choose: only a backup can replace a library. */
  mode: ImportMode | undefined;
  progress: WorkProgress | undefined;
  failure: string | undefined;
  /** Whether it is being taken in, which goes on by itself. */
  isCommitting: boolean;
  onMode: (mode: ImportMode) => void;
  onImport: () => void;
  /** None where no earlier import can be undone. */
  onUndoLast: (() => void) | undefined;
  onClose: () => void;
}

/** What an import would change, how it meets what is there, and how far it is. */
export function ImportDialog(props: ImportDialogProps) {
  const { preview, mode, progress, failure, isCommitting } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="import-title"
      onCancel={(event) => isCommitting && event.preventDefault()}
      onClose={props.onClose}
    >
      <h2 id="import-title">{t('import.title')}</h2>
      <p class="hint">{props.names.join('、')}</p>
      {mode && preview && (
        <fieldset class="dialog__field" disabled={isCommitting}>
          <legend>{t('import.mode')}</legend>
          {IMPORT_MODES.map((value) => (
            <label key={value} class="dialog__choice">
              <input
                type="radio"
                name="import-mode"
                value={value}
                checked={value === mode}
                onChange={() => props.onMode(value)}
              />
              {value === 'merge' ? t('import.merge') : t('import.replace')}
            </label>
          ))}
        </fieldset>
      )}
      {preview && <Changes preview={preview} mode={mode ?? 'merge'} />}
      {failure && (
        <p class="failure" role="alert">
          {failure}
        </p>
      )}
      {progress && <ProgressLine progress={progress} />}
      <div class="dialog__row dialog__row--end">
        {props.onUndoLast && (
          <button type="button" class="button" disabled={isCommitting} onClick={props.onUndoLast}>
            {t('import.undoLast')}
          </button>
        )}
        <button type="button" class="button" disabled={isCommitting} onClick={() => dialog.current?.close()}>
          {t('action.close')}
        </button>
        <button
          type="button"
          class="button button--primary"
          disabled={!preview || progress !== undefined || failure !== undefined}
          onClick={props.onImport}
        >
          {t('import.run')}
        </button>
      </div>
    </dialog>
  );
}

/** The numbers that say something; an article that changes nothing is said, too. */
function Changes({ preview, mode }: { preview: ImportPreview; mode: ImportMode }) {
  const counts = preview.counts[mode];
  const missing = mode === 'replace' ? preview.missing : 0;
  const lines = [
    [counts.added, t('import.added', [String(counts.added)])],
    [counts.changed, t('import.changed', [String(counts.changed)])],
    [counts.same, t('import.same', [String(counts.same)])],
    [counts.marks, t('import.marks', [String(counts.marks)])],
    [counts.replaced, t('import.replaced', [String(counts.replaced)])],
    [counts.trashed, t('import.trashedMarks', [String(counts.trashed)])],
    [missing, t('import.trashedArticles', [String(missing)])],
    [preview.unreadable, t('import.unreadable', [String(preview.unreadable)])],
    [preview.skipped, t('import.skipped', [String(preview.skipped)])],
  ] as const;
  return (
    <section class="dialog__field" aria-live="polite">
      <strong>{t('import.preview')}</strong>
      <ul class="dialog__changes">
        {lines
          .filter(([count], at) => count > 0 || at === 0)
          .map(([, text]) => (
            <li key={text}>{text}</li>
          ))}
      </ul>
    </section>
  );
}
