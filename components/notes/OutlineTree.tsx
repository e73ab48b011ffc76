import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../utils/i18n';
import { newId } from '../../utils/new-id';
import {
  addNodeAfter,
  demoteNode,
  fileExcerpt,
  type Move,
  moveNode,
  promoteNode,
  relabelNode,
  removeNode,
  removeSubtree,
  setCollapsed,
  setNote,
  stepNode,
} from '../../utils/outline/edit';
import { type OutlineRow, visibleRows } from '../../utils/outline/rows';
import { fileExcerpts, headLabel } from '../../utils/outline/saved';
import { TextField } from '../TextField';
import type { OutlinePanelProps } from './OutlinePanel';
import { OutlineTools } from './OutlineTools';

type HeadRow = Extract<OutlineRow, { kind: 'head' }>;

/** Where in a row something is let go: the edges mean before and behind it, the middle into it. */
const EDGE = 0.3;

/** What is done to a row, by key, button or drag. */
export interface RowCommands {
  add: () => void;
  rename: () => void;
  note: () => void;
  promote: () => void;
  demote: () => void;
  step: (direction: -1 | 1) => void;
  remove: (withChildren: boolean) => void;
}

/**
 * The outline as a tree with one row in the tab order. Keys: up and down, left and right to fold, Enter to go there,
 * Tab and Shift+Tab for the level, Alt+up and Alt+down to move, F2 to rename, Insert to add, M for a note, Delete,
 * Ctrl+Z and Ctrl+Y; Escape leaves it.
 */
