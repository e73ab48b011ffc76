import createMarkdownIt, { type MarkdownIt, type Token } from 'markdown-it';

/**
 * A note's Markdown as data to draw: only these elements, no HTML, no pictures (they would be requests), links to the
 * web alone. So nothing that comes from a note, or from an import, can become code.
 */
export type NoteNode = string | { tag: NoteTag; href?: string; children: NoteNode[] };

const NOTE_TAGS = [
  'p',
  'strong',
  'em',
  's',
  'code',
  'pre',
  'blockquote',
  'ul',
  'ol',
  'li',
  'br',
  'hr',
  'a',
] as const;
export type NoteTag = (typeof NOTE_TAGS)[number];

/** Deeper than any note goes. */
const MOST_NESTING = 20;
const WEB_ADDRESS = /^https?:/i;

let parser: MarkdownIt | undefined;

/** Parses a note. Text that is no Markdown comes back as its paragraphs. */
export function parseNote(note: string): NoteNode[] {
  parser ??= createMarkdownIt({
    html: false,
    linkify: false,
    breaks: true,
    maxNesting: MOST_NESTING,
  }).disable(['image', 'table', 'html_inline', 'html_block'], true);
  return buildTree(parser.parse(note, {}));
}

function buildTree(tokens: readonly Token[]): NoteNode[] {
  const root: NoteNode[] = [];
  const open: NoteNode[][] = [root];
  const add = (node: NoteNode) => open.at(-1)?.push(node);
  for (const token of tokens) {
    if (token.type === 'inline') for (const child of buildTree(token.children ?? [])) add(child);
    else if (token.type === 'softbreak' || token.type === 'hardbreak') add({ tag: 'br', children: [] });
    else if (token.type === 'fence' || token.type === 'code_block')
      add({ tag: 'pre', children: [token.content] });
    else if (token.nesting === 1) {
      const element = elementOf(token);
      add(element);
      open.push(element.children);
    } else if (token.nesting === -1) open.pop();
    else if (token.type === 'text') add(token.content);
    else add({ tag: tagOf(token), children: token.content === '' ? [] : [token.content] });
  }
  return root;
}

function elementOf(token: Token): Exclude<NoteNode, string> {
  const href = String(token.attrGet('href') ?? '');
  const children: NoteNode[] = [];
  return tagOf(token) === 'a' && WEB_ADDRESS.test(href)
    ? { tag: 'a' as const, href, children }
    : { tag: tagOf(token), children };
}

/** Headings of a note are strong lines: its place has no room for more. */
function tagOf({ tag }: Token): NoteTag {
  if (/^h[1-6]$/.test(tag)) return 'strong';
  return NOTE_TAGS.find((known) => known === tag) ?? 'p';
}
