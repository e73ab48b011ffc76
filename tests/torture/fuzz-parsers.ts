import { parseNote } from '../../utils/annotation/note-markdown';
import { canonicalUrl, parseWebAddress } from '../../utils/article/url';
import { BACKUP_FORMAT, BACKUP_VERSION, Checksum } from '../../utils/export/backup';
import { outlineToMarkdown } from '../../utils/export/outline-markdown';
import { outlineToOpml } from '../../utils/export/outline-opml';
import { readOutline } from '../../utils/export/read-outline';
import { DEFAULT_TEMPLATE, exportTemplate } from '../../utils/export/template';
import { exportWebAnnotation } from '../../utils/export/web-annotation';
import { readBackup } from '../../utils/import/backup';
import { readPageFile } from '../../utils/import/page-file';
import { readImport } from '../../utils/import/read-import';
import { parseBackup } from '../../utils/library/backup';
import { parseRecord } from '../../utils/library/read';
import type { SavedOutline } from '../../utils/library/schema';
import { parseVersions } from '../../utils/library/versions';
import { buildOutline } from '../../utils/outline/build';
import { toOutlineFile } from '../../utils/outline/file';
import { numberValue, readNumbering } from '../../utils/outline/numbering';
import { parseBreadcrumb } from '../../utils/portal/breadcrumb';
import { looksLikeByline, parseByline } from '../../utils/portal/byline';
import { decodePage } from '../../utils/portal/charset';
import { readCredits } from '../../utils/portal/credits';
import { findDate } from '../../utils/portal/date';
import { splitNames } from '../../utils/portal/names';
import { parseSite } from '../../utils/portal/site';
import { parseRequest } from '../../utils/requests';
import { parseQuery } from '../../utils/search/parse-query';
import { parseSettings } from '../../utils/stored-settings';
import { readEssays, readNotes, writeEssays, writeNotes } from '../../utils/sync/bundles';
import { EMPTY_MANIFEST, readManifest, writeManifest } from '../../utils/sync/manifest';
import type { Fixture } from '../tools/fixtures';
import { exampleRecord } from '../unit/library/examples';
import type { FuzzedParser } from './fuzz-parser';
import { makeMark } from './material';
import { growText, growValue, joinBytes, mutateBytes, mutateText, mutateValue } from './mutate';

const RECORD = exampleRecord();
const { id: ID, article: ARTICLE } = RECORD;
const json = (value: unknown) => JSON.stringify(value);

/** The lines of pages, without their markup. */
function linesOf(pages: readonly Fixture[]): string[] {
  const lines = pages.flatMap(({ html }) => html.replace(/<[^>]*>/g, '\n').split('\n'));
  return [...new Set(lines.map((line) => line.trim()))].filter(({ length }) => length > 3 && length < 200);
}

function ofText(
  name: string,
  samples: readonly string[],
  parse: (text: string) => unknown,
  refuses = false,
): FuzzedParser<string> {
  return {
    name,
    parse,
    refuses,
    mutate: (random) => mutateText(random, random.pick(samples), samples),
    grow: (random) => growText(random, random.pick(samples)),
  };
}

function ofJson(
  name: string,
  samples: readonly unknown[],
  parse: (text: string) => unknown,
): FuzzedParser<string> {
  const texts = samples.map(json);
  return {
    name,
    parse,
    refuses: true,
    mutate: (random) =>
      random.chance(0.7)
        ? json(mutateValue(random, random.pick(samples)))
        : mutateText(random, random.pick(texts), texts),
    grow: (random) => {
      const sample = random.pick(samples);
      if (random.chance(0.3)) return growText(random, json(sample));
      const grown = growValue(random, sample);
      return (length) => json(grown(length));
    },
  };
}

function ofValue(
  name: string,
  samples: readonly unknown[],
  parse: (value: unknown) => unknown,
  refuses = true,
): FuzzedParser {
  return {
    name,
    parse,
    refuses,
    mutate: (random) => mutateValue(random, random.pick(samples)),
    grow: (random) => growValue(random, random.pick(samples)),
  };
}

