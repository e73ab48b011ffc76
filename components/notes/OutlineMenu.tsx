import { useRef, useState } from 'preact/hooks';
import { OUTLINE_FORMATS, type OutlineFormat } from '../../utils/export/formats';
import { t } from '../../utils/i18n';
import { TextField } from '../TextField';
import type { OutlineActions } from './types';
import type { OutlineEdits } from './useOutlineEdits';

export interface OutlineMenuProps {
  edits: OutlineEdits;
  /** Whether the outline on show is one of the reader's own. */
  isSaved: boolean;
  actions: OutlineActions;
  onDone: () => void;
}

/** What can be done with an outline as a whole. */
export function OutlineMenu({ edits, isSaved, actions, onDone }: OutlineMenuProps) {
  const { outline } = edits;
  const [renaming, setRenaming] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const run = (work: () => void) => () => {
    work();
    onDone();
  };
  if (renaming)
    return (
      <TextField
        label={t('outline.rename')}
        value={outline.name || t('outline.mine')}
        onDone={(name) => run(() => name && edits.rename(name))()}
      />
    );
  return (
    <div class="menu">
      <div class="menu__group">
        <button type="button" class="menu__item" onClick={run(() => actions.create('copy', outline))}>
          {isSaved ? t('outline.copy') : t('outline.save')}
        </button>
        <button type="button" class="menu__item" onClick={run(() => actions.create('empty', outline))}>
          {t('outline.empty')}
        </button>
        {isSaved && (
          <>
            <button type="button" class="menu__item" onClick={() => setRenaming(true)}>
              {t('outline.rename')}
            </button>
            <button type="button" class="menu__item" onClick={run(() => actions.remove(outline.id))}>
              {t('outline.remove')}
            </button>
          </>
        )}
      </div>
      <div class="menu__group">
        {OUTLINE_FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            class="menu__item"
            data-format={format}
            onClick={run(() => actions.exportAs(format, outline))}
          >
            {exportLabel(format)}
          </button>
        ))}
        {actions.importFile && (
          <>
            <button type="button" class="menu__item" onClick={() => picker.current?.click()}>
              {t('outline.import')}
            </button>
            <input
              ref={picker}
              type="file"
              hidden
              accept=".opml,.xml,.md,.markdown,.txt"
              aria-label={t('outline.import')}
              onChange={({ currentTarget: { files } }) => {
                const [file] = files ?? [];
                if (file) run(() => actions.importFile?.(file))();
              }}
            />
          </>
        )}
      </div>
    </div>
  );
}

function exportLabel(format: OutlineFormat): string {
  switch (format) {
    case 'markdown':
      return t('outline.markdown');
    case 'opml':
      return t('outline.opml');
    case 'freemind':
      return t('outline.freemind');
    case 'text':
      return t('outline.text');
  }
}
