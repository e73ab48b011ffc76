import { useState } from 'preact/hooks';
import { t } from '../../utils/i18n';
import type { Annotation, SavedOutline } from '../../utils/library/schema';
import { IconButton } from '../IconButton';
import { memo } from '../memo';
import { OutlineMenu } from './OutlineMenu';
import { OutlineTree } from './OutlineTree';
import type { OutlineActions } from './types';
import type { OutlineEdits } from './useOutlineEdits';

export interface OutlinePanelProps {
  edits: OutlineEdits;
  /** The saved outlines of the article. */
  outlines: readonly SavedOutline[];
  /** Id of the saved outline on show; `undefined` for the one found in the page. */
  active: string | undefined;
  annotations: readonly Annotation[];
  /** Id of the row being read; `undefined` before the first one, and where there is no page. */
  current?: string;
  /** Goes to a place of the text. */
  onJump?: (position: number) => void;
  onOpenMark?: (id: string) => void;
  /** Leaves the tree by Escape: Tab belongs to the tree. */
  onLeave?: () => void;
  actions: OutlineActions;
}

const FOUND = 'found';

/** The essay's outline, followed while reading and edited in place; above it which outline it is, and what can be done with it. */
export const OutlinePanel = memo((props: OutlinePanelProps) => {
  const { edits, outlines, active, actions } = props;
  const [open, setOpen] = useState<'tools' | 'menu'>();
  const toggle = (what: 'tools' | 'menu') => setOpen(open === what ? undefined : what);
  return (
    <div class="outline-panel">
      <div class="outline-panel__head">
        <select
          class="field"
          aria-label={t('outline.choose')}
          value={active ?? FOUND}
          onChange={({ currentTarget: { value } }) => actions.choose(value === FOUND ? undefined : value)}
        >
          <option value={FOUND}>{t('outline.found')}</option>
          {outlines.map(({ id, name }) => (
            <option key={id} value={id}>
              {name || t('outline.mine')}
            </option>
          ))}
        </select>
        <IconButton
          icon="pencil"
          label={t('outline.tools')}
          expanded={open === 'tools'}
          onClick={() => toggle('tools')}
        />
        <IconButton
          icon="more"
          label={t('outline.menu')}
          expanded={open === 'menu'}
          onClick={() => toggle('menu')}
        />
      </div>
      {open === 'menu' && (
        <OutlineMenu
          edits={edits}
          isSaved={active !== undefined}
          actions={actions}
          onDone={() => setOpen(undefined)}
        />
      )}
      <OutlineTree {...props} showTools={open === 'tools'} />
    </div>
  );
});