const ENCODED = [
  ...['utf-8', 'utf-16le', 'utf-16be'].map((encoding) =>
    encoded('中国共产党的建设，来源：《党的建设》杂志。', encoding),
  ),
  // 中国的人们 in GBK and Big5.
  Uint8Array.from([0xd6, 0xd0, 0xb9, 0xfa, 0xb5, 0xc4, 0xc8, 0xcb, 0xc3, 0xc7]),
  Uint8Array.from([0xa4, 0xa4, 0xb0, 0xea, 0xaa, 0xba, 0xa4, 0x48, 0xad, 0xcc]),
  ...['gb2312', 'big5', 'utf-8', 'x-none', 'utf-16le'].map((charset) =>
    new TextEncoder().encode(`<!doctype html><meta charset="${charset}"><title>中国</title>`),
  ),
];

function encoded(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8')
    return joinBytes([Uint8Array.from([0xef, 0xbb, 0xbf]), new TextEncoder().encode(text)]);
  const units = [0xfeff, ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))];
  const pairs = units.map((unit) => [unit & 0xff, unit >> 8]);
  return Uint8Array.from(pairs.flatMap((pair) => (encoding === 'utf-16le' ? pair : pair.reverse())));
}

const CONTENT_TYPES = [
  null,
  'text/html',
  'text/html; charset=gb2312',
  'text/html;charset="big5"',
  'charset=',
];

function ofBytes(
  name: string,
  samples: readonly Uint8Array[],
  parse: (input: { bytes: Uint8Array; type: string | null }) => unknown,
): FuzzedParser<{ bytes: Uint8Array; type: string | null }> {
  return {
    name,
    parse,
    refuses: false,
    mutate: (random) => ({
      bytes: mutateBytes(random, random.pick(samples), samples),
      type: random.pick(CONTENT_TYPES),
    }),
    grow: (random) => {
      const [type, head, unit] = [random.pick(CONTENT_TYPES), random.pick(samples), random.pick(samples)];
      return (length) => ({
        type,
        bytes: joinBytes([head, ...Array.from({ length: Math.ceil(length / unit.length) }, () => unit)]),
      });
    },
  };
}

const WEB_ANNOTATION = JSON.parse(exportWebAnnotation(RECORD)) as unknown;
const HYPOTHESIS = {
  total: 1,
  rows: [
    {
      id: 'XAqCdHRuEeqMQ1eMpmpH_g',
      created: '2020-04-02T01:05:00.605461+00:00',
      updated: '2020-04-03T01:05:00.605461+00:00',
      uri: 'https://a.cn/1',
      text: '批注',
      tags: ['党建'],
      target: [
        {
          source: 'https://a.cn/1',
          selector: [
            {
              type: 'RangeSelector',
              startContainer: '/p[1]',
              endContainer: '/p[1]',
              startOffset: 0,
              endOffset: 2,
            },
            { type: 'TextPositionSelector', start: 10, end: 12 },
            { type: 'TextQuoteSelector', exact: '甲乙', prefix: '前', suffix: '后' },
          ],
        },
      ],
      document: { title: ['题'] },
    },
  ],
};
const SIMPREAD = {
  version: '2.2.0',
  unrdist: [
    {
      idx: 1,
      url: 'https://a.cn/1',
      title: '题',
      create: '2023年1月1日',
      annotations: [
        {
          id: 1672531200000,
          type: 'paragraph',
          html: '<sr-annote>甲乙</sr-annote>',
          text: '甲乙',
          note: '批注',
          tags: ['党建'],
        },
        { id: 1672531200001, type: 'img', text: 'https://a.cn/x.jpg' },
      ],
    },
  ],
};
const OBSIDIAN_CLIPPER = [
  {
    url: 'https://a.cn/1',
    highlights: [
      { text: '<p>甲<b>乙</b></p>', timestamp: '2026-07-02T01:30:00.000Z', color: 'yellow', notes: ['一'] },
      { text: '<p>上&amp;</p><p>下</p><script>alert(1)</script><img src=x onerror=alert(1)>' },
      { text: '<form><input name=parentNode><b>丙</b></form>' },
    ],
  },
];

