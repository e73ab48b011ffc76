/** Formats that an outline leaves in. */
export const OUTLINE_FORMATS = ['markdown', 'opml', 'freemind', 'text'] as const;
export type OutlineFormat = (typeof OUTLINE_FORMATS)[number];
