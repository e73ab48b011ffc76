import type { Element } from 'xast';
import type { OutlineExcerpt, OutlineFile } from '../outline/types';
import { entryLabel, linesOf, type OutlineTree, oneLine, outlineTree } from './outline-tree';
import { element, textElement, writeXml } from './outline-xml';

/** The version of the format that XMind, MindManager, 幕布 and Freeplane read. */
const FREEMIND_VERSION = '1.0.1';

/**
 * An outline as a FreeMind mind map: the title in the middle, a node for each head, folded where it was collapsed,
 * its note as the node's note. An excerpt is a node below its head, marked with the bookmark icon.
 * Only ASCII is written, as FreeMind does: its older versions read a map in the system's own encoding.
 */
export function outlineToFreeMind({ title, url, created, modified, entries }: OutlineFile): string {
  const center = element(
    'node',
    {
      TEXT: oneLine(title),
      LINK: url,
      CREATED: milliseconds(created),
      MODIFIED: milliseconds(modified),
    },
    ...outlineTree(entries).map(headNode),
  );
  return inAscii(writeXml(element('map', { version: FREEMIND_VERSION }, center)));
}

function headNode({ entry, children }: OutlineTree): Element {
  const isFolded = entry.collapsed && children.length + entry.excerpts.length > 0;
  return element(
    'node',
    { TEXT: entryLabel(entry), FOLDED: isFolded ? 'true' : undefined },
    ...noteOf(entry.note),
    ...entry.excerpts.map(excerptNode),
    ...children.map(headNode),
  );
}

function excerptNode({ quote, note }: OutlineExcerpt): Element {
  return element('node', { TEXT: quote }, element('icon', { BUILTIN: 'bookmark' }), ...noteOf(note));
}

/** A note as FreeMind keeps it: a small XHTML document, a paragraph for each line. */
function noteOf(note: string): Element[] {
  if (note === '') return [];
  const paragraphs = linesOf(note).map((line) => textElement('p', line));
  const html = element('html', {}, element('head', {}), element('body', {}, ...paragraphs));
  return [element('richcontent', { TYPE: 'NOTE' }, html)];
}

function milliseconds(moment: string | undefined): string | undefined {
  return moment ? String(Date.parse(moment)) : undefined;
}

/** The same document, every other character as a reference. Names are ASCII already. */
function inAscii(xml: string): string {
  return xml.replace(/[^\n -~]/gu, (character) => `&#${character.codePointAt(0)};`);
}