export function OutlineTree(props: OutlinePanelProps & { showTools: boolean }) {
  const { edits, annotations, current, onJump, onOpenMark, onLeave } = props;
  const { nodes } = edits.outline;
  const rows = useMemo(() => visibleRows(nodes, fileExcerpts(nodes, annotations)), [nodes, annotations]);
  const [chosen, setChosen] = useState<string>();
  const [editing, setEditing] = useState<{ id: string; what: 'label' | 'note'; isNew?: true }>();
  const [drag, setDrag] = useState<{ id: string; over?: string; move?: Move }>();
  const tree = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);

  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === chosen),
  );
  const active = rows[at];

  // A row that an edit moved or made takes the focus once it is drawn.
  useLayoutEffect(() => {
    if (!wantsFocus.current || editing) return;
    wantsFocus.current = false;
    rowElement(tree.current, active?.id)?.focus();
  });
  useFollow(tree.current, current);

  const focusRow = (row: OutlineRow | undefined) => {
    if (!row) return;
    wantsFocus.current = true;
    setChosen(row.id);
  };
  const { edit } = edits;
  /** The head that a row belongs to. */
  const headOf = (row: OutlineRow | undefined) => (row?.kind === 'excerpt' ? row.headId : row?.id);
  const keepFocus = () => {
    wantsFocus.current = true;
  };

  const endEditing = () => {
    keepFocus();
    setEditing(undefined);
  };

  const commands: RowCommands = {
    add: () => {
      const id = newId();
      edit((before) => addNodeAfter(before, { id, title: t('outline.newHead') }, headOf(active)));
      setChosen(id);
      setEditing({ id, what: 'label', isNew: true });
    },
    rename: () => active?.kind === 'head' && setEditing({ id: active.id, what: 'label' }),
    note: () => active?.kind === 'head' && setEditing({ id: active.id, what: 'note' }),
    promote: () => active && edit((before) => promoteNode(before, active.id)),
    demote: () => active && edit((before) => demoteNode(before, active.id)),
    step: (direction) => {
      if (active?.kind === 'head') edit((before) => stepNode(before, active.id, direction));
      if (active?.kind === 'excerpt') {
        const index = nodes.findIndex(({ id }) => id === active.headId);
        const target = nodes[Math.max(0, index + direction)];
        if (target) edit((before) => fileExcerpt(before, active.id, target.id));
      }
    },
    remove: (withChildren) => {
      if (active?.kind !== 'head') return;
      const { id } = active;
      const next = rows.slice(at + 1).find((row) => row.kind === 'head') ?? rows[at - 1];
      edit((before) => (withChildren ? removeSubtree(before, id) : removeNode(before, id)));
      focusRow(next);
    },
  };

  const open = (row: OutlineRow) => {
    if (row.kind === 'excerpt') onOpenMark?.(row.id);
    else if (row.node.start !== undefined) onJump?.(row.node.start);
  };
  const fold = (row: HeadRow, collapsed: boolean) =>
    edit((before) => setCollapsed(before, row.id, collapsed), 'amendment');

  const onKeyDown = (event: KeyboardEvent) => {
    if (editing || event.isComposing) return;
    const run = actionOf(event);
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  const actionOf = (event: KeyboardEvent): (() => void) | undefined => {
    const { key, altKey, shiftKey } = event;
    const isHead = active?.kind === 'head';
    if (event.ctrlKey || event.metaKey) {
      if (altKey) return undefined;
      if (key.toLowerCase() === 'z') return keeping(shiftKey ? edits.redo : edits.undo);
      return key.toLowerCase() === 'y' ? keeping(edits.redo) : undefined;
    }
    if (altKey) {
      if (key === 'ArrowUp') return keeping(() => commands.step(-1));
      return key === 'ArrowDown' ? keeping(() => commands.step(1)) : undefined;
    }
    switch (key) {
      case 'ArrowDown':
        return () => focusRow(rows[at + 1]);
      case 'ArrowUp':
        return () => focusRow(rows[at - 1]);
      case 'Home':
        return () => focusRow(rows[0]);
      case 'End':
        return () => focusRow(rows.at(-1));
      case 'ArrowRight':
        if (!isHead || !active.hasMore) return undefined;
        return active.node.collapsed ? keeping(() => fold(active, false)) : () => focusRow(rows[at + 1]);
      case 'ArrowLeft':
        if (isHead && active.hasMore && !active.node.collapsed) return keeping(() => fold(active, true));
        return () => focusRow(rows.slice(0, at).findLast(({ level }) => level < (active?.level ?? 0)));
      case 'Enter':
        return active && (() => open(active));
      // Of an excerpt the level is that of its head: there Tab does what it does everywhere.
      case 'Tab':
        return isHead ? keeping(shiftKey ? commands.promote : commands.demote) : undefined;
      case 'F2':
        return commands.rename;
      case 'm':
      case 'M':
        return isHead ? commands.note : undefined;
      case 'Insert':
      case '+':
        return commands.add;
      case 'Delete':
        return () => commands.remove(shiftKey);
      case 'Escape':
        return onLeave;
    }
    return undefined;
  };
  const keeping = (work: () => void) => () => {
    keepFocus();
    work();
  };

  const drop = (target: OutlineRow) => {
    const dragged = rows.find(({ id }) => id === drag?.id);
    const targetId = headOf(target);
    if (dragged?.kind === 'excerpt') edit((before) => fileExcerpt(before, dragged.id, targetId));
    else if (dragged && targetId && drag?.move) {
      const { move } = drag;
      edit((before) => moveNode(before, dragged.id, move, targetId));
    }
    setDrag(undefined);
    focusRow(dragged);
  };
  /** What a drag over this row would do; `undefined` where it can't be let go. */
  const moveOver = (event: DragEvent, row: OutlineRow): Move | undefined => {
    const dragged = rows.find(({ id }) => id === drag?.id);
    if (!dragged || dragged.id === row.id) return undefined;
    if (dragged.kind === 'excerpt') return headOf(row) === undefined ? undefined : 'into';
    if (row.kind === 'excerpt') return undefined;
    const { top, height } = (event.currentTarget as Element).getBoundingClientRect();
    const share = (event.clientY - top) / height;
    return share < EDGE ? 'before' : share > 1 - EDGE ? 'after' : 'into';
  };

  return (
    <>
      {props.showTools && <OutlineTools row={active} commands={commands} edits={edits} onUsed={keepFocus} />}
      {nodes.length === 0 && (
        <p class="hint">
          {t('outline.none')}{' '}
          <button type="button" class="link" onClick={commands.add}>
            {t('outline.add')}
          </button>
        </p>
      )}
      <div
        class="outline"
        role="tree"
        aria-label={t('outline.name')}
        aria-description={t('outline.keys')}
        ref={tree}
        onKeyDown={onKeyDown}
      >
        {rows.map((row) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the tree around it
          <div
            key={row.id}
            role="treeitem"
            class={row.kind === 'head' ? 'outline__row' : 'outline__row outline__row--excerpt'}
            data-row={row.id}
            data-drop={drag?.over === row.id ? drag.move : undefined}
            data-color={row.kind === 'excerpt' ? row.annotation.color : undefined}
            aria-level={row.level}
            aria-expanded={row.kind === 'head' && row.hasMore ? !row.node.collapsed : undefined}
            aria-selected={row === active}
            aria-current={row.id === current ? 'location' : undefined}
            tabIndex={row === active ? 0 : -1}
            style={{ '--level': row.level - 1 }}
            draggable={!editing}
            onFocus={() => setChosen(row.id)}
            onClick={() => {
              // A click into the field that stands in the row is no click on the row.
              if (editing?.id === row.id) return;
              focusRow(row);
              open(row);
            }}
            onDblClick={() => row.kind === 'head' && setEditing({ id: row.id, what: 'label' })}
            onDragStart={(event) => {
              event.dataTransfer?.setData('text/plain', textOf(row));
              setDrag({ id: row.id });
            }}
            onDragOver={(event) => {
              const move = moveOver(event, row);
              if (move) event.preventDefault();
              setDrag((before) => before && { ...before, over: row.id, move });
            }}
            onDrop={(event) => {
              event.preventDefault();
              drop(row);
            }}
            onDragEnd={() => setDrag(undefined)}
          >
            {row.kind === 'excerpt' ? (
              <span class="outline__excerpt">{row.annotation.quote.exact}</span>
            ) : (
              <HeadLine
                row={row}
                editing={editing?.id === row.id ? editing.what : undefined}
                onFold={() => fold(row, !row.node.collapsed)}
                onLabel={(label, isGivenUp) => {
                  if (editing?.isNew && isGivenUp) edits.undo();
                  else edit((before) => relabelNode(before, row.id, label), editing?.isNew && 'amendment');
                  endEditing();
                }}
                onNote={(note) => {
                  edit((before) => setNote(before, row.id, note));
                  endEditing();
                }}
              />
            )}
          </div>
        ))}
      </div>
    </>
  );
}

