import { rangeOfSpan } from '../../utils/annotation/selection';
import { sentenceFrom } from '../../utils/annotation/sentence';
import type { TextSpan } from '../../utils/annotation/types';
import { collapseSpace } from '../../utils/article/text';
import { t } from '../../utils/i18n';
import type { Annotation } from '../../utils/library/schema';
import { newId } from '../../utils/new-id';
import { addNodeAt, removeNode } from '../../utils/outline/edit';
import type { OutlineEdits } from '../notes/useOutlineEdits';
import type { ReadingActions } from './types';
import { type RenderedEssay, selectedSpan } from './useEssay';

export interface SelectionActions {
  /** What is selected at this moment: what was drawn last may lag behind the hand. */
  span: () => TextSpan | undefined;
  clear: () => void;
  /** Marks it, and gives the mark's id. */
  mark: (look: Pick<Annotation, 'color' | 'style'>) => string | undefined;
  /** Makes a head of the outline of it. */
  addHead: () => void;
  /** Selects the next sentence behind it, or else from the place being read: so that marks need no mouse. */
  selectSentence: () => void;
}

/** What the reader does with what is selected in the essay. */
export function selectionActions(
  essay: RenderedEssay | undefined,
  text: string,
  position: () => number,
  edits: OutlineEdits,
  actions: ReadingActions,
): SelectionActions {
  const selection = () => essay?.body.ownerDocument.getSelection();
  const span = () => essay && selectedSpan(essay);
  const clear = () => selection()?.removeAllRanges();
  return {
    span,
    clear,
    mark: (look) => {
      const selected = span();
      if (!selected) return undefined;
      const id = actions.mark(selected, look);
      clear();
      return id;
    },
    addHead: () => {
      const selected = span();
      if (!selected) return;
      const head = { id: newId(), title: collapseSpace(text.slice(selected.start, selected.end)) };
      edits.edit((nodes) => addNodeAt(nodes, head, selected.start));
      clear();
      // This head, whatever was edited since.
      actions.tell(t('notice.headAdded'), () => edits.edit((nodes) => removeNode(nodes, head.id)));
    },
    selectSentence: () => {
      const sentence = sentenceFrom(text, span()?.end ?? position());
      const range = essay && sentence && rangeOfSpan(essay.segments, sentence);
      if (!range) return;
      clear();
      selection()?.addRange(range);
      range.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
    },
  };
}
