import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOutline } from '../../../utils/export/read-outline';
import { MOST_CHARACTERS, MOST_HEADS, splitLabel } from '../../../utils/export/read-outline-limits';
import { MOST_OUTLINE_LEVELS } from '../../../utils/outline/tree';
import type { OutlineFile } from '../../../utils/outline/types';
import { FailureError } from '../../../utils/result';
import { growthOf, MOST_GROWTH } from '../../tools/growth';

/** The heads of an outline, a line each: level, numbering|title, then what else they have. */
const lines = ({ entries }: OutlineFile) =>
  entries.map(
    ({ level, numbering, title, note, excerpts }) =>
      `${level} ${numbering}|${title}${note && ` ※${note}`}${excerpts.map((one) => ` “${one.quote}”${one.note && ` ※${one.note}`}`).join('')}`,
  );

const opml = (body: string, head = '') =>
  `<?xml version="1.0"?>\n<opml version="2.0"><head>${head}</head><body>${body}</body></opml>`;

/** The failure that a file is refused with; undefined where it is read. */
function failureOf(text: string): FailureError | undefined {
  try {
    readOutline(text);
    return undefined;
  } catch (error) {
    if (error instanceof FailureError) return error;
    throw error;
  }
}

describe('the numbering of a label', () => {
  it.each([
    ['一、强化理论武装', '一、', '强化理论武装'],
    ['（一） 学深悟透', '（一）', '学深悟透'],
    ['1. 甲', '1.', '甲'],
    ['　第一章　总则 ', '第一章', '总则'],
    ['一 总则', '一', '总则'],
    ['二、', '二、', ''],
    ['第一节课', '', '第一节课'],
    ['第一书记', '', '第一书记'],
    ['2020年工作要点', '', '2020年工作要点'],
    ['1.5亿元', '', '1.5亿元'],
    ['', '', ''],
  ])('%s', (label, numbering, title) => {
    expect(splitLabel(label)).toEqual({ numbering, title });
  });
});

describe('OPML of others', () => {
  it.each<[string, string, string[]]>([
    [
      'Dynalist: notes, check boxes',
      opml('<outline text="一、甲" _note="注" complete="true"><outline text="1. 乙"/></outline>'),
      ['1 一、|甲 ※注', '2 1.|乙'],
    ],
    [
      'WorkFlowy: formatting in the label, a note with line breaks',
      opml(
        '<outline text="&lt;b&gt;一、甲&lt;/b&gt; a &lt; b" _note="R&amp;amp;D &lt;a href=&quot;https://a.cn&quot;&gt;见&lt;/a&gt;&#10;二"/>',
      ),
      ['1 一、|甲 a < b ※R&D 见\n二'],
    ],
    [
      'OmniOutliner: more in the head, columns',
      opml('<outline text="甲" 备注="x"/>', '<title>题</title><expansionState>0,1</expansionState>'),
      ['1 |甲'],
    ],
    [
      '幕布: attributes of its own',
      opml('<outline text="甲" _mubu_text="%3Cspan%3E" _note=""><outline text="乙"/></outline>'),
      ['1 |甲', '2 |乙'],
    ],
    ['feeds: a title only', opml('<outline title="甲" type="rss" xmlUrl="https://a.cn"/>'), ['1 |甲']],
    ['no text at all', opml('<outline/>'), ['1 |']],
    ['a label on two lines', opml('<outline text="甲&#10;乙"/>'), ['1 |甲 乙']],
    [
      'elements of another namespace',
      opml('<x:y xmlns:x="urn:x"><outline text="乙"/></x:y><outline text="甲"><z><outline/></z></outline>'),
      ['1 |甲'],
    ],
    [
      'our namespace under another prefix',
      opml('<outline xmlns:j="https://jingdu.example/ns/outline" j:numbering="" text="1. 甲"/>'),
      ['1 |1. 甲'],
    ],
    [
      'markup in labels and notes of ours, which is text',
      opml(
        '<outline xmlns:j="https://jingdu.example/ns/outline" j:numbering="" text="&lt;b&gt;甲&amp;amp;" _note="&lt;i&gt;"/>',
      ),
      ['1 |<b>甲&amp; ※<i>'],
    ],
    [
      'our attributes beside a label that was changed elsewhere',
      opml('<outline xmlns:j="https://jingdu.example/ns/outline" j:numbering="一、" text="二、甲"/>'),
      ['1 二、|甲'],
    ],
    [
      'an excerpt without a head, and one with heads below it',
      opml(
        '<g xmlns="urn:g"/><outline xmlns:j="https://jingdu.example/ns/outline" j:excerpt="x" text="甲"><outline j:excerpt="x" text="乙"><outline text="丙"/></outline></outline>',
      ),
      ['1 |甲 “乙”', '2 |丙'],
    ],
    ['a byte order mark', `\ufeff${opml('<outline text="甲"/>')}`, ['1 |甲']],
    [
      'a document type with entities nobody uses',
      opml('<outline text="甲"/>').replace('<opml', '<!DOCTYPE opml [<!ENTITY a "b">]>\n<opml'),
      ['1 |甲'],
    ],
    ['OPML 1.0', opml('<outline text="甲"/>').replace('2.0', '1.0'), ['1 |甲']],
  ])('%s', (_, text, expected) => {
    expect(lines(readOutline(text))).toEqual(expected);
  });

  it.each<[string, string, Omit<OutlineFile, 'entries'>]>([
    ['nothing', '', { title: '' }],
    ['a title on lines', '<title>\n 题\n 目 </title>', { title: '题 目' }],
    ['CDATA', '<title><![CDATA[a<b]]></title>', { title: 'a<b' }],
    [
      'dates',
      '<dateCreated>Tue, 11 Aug 2020 15:52:00 +0800</dateCreated><dateModified>12 Aug 2020 01:00:00 GMT</dateModified>',
      { title: '', created: '2020-08-11T07:52:00.000Z', modified: '2020-08-12T01:00:00.000Z' },
    ],
    ['no dates', '<dateCreated>昨天</dateCreated><dateModified>foo 5</dateModified>', { title: '' }],
    [
      'an address that is none of the web',
      '<u:url xmlns:u="https://jingdu.example/ns/outline">javascript:alert(1)</u:url>',
      { title: '' },
    ],
  ])('has a head with %s', (_, head, expected) => {
    expect(readOutline(opml('', head))).toEqual({ ...expected, entries: [] });
  });
});

