/** Formats that an outline leaves in. */
export const OUTLINE_FORMATS = ['markdown', 'opml', 'freemind', 'text'] as const;
export type OutlineFormat = (typeof OUTLINE_FORMATS)[number];

/** Formats that the notes of articles leave in: article-formats.ts. */
export const ARTICLE_FORMAT_IDS = [
  'obsidian',
  'logseq',
  'text',
  'html',
  'word',
  'anki',
  'readwise',
  'spreadsheet',
  'web-annotation',
  'opml',
  'freemind',
  'ris',
  'csl-json',
  'references',
  'template',
] as const;
export type ArticleFormatId = (typeof ARTICLE_FORMAT_IDS)[number];
