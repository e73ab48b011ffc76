import type { OutlineFormat } from '../../utils/export/formats';
import type { SavedOutline } from '../../utils/library/schema';

/** What the outline panel asks for; the entrypoint decides how it is done. */
export interface OutlineActions {
  /** Stores an outline as the reader changed it, and what the change began from. */
  save: (outline: SavedOutline, base?: SavedOutline) => void;
  /** Shows another outline; without an id the one found in the page. */
  choose: (id: string | undefined) => void;
  /** Makes another outline: a copy of the one on show, or an empty one. */
  create: (kind: 'copy' | 'empty', shown: SavedOutline) => void;
  remove: (id: string) => void;
  exportAs: (format: OutlineFormat, shown: SavedOutline) => void;
  /** Reads a file into an outline of its own; without it there is no way to choose one. */
  importFile?: (file: File) => void;
}