const COMMIT = { machine: '0b7e6f4a-1c2d-4e3f-8a9b-000000000001', number: 3 };
const { schemaVersion: _version, article: _article, ...NOTES } = RECORD;
const BUCKET = ID.slice(0, 2);
const GONE = { commit: COMMIT, gone: '2026-07-01T00:00:00.000Z' };
const REQUESTS = [
  { type: 'open-article', article: ARTICLE },
  { type: 'put-annotation', articleId: ID, annotation: RECORD.annotations[0], base: RECORD.annotations[0] },
  { type: 'put-outline', articleId: ID, outline: RECORD.outlines[0] },
  {
    type: 'place-annotations',
    articleId: ID,
    places: [{ id: COMMIT.machine, start: 3, end: 5, state: 'moved' }],
  },
  { type: 'tag-article', articleId: ID, add: ['党建'], remove: [] },
  { type: 'commit-import', importId: COMMIT.machine, mode: 'merge' },
  { type: 'save-settings', settings: { theme: 'dark', siteLooks: { 'a.cn': parseSettings({}) } } },
  { type: 'run-sync', decision: { question: 'server-empty', choice: 'mine' } },
  { type: 'parse-notes', notes: ['**重点**'] },
];
const QUERIES = [
  '党建 "知行合一" -旧文 来源:人民日报 日期:2026-03..2026-05 颜色:黄',
  '标签:"党的 建设" -作者:张 date:2026/3/5 color:red',
  '頭髮 -"" 标题: ..',
];
const MARKDOWN = [
  '# 题\n\n- 一、甲\n\n  注\n  > 摘录\n\n  评\n  1. 乙\n- [链接](https://a.cn "题") `码` **重** *点*\n',
  '---\ntitle: x\n---\n## 一\n段落  \n换行\\\n### 二\n* 丙\n+ 丁\n```js\ncode\n```\n<b>html</b>\n![图](x.png)\n',
  '| a | b |\n|---|---|\n\n~~删~~ <https://a.cn> [a]: https://a.cn\n\n***\n标题\n===\n&amp;&#20013;\n',
];
const TEMPLATES = [
  DEFAULT_TEMPLATE,
  '{% for section in sections %}## {{ section.title | upcase }}\n{% for excerpt in section.excerpts %}{{ excerpt.quote | quote }}{% if excerpt.note != "" %}{{ excerpt.note | truncate: 20 }}{% endif %}{% endfor %}{% endfor %}',
  '{% assign a = tags | join: "," | split: "," %}{% case a.size %}{% when 1 %}{{ a[0] | tag }}{% else %}{{ published | date: "%Y" }}{% endcase %}{% raw %}{{ x }}{% endraw %}{% capture b %}{{ text | slice: 0, 20 }}{% endcapture %}{{ b | json }}',
];
const OUTLINE = toOutlineFile(RECORD, RECORD.outlines[0] as SavedOutline);
const OPML = [
  outlineToOpml(OUTLINE),
  '<?xml version="1.0"?>\n<!DOCTYPE opml [<!ENTITY a "b">]>\n<opml version="1.0"><head><title>题</title></head><body><outline text="&lt;b&gt;一、甲&lt;/b&gt;" _note="R&amp;D&#10;二"><outline title="1. 乙"/><x:y xmlns:x="urn:x"/></outline></body></opml>',
];
/** Stored pages that are read as they are, and short ones, each with something else that parsers stumble over. */
const PAGE_FILES = ['gscn--essay', 'people--kicker-subtitle', 'hostile--page'];
const SHORT_PAGES = [
  '<!-- saved from url=(0016)https://a.cn/1.html --><title>题_站</title><h1>题</h1><div>2024-05-06 08:30 来源：甲报 编辑：乙</div><p>一、甲</p><p>乙。</p>',
  '<base href="//b.cn/"><link rel=canonical href="/2?a=1#b"><meta property=og:url content="javascript:1"><p>甲<a href="../x">乙</a><img src=y data-src=z>',
  '<form id=a><input name=attributes><input name=parentNode><input name=childNodes><p id=nodeType>甲</form><img name=body><p>乙',
  '<table><tr><td colspan=99><p>甲<td rowspan=2>乙<caption>丙</table><ul><li>丁<li><ol><li>戊</ol></ul><blockquote><pre>己\n 庚</pre></blockquote>',
  '<svg><foreignObject><p>甲</p><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(1)&gt;"></foreignObject></svg><math><mtext><table><mglyph><style>乙',
  '<template><p>甲</template><noscript><p>乙</noscript><iframe srcdoc="<p>丙"></iframe><select><option>丁</select><textarea>戊</textarea><p>己<plaintext>庚',
  '<div><div class="content article"><font><b><i>甲</b>乙<p align=center>一、丙</i><br><br>　　丁<span>戊</span></font></div><div hidden>己</div></div>',
  '<frameset><frame src=a></frameset><body onload=a><p dir=rtl>甲\ufeff\0<ruby>乙<rt>yǐ</ruby><x-y>丙</x-y><figure><img src=data:,a><figcaption>丁</figure>',
];

