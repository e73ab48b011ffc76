import { detectArticle, type Evidence } from '../portal/detect';
import { extractArticle } from './extract';
import { collapseSpace } from './text';
import type { TraceStep } from './trace';

export interface ReportOptions {
  /** The page's address. */
  url: string;
  /** What a person sees of the page (`innerText`): nothing else of it goes into the report. */
  visibleText: string;
  /** Version of the extension. */
  version: string;
}

/**
 * Why a page was read as it was, as text for whoever mends the rules: the verdict, what was found, each choice and
 * removal. It quotes a few words of what was kept or removed, and only words that the reader sees on the page.
 *
 * @param document the page or a copy: nothing of it is changed
 */
export function explainPage(document: Document, { url, visibleText, version }: ReportOptions): string {
  const visible = collapseSpace(visibleText);
  const steps: TraceStep[] = [];
  const evidence: Evidence[] = [];
  const { isArticle, confidence } = detectArticle(document, url, (found) => evidence.push(found));
  const found: string[] = [];
  try {
    const article = extractArticle(document, url, { trace: (step) => steps.push(step) });
    const { title, source, authors, editors, publishedAt, breadcrumb, text, outline } = article;
    found.push(
      `title: ${title}`,
      `source: ${source ?? ''}`,
      `authors: ${authors.join(' | ')}`,
      `editors: ${editors.join(' | ')}`,
      `publishedAt: ${publishedAt ?? ''}`,
      `breadcrumb: ${breadcrumb.join(' | ')}`,
      `text: ${text.length} characters, ${outline.length} headings`,
    );
  } catch (error) {
    found.push(String(error));
  }
  return [
    `Jingdu ${version}`,
    `url: ${url}`,
    `article: ${isArticle} (${confidence.toFixed(2)}) ${evidence.map(weighed).join('; ')}`,
    ...found,
    ...steps.map(({ step, what, reason }) => `[${step}] ${seen(what, visible)} (${reason})`),
    '',
  ].join('\n');
}

function weighed({ weight, what, count }: Evidence): string {
  const counted = count === undefined ? what : `${what}: ${Math.round(count * 100) / 100}`;
  return `${weight < 0 ? '' : '+'}${weight.toFixed(2)} ${counted}`;
}

/**
 * What may stand in a report unseen: the name of an element, with its id and class, and of a field of ours. By name, since
 * hidden text may begin with Latin letters too.
 */
const ELEMENT_OR_FIELD =
  /^(?:(?:a|article|aside|blockquote|body|center|dd|div|dl|dt|figure|footer|form|h[1-6]|header|iframe|img|li|main|nav|ol|p|pre|section|span|table|tbody|td|th|tr|ul)(?:[#.]\S*)?|(?:title|kicker|subtitle|source|authors|editors|publishedAt|breadcrumb|note):)$/;

/** The part of a step's subject that the page shows, or the element's name before it. */
function seen(what: string, visible: string): string {
  const words = collapseSpace(what);
  if (visible.includes(words)) return words;
  const space = words.indexOf(' ');
  const name = space < 0 ? words : words.slice(0, space);
  const rest = space < 0 ? '' : words.slice(space + 1);
  if (!ELEMENT_OR_FIELD.test(name)) return '…';
  return rest !== '' && visible.includes(rest) ? `${name} ${rest}` : name;
}
