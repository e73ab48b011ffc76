import { detectArticle } from '../portal/detect';
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
 * @param document an own copy of the page: it may be changed
 */
export function explainPage(document: Document, { url, visibleText, version }: ReportOptions): string {
  const visible = collapseSpace(visibleText);
  const steps: TraceStep[] = [];
  const { isArticle, confidence, reasons } = detectArticle(document, url);
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
    `article: ${isArticle} (${confidence.toFixed(2)}) ${reasons.join('; ')}`,
    ...found,
    ...steps.map(({ step, what, reason }) => `[${step}] ${seen(what, visible)} (${reason})`),
    '',
  ].join('\n');
}

/** The part of a step's subject that the page shows, or the element's name before it. */
function seen(what: string, visible: string): string {
  const words = collapseSpace(what);
  if (visible.includes(words)) return words;
  const space = words.indexOf(' ');
  const name = space < 0 ? words : words.slice(0, space);
  const rest = space < 0 ? '' : words.slice(space + 1);
  // A name of an element, or of a field, is the page's make-up or ours; what follows must be seen.
  if (!/^[a-z][\w-]*[.#:]?/i.test(name)) return '…';
  return rest !== '' && visible.includes(rest) ? `${name} ${rest}` : name;
}