/** A file that is read as a document is made of it. */
const ofFile = (name: string, fileName: string, samples: readonly string[]): FuzzedParser<string> => ({
  ...ofText(
    name,
    samples,
    (text) => readPageFile({ name: fileName, bytes: new TextEncoder().encode(text) }),
    true,
  ),
  in: 'browser',
});

const BACKUP_ITEMS: [string, unknown][] = [
  [`article:${ID}`, RECORD],
  [`versions:${ID}`, { annotations: {}, outlines: {} }],
  ['settings', { theme: 'sepia' }],
  ['backup-days', [{ day: '2026-07-02', ids: ['x'] }]],
];

/** A backup whose count and checksum are right, whatever its items are. */
function backupOf(items: unknown): string {
  const lines = Array.isArray(items) ? items.map((item) => JSON.stringify(item) ?? 'null') : [];
  const checksum = new Checksum();
  for (const line of lines) checksum.add(line);
  const opening = `{"format":"${BACKUP_FORMAT}","version":${BACKUP_VERSION},"created":"2026-07-02T01:30:00.000Z","items":[`;
  const closing = `],"count":${lines.length},"checksum":"${checksum.value}"}`;
  return `${opening}\n${lines.join(',\n')}\n${closing}\n`;
}

async function readWholeBackup(text: string): Promise<void> {
  for await (const [key, value] of readBackup([text])) if (key.startsWith('article:')) parseRecord(value);
}

const templateOptions = {
  edition: '2025',
  labels: new Proxy({}, { get: (_, name) => (name === 'colors' ? {} : String(name)) }) as never,
} as const;

/**
 * Every parser of what comes from outside.
 *
 * @param pages the fixtures, whose lines are what is nearly right
 */
