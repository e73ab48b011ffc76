import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../utils/i18n';
import type { Annotation } from '../../utils/library/schema';
import { colorName } from '../ColorPicker';
import { memo } from '../memo';
import { NoteText } from './NoteText';

export interface NotesPanelProps {
  annotations: Annotation[];
  activeId?: string;
  /** Marks that are on the screen but not in the store. */
  unsavedIds?: ReadonlySet<string>;
  onOpen?: (id: string) => void;
  /** Copies the quote with its reference. */
  onCite?: (id: string) => void;
  onDelete: (id: string) => void;
  onRetry?: () => void;
  /** Puts an uncertain mark where it was found; without it the page isn't there. */
  onConfirm?: (id: string) => void;
  /** Lets the reader show where a mark belongs. */
  onRelocate?: (id: string) => void;
}

/** The marks in the order of the text, each with its quote, note and tags. */
export const NotesPanel = memo((props: NotesPanelProps) => {
  const active = useRef<HTMLLIElement>(null);
  useEffect(() => active.current?.scrollIntoView({ block: 'nearest' }), [props.activeId]);
  const { annotations, activeId, unsavedIds, onOpen, onCite, onDelete, onRetry, onConfirm, onRelocate } =
    props;
  if (annotations.length === 0) return <p class="hint">{t('notes.none')}</p>;
  return (
    <ol class="notes">
      {annotations.map((annotation) => (
        <li
          key={annotation.id}
          ref={annotation.id === activeId ? active : undefined}
          class="note"
          data-color={annotation.color}
          data-active={annotation.id === activeId ? '' : undefined}
        >
          <NoteQuote annotation={annotation} onOpen={onOpen} />
          {annotation.state === 'lost' && annotation.block.text !== annotation.quote.exact && (
            <p class="note__block">{annotation.block.text}</p>
          )}
          {annotation.note && <NoteText note={annotation.note} />}
          {annotation.tags.length > 0 && (
            <ul class="tags">
              {annotation.tags.map((tag) => (
                <li key={tag} class="tag">
                  {tag}
                </li>
              ))}
            </ul>
          )}
          <div class="note__foot">
            <span>
              {annotation.style === 'underline'
                ? t('mark.underlineIn', [colorName(annotation.color)])
                : t('mark.highlightIn', [colorName(annotation.color)])}
            </span>
            {(annotation.state === 'lost' || annotation.state === 'uncertain') && (
              <span class="failure">{t(annotation.state === 'lost' ? 'notes.lost' : 'notes.uncertain')}</span>
            )}
            {annotation.state === 'uncertain' && onConfirm && (
              <button type="button" class="note__action" onClick={() => onConfirm(annotation.id)}>
                {t('notes.confirm')}
              </button>
            )}
            {(annotation.state === 'lost' || annotation.state === 'uncertain') && onRelocate && (
              <button type="button" class="note__action" onClick={() => onRelocate(annotation.id)}>
                {t('notes.relocate')}
              </button>
            )}
            {unsavedIds?.has(annotation.id) && (
              <button type="button" class="note__action failure" onClick={onRetry}>
                {t('notes.unsaved')}
              </button>
            )}
            {onCite && (
              <button type="button" class="note__action" onClick={() => onCite(annotation.id)}>
                {t('notes.cite')}
              </button>
            )}
            <button type="button" class="note__action" onClick={() => onDelete(annotation.id)}>
              {t('action.delete')}
            </button>
          </div>
        </li>
      ))}
    </ol>
  );
});

function NoteQuote({ annotation, onOpen }: { annotation: Annotation; onOpen?: (id: string) => void }) {
  const quote = annotation.quote.exact;
  if (!onOpen) return <blockquote class="note__quote">{quote}</blockquote>;
  return (
    <button type="button" class="note__quote" onClick={() => onOpen(annotation.id)}>
      {quote}
    </button>
  );
}
