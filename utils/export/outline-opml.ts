import type { Element } from 'xast';
import type { OutlineEntry, OutlineExcerpt, OutlineFile } from '../outline/types';
import { entryLabel, type OutlineTree, outlineTree } from './outline-tree';
import { element, textElement, writeXml } from './outline-xml';

/** Names what OPML has no word for. A name only: nothing is ever loaded from there. */
export const OPML_NAMESPACE = 'https://jingdu.example/ns/outline';

/**
 * An outline as OPML 2.0 (opml.org/spec2.opml). `text` is what an outliner shows, `_note` the note by convention;
 * what OPML has no word for stands in attributes and elements of our own namespace, as its specification asks.
 * An excerpt is an outline element below its head. Read again, nothing is lost but characters that XML forbids, and
 * white space at the ends of the file's title.
 */
export function outlineToOpml({ title, url, created, modified, entries }: OutlineFile): string {
  const head = [
    textElement('title', title),
    ...(created ? [textElement('dateCreated', rfc822(created))] : []),
    ...(modified ? [textElement('dateModified', rfc822(modified))] : []),
    textElement('expansionState', expansionState(entries).join(',')),
    ...(url ? [textElement('jingdu:url', url)] : []),
    // RFC 822 knows no parts of a second.
    ...(created ? [textElement('jingdu:created', created)] : []),
    ...(modified ? [textElement('jingdu:modified', modified)] : []),
  ];
  return writeXml(
    element(
      'opml',
      { version: '2.0', 'xmlns:jingdu': OPML_NAMESPACE },
      element('head', {}, ...head),
      element('body', {}, ...outlineTree(entries).map(outlineElement)),
    ),
  );
}

function outlineElement({ entry, children }: OutlineTree): Element {
  const { numbering, note, collapsed, start, excerpts } = entry;
  const attributes = {
    text: entryLabel(entry),
    _note: note || undefined,
    // Also where it is empty: then the label begins with no numbering, however it looks.
    'jingdu:numbering': numbering,
    'jingdu:start': start?.toString(),
    'jingdu:collapsed': collapsed ? 'true' : undefined,
  };
  return element('outline', attributes, ...excerpts.map(excerptElement), ...children.map(outlineElement));
}

function excerptElement({ id, quote, note }: OutlineExcerpt): Element {
  return element('outline', { text: quote, _note: note || undefined, 'jingdu:excerpt': id });
}

/** A moment as RFC 822 writes it, its year with four digits. */
function rfc822(moment: string): string {
  return new Date(moment).toUTCString();
}

/** The numbers of the lines that stand open, counted from 1 over the lines that are to be seen. */
function expansionState(entries: readonly OutlineEntry[]): number[] {
  const expanded: number[] = [];
  let line = 0;
  /** The level of the collapsed head that hides what is below it. */
  let hidden = Number.POSITIVE_INFINITY;
  entries.forEach(({ level, collapsed, excerpts }, at) => {
    if (level > hidden) return;
    hidden = collapsed ? level : Number.POSITIVE_INFINITY;
    line += 1;
    const hasChildren = excerpts.length > 0 || (entries[at + 1]?.level ?? 0) > level;
    if (hasChildren && !collapsed) expanded.push(line);
    if (!collapsed) line += excerpts.length;
  });
  return expanded;
}
