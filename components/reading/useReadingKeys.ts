import type { OutlineHead } from '../../utils/outline/saved';
import type { ToolName } from '../tools/types';
import type { RenderedEssay } from './useEssay';

export interface ReadingKeys {
  essay: RenderedEssay | undefined;
  heads: OutlineHead[];
  /** Canonical offset of the block being read, measured anew: a second key may come before the first one is drawn. */
  position: () => number;
  /** The one at the reading line, from which it goes back. */
  positionAtLine: () => number;
  scrollTo: (position: number) => void;
  closeInnermost: () => void;
  close: () => void;
  highlight: () => void;
  note: () => void;
  addHead: () => void;
  selectSentence: () => void;
  toggleOutline: () => void;
  toggleTool: (tool: ToolName) => void;
  toggleFocus: () => void;
  print: () => void;
  /** What the notice at the foot offers, 撤销 as a rule. */
  undo: (() => void) | undefined;
}

const TOOL_KEYS: Readonly<Record<string, ToolName>> = {
  f: 'find',
  r: 'narrate',
  v: 'pictures',
  '?': 'help',
  '？': 'help',
};

/** The keys of design.md §7. Those a page fakes don't count, nor those typed into a field. */
export function useReadingKeys(keys: ReadingKeys): (event: KeyboardEvent) => void {
  return (event) => {
    if (!event.isTrusted || event.isComposing || event.defaultPrevented) return;
    const run = actionFor(event, keys);
    if (!run) return;
    event.preventDefault();
    run();
  };
}

function actionFor(event: KeyboardEvent, keys: ReadingKeys): (() => void) | undefined {
  if (event.altKey && event.code === 'KeyR' && !event.ctrlKey && !event.metaKey) return keys.close;
  if (event.key === 'Escape') return keys.closeInnermost;
  if (isField(event.target)) return undefined;
  const control = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (control && event.key.toLowerCase() === 'z') return keys.undo;
  // The browser's own printing would take the page with the reading view's first screen.
  if (control && event.key.toLowerCase() === 'p') return keys.print;
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  switch (event.key.toLowerCase()) {
    case 'j':
      return () => step(keys, blockStarts(keys), 1);
    case 'k':
      return () => step(keys, blockStarts(keys), -1);
    case 'n':
      return () => step(keys, headStarts(keys), 1);
    case 'p':
      return () => step(keys, headStarts(keys), -1);
    case 'h':
      return keys.highlight;
    case 'm':
      return keys.note;
    case 't':
      return keys.addHead;
    case 's':
      return keys.selectSentence;
    case 'o':
      return keys.toggleOutline;
    case 'g':
      return keys.toggleFocus;
  }
  const tool = TOOL_KEYS[event.key.toLowerCase()];
  return tool && (() => keys.toggleTool(tool));
}

const blockStarts = ({ essay }: ReadingKeys) => (essay?.blocks ?? []).map(({ start }) => start);
/** In the order of the text, which need not be that of the outline. */
const headStarts = ({ heads }: ReadingKeys) =>
  heads.flatMap(({ start }) => start ?? []).sort((a, b) => a - b);

/** To the next or the previous of the starts, seen from the block being read. */
function step(
  { position, positionAtLine, scrollTo }: ReadingKeys,
  starts: number[],
  direction: 1 | -1,
): void {
  const from = direction > 0 ? position() : positionAtLine();
  const target =
    direction > 0 ? starts.find((start) => start > from) : starts.findLast((start) => start < from);
  if (target !== undefined) scrollTo(target);
}

/** By name, not by class: the element may belong to another window than this code does. */
function isField(target: EventTarget | null): boolean {
  const { localName, type } = target as HTMLInputElement;
  if (localName === 'input') return !['checkbox', 'radio', 'range'].includes(type);
  return localName === 'textarea' || localName === 'select';
}
