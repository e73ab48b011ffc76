import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../utils/i18n';
import { IconButton } from '../IconButton';
import type { LibraryActions, LibraryData } from './types';

export interface SelectionBarProps {
  data: LibraryData;
  actions: LibraryActions;
  /** Takes the focus when the bar goes, and with it the button that was pressed. */
  onFocusLost: () => void;
}

/** What can be done with the articles that are selected. */
export function SelectionBar({ data, actions, onFocusLost }: SelectionBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => () => void (bar.current?.contains(document.activeElement) && onFocusLost()), []);
  const [tags, setTags] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    const names = tags.split(/[\s,，、]+/).filter(Boolean);
    if (names.length > 0) actions.tagSelected(names);
    setTags('');
  };
  return (
    <div
      ref={bar}
      class="library__bar library__bar--selection"
      role="toolbar"
      aria-label={t('library.selection')}
    >
      <IconButton icon="close" label={t('library.selectNone')} onClick={() => actions.selectAll(false)} />
      <span class="count" role="status">
        {t('library.selected', [String(data.selected.size)])}
      </span>
      <button type="button" class="button" onClick={() => actions.selectAll(true)}>
        {t('library.selectAll')}
      </button>
      <span class="spacer" />
      {data.isTrash ? (
        <button type="button" class="button" onClick={actions.restoreSelected}>
          {t('kept.restore')}
        </button>
      ) : (
        <>
          <form class="library__tagging" onSubmit={submit}>
            <input
              class="field"
              aria-label={t('library.addTags')}
              placeholder={t('mark.tagsPlaceholder')}
              value={tags}
              onInput={(event) => setTags(event.currentTarget.value)}
            />
            <button type="submit" class="button" disabled={tags.trim() === ''}>
              {t('library.addTags')}
            </button>
          </form>
          <button type="button" class="button" onClick={actions.exportSelected}>
            {t('library.export')}
          </button>
          <IconButton icon="trash" label={t('library.trashSelected')} onClick={actions.trashSelected} />
        </>
      )}
    </div>
  );
}
