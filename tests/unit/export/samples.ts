import type { ArticleExportOptions } from '../../../utils/export/export-articles';
import type { ExportLabels } from '../../../utils/export/labels';
import { DEFAULT_TEMPLATE } from '../../../utils/export/template';
import type { Annotation, ArticleRecord } from '../../../utils/library/schema';
import { exampleMark, exampleRecord } from '../library/examples';

export const LABELS: ExportLabels = {
  product: '净读',
  outline: '提纲',
  excerpts: '摘录与批注',
  reference: '引文',
  opening: '开篇',
  source: '来源',
  authors: '作者',
  editors: '编辑',
  published: '时间',
  title: '标题',
  url: '网址',
  section: '章节',
  quote: '摘录',
  note: '批注',
  tags: '标签',
  color: '颜色',
  colors: { yellow: '黄色', green: '绿色', blue: '蓝色', red: '红色' },
  marked: '标记时间',
  picture: '图片',
};

export const OPTIONS: ArticleExportOptions = {
  edition: '2025',
  labels: LABELS,
  template: DEFAULT_TEMPLATE,
  fileNamePattern: '{{title}}',
};

/** The example record with parts of it replaced; `heads` are those of the outline on show. */
export function sample(
  changes: {
    article?: Partial<ArticleRecord['article']>;
    annotations?: Annotation[];
    heads?: { title: string; start?: number; level?: number; numbering?: string; note?: string }[];
    id?: string;
  } = {},
): ArticleRecord {
  const example = exampleRecord();
  const [outline] = example.outlines;
  if (!outline) throw new Error('the example has no outline');
  const nodes = changes.heads?.map((head) => ({
    ...{ id: outline.id, level: 1, numbering: '', note: '', collapsed: false, excerpts: [] },
    ...head,
  }));
  return {
    ...example,
    id: changes.id ?? example.id,
    article: { ...example.article, ...changes.article },
    annotations: changes.annotations ?? example.annotations,
    outlines: nodes ? [{ ...outline, nodes }] : example.outlines,
  };
}

/** What a page, a reader or an import may write, by what it is hostile to. */
export const HOSTILE: [name: string, text: string][] = [
  ['Markdown', '# [x](https://evil.cn) ![y](javascript:alert(1)) `c` **b** [[w]] %%c%% $m$ key:: v'],
  ['Markdown on lines', '甲\n\n> [!bug] 乙\n# 丙\n---\n- 丁\n1. 戊'],
  ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)> &amp; "\'></title></style><!-- -->'],
  ['a formula', '=HYPERLINK("https://evil.cn","x")'],
  ['a formula behind a tab', '\t=1+1'],
  ['a formula behind a return', '\r=1+1'],
  ['a formula behind spaces', '  +1+1'],
  ['a formula in full width', '＝1+1'],
  ['an at sign in full width', '＠SUM(1)'],
  ['a minus', '-2+3'],
  ['a minus in full width', '－2+3'],
  ['a plus in full width', '＋2+3'],
  ['a command', '@cmd|/c calc!A1'],
  ['quotes and separators', '"a","b";c\t d,"" \'e\''],
  ['XML', ']]> <![CDATA[x]]> <?pi?> &lt; &#0; &x; </outline></w:t>'],
  ['control characters', 'a\u0000b\u0001c\u0008d\u000be\u001bf\u007fg\u0085h\ufffei\uffffj'],
  ['halves of characters', 'a\ud800b\udc00c'],
  ['marks that turn the direction', 'a\u202eb\u2066c\u2069d\u202ae\ufefff'],
  ['characters of four bytes', '𠮷野家👩‍👩‍👧🇨🇳'],
  ['a path', '../../etc/passwd C:\\x\\CON.txt'],
  ['Liquid', '{{ title }}{% include "x" %}{% raw %}{{ "a" | raw }}'],
  ['a RIS tag', '题\r\nER  - \r\nTY  - BOOK\nTI  - 另一'],
  ['Anki', '#deck:evil\tb\n#html:false [sound:x.mp3] [latex]x[/latex] \\(x\\) {{c1::x}}'],
  ['JSON', '"},{"id":"x"}]\\u0000'],
  ['tasks and queries', 'TODO x {{query (todo now)}} ((id)) #+BEGIN_QUERY'],
  ['character references', 'a&#x202e;b&#1;c&#xd800;d&#xfeff;e&NewLine;f&#x200e;'],
  ['Word fields', '{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe }'],
];

/** The example with a hostile text wherever a page, a reader or an import writes. */
export function hostileSample(text: string): ArticleRecord {
  const mark = exampleMark(1, {
    position: { start: 40, end: 49 },
    quote: { exact: text, prefix: text, suffix: text },
    block: { index: 1, text },
    section: [text],
    note: text,
    tags: [text],
  });
  return sample({
    article: {
      title: text,
      kicker: text,
      subtitle: text,
      source: text,
      authors: [text],
      editors: [text],
      breadcrumb: [text],
      note: text,
    },
    annotations: [mark],
    heads: [{ title: text, numbering: text, start: 22, note: text }],
  });
}

/** What must be left of a hostile text wherever it is printed: its letters and digits, in their order. */
export function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}
