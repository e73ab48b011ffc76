import fc from 'fast-check';
import createMarkdownIt from 'markdown-it';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { outlineToFreeMind } from '../../../utils/export/outline-freemind';
import { outlineToMarkdown } from '../../../utils/export/outline-markdown';
import { outlineToOpml } from '../../../utils/export/outline-opml';
import { outlineToText } from '../../../utils/export/outline-text';
import type { OutlineEntry, OutlineFile } from '../../../utils/outline/types';
import { anyOutline, exampleEntry, exampleOutline } from './outline-examples';

const outline = (...entries: Partial<OutlineEntry>[]): OutlineFile => ({
  title: '题',
  entries: entries.map(exampleEntry),
});

/** How many elements of each name a document has; throws where it is no well-formed XML with namespaces. */
function countElements(xml: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    counts[name] = (counts[name] ?? 0) + 1;
  });
  for (const event of ['comment', 'cdata', 'processinginstruction', 'doctype'] as const)
    parser.on(event, () => {
      counts[event] = (counts[event] ?? 0) + 1;
    });
  parser.write(xml).close();
  return counts;
}

const excerptsOf = ({ entries }: OutlineFile) => entries.flatMap(({ excerpts }) => excerpts);

describe('outlineToOpml', () => {
  it('writes the example whole', () => {
    expect(outlineToOpml(exampleOutline())).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0" xmlns:jingdu="https://jingdu.example/ns/outline">
<head>
<title>认真履职尽责 主动担当作为</title>
<dateCreated>Thu, 02 Jul 2026 01:02:03 GMT</dateCreated>
<dateModified>Fri, 03 Jul 2026 04:05:06 GMT</dateModified>
<expansionState>1</expansionState>
<jingdu:url>https://www.gscn.com.cn/a.html?id=1&#x26;n=2</jingdu:url>
<jingdu:created>2026-07-02T01:02:03.456Z</jingdu:created>
<jingdu:modified>2026-07-03T04:05:06.000Z</jingdu:modified>
</head>
<body>
<outline text="一、强化理论武装" _note="开篇&#10;第二行&#10;&#10;另一段" jingdu:numbering="一、" jingdu:start="120">
<outline text="（一）学 &#x3C;深> &#x26; &#x22;透&#x22;" jingdu:numbering="（一）" jingdu:start="150" jingdu:collapsed="true">
<outline text="党务工作是政治工作" _note="要点" jingdu:excerpt="0b7e6f4a-1c2d-4e3f-8a9b-000000000001"/>
<outline text="打铁&#10;还需自身硬" jingdu:excerpt="0b7e6f4a-1c2d-4e3f-8a9b-000000000002"/>
<outline text="自己加的一节" jingdu:numbering=""/>
</outline>
</outline>
<outline text="二、主动担当" jingdu:numbering="二、" jingdu:start="900"/>
</body>
</opml>
`);
  });

  it.each<[string, Partial<OutlineEntry>[], string]>([
    ['no head', [], ''],
    ['heads with nothing below', [{}, {}], ''],
    ['all open', [{}, { level: 2 }, { level: 3 }, {}, { level: 2 }], '1,2,4'],
    ['one closed', [{ collapsed: true }, { level: 2 }, { level: 3 }, {}, { level: 2 }], '2'],
    ['excerpts', [{ excerpts: [{ id: '', quote: '甲', note: '' }] }, {}, { level: 2 }], '1,3'],
    [
      'excerpts of a closed one',
      [{ collapsed: true, excerpts: [{ id: '', quote: '甲', note: '' }] }, {}, { level: 2 }],
      '2',
    ],
  ])('tells which lines stand open: %s', (_, entries, expected) => {
    const state = /<expansionState>(.*)<\/expansionState>|<expansionState\/>/.exec(
      outlineToOpml(outline(...entries)),
    );
    expect(state?.[1] ?? '').toBe(expected);
  });
});

describe('outlineToFreeMind', () => {
  it('writes the example whole, in ASCII', () => {
    const decoded = outlineToFreeMind(exampleOutline()).replace(/&#(\d{3,});/g, (_, code) =>
      String.fromCodePoint(Number(code)),
    );
    expect(decoded).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<map version="1.0.1">
<node TEXT="认真履职尽责 主动担当作为" LINK="https://www.gscn.com.cn/a.html?id=1&#x26;n=2" CREATED="1782954123456" MODIFIED="1783051506000">
<node TEXT="一、强化理论武装">
<richcontent TYPE="NOTE">
<html>
<head/>
<body>
<p>开篇</p>
<p>第二行</p>
<p/>
<p>另一段</p>
</body>
</html>
</richcontent>
<node TEXT="（一）学 &#x3C;深> &#x26; &#x22;透&#x22;" FOLDED="true">
<node TEXT="党务工作是政治工作">
<icon BUILTIN="bookmark"/>
<richcontent TYPE="NOTE">
<html>
<head/>
<body>
<p>要点</p>
</body>
</html>
</richcontent>
</node>
<node TEXT="打铁&#10;还需自身硬">
<icon BUILTIN="bookmark"/>
</node>
<node TEXT="自己加的一节"/>
</node>
</node>
<node TEXT="二、主动担当"/>
</node>
</map>
`);
  });
});