interface HeadLineProps {
  row: HeadRow;
  editing: 'label' | 'note' | undefined;
  onFold: () => void;
  onLabel: (label: string, isGivenUp: boolean) => void;
  onNote: (note: string) => void;
}

function HeadLine({ row, editing, onFold, onLabel, onNote }: HeadLineProps) {
  const { node } = row;
  return (
    <>
      <div class="outline__line">
        {row.hasMore ? (
          <span
            class="outline__fold"
            aria-hidden="true"
            onClick={(event) => {
              event.stopPropagation();
              onFold();
            }}
          />
        ) : (
          <span class="outline__fold outline__fold--none" />
        )}
        {editing === 'label' ? (
          <TextField label={t('outline.title')} value={headLabel(node)} onDone={onLabel} />
        ) : (
          <span class="outline__head">{headLabel(node) || t('outline.untitled')}</span>
        )}
        {node.collapsed && row.excerptCount > 0 && <span class="count">{row.excerptCount}</span>}
      </div>
      {editing === 'note' ? (
        <TextField label={t('outline.note')} value={node.note} isLong onDone={onNote} />
      ) : (
        node.note && <p class="outline__note">{node.note}</p>
      )}
    </>
  );
}

/** Keeps the row being read in sight, unless the reader is at work in the tree. */
function useFollow(tree: HTMLElement | null, current: string | undefined): void {
  useEffect(() => {
    if (tree?.contains(tree.ownerDocument.activeElement)) return;
    rowElement(tree, current)?.scrollIntoView({ block: 'nearest' });
  }, [tree, current]);
}

function rowElement(tree: HTMLElement | null, id: string | undefined): HTMLElement | null {
  return id === undefined ? null : (tree?.querySelector<HTMLElement>(`[data-row="${id}"]`) ?? null);
}

const textOf = (row: OutlineRow) => (row.kind === 'head' ? headLabel(row.node) : row.annotation.quote.exact);
