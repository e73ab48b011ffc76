import { beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { exportMarkdown } from '../../../utils/export/markdown';
import type { Annotation, ArticleRecord } from '../../../utils/library/schema';
import { exampleMark, exampleRecord } from '../library/examples';

const LABELS = {
  outline: '提纲',
  excerpts: '摘录与批注',
  reference: '引文',
  opening: '开篇',
  source: '来源',
  authors: '作者',
  editors: '编辑',
  published: '时间',
};
const toMarkdown = (record: ArticleRecord) => exportMarkdown(record, { edition: '2025', labels: LABELS });

/** The example record with its article, marks or outline replaced. */
function record(changes: {
  article?: Partial<ArticleRecord['article']>;
  annotations?: Annotation[];
  heads?: { title: string; start: number; level?: number; numbering?: string }[];
}): ArticleRecord {
  const example = exampleRecord();
  const [outline] = example.outlines;
  if (!outline) throw new Error('the example has no outline');
  const nodes = changes.heads?.map((head) => ({
    ...{ id: outline.id, level: 1, numbering: '', note: '', collapsed: false, excerpts: [] },
    ...head,
  }));
  return {
    ...example,
    article: { ...example.article, ...changes.article },
    annotations: changes.annotations ?? example.annotations,
    outlines: nodes ? [{ ...outline, nodes }] : example.outlines,
  };
}

beforeEach(() => {
  vi.stubEnv('TZ', 'Asia/Shanghai');
  return () => vi.unstubAllEnvs();
});

describe('exportMarkdown', () => {
  it('writes the example whole', () => {
    const { url } = exampleRecord().article;
    expect(toMarkdown(exampleRecord())).toBe(`---
title: "认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者"
source: "${url}"
author: ["王某某"]
published: "2020-08-11"
created: "2026-07-02"
tags: ["党建","理论-学习"]
---

# 认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者

来源：《党的建设》杂志 · 作者：王某某 · 编辑：张玉芳 · 时间：2020-08-11 15:52

## 提纲

- 一、理论武装

  先读这一节
- 二、主动担当作为,做业务上的内行人
  - 自己加的一节

## 摘录与批注

### 一、理论武装

> [!quote] 一、理论武装
> 党务工作是政治工作

开篇的论点

#党建 #理论-学习

### 自己加的一节

> [!quote] 自己加的一节
> 打铁还需自身硬

## 引文

\\[1] 王某某. 认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者\\[J/OL]. 党的建设，2020\\[2026-07-02]. <${url}>.
`);
  });

  it('leaves out what the page and the reader left out', () => {
    const bare = record({
      article: {
        title: '题',
        url: 'https://a.cn/',
        source: undefined,
        authors: [],
        editors: [],
        publishedAt: undefined,
      },
      annotations: [],
      heads: [],
    });
    expect(toMarkdown(bare)).toBe(`---
title: "题"
source: "https://a.cn/"
created: "2026-07-02"
---

# 题

## 引文

\\[1] 题\\[EB/OL]. \\[2026-07-02]. <https://a.cn/>.
`);
  });

  const at = (start: number, exact: string, note = '') =>
    exampleMark(start, {
      position: { start, end: start + 1 },
      quote: { exact, prefix: '', suffix: '' },
      note,
    });
  const sectionsOf = (markdown: string) =>
    markdown
      .slice(markdown.indexOf('## 摘录与批注'), markdown.indexOf('## 引文'))
      .trim()
      .split('\n')
      .slice(2);

  it('groups excerpts under their sections, in order, the opening first', () => {
    const heads = [
      { title: '小结', start: 10 },
      { title: '小结', start: 20 },
    ];
    const annotations = [at(0, '甲'), at(10, '乙'), at(11, '丙'), at(20, '丁')];
    expect(sectionsOf(toMarkdown(record({ heads, annotations })))).toEqual(
      [
        ['### 开篇', '> [!quote] 开篇\n> 甲'],
        ['### 小结', '> [!quote] 小结\n> 乙', '> [!quote] 小结\n> 丙'],
        // Another section, though its heading reads the same.
        ['### 小结', '> [!quote] 小结\n> 丁'],
      ]
        .flat()
        .join('\n\n')
        .split('\n'),
    );
  });

  it('has no section headings where there is no outline', () => {
    expect(sectionsOf(toMarkdown(record({ heads: [], annotations: [at(0, '甲')] })))).toEqual([
      '> [!quote] 开篇',
      '> 甲',
    ]);
  });

  it('writes a note’s lines as paragraphs, and an excerpt over blocks as one callout', () => {
    const annotations = [at(0, '上段\n下段', '一\n二\r\n\r\n  三  ')];
    expect(sectionsOf(toMarkdown(record({ heads: [], annotations })))).toEqual(
      ['> [!quote] 开篇\n> 上段\n>\n> 下段', '一', '二', '三'].join('\n\n').split('\n'),
    );
  });

  it('nests the outline as its levels say, over levels that are skipped', () => {
    const heads = [
      { title: '甲', start: 0, level: 1 },
      { title: '乙', start: 1, level: 3 },
      { title: '丙', start: 2, level: 2 },
      { title: '丁', start: 3, level: 1 },
    ];
    expect(toMarkdown(record({ heads, annotations: [] }))).toContain(
      '## 提纲\n\n- 甲\n  - 乙\n  - 丙\n- 丁\n\n## 引文',
    );
  });
});

describe('front matter', () => {
  /** Everything a strict YAML reader may find in a file (YAML 1.2, c-printable), less what old ones take for a line end. */
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u;

  it.each([
    'plain',
    '',
    '"double" and \'single\'',
    'back\\slash \\n \\u0041',
    'a: b # c',
    ': x',
    '# x',
    '- x',
    '? x',
    '[x], {y: z}',
    '&a *b !!c |>%@`',
    '---',
    'x\n---\ny: z',
    'x\r\n...\r\ny',
    'trailing \\',
    'yes',
    'null',
    '2020-08-11',
    '0x1F',
    '喜迎🇨🇳👩‍👩‍👧𠮷',
    'a\u0000b\u0001\t\u000b\u000c\u001b\u001f',
    'a\u007fb\u0080\u0085\u009f',
    'a\u2028b\u2029c',
    '\ufeffa\ufffe\uffff',
    'half \ud83d a character',
  ])('gives back %j', (hostile) => {
    const markdown = toMarkdown(
      record({ article: { title: hostile, authors: [hostile, '乙'] }, annotations: [] }),
    );
    const [, yaml = ''] = /^---\n([\s\S]*?)\n---\n/.exec(markdown) ?? [];
    expect(yaml).not.toMatch(UNPRINTABLE);
    expect(parse(yaml)).toEqual({
      ...(hostile === '' ? {} : { title: hostile }),
      source: exampleRecord().article.url,
      author: [hostile, '乙'],
      published: '2020-08-11',
      created: '2026-07-02',
    });
  });
});

describe('tags', () => {
  it.each([
    ['党建', '党建'],
    ['#党建', '党建'],
    ['##a', 'a'],
    ['理论 学习', '理论-学习'],
    ['a/b_c-d', 'a/b_c-d'],
    ['1984', '_1984'],
    ['第1章', '第1章'],
    ['[[x]]', 'x'],
    ['<script>', 'script'],
    ['a,b', 'a-b'],
    ['x\n# y', 'x-y'],
    ['%%x%%', 'x'],
    ['"x"', 'x'],
    ['a/', 'a'],
    ['/', undefined],
    ['#', undefined],
    ['---', undefined],
    [' ', undefined],
    ['😀', undefined],
  ])('%j is written as %j', (tag, written) => {
    const markdown = toMarkdown(record({ annotations: [exampleMark(1, { note: '', tags: [tag] })] }));
    expect(/^tags: (.*)$/m.exec(markdown)?.[1]).toBe(written && JSON.stringify([written]));
    expect(/^#[^# \n].*$/m.exec(markdown)?.[0]).toBe(written && `#${written}`);
  });

  it('stand once in the front matter however often they are used', () => {
    const annotations = [exampleMark(1, { tags: ['党建', 'a'] }), exampleMark(2, { tags: ['#党建'] })];
    expect(toMarkdown(record({ annotations }))).toContain('tags: ["党建","a"]\n');
  });
});

/** What a page or a reader may write, and how it stands as a line of its own. */
const HOSTILE: [string, string][] = [
  // CommonMark
  ['# h', '\\# h'],
  ['###', '\\#\\#\\#'],
  ['> x', '\\> x'],
  ['- x', '\\- x'],
  ['+ x', '\\+ x'],
  ['* x', '\\* x'],
  ['1. x', '1\\. x'],
  ['1) x', '1\\) x'],
  ['---', '\\---'],
  ['***', '\\*\\*\\*'],
  ['___', '\\_\\_\\_'],
  ['===', '\\=\\=\\='],
  ['```js', '\\`\\`\\`js'],
  ['~~~', '\\~\\~\\~'],
  ['`code`', '\\`code\\`'],
  ['*x* **y**', '\\*x\\* \\*\\*y\\*\\*'],
  ['_x_', '\\_x\\_'],
  ['[x](https://evil.cn)', '\\[x]\\(https\\://evil.cn)'],
  ['![x](javascript:alert(1))', '!\\[x]\\(javascript:alert(1))'],
  ['[x]: https://evil.cn', '\\[x]: https\\://evil.cn'],
  ['<script>alert(1)</script>', '\\<script>alert(1)\\</script>'],
  ['<img src=x onerror=y>', '\\<img src=x onerror=y>'],
  ['<!-- x', '\\<!-- x'],
  ['<?x', '\\<?x'],
  ['&lt;script&gt;', '\\&lt;script\\&gt;'],
  ['\\[x]', '\\\\\\[x]'],
  ['end \\', 'end \\\\'],
  // GFM
  ['https://evil.cn', 'https\\://evil.cn'],
  ['www.evil.cn', 'www\\.evil.cn'],
  ['a@b.c', 'a\\@b.c'],
  ['mailto:a@b.c', 'mailto:a\\@b.c'],
  ['~~x~~', '\\~\\~x\\~\\~'],
  ['| a | b |', '\\| a \\| b \\|'],
  ['|---|---|', '\\|---\\|---\\|'],
  [':--', '\\:--'],
  ['-:', '\\-:'],
  ['- [ ] x', '\\- \\[ ] x'],
  ['[^1]', '\\[\\^1]'],
  // Obsidian
  ['[[x]]', '\\[\\[x]]'],
  ['![[x]]', '!\\[\\[x]]'],
  ['> [!bug] x', '\\> \\[!bug] x'],
  ['[!bug]- x', '\\[!bug]- x'],
  ['#tag', '\\#tag'],
  ['x #tag', 'x \\#tag'],
  ['==x==', '\\=\\=x=\\='],
  ['x ==y==', 'x =\\=y=\\='],
  ['%%x%%', '%\\%x%\\%'],
  ['$x$ $$y$$', '\\$x\\$ \\$\\$y\\$\\$'],
  ['x ^id', 'x \\^id'],
  ['^[x]', '\\^\\[x]'],
  ['obsidian://open', 'obsidian\\://open'],
  // Its plug-ins: they look into the raw file, so the pair itself must be broken
  ['key:: v', 'key:\\: v'],
  ['[key:: v]', '\\[key:\\: v]'],
  ['x:::y', 'x:\\:\\:y'],
  ['%%%', '%\\%\\%'],
  ['{{{x', '{\\{\\{x'],
  ['`= this`', '\\`= this\\`'],
  ['`$= dv.x`', '\\`\\$= dv.x\\`'],
  ['<% tp.x %>', '<\\% tp.x %>'],
  ['<%* x %>', '<\\%\\* x %>'],
  ['{{title}}', '{\\{title}}'],
  ['{% x %}', '{\\% x %}'],
];

/** What must not stand in a line once its escapes are taken out. */
const ACTIVE =
  /[[`$*#^~|@]|::|==|%%|<[a-z!/?%]|\{[{%]|&[#a-z]|https?:|www\.|:\/\/|^(?:>|[-+] |\d+[.)] |-{3}|_{3}|={3}|:-|-:)/i;
const ESCAPE = /\\([!-/:-@[-`{-~])/g;
const isInert = (line: string) => !ACTIVE.test(line.replace(ESCAPE, '·'));
const readBack = (line: string) => line.replace(ESCAPE, '$1');

describe('text of the page and of the reader is inert', () => {
  const PLACES: [string, (text: string) => ArticleRecord, (markdown: string) => string | undefined][] = [
    ['the title', (title) => record({ article: { title } }), (markdown) => /^# (.*)$/m.exec(markdown)?.[1]],
    [
      'the subtitle',
      (subtitle) => record({ article: { title: '题', subtitle } }),
      (markdown) => /^# 题\n\n(.*)\n\n来源/m.exec(markdown)?.[1],
    ],
    [
      'the source',
      (source) => record({ article: { source, authors: [], editors: [], publishedAt: undefined } }),
      (markdown) => /^来源：(.*)$/m.exec(markdown)?.[1],
    ],
    [
      'the outline',
      (title) => record({ heads: [{ title, start: 0 }] }),
      (markdown) => /^## 提纲\n\n- (.*)$/m.exec(markdown)?.[1],
    ],
    [
      'a section’s heading',
      (title) => record({ heads: [{ title, start: 0 }] }),
      (markdown) => /^### (.*)$/m.exec(markdown)?.[1],
    ],
    [
      'an excerpt’s heading',
      (title) => record({ heads: [{ title, start: 0 }] }),
      (markdown) => /^> \[!quote\] (.*)$/m.exec(markdown)?.[1],
    ],
    [
      'an excerpt',
      (exact) => record({ annotations: [exampleMark(1, { quote: { exact, prefix: '', suffix: '' } })] }),
      (markdown) => /^> \[!quote\] 开篇\n> (.*)$/m.exec(markdown)?.[1],
    ],
    [
      'a note',
      (note) => record({ annotations: [exampleMark(1, { note })] }),
      (markdown) => /^> 党务工作是政治工作\n\n(.*)\n\n/m.exec(markdown)?.[1],
    ],
  ];

  it.each(HOSTILE)('a note of %j is written %j', (text, line) => {
    const markdown = toMarkdown(record({ annotations: [exampleMark(1, { note: text })] }));
    expect(markdown).toContain(`\n\n${line}\n\n`);
    expect(isInert(line), 'the expectation itself').toBe(true);
    expect(readBack(line), 'the expectation itself').toBe(text);
  });

  it.each(PLACES)('in %s', (_, place, find) => {
    for (const [text] of HOSTILE) {
      const line = find(toMarkdown(place(text)));
      expect(line && readBack(line)).toBe(text);
      // Behind `# ` or a label nothing can begin a block: put a letter there, so that only what is active inside a line counts.
      const isWhole = ['the subtitle', 'the outline', 'an excerpt', 'a note'].includes(_);
      expect([text, isInert(isWhole ? `${line}` : `x${line}`)]).toEqual([text, true]);
    }
  });

  it('on several lines stays in its place', () => {
    const text = '甲\n\n> [!bug] 乙\n# 丙\r\n---\n- 丁';
    const oneLine = '甲 > \\[!bug] 乙 \\# 丙 --- - 丁';
    const article = {
      title: text,
      subtitle: text,
      source: text,
      authors: [],
      editors: [],
      publishedAt: undefined,
    };
    const markdown = toMarkdown(record({ article, heads: [{ title: text, start: 0 }] }));
    const body = markdown.slice(markdown.indexOf('\n---\n') + 5);
    expect(body.split('\n').filter((line) => /^(?:#+ |- |> \[|\d|>? ?-{3})/.test(line))).toEqual([
      `# ${oneLine}`,
      '## 提纲',
      `- ${oneLine}`,
      '## 摘录与批注',
      `### ${oneLine}`,
      `> [!quote] ${oneLine}`,
      `> [!quote] ${oneLine}`,
      '## 引文',
    ]);
    expect(body).toContain(`\n\n${oneLine}\n\n来源：${oneLine}\n\n`);
  });
});