describe('outlineToText', () => {
  it('writes the example whole', () => {
    expect(outlineToText(exampleOutline())).toBe(`认真履职尽责 主动担当作为
https://www.gscn.com.cn/a.html?id=1&n=2

一、强化理论武装
　　　　开篇
　　　　第二行

　　　　另一段
　　（一）学 <深> & "透"
　　　　　　“党务工作是政治工作”
　　　　　　　　要点
　　　　　　“打铁
　　　　　　还需自身硬”
　　　　自己加的一节
二、主动担当
`);
  });
});

describe('outlineToMarkdown', () => {
  it('writes the example whole', () => {
    expect(outlineToMarkdown(exampleOutline())).toBe(`# 认真履职尽责 主动担当作为

<https://www.gscn.com.cn/a.html?id=1&n=2>

- 一、强化理论武装

  开篇\\
  第二行

  另一段

  - （一）学 <深> & "透"

    > 党务工作是政治工作

    要点

    > 打铁\\
    > 还需自身硬

    - 自己加的一节
- 二、主动担当
`);
  });

  it.each<[string, string, string]>([
    ['a list in a label', '- 甲', '\\- 甲'],
    ['a number in a label', '1. 甲', '1\\. 甲'],
    ['a link', '[甲](https://a.cn)', '\\[甲]\\(https\\://a.cn)'],
    ['HTML', '<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)>'],
    ['a callout', '[!quote] 甲', '\\[!quote] 甲'],
    ['a tag', '#党建', '\\#党建'],
    ['a Dataview field', 'key:: value', 'key:\\: value'],
    ['two lines', '甲\n- 乙', '甲 - 乙'],
  ])('escapes %s', (_, title, expected) => {
    expect(outlineToMarkdown(outline({ title }))).toBe(`# 题\n\n- ${expected}\n`);
  });
});

describe('no text becomes structure', () => {
  it('in OPML', () => {
    fc.assert(
      fc.property(anyOutline, (file) => {
        const { outline, comment, cdata, doctype } = countElements(outlineToOpml(file));
        expect({ outline, comment, cdata, doctype }).toEqual({
          outline: file.entries.length + excerptsOf(file).length || undefined,
        });
      }),
      { numRuns: 200 },
    );
  });

  it('in FreeMind maps', () => {
    fc.assert(
      fc.property(anyOutline, (file) => {
        const xml = outlineToFreeMind(file);
        const { node, icon, comment, cdata, doctype } = countElements(xml);
        expect({ node, icon, comment, cdata, doctype }).toEqual({
          node: 1 + file.entries.length + excerptsOf(file).length,
          icon: excerptsOf(file).length || undefined,
        });
        expect(xml).toMatch(/^[\n -~]*$/);
      }),
      { numRuns: 200 },
    );
  });

  it('in Markdown, HTML and tables included', () => {
    const parser = createMarkdownIt({ html: true });
    fc.assert(
      fc.property(anyOutline, (file) => {
        const tokens = parser.parse(outlineToMarkdown(file), {});
        const count = (type: string) => tokens.filter((token) => token.type === type).length;
        expect(count('list_item_open')).toBe(file.entries.length);
        expect(count('blockquote_open')).toBe(excerptsOf(file).length);
        expect(count('heading_open')).toBe(file.title === '' ? 0 : 1);
        const kinds = new Set(
          tokens.flatMap(({ type, children }) => [type, ...(children ?? []).map((child) => child.type)]),
        );
        const allowed =
          /^(?:heading|bullet_list|list_item|paragraph|blockquote|link)_|^(?:inline|text|hardbreak)$/;
        expect([...kinds].filter((kind) => !allowed.test(kind))).toEqual([]);
        const links = tokens
          .flatMap(({ children }) => children ?? [])
          .filter(({ type }) => type === 'link_open');
        expect(links.length).toBe(file.url ? 1 : 0);
      }),
      { numRuns: 200 },
    );
  });

  it('in plain text: every head stands on one line', () => {
    fc.assert(
      fc.property(anyOutline, (file) => {
        const bare = {
          title: '',
          entries: file.entries.map((entry) => ({
            ...entry,
            title: `甲${entry.title}`,
            note: '',
            excerpts: [],
          })),
        };
        const lines = outlineToText(bare).split('\n');
        expect(lines.length).toBe(file.entries.length > 0 ? file.entries.length + 1 : 2);
      }),
      { numRuns: 200 },
    );
  });
});

describe('characters that XML forbids', () => {
  const text = '甲\0\u0001\u0008\u000b\u000c\u001f\ufffe\uffff\ud800乙\udc00\t丙😀\u0085\u007f';
  it.each([
    ['OPML', outlineToOpml],
    ['FreeMind', outlineToFreeMind],
  ])('are left out of %s', (_, write) => {
    const xml = write(outline({ title: text, note: text }));
    expect(countElements(xml).node ?? countElements(xml).outline).toBeGreaterThan(0);
    const decoded = xml.replace(/&#(\d+);/g, (_reference, code) => String.fromCodePoint(Number(code)));
    expect(decoded).toContain('"甲乙\t丙😀\u0085\u007f"');
  });
});