describe('Markdown of others', () => {
  it.each<[string, string, string[]]>([
    ['bullets', '* 一、甲\n  * 乙\n* 丙', ['1 一、|甲', '2 |乙', '1 |丙']],
    ['tabs', '- 甲\n\t- 乙\n\t\t- 丙', ['1 |甲', '2 |乙', '3 |丙']],
    ['numbers', '1. 甲\n   1. 乙\n2. 一、丙', ['1 1.|甲', '2 1.|乙', '1 一、|丙']],
    ['numbers with brackets', '3) 甲', ['1 3)|甲']],
    ['headings', '# 一、甲\n## 乙\n#### 丙\n# 丁', ['1 一、|甲', '2 |乙', '3 |丙', '1 |丁']],
    ['a title above headings', '# 题\n## 甲\n注\n### 乙\n## 丙', ['1 |甲 ※注', '2 |乙', '1 |丙']],
    ['lists below headings', '# 题\n\n## 甲\n- 乙\n  - 丙\n\n## 丁', ['1 |甲', '2 |乙', '3 |丙', '1 |丁']],
    ['underlined headings', '甲\n===\n乙\n---\n', ['1 |乙']],
    ['formatting', '- **一、甲** [乙](https://a.cn) `丙` ![丁](x.png)', ['1 一、|甲 乙 丙 丁']],
    ['notes', '- 甲\n\n  注\n  二\n\n  三', ['1 |甲 ※注\n二\n\n三']],
    ['Logseq: a note on the next line', '- 甲\n  注\n  二\n\t- 乙', ['1 |甲 ※注\n二', '2 |乙']],
    ['a note behind the heads below', '- 甲\n  - 乙\n\n  注', ['1 |甲 ※注', '2 |乙']],
    ['quotations', '- 甲\n\n  > 引\n  > - 文\n\n  注', ['1 |甲 “引\n\n文” ※注']],
    ['code', '- 甲\n\n  ```\n  - 乙\n  ```', ['1 |甲 ※- 乙']],
    ['HTML', '- <b>甲</b>\n- <!-- 乙 -->', ['1 |<b>甲</b>', '1 |<!-- 乙 -->']],
    ['items that begin with a list', '- - 甲', ['1 |', '2 |甲']],
    ['empty items', '-\n- 甲', ['1 |', '1 |甲']],
    ['front matter', '---\ntitle: x\ntags: [a]\n---\n- 甲', ['1 |甲']],
    ['a rule that is no front matter', '---\n- 甲', ['1 |甲']],
    ['text around', '前言\n\n- 甲\n\n后记', ['1 |甲']],
    ['Windows line ends', '- 甲\r\n  - 乙\r\n', ['1 |甲', '2 |乙']],
    ['definitions, which are text here', '- [a]: b', ['1 |[a]: b']],
  ])('%s', (_, text, expected) => {
    expect(lines(readOutline(text))).toEqual(expected);
  });

  it.each<[string, string, string, string | undefined]>([
    ['a title', '# 题\n\n- 甲', '题', undefined],
    ['an address', '# 题\n\n<https://a.cn/甲?b=c&d>\n\n- 甲', '题', 'https://a.cn/甲?b=c&d'],
    ['an address first', '<https://a.cn>\n\n- 甲', '', 'https://a.cn'],
    ['an address that is none of the web', '# 题\n\n[甲](ftp://a.cn)\n\n- 甲', '题', undefined],
    ['a sentence with a link', '# 题\n\n见 <https://a.cn>\n\n- 甲', '题', undefined],
    ['two headings of one kind', '# 甲\n# 乙', '', undefined],
  ])('%s', (_, text, title, url) => {
    expect(readOutline(text)).toMatchObject({ title });
    expect(readOutline(text).url).toBe(url);
  });
});

