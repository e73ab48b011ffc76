import { useMemo, useRef, useState } from 'preact/hooks';
import type { SavedOutline } from '../../utils/library/schema';
import type { OutlineNodes } from '../../utils/outline/edit';
import { amend, type History, record, redo, startHistory, undo } from '../../utils/outline/history';
import { useStableCalls } from '../useStableCalls';

/** An outline on the screen with the way back through all its edits. */
export interface OutlineEdits {
  /** As the screen shows it, stored or not. */
  outline: SavedOutline;
  /**
   * Changes the heads; where nothing changes, nothing is stored. An amendment (folding, the first label of a new head)
   * is no step of its own to undo, and by itself makes no saved outline of one that was only found.
   */
  edit: (change: (nodes: OutlineNodes) => OutlineNodes, kind?: 'step' | 'amendment') => void;
  rename: (name: string) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
}

interface EditState {
  outline: SavedOutline;
  history: History<OutlineNodes>;
  /** The stored outline that was looked at last. */
  seen: SavedOutline;
}

/**
 * Edits of the outline on show. The screen goes ahead of the store: an answer to an older edit changes nothing, and
 * what another window stored later becomes a step that can be undone.
 */
export function useOutlineEdits(
  stored: SavedOutline,
  isSaved: boolean,
  save: (outline: SavedOutline, base: SavedOutline) => void,
): OutlineEdits {
  const state = useRef<EditState>();
  const [, redraw] = useState(0);
  state.current = reconcile(state.current, stored);
  const { outline, history } = state.current;

  const go = (change: (state: EditState) => EditState) => {
    const before = state.current as EditState;
    const changed = change(before);
    if (changed === before) return;
    const { nodes } = changed.outline;
    const modified = later(before.outline.modified);
    state.current = { ...changed, outline: { ...changed.outline, nodes, modified } };
    redraw((count) => count + 1);
    const isWorthSaving = isSaved || changed.history.past.length + changed.history.future.length > 0;
    if (isWorthSaving) save(state.current.outline, before.outline);
  };
  const toHistory = (next: (history: History<OutlineNodes>) => History<OutlineNodes>) =>
    go((before) => {
      const history = next(before.history);
      if (history.present === before.history.present) return before;
      return { ...before, history, outline: { ...before.outline, nodes: [...history.present] } };
    });
  const calls = useStableCalls({
    edit: ((change, kind = 'step') =>
      toHistory((history) => {
        const next = change(history.present);
        if (next === history.present) return history;
        return kind === 'step' ? record(history, next) : amend(history, next);
      })) as OutlineEdits['edit'],
    rename: (name: string) =>
      go((before) =>
        name === before.outline.name ? before : { ...before, outline: { ...before.outline, name } },
      ),
    undo: () => toHistory(undo),
    redo: () => toHistory(redo),
  });
  const canUndo = history.past.length > 0;
  const canRedo = history.future.length > 0;
  return useMemo(() => ({ ...calls, outline, canUndo, canRedo }), [calls, outline, canUndo, canRedo]);
}

function reconcile(state: EditState | undefined, stored: SavedOutline): EditState {
  if (state?.seen === stored) return state;
  if (state?.outline.id !== stored.id)
    return { outline: stored, history: startHistory<OutlineNodes>(stored.nodes), seen: stored };
  const { outline, history } = state;
  // An answer to an edit that others have followed since.
  if (stored.modified < outline.modified) return { ...state, seen: stored };
  const isSame = JSON.stringify(stored.nodes) === JSON.stringify(history.present);
  if (isSame) return { ...state, outline: { ...stored, nodes: outline.nodes }, seen: stored };
  // The same edit over another text: its places have moved.
  const isStep = stored.modified > outline.modified;
  return {
    outline: stored,
    history: isStep ? record(history, stored.nodes) : amend(history, stored.nodes),
    seen: stored,
  };
}

/** Now, but later than the edit before: edits within one millisecond keep their order. */
function later(modified: string): string {
  return new Date(Math.max(Date.now(), Date.parse(modified) + 1)).toISOString();
}