export function fuzzedParsers(pages: readonly Fixture[]): FuzzedParser[] {
  const lines = linesOf(pages);
  const textOf = (count: number) => `认真履职尽责\n\n一、强化理论武装\n${lines.slice(0, count).join('\n')}`;
  const pageFiles = pages.filter(({ name }) => PAGE_FILES.includes(name)).map(({ html }) => html);
  const outside = [
    ofText(
      'byline',
      lines.filter((line) => looksLikeByline(line)),
      (text) => [parseByline(text), looksLikeByline(text), findDate(text), splitNames(text)],
    ),
    ofText('credits', lines, (text) => readCredits(text.split('，'))),
    ofText(
      'breadcrumb',
      lines.filter((line) => /[>›»]/.test(line)),
      (text) => parseBreadcrumb(text, '认真履职尽责'),
    ),
    ofText(
      'numbering',
      lines.filter((line) => readNumbering(line)),
      (text) => [readNumbering(text), numberValue(text.slice(0, 6))],
    ),
    ofText('outline', [textOf(40)], (text) =>
      buildOutline(
        text
          .split('\n')
          .map((line, at) => ({ text: line, start: at, end: at + line.length, tag: 'p' }) as never),
      ),
    ),
    ofBytes('charset', ENCODED, ({ bytes, type }) => decodePage(bytes, type)),
    ofText(
      'address',
      ['https://www.gscn.com.cn/a/1.html?utm_source=x&id=1#f', '*.news.example.cn'],
      (text) => {
        parseSite(text);
        const address = parseWebAddress(text, 'https://a.cn/');
        return address && canonicalUrl(null, address.href);
      },
    ),
    {
      ...ofText('import: OPML', OPML, readOutline, true),
      // XML breaks at once: half of the inputs are well-formed, with anything in their texts.
      mutate: (random) => {
        if (random.chance(0.5)) return mutateText(random, random.pick(OPML), OPML);
        const [title, ...notes] = [OUTLINE.title, ...lines.slice(0, 2)].map((text) =>
          mutateText(random, text),
        );
        const entries = OUTLINE.entries.map((entry) => ({
          ...entry,
          title: notes[0] ?? '',
          note: notes[1] ?? '',
        }));
        return outlineToOpml({ ...OUTLINE, title: title ?? '', entries });
      },
    } satisfies FuzzedParser<string>,
    ofText('import: Markdown list', [outlineToMarkdown(OUTLINE), ...MARKDOWN], readOutline, true),
    ofJson('import: W3C', [WEB_ANNOTATION], readImport),
    ofJson('import: Hypothesis', [HYPOTHESIS], readImport),
    ofJson('import: SimpRead', [SIMPREAD], readImport),
    { ...ofJson('import: Obsidian Clipper', [OBSIDIAN_CLIPPER], readImport), in: 'browser' },
    {
      ...ofText('import: backup', [backupOf(BACKUP_ITEMS)], readWholeBackup, true),
      mutate: (random) =>
        random.chance(0.7)
          ? backupOf(mutateValue(random, BACKUP_ITEMS))
          : mutateText(random, backupOf(BACKUP_ITEMS)),
    } satisfies FuzzedParser<string>,
    ofFile('import: saved page', 'a.html', [...pageFiles, ...SHORT_PAGES]),
    ofFile('import: text', 'a.txt', [textOf(8), textOf(2)]),
    ofValue('stored record', [RECORD], parseRecord),
    ofValue(
      'stored versions',
      [
        { annotations: { a: [{ item: makeMark(COMMIT.machine), replaced: GONE.gone }] }, outlines: {} },
        { annotations: RECORD.annotations, outlines: RECORD.outlines },
      ],
      (value) => [parseVersions(value), parseBackup(value)],
      false,
    ),
    ofValue('messages', REQUESTS, parseRequest),
    ofValue(
      'settings',
      [parseSettings({}), { ...parseSettings({}), siteLooks: { 'a.cn': parseSettings({}) } }],
      parseSettings,
      false,
    ),
    ofJson(
      'sync: manifest',
      [
        JSON.parse(
          writeManifest({
            ...EMPTY_MANIFEST,
            machines: { [COMMIT.machine]: 3 },
            bundles: { [BUCKET]: { notes: ID, articles: ID } },
          }),
        ),
      ],
      readManifest,
    ),
    ofJson(
      'sync: notes',
      [
        JSON.parse(writeNotes({ [ID]: json({ commit: COMMIT, notes: NOTES }) }, COMMIT)),
        JSON.parse(writeNotes({ [ID]: json(GONE) }, COMMIT)),
      ],
      (text) => readNotes(text, BUCKET),
    ),
    ofJson('sync: essays', [JSON.parse(writeEssays({ [ID]: json(ARTICLE) }, COMMIT))], readEssays),
    ofText('query', QUERIES, parseQuery),
    ofText('note', MARKDOWN, parseNote),
    ofText(
      'template',
      TEMPLATES,
      (template) => exportTemplate(RECORD, { ...templateOptions, template } as never),
      true,
    ),
  ];
  return outside as FuzzedParser[];
}
