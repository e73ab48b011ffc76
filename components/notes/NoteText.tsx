import { type ComponentChild, createContext, h } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { NoteNode } from '../../utils/annotation/note-markdown';

/** Parses notes' Markdown; the parser is too large for the reading view, so it is asked for. */
export type ParseNotes = (notes: string[]) => Promise<NoteNode[][]>;

/** Without a parser notes show as they were typed. */
export const NoteParser = createContext<ParseNotes | undefined>(undefined);

/** What makes a note more than plain lines. */
const MARKDOWN = /[*_`#>[\]~\\]|^\s*(?:[-+]|\d+[.)])\s/m;

/** A note, its Markdown drawn: emphasis, lists, quotations, code, links. */
export function NoteText({ note }: { note: string }) {
  const parse = useContext(NoteParser);
  const [drawn, setDrawn] = useState<{ note: string; nodes: NoteNode[] }>();
  useEffect(() => {
    if (!parse || !MARKDOWN.test(note)) return;
    let isCurrent = true;
    void parse([note]).then(([nodes]) => isCurrent && nodes && setDrawn({ note, nodes }));
    return () => {
      isCurrent = false;
    };
  }, [parse, note]);
  if (drawn?.note !== note) return <p class="note__text">{note}</p>;
  return <div class="note__text note__text--drawn">{drawn.nodes.map(draw)}</div>;
}

function draw(node: NoteNode): ComponentChild {
  if (typeof node === 'string') return node;
  const { tag, href, children } = node;
  if (tag !== 'a') return h(tag, null, ...children.map(draw));
  if (href === undefined) return h('span', null, ...children.map(draw));
  return h('a', { href, target: '_blank', rel: 'noreferrer noopener' }, ...children.map(draw));
}
