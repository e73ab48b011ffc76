import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type NoteNode, parseNote } from '../annotation/note-markdown';
import { collapseSpace, walk } from '../article/text';
import type { Annotation, ArticleRecord } from '../library/schema';
import { currentHeads } from '../outline/saved';
import type { WriterOptions } from './article-formats';
import { bylineParts } from './byline';
import { excerptSections, hashTagLine, headTitle, numberExcerpts, paragraphsOf } from './excerpts';
import { readMarkedBody } from './marked-body';
import { presentableText } from './presentable';
import { citeRecord } from './references';

/**
 * Nothing runs and nothing is sent; only the essay's pictures are loaded, from where they stand, without a word on who
 * asks. There is no other way to show them: their bytes are not stored.
 */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http:; base-uri 'none'; form-action 'none'";

const STYLE = `
:root{color-scheme:light dark;--ink:#1f1d1a;--paper:#fdfcf9;--faint:#6b665e;--line:#d9d4ca;--accent:#b3382c;
--yellow:#ffeaa0;--green:#cdebc5;--blue:#cfe3f7;--red:#f8d0ce}
@media(prefers-color-scheme:dark){:root{--ink:#e6e2da;--paper:#1d1c1a;--faint:#a49e93;--line:#403d38;--accent:#e0796d;
--yellow:#5c4d10;--green:#274a22;--blue:#213f5c;--red:#5f2b29}}
body{max-width:38em;margin:0 auto;padding:2.5em 1.2em;background:var(--paper);color:var(--ink);
font:1.0625rem/1.9 "Songti SC","SimSun","Noto Serif CJK SC",serif;overflow-wrap:anywhere}
h1,h2,h3{font-family:"Heiti SC","SimHei","Noto Sans CJK SC",sans-serif;line-height:1.4;text-align:start}
h1{font-size:1.7em}h2{font-size:1.25em;margin-top:2.2em;padding-bottom:.3em;border-bottom:1px solid var(--line)}
h3{font-size:1.05em}
.byline,.tags,.reference{color:var(--faint);font-size:.9em}
.essay p{text-indent:2em;margin:.6em 0;text-align:justify}
.essay p[align=center],.essay td p,.essay li p{text-indent:0}.essay [align=center]{text-align:center}
img{max-width:100%;height:auto}table{border-collapse:collapse}td,th{border:1px solid var(--line);padding:.2em .5em}
mark{color:inherit;background:var(--mark)}mark.underline{background:none;border-bottom:2px solid var(--mark)}
.yellow{--mark:var(--yellow)}.green{--mark:var(--green)}.blue{--mark:var(--blue)}.red{--mark:var(--red)}
sup{line-height:0;font-size:.7em}a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
ol.outline{list-style:none;padding:0}.excerpt{margin:1.4em 0;break-inside:avoid}
blockquote{margin:0;padding:.2em 0 .2em 1em;border-inline-start:4px solid var(--mark,var(--line))}
blockquote p{margin:.3em 0}.note{margin:.4em 0 0 1.2em}.note p{margin:.3em 0}
@page{size:A4;margin:25mm 22mm}
@media print{body{max-width:none;padding:0;background:none;font-size:11pt}h1,h2,h3{break-after:avoid}
mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;

/**
 * One article as a single HTML page that needs nothing else: the essay with its marks, the outline, excerpts with notes
 * and tags, and the GB/T 7714 reference. No script can run in it. Needs a document.
 */
export function exportHtml(record: ArticleRecord, { edition, labels }: WriterOptions): string {
  const { article } = record;
  const heads = currentHeads(record);
  const sections = excerptSections(record, labels.opening);
  const numbers = numberExcerpts(sections);
  const title = collapseSpace(article.title);
  const page = (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <header>
          {article.kicker && <p class="byline">{article.kicker}</p>}
          <h1>{title}</h1>
          {article.subtitle && <p>{article.subtitle}</p>}
          <p class="byline">{bylineParts(article, labels).join(' · ')}</p>
          <p class="byline">
            <a href={article.url} rel="noreferrer noopener">
              {article.url}
            </a>
          </p>
        </header>
        {heads.length > 0 && (
          <nav>
            <h2>{labels.outline}</h2>
            <ol class="outline">
              {heads.map((head) => (
                <li style={{ marginInlineStart: `${(head.level - 1) * 2}em` }}>
                  {headTitle(head)}
                  <Note note={head.note ?? ''} />
                </li>
              ))}
            </ol>
          </nav>
        )}
        <main class="essay" dangerouslySetInnerHTML={{ __html: markedHtml(record, numbers) }} />
        {sections.length > 0 && (
          <section>
            <h2>{labels.excerpts}</h2>
            {sections.map((section) => (
              <>
                {heads.length > 0 && <h3>{section.title}</h3>}
                {section.annotations.map((annotation) => (
                  <Excerpt annotation={annotation} number={numbers.get(annotation.id) ?? 0} />
                ))}
              </>
            ))}
          </section>
        )}
        <footer>
          <h2>{labels.reference}</h2>
          <p class="reference">[1] {citeRecord(record, edition)}</p>
        </footer>
      </body>
    </html>
  );
  return `<!DOCTYPE html>\n${renderToString(page)}\n`;
}

function Excerpt({ annotation, number }: { annotation: Annotation; number: number }) {
  const { quote, note, tags, color } = annotation;
  const tagLine = hashTagLine(tags);
  return (
    <div class="excerpt" id={`excerpt-${number}`}>
      <blockquote class={color}>
        {paragraphsOf(quote.exact).map((line, index) => (
          <p>
            {index === 0 && `[${number}] `}
            {line}
          </p>
        ))}
      </blockquote>
      <Note note={note} />
      {tagLine !== '' && <p class="note tags">{tagLine}</p>}
    </div>
  );
}

function Note({ note }: { note: string }) {
  return note === '' ? null : <div class="note">{parseNote(note).map(noteElement)}</div>;
}

/** What a note's Markdown says; its elements and addresses are chosen by `parseNote`, so none can do anything. */
function noteElement(node: NoteNode): ComponentChildren {
  // A character reference may have been decoded into what no text may hold.
  if (typeof node === 'string') return presentableText(node);
  const { tag: Tag, href, children } = node;
  return <Tag {...(href ? { href, rel: 'noreferrer noopener' } : {})}>{children.map(noteElement)}</Tag>;
}

/** The body's HTML with its marks as `<mark>`, each followed by the number of its excerpt. */
function markedHtml(record: ArticleRecord, numbers: ReadonlyMap<string, number>): string {
  const { body, piecesOf } = readMarkedBody(record);
  const document = body.ownerDocument;
  const nodes: Text[] = [];
  walk(body, (node) => {
    if (node.nodeType === Node.TEXT_NODE) nodes.push(node as Text);
  });
  for (const node of nodes) {
    const parts = piecesOf(node).flatMap(({ text, annotation, ending }) => [
      annotation ? markElement(text, annotation) : text,
      ...ending.map(({ id }) => numberElement(numbers.get(id) ?? 0)),
    ]);
    node.replaceWith(...parts);
  }
  for (const link of body.querySelectorAll('a[href]:not(sup a)'))
    link.setAttribute('rel', 'noreferrer noopener');
  return body.innerHTML;

  function markElement(text: string, { color, style }: Annotation): Element {
    const mark = document.createElement('mark');
    mark.className = style === 'underline' ? `${color} underline` : color;
    mark.textContent = text;
    return mark;
  }

  function numberElement(number: number): Element {
    const raised = document.createElement('sup');
    const link = document.createElement('a');
    link.href = `#excerpt-${number}`;
    link.textContent = `[${number}]`;
    raised.append(link);
    return raised;
  }
}
