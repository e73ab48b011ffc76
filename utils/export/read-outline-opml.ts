import { type SaxesAttributeNS, SaxesParser } from 'saxes';
import { MOST_OUTLINE_LEVELS } from '../outline/tree';
import type { OutlineEntry, OutlineFile } from '../outline/types';
import { OPML_NAMESPACE } from './outline-opml';
import { linesOf, oneLine } from './outline-tree';
import { checkedText, OutlineCollector, splitLabel, unreadable, webAddress } from './read-outline-limits';

/** An element that stands open while the file is read. */
interface OpenElement {
  /** OPML's own names bare, ours with their prefix, others ''. */
  name: string;
  /** The head that it is, or that the excerpt it is stands under. */
  head?: OutlineEntry;
}

/** What stands in elements that OPML doesn't know is skipped; nested deeper than this it is no outline file. */
const MOST_OPEN_ELEMENTS = 2 * MOST_OUTLINE_LEVELS;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Tue, 11 Aug 2020 07:52:00 GMT, after RFC 822 with four digits for the year. */
const RFC_822 = /^(?:[a-z]{3},\s?)?\d{1,2}\s[a-z]{3}\s\d{4}\s\d{1,2}:\d{2}/i;
const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;
/** The elements that outliners (WorkFlowy above all) format labels and notes with; what they write is HTML then. */
const FORMATTING = /<\/?(?:a|b|br|code|em|i|mark|s|span|strong|time|u)(?:\s[^<>]*)?\/?>/gi;
const HTML_REFERENCE = /&(?:amp|lt|gt|quot|#39|nbsp);/g;
const REFERRED: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/**
 * Reads OPML, ours and others'. In a file of ours every field comes back as it was written. In others' the numbering
 * is told from the label by the rules of numbering, and formatting in labels and notes is dropped.
 * A document type is skipped and no entity but XML's own five is known, so nothing can be expanded or loaded.
 * Throws `FailureError` 'outline-unreadable', which names line and reason; nothing is half read.
 */
export function readOpml(text: string): OutlineFile {
  const parser = new SaxesParser({ xmlns: true });
  const collector = new OutlineCollector();
  const open: OpenElement[] = [];
  const facts: Record<string, string> = {};
  let hasBody = false;

  parser.on('error', ({ message }) => {
    throw unreadable(parser.line, message.replace(/^[\d:]+ /, ''));
  });
  parser.on('opentag', ({ name: printed, local, uri, attributes }) => {
    const parent = open.at(-1);
    const name = nameOf(uri, local);
    if (!parent && name !== 'opml') throw unreadable(parser.line, `<${printed}> where <opml> belongs`);
    if (open.length >= MOST_OPEN_ELEMENTS) throw unreadable(parser.line, 'elements nested too deep');
    if (open.length === 1 && name === 'body') hasBody = true;
    const isBodys = parent?.name === 'body' && open.length === 2;
    const isOutline = name === 'outline' && (isBodys || parent?.head !== undefined);
    open.push({
      name,
      head: isOutline ? addOutline(collector, valuesOf(attributes), parent?.head, parser.line) : undefined,
    });
  });
  parser.on('closetag', () => {
    open.pop();
  });
  const collectFact = (data: string) => {
    const name = open[2]?.name;
    if (name && open[1]?.name === 'head' && open.length === 3) facts[name] = (facts[name] ?? '') + data;
  };
  parser.on('text', collectFact);
  parser.on('cdata', collectFact);

  parser.write(checkedText(text));
  const lastLine = parser.line;
  parser.close();
  if (!hasBody) throw unreadable(lastLine, 'no <body>');
  return {
    title: linesOf(facts.title ?? '')
      .map((line) => line.trim())
      .join(' ')
      .trim(),
    ...webAddress(facts['jingdu:url']?.trim()),
    ...moment('created', facts['jingdu:created'] ?? facts.dateCreated),
    ...moment('modified', facts['jingdu:modified'] ?? facts.dateModified),
    entries: collector.entries,
  };
}

/** Adds what an outline element says; returns the head that those below it stand under. */
function addOutline(
  collector: OutlineCollector,
  values: Map<string, string>,
  parent: OutlineEntry | undefined,
  line: number,
): OutlineEntry {
  const label = values.get('text') ?? values.get('title') ?? '';
  const note = values.get('_note') ?? '';
  const excerptId = values.get('jingdu:excerpt');
  if (parent && excerptId !== undefined) {
    collector.addExcerpt(parent, { id: UUID.test(excerptId) ? excerptId : '', quote: label, note }, line);
    return parent;
  }
  const numbering = values.get('jingdu:numbering');
  const start = values.get('jingdu:start') ?? '';
  return collector.addHead(
    {
      level: (parent?.level ?? 0) + 1,
      ...labelParts(oneLine(label), numbering),
      note: numbering === undefined ? plainText(note) : note,
      collapsed: values.get('jingdu:collapsed') === 'true',
      ...(/^\d{1,15}$/.test(start) ? { start: Number(start) } : {}),
    },
    line,
  );
}

/** A label of ours says where its numbering ends; any other is split by the rules. */
function labelParts(label: string, numbering: string | undefined): Pick<OutlineEntry, 'numbering' | 'title'> {
  return numbering !== undefined && label.startsWith(numbering)
    ? { numbering, title: label.slice(numbering.length) }
    : splitLabel(plainText(label));
}

/** What a formatted text says. */
function plainText(text: string): string {
  return text
    .replace(FORMATTING, '')
    .replace(HTML_REFERENCE, (reference) => REFERRED[reference] ?? reference);
}

function valuesOf(attributes: Record<string, SaxesAttributeNS>): Map<string, string> {
  return new Map(Object.values(attributes).map(({ uri, local, value }) => [nameOf(uri, local), value]));
}

/** A name of OPML bare, one of ours with our prefix, whatever prefix the file gave it; '' for all others. */
function nameOf(uri: string, local: string): string {
  if (uri === OPML_NAMESPACE) return `jingdu:${local}`;
  return uri === '' ? local : '';
}

/** A moment as ISO 8601 in UTC, under its field's name; nothing where the text is no date. */
function moment(field: 'created' | 'modified', text = ''): Pick<OutlineFile, 'created' | 'modified'> {
  const printed = text.trim();
  const time = RFC_822.test(printed) || ISO_8601.test(printed) ? Date.parse(printed) : Number.NaN;
  return Number.isNaN(time) ? {} : { [field]: new Date(time).toISOString() };
}