const nested = (depth: number) => opml('<outline text="甲">'.repeat(depth) + '</outline>'.repeat(depth));
const stairs = (depth: number) =>
  Array.from({ length: depth }, (_, level) => `${'  '.repeat(level)}- 甲`).join('\n');

describe('the limits', () => {
  it.each<[string, string]>([
    ['OPML', nested(MOST_OUTLINE_LEVELS)],
    ['Markdown', stairs(MOST_OUTLINE_LEVELS)],
    ['Markdown on one line', `${'- '.repeat(MOST_OUTLINE_LEVELS)}甲`],
  ])('%s as deep as may be is read', (_, text) => {
    expect(readOutline(text).entries.at(-1)?.level).toBe(MOST_OUTLINE_LEVELS);
  });
});

describe('a bad file is refused with line and reason', () => {
  const laughs = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE opml [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">',
    ...[...'bcdefgh'].map((name, at) => `<!ENTITY ${name} "${`&${'abcdefg'[at]};`.repeat(10)}">`),
    ']>',
    '<opml version="2.0"><head/><body>',
    '<outline text="&h;"/></body></opml>',
  ].join('\n');
  it.each<[string, string, RegExp]>([
    ['nothing', '', /^line 1: neither a list nor a heading/],
    ['prose', '一段话。\n又一段。', /^line 1: neither a list nor a heading/],
    ['HTML', '<!DOCTYPE html>\n<html><body>', /^line 2: <html> where <opml> belongs/],
    ['a mind map', '<map version="1.0.1"><node/></map>', /^line 1: <map> where <opml> belongs/],
    ['no body', '<opml version="2.0">\n<head/></opml>', /^line 2: no <body>/],
    ['a tag left open', opml('<outline text="甲">'), /^line 2: unexpected close tag/],
    ['half a file', opml('<outline text="甲"/>').slice(0, -30), /^line 2: /],
    ['an attribute twice', opml('\n<outline text="甲" text="乙"/>'), /^line 3: duplicate attribute/],
    ['a prefix without namespace', opml('<outline a:b="c"/>'), /^line 2: unbound namespace prefix/],
    ['an entity of HTML', opml('<outline text="a&nbsp;b"/>'), /^line 2: undefined entity/],
    ['a bomb of entities', laughs, /^line 12: undefined entity/],
    [
      'an entity from elsewhere',
      '<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body><outline text="&a;"/></body></opml>',
      /^line 1: undefined entity/,
    ],
    ['a forbidden character', opml('<outline text="\u0001"/>'), /^line 2: disallowed character/],
    ['OPML too deep', nested(MOST_OUTLINE_LEVELS + 1), /^line 2: deeper than 32 levels/],
    ['OPML bottomless', nested(50_000), /^line 2: deeper than 32 levels/],
    ['elements bottomless', opml('<a>'.repeat(50_000)), /^line 2: elements nested too deep/],
    ['Markdown too deep', stairs(MOST_OUTLINE_LEVELS + 1), /^line 33: deeper than 32 levels/],
    ['Markdown bottomless', `${'- '.repeat(50_000)}甲`, /^line 1: deeper than 32 levels/],
    ['quotations bottomless', `- 甲\n\n  ${'> '.repeat(50_000)}乙`, /^line 3: nested too deep/],
    [
      'headings and lists too deep',
      `# 甲\n# 乙\n${stairs(MOST_OUTLINE_LEVELS)}`,
      /^line 34: deeper than 32 levels/,
    ],
    ['too many heads, OPML', opml('<outline/>\n'.repeat(MOST_HEADS + 1)), /^line 20002: more than 20000/],
    ['too many heads, Markdown', '- 甲\n'.repeat(MOST_HEADS + 1), /^line 20001: more than 20000/],
    ['too many characters', '甲'.repeat(MOST_CHARACTERS + 1), /^longer than 5000000 characters/],
  ])('%s', (_, text, reason) => {
    const failure = failureOf(text);
    expect(failure?.code).toBe('outline-unreadable');
    expect(failure?.message).toMatch(reason);
  });
});

