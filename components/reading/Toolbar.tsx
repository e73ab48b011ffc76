import { CHARACTERS_A_MINUTE } from '../../utils/article/reading-speed';
import { t } from '../../utils/i18n';
import { IconButton } from '../IconButton';
import type { ToolName } from '../tools/types';
import type { ReadingActions } from './types';

export interface ToolbarProps {
  /** 0..1 */
  ratio: number;
  /** Length of the essay, UTF-16 units. */
  characters: number;
  showOutline: boolean;
  showNotes: boolean;
  noteCount: number;
  tool: ToolName | undefined;
  onTool: (tool: ToolName) => void;
  onToggleSide: (side: 'outline' | 'notes') => void;
  actions: ReadingActions;
}

/** What stands in the bar above the essay. */
export function Toolbar(props: ToolbarProps) {
  const { ratio, characters, tool, onTool, onToggleSide, actions } = props;
  const minutes = Math.ceil((characters * (1 - ratio)) / CHARACTERS_A_MINUTE);
  return (
    <>
      <IconButton icon="close" label={t('reading.close')} onClick={actions.close} />
      <IconButton
        icon="outline"
        label={t('reading.outline')}
        pressed={props.showOutline}
        onClick={() => onToggleSide('outline')}
      />
      <span class="toolbar__left">
        {ratio >= 1 || minutes === 0 ? t('reading.finished') : t('reading.minutesLeft', [String(minutes)])}
      </span>
      <span class="spacer" />
      <button
        type="button"
        class="button button--plain"
        aria-label={t('look.title')}
        title={t('look.title')}
        aria-expanded={tool === 'look'}
        onClick={() => onTool('look')}
      >
        {t('look.sample')}
      </button>
      <IconButton
        icon="more"
        label={t('tools.title')}
        expanded={tool === 'tools'}
        onClick={() => onTool('tools')}
      />
      <IconButton icon="copy" label={t('export.copyMarkdown')} onClick={actions.copyMarkdown} />
      <IconButton icon="download" label={t('export.downloadMarkdown')} onClick={actions.downloadMarkdown} />
      <IconButton icon="print" label={t('reading.print')} onClick={actions.print} />
      <IconButton
        icon="help"
        label={t('help.title')}
        expanded={tool === 'help'}
        onClick={() => onTool('help')}
      />
      <IconButton
        icon="notes"
        label={t('reading.notes', [String(props.noteCount)])}
        pressed={props.showNotes}
        onClick={() => onToggleSide('notes')}
      />
    </>
  );
}
