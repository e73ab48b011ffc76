import type { Options } from 'mdast-util-to-markdown';

/**
 * Beside CommonMark's own: what Obsidian, its plug-ins and GitHub would read as their syntax.
 * Of a pair (`::`, `<%`) the second character is escaped: plug-ins look for the pair in the raw file. It looks behind,
 * so that every character of a longer run is a second one.
 */
export const MARKDOWN_UNSAFE: Options['unsafe'] = [
  { character: '#', inConstruct: 'phrasing' },
  { character: '=', before: '(?<==)', inConstruct: 'phrasing' },
  // Comments %%…%%, and templates <%…%> and {%…%}
  { character: '%', before: '(?<=[%<{])', inConstruct: 'phrasing' },
  { character: '{', before: '(?<=\\{)', inConstruct: 'phrasing' },
  { character: '~', inConstruct: 'phrasing' },
  { character: '$', inConstruct: 'phrasing' },
  { character: '^', inConstruct: 'phrasing' },
  // Dataview fields key:: value
  { character: ':', before: '(?<=:)', inConstruct: 'phrasing' },
  // A table's row of dashes, under a line of text: |--|, :--, -:
  { character: '|', inConstruct: 'phrasing' },
  { atBreak: true, character: ':', after: '-' },
  { atBreak: true, character: '-', after: ':' },
  // Bare addresses: https://…, www.…, a@b.c
  { character: ':', before: '[A-Za-z]', after: '/', inConstruct: 'phrasing', notInConstruct: ['autolink'] },
  {
    character: '.',
    before: '[Ww]',
    after: '[\\-.\\w]',
    inConstruct: 'phrasing',
    notInConstruct: ['autolink'],
  },
  { character: '@', inConstruct: 'phrasing', notInConstruct: ['autolink'] },
];