/** Pieces of both formats, so that chance hits on their insides. */
const PIECES = [
  ...['<?xml version="1.0"?>', '<opml version="2.0">', '<head>', '</head>', '<body>', '</body>', '</opml>'],
  ...[
    '<outline text="甲"',
    '/>',
    '>',
    '</outline>',
    '<title>',
    '</title>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '&amp;',
  ],
  ...['&#0;', '&x;', '<!DOCTYPE a [', ']>', 'xmlns:a="b"', ' a:b="c"', 'jingdu:start="1"', "'", '"'],
  ...[
    '- ',
    '* ',
    '1. ',
    '2) ',
    '# ',
    '## ',
    '> ',
    '```',
    '~~~',
    '---',
    '===',
    '[a]: b',
    '[',
    ']',
    '(',
    ')',
    '![',
    '\\',
  ],
  ...[
    '**',
    '_',
    '`',
    '<https://a.cn>',
    '一、',
    '甲',
    ' ',
    '  ',
    '    ',
    '\t',
    '\n',
    '\n\n',
    '\r\n',
    '\0',
    '\u3000',
  ],
];
const anyFile = fc.oneof(
  fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 30 }).map((body) => opml(body)),
);

describe('any file', () => {
  it('is read into an outline that keeps its rules, or refused', () => {
    fc.assert(
      fc.property(anyFile, (text) => {
        if (failureOf(text)) return;
        const { title, entries } = readOutline(text);
        expect(title).not.toMatch(/[\r\n]/);
        entries.forEach(({ level, title, start }, at) => {
          expect(level).toBeGreaterThanOrEqual(1);
          expect(level).toBeLessThanOrEqual(Math.min(MOST_OUTLINE_LEVELS, (entries[at - 1]?.level ?? 0) + 1));
          expect(title).not.toMatch(/[\r\n]/);
          expect(start ?? 0).toBeGreaterThanOrEqual(0);
        });
      }),
      { numRuns: 1000 },
    );
  });
});

const LARGE = MOST_CHARACTERS;
const filled = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

/** Files that grow, each of a kind that a careless parser is slow on. */
const GROWING: [name: string, file: (size: number) => string][] = [
  ['bullets without end', (size) => filled('- ', size)],
  ['bullets on lines', (size) => filled('-\n', Math.min(size, MOST_HEADS))],
  ['items with notes', (size) => filled('- 甲\n\n  注\n\n', size)],
  ['one long paragraph', (size) => `- ${filled('甲\n  ', size)}`],
  ['open brackets', (size) => `- ${filled('[', size)}`],
  ['pictures', (size) => `- ${filled('![[](', size)}`],
  ['emphasis', (size) => `- ${filled('*a **a _b ', size)}`],
  ['backticks', (size) => `- ${filled('`a``b```c', size)}`],
  ['addresses', (size) => `- ${filled('<https:', size)}`],
  ['references to characters', (size) => `- ${filled('&amp;&', size)}`],
  ['backslashes', (size) => `- ${filled('\\', size)}`],
  ['spaces', (size) => `- 甲${filled(' ', size)}乙`],
  ['tabs', (size) => `- 甲\n${filled('\t', size)}乙`],
  ['front matter without end', (size) => `---\na: b\n${filled('--\n', size)}`],
  ['fences', (size) => filled('~~~\n', size)],
  ['quotations', (size) => filled('> 甲\n', size)],
  ['opml elements', (size) => filled('<outline>', size)],
  ['outlines', (size) => opml(filled('<outline/>', Math.min(size, 10 * MOST_HEADS)))],
  ['one attribute', (size) => opml(`<outline text="${filled('甲&lt;', size - (size % 5))}"/>`)],
  [
    'many attributes',
    (size) => opml(`<outline ${Array.from({ length: size / 10 }, (_, at) => `a${at}=""`).join(' ')}/>`),
  ],
  ['labels of broken markup', (size) => opml(`<outline text="${filled('&lt;a ', size - (size % 6))}"/>`)],
  ['a document type without end', (size) => `<!DOCTYPE ${filled('[<!ENTITY a "', size)}`],
  ['a comment without end', (size) => `<!--${filled('- -', size)}`],
  ['text between', (size) => opml(filled('甲', size))],
];

describe('time grows with the file', () => {
  it.each(GROWING)('%s', (_, file) => {
    const [small, large] = [file(LARGE / 500), file(LARGE / 50)];
    expect(
      growthOf(
        () => failureOf(small),
        () => failureOf(large),
      ),
    ).toBeLessThan(MOST_GROWTH);
  });

  it.each([
    ['`- `', '- '],
    ['`<outline>`', '<outline>'],
  ])('ten million characters of %s are refused', (_, unit) => {
    expect(failureOf(filled(unit, 10_000_000))?.code).toBe('outline-unreadable');
  });
});
