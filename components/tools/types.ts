import type { Settings } from '../../utils/settings';
import type { RenderedEssay } from '../reading/useEssay';

/** Panels of the reading view that are loaded when one of them is asked for. */
export type ToolName = 'tools' | 'look' | 'help' | 'find' | 'narrate' | 'pictures';

/** Turns a text into the other script; as long as it was. */
export type Convert = (text: string) => string;

export interface ToolsProps {
  open: ToolName | undefined;
  onOpen: (tool: ToolName | undefined) => void;
  /** As they show on this site. */
  settings: Settings;
  onChange: (settings: Settings) => void;
  /** The site that the essay is from; '' where that isn't known. */
  site: string;
  hasOwnLook: boolean;
  onOwnLook: (isOwn: boolean) => void;
  essay: RenderedEssay;
  scroller: HTMLElement;
  /** The essay's canonical text. */
  text: string;
  /** The picture that was pressed. */
  picture: HTMLImageElement | undefined;
  isFocused: boolean;
  onFocusMode: (isFocused: boolean) => void;
  /** Canonical offset of what is being read. */
  position: () => number;
  scrollTo: (position: number) => void;
  /** The essay's text nodes were rewritten, each as long as before: what is painted over them is to be painted anew. */
  onRewritten: () => void;
  loadConvert: (script: 'simplified' | 'traditional') => Promise<Convert>;
  say: (text: string) => void;
}

/** Draws the tools into an element of the reading view, in place of what was drawn there; without `props` it clears it. */
export type DrawTools = (room: HTMLElement, props: ToolsProps | undefined) => void;
