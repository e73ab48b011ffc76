/** An annotation filed under a head. */
export interface OutlineExcerpt {
  /** The annotation's uuid; '' where the file names none. */
  id: string;
  quote: string;
  note: string;
}

/**
 * One head of an outline as files carry it. The tree is written flat: the first entry has level 1, and none is more
 * than one level deeper than the one before it.
 */
export interface OutlineEntry {
  level: number;
  /** As printed: 一、 */
  numbering: string;
  /** On one line. */
  title: string;
  note: string;
  collapsed: boolean;
  /** Offset in the canonical text, UTF-16 units; absent for a head that stands for no place. */
  start?: number;
  excerpts: OutlineExcerpt[];
}

/** An outline with what a file says of it. */
export interface OutlineFile {
  title: string;
  /** http or https. */
  url?: string;
  /** ISO 8601, UTC, as `Date.prototype.toISOString` writes it; so is `modified`. */
  created?: string;
  modified?: string;
  entries: OutlineEntry[];
}
