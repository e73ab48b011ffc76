import type { AnnotationColor, AnnotationStyle } from '../../utils/annotation/look';
import { t } from '../../utils/i18n';
import { ColorPicker } from '../ColorPicker';
import { Icon } from '../Icon';
import { IconButton } from '../IconButton';
import { Popover, type PopoverPlace } from './Popover';

export interface SelectionToolbarProps {
  place: PopoverPlace;
  /** The colour last used: that of the underline and of a note's mark. */
  color: AnnotationColor;
  onMark: (look: { color: AnnotationColor; style: AnnotationStyle }) => void;
  onNote: () => void;
  onAddHead: () => void;
  onCopy: () => void;
  /** Set while a mark looks for its place: puts it on the selection. */
  onRelocate: (() => void) | undefined;
}

/** What can be done with the text selected. */
export function SelectionToolbar(props: SelectionToolbarProps) {
  const { place, color, onMark, onNote, onAddHead, onCopy, onRelocate } = props;
  if (onRelocate)
    return (
      <Popover place={place} label={t('mark.toolbar')} className="selection-toolbar" keepsSelection>
        <button type="button" class="button button--plain" onClick={onRelocate}>
          {t('mark.here')}
        </button>
      </Popover>
    );
  return (
    <Popover place={place} label={t('mark.toolbar')} className="selection-toolbar" keepsSelection>
      <ColorPicker onPick={(picked) => onMark({ color: picked, style: 'highlight' })} />
      <button
        type="button"
        class="button button--plain"
        title={t('mark.underline')}
        aria-label={t('mark.underline')}
        onClick={() => onMark({ color, style: 'underline' })}
      >
        <span class="swatch" data-color={color} data-style="underline" />
      </button>
      <button type="button" class="button button--plain" title={t('mark.noteKey')} onClick={onNote}>
        <Icon name="pencil" />
        {t('mark.note')}
      </button>
      <IconButton icon="outline" label={t('outline.addSelection')} onClick={onAddHead} />
      <IconButton icon="copy" label={t('action.copy')} onClick={onCopy} />
    </Popover>
  );
}
