import { useState } from 'preact/hooks';
import { t } from '../../utils/i18n';
import type { OutlineHead } from '../../utils/outline/saved';
import { useFocus } from '../useFocus';

export interface OutlinePanelProps {
  heads: OutlineHead[];
  /** Index of the head being read; -1 before the first. */
  current: number;
  /** Without it a click edits the title. */
  onJump?: (head: OutlineHead) => void;
  /** Without it the titles can't be edited. */
  onRename?: (index: number, title: string) => void;
}

/** The essay's headings; the one being read is marked. F2 or a double click edits a title. */
export function OutlinePanel({ heads, current, onJump, onRename }: OutlinePanelProps) {
  const [editing, setEditing] = useState(-1);
  if (heads.length === 0) return <p class="hint">{t('outline.none')}</p>;
  return (
    <ol class="outline">
      {heads.map((head, index) => (
        <li key={`${head.start}:${index}`} style={{ '--level': head.level - 1 }}>
          {editing === index ? (
            <TitleField
              head={head}
              onDone={(title) => {
                setEditing(-1);
                if (title && title !== head.title) onRename?.(index, title);
              }}
            />
          ) : (
            <button
              type="button"
              class="outline__head"
              aria-current={index === current ? 'location' : undefined}
              title={onRename && onJump ? t('outline.renameHint') : t('outline.title')}
              onClick={() => (onJump ? onJump(head) : setEditing(index))}
              onDblClick={() => onRename && setEditing(index)}
              onKeyDown={(event) => {
                if (event.key !== 'F2' || !onRename) return;
                event.preventDefault();
                setEditing(index);
              }}
            >
              <span class="outline__numbering">{head.numbering}</span>
              <span>{head.title || t('outline.untitled')}</span>
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}

function TitleField({ head, onDone }: { head: OutlineHead; onDone: (title: string) => void }) {
  return (
    <input
      class="field"
      aria-label={t('outline.title')}
      defaultValue={head.title}
      onFocus={(event) => event.currentTarget.select()}
      ref={useFocus()}
      onBlur={(event) => onDone(event.currentTarget.value.trim())}
      onKeyDown={(event) => {
        event.stopPropagation();
        // Enter also ends a word in a Chinese input method; only a finished word ends the edit.
        if (event.key === 'Enter' && !event.isComposing) event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.currentTarget.value = head.title;
          event.currentTarget.blur();
        }
      }}
    />
  );
}
