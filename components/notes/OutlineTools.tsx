import { t } from '../../utils/i18n';
import type { OutlineRow } from '../../utils/outline/rows';
import { IconButton } from '../IconButton';
import type { RowCommands } from './OutlineTree';
import type { OutlineEdits } from './useOutlineEdits';

export interface OutlineToolsProps {
  /** The row that the buttons work on. */
  row: OutlineRow | undefined;
  commands: RowCommands;
  edits: OutlineEdits;
  onUsed: () => void;
}

/** The tree's keys as buttons, for mouse and touch. */
export function OutlineTools({ row, commands, edits, onUsed }: OutlineToolsProps) {
  const isHead = row?.kind === 'head';
  const using = (work: () => void) => () => {
    onUsed();
    work();
  };
  return (
    <div class="outline-tools" role="toolbar" aria-label={t('outline.tools')}>
      <IconButton icon="plus" label={t('outline.addKey')} onClick={commands.add} />
      <IconButton icon="pencil" label={t('outline.renameKey')} disabled={!isHead} onClick={commands.rename} />
      <IconButton icon="notes" label={t('outline.noteKey')} disabled={!isHead} onClick={commands.note} />
      <IconButton
        icon="outdent"
        label={t('outline.promoteKey')}
        disabled={!isHead}
        onClick={using(commands.promote)}
      />
      <IconButton
        icon="indent"
        label={t('outline.demoteKey')}
        disabled={!isHead}
        onClick={using(commands.demote)}
      />
      <IconButton
        icon="up"
        label={t('outline.upKey')}
        disabled={!row}
        onClick={using(() => commands.step(-1))}
      />
      <IconButton
        icon="down"
        label={t('outline.downKey')}
        disabled={!row}
        onClick={using(() => commands.step(1))}
      />
      <IconButton
        icon="trash"
        label={t('outline.deleteKey')}
        disabled={!isHead}
        onClick={using(() => commands.remove(false))}
      />
      <IconButton
        icon="undo"
        label={t('outline.undoKey')}
        disabled={!edits.canUndo}
        onClick={using(edits.undo)}
      />
      <IconButton
        icon="redo"
        label={t('outline.redoKey')}
        disabled={!edits.canRedo}
        onClick={using(edits.redo)}
      />
    </div>
  );
}
