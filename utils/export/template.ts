import { Liquid, LiquidError } from 'liquidjs';
import { collapseSpace } from '../article/text';
import type { Annotation, ArticleRecord } from '../library/schema';
import { localDay } from '../local-day';
import { currentHeads } from '../outline/saved';
import { FailureError } from '../result';
import type { WriterOptions } from './article-formats';
import { printedTime } from './byline';
import { allTags, excerptSections, hashTagLine, headTitle, paragraphsOf } from './excerpts';
import { escapeMarkdown } from './markdown-text';
import { citeRecord } from './references';

/** A longer template, or one that takes longer or builds more, is refused: it may come from somebody else. */
const LIMITS = { parseLimit: 100_000, renderLimit: 2_000, memoryLimit: 20_000_000 };

/** What a template starts from: the notes in the shape of the Obsidian export. */
export const DEFAULT_TEMPLATE = `---
title: {{ title | json }}
source: {{ url | json }}
author: {{ authors | json }}
published: {{ published | json }}
created: {{ saved | json }}
tags: {{ tags | json }}
---

# {{ title }}
{% for head in outline %}
{{ head.indent | raw }}- {{ head.label }}
{%- endfor %}
{% for section in sections %}
## {{ section.title }}
{% for excerpt in section.excerpts %}
{{ excerpt.quote | quote }}

{{ excerpt.note }}
{% for tag in excerpt.tags %} {{ tag | tag }}{% endfor %}
{% endfor %}{% endfor %}
[1] {{ reference }}
`;

/**
 * The variables that a template may use. Printed, each is escaped, so that it can't become Markdown; behind the filter
 * `json` it is a JSON (and YAML) value, behind `quote` a quotation, behind `tag` a `#tag`, behind `raw` it is as it is.
 *
 * - `title`, `kicker`, `subtitle`, `url`, `source`, `note` (the author note), `text` (the essay), `reference`: text
 * - `published` (2020-08-11 15:52), `saved` (the day): text; `authors`, `editors`, `tags`, `breadcrumb`: lists of text
 * - `outline`: list of `label`, `title`, `numbering`, `level`, `indent`, `note`
 * - `excerpts`: list of `number`, `quote`, `note`, `tags`, `color`, `section`, `created` (the day), `position`
 * - `sections`: list of `title`, `excerpts`
 */
export const TEMPLATE_VARIABLES = [
  'title',
  'kicker',
  'subtitle',
  'url',
  'source',
  'authors',
  'editors',
  'published',
  'saved',
  'breadcrumb',
  'note',
  'text',
  'tags',
  'outline',
  'excerpts',
  'sections',
  'reference',
] as const;
type TemplateData = Record<(typeof TEMPLATE_VARIABLES)[number], unknown>;

let engine: Liquid | undefined;

/**
 * One article's notes after the reader's own Liquid template. Nothing but the variables is at hand: no files, no
 * network, no code. Throws `FailureError` 'template-wrong', which names the line.
 */
export function exportTemplate(record: ArticleRecord, options: WriterOptions): string {
  engine ??= createEngine();
  try {
    return String(engine.parseAndRenderSync(options.template, templateData(record, options)));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new FailureError('template-wrong', error.message, lineOf(error));
  }
}

function createEngine(): Liquid {
  const liquid = new Liquid({
    ...LIMITS,
    // No template but the reader's: an include finds nothing, wherever it looks.
    templates: {},
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    outputEscape: (value: unknown) => escapeMarkdown(printed(value)),
  });
  liquid.registerFilter('json', { raw: true, handler: (value: unknown) => JSON.stringify(value ?? '') });
  liquid.registerFilter('quote', { raw: true, handler: (value: unknown) => quotation(printed(value)) });
  liquid.registerFilter('tag', { raw: true, handler: (value: unknown) => hashTagLine([printed(value)]) });
  return liquid;
}

/** Each line that says something as a paragraph of one quotation. */
function quotation(text: string): string {
  return paragraphsOf(text)
    .map((line) => `> ${escapeMarkdown(line)}`)
    .join('\n>\n');
}

function printed(value: unknown): string {
  if (Array.isArray(value)) return value.map(printed).join('、');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function templateData(record: ArticleRecord, { edition, labels }: WriterOptions): TemplateData {
  const { article, saved } = record;
  const sections = excerptSections(record, labels.opening);
  let number = 0;
  const filed = sections.map(({ title, annotations }) => ({
    title,
    excerpts: annotations.map((annotation) => {
      number += 1;
      return excerptData(annotation, title, number);
    }),
  }));
  return {
    title: collapseSpace(article.title),
    kicker: article.kicker ?? '',
    subtitle: article.subtitle ?? '',
    url: article.url,
    source: article.source ?? '',
    authors: article.authors,
    editors: article.editors,
    published: article.publishedAt ? printedTime(article.publishedAt) : '',
    saved: localDay(new Date(saved)),
    breadcrumb: article.breadcrumb,
    note: article.note ?? '',
    text: article.text,
    tags: allTags(record),
    outline: currentHeads(record).map((head) => ({
      label: headTitle(head),
      title: head.title,
      numbering: head.numbering,
      level: head.level,
      indent: '  '.repeat(head.level - 1),
      note: head.note ?? '',
    })),
    sections: filed,
    excerpts: filed.flatMap(({ excerpts }) => excerpts),
    reference: citeRecord(record, edition),
  };
}

function excerptData(
  { quote, note, tags, color, created, position }: Annotation,
  section: string,
  number: number,
) {
  return {
    number,
    quote: quote.exact,
    note,
    tags,
    color,
    section,
    created: localDay(new Date(created)),
    position: position.start,
  };
}

/** The line of the template that an error is about, from 1. */
function lineOf(error: Error): number | undefined {
  return LiquidError.is(error) ? error.token.getPosition()[0] : undefined;
}
