import { useEffect, useRef } from 'preact/hooks';
import type { CitationEdition } from '../../utils/export/cite';
import { NAME_TOKENS } from '../../utils/export/filename';
import { ARTICLE_FORMAT_IDS, type ArticleFormatId } from '../../utils/export/formats';
import { articleFormatName } from '../../utils/export/labels';
import { t } from '../../utils/i18n';
import { useFocus } from '../useFocus';
import { ProgressLine } from './ProgressLine';
import type { WorkProgress } from './types';

/** What the reader chooses of an export; kept for the next one. */
export interface ExportChoices {
  format: ArticleFormatId;
  edition: CitationEdition;
  /** Of file names. */
  namePattern: string;
  /** Of the format `template`. */
  template: string;
}

export interface ExportDialogProps {
  /** How many articles are exported. */
  count: number;
  choices: ExportChoices;
  /** What a template may use. */
  variables: readonly string[];
  /** What the first article becomes; none where that is no text. */
  preview: string | undefined;
  /** Why nothing can be made of it. */
  failure: string | undefined;
  progress: WorkProgress | undefined;
  onChange: (choices: ExportChoices) => void;
  /** None where the format is no text. */
  onCopy: (() => void) | undefined;
  onDownload: () => void;
  /** The print edition, on paper or as PDF; none for several articles. */
  onPrint: (() => void) | undefined;
  onClose: () => void;
}

/** Which format, how it cites, what the files are called; and what will come of it. */
export function ExportDialog(props: ExportDialogProps) {
  const { choices, onChange, progress } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="export-title" onClose={props.onClose}>
      <h2 id="export-title">{t('export.dialog', props.count)}</h2>
      <label class="dialog__field">
        {t('export.formatLabel')}
        <select
          class="field"
          ref={useFocus()}
          value={choices.format}
          onChange={(event) => onChange({ ...choices, format: event.currentTarget.value as ArticleFormatId })}
        >
          {ARTICLE_FORMAT_IDS.map((format) => (
            <option key={format} value={format}>
              {articleFormatName(format)}
            </option>
          ))}
        </select>
      </label>
      <label class="dialog__field">
        {t('export.edition')}
        <select
          class="field"
          value={choices.edition}
          onChange={(event) =>
            onChange({ ...choices, edition: event.currentTarget.value as CitationEdition })
          }
        >
          <option value="2025">GB/T 7714-2025</option>
          <option value="2015">GB/T 7714-2015</option>
        </select>
      </label>
      <label class="dialog__field">
        {t('export.namePattern')}
        <input
          class="field"
          value={choices.namePattern}
          onInput={(event) => onChange({ ...choices, namePattern: event.currentTarget.value })}
        />
        <span class="hint">
          {t('export.namePatternHint', [NAME_TOKENS.map((token) => `{{${token}}}`).join(' ')])}
        </span>
      </label>
      {choices.format === 'template' && (
        <div class="dialog__field">
          <label for="export-template">{t('export.template')}</label>
          <textarea
            id="export-template"
            class="field dialog__template"
            rows={10}
            spellcheck={false}
            value={choices.template}
            onInput={(event) => onChange({ ...choices, template: event.currentTarget.value })}
          />
          <span class="hint">{t('export.variables', [props.variables.join('、')])}</span>
        </div>
      )}
      {props.failure ? (
        <p class="failure" role="alert">
          {props.failure}
        </p>
      ) : (
        props.preview !== undefined && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take the focus to be scrolled by keys
          <section class="dialog__preview" tabIndex={0} aria-label={t('export.preview')}>
            {props.preview}
          </section>
        )
      )}
      {progress && <ProgressLine progress={progress} />}
      <div class="dialog__row dialog__row--end">
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {t('action.close')}
        </button>
        {props.onPrint && (
          <button
            type="button"
            class="button"
            data-action="print"
            disabled={progress !== undefined}
            onClick={props.onPrint}
          >
            {t('export.print')}
          </button>
        )}
        {props.onCopy && (
          <button type="button" class="button" disabled={progress !== undefined} onClick={props.onCopy}>
            {t('action.copy')}
          </button>
        )}
        <button
          type="button"
          class="button button--primary"
          disabled={progress !== undefined || props.failure !== undefined}
          onClick={props.onDownload}
        >
          {t('export.download')}
        </button>
      </div>
    </dialog>
  );
}
