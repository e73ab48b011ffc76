// @vitest-environment jsdom
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import JSZip from 'jszip';
import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { presentableRecord } from '../../../utils/export/presentable';
import { exportWord } from '../../../utils/export/word';
import type { ArticleRecord } from '../../../utils/library/schema';
import { exampleMark } from '../library/examples';
import { ESSAYS } from './essays';
import { HOSTILE, hostileSample, lettersOf, OPTIONS, sample } from './samples';

const write = (record: ArticleRecord) => exportWord(presentableRecord(record), OPTIONS);

/** The document as another library reads it: HTML, its headings and quotations told by their styles. */
async function read(bytes: Uint8Array): Promise<HTMLElement> {
  const styleMap = [
    "p[style-name='Title'] => h1.title:fresh",
    "p[style-name='Quote'] => blockquote > p:fresh",
  ];
  const { value, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { styleMap });
  expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
  return new DOMParser().parseFromString(value, 'text/html').body;
}

const textsOf = (root: Element, selector: string) =>
  [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);

const WORD_NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** The parts of the package, parsed. Fails where one is no XML. */
async function parts(bytes: Uint8Array): Promise<Map<string, Document>> {
  const zip = await JSZip.loadAsync(bytes, { checkCRC32: true });
  const documents = new Map<string, Document>();
  for (const [name, file] of Object.entries(zip.files)) {
    if (!/\.(?:xml|rels)$/.test(name)) continue;
    const xml = await file.async('text');
    const document = new DOMParser().parseFromString(xml, 'application/xml');
    expect(document.querySelector('parsererror')?.textContent, name).toBeUndefined();
    documents.set(name, document);
  }
  return documents;
}

const elements = (document: Document | undefined, name: string) => [
  ...(document?.getElementsByTagNameNS(WORD_NAMESPACE, name) ?? []),
];
const value = (element: Element | undefined, name = 'val') =>
  element?.getAttributeNS(WORD_NAMESPACE, name) ?? undefined;

/** What makes Word offer to repair a file, as far as it can be told from its parts. */
function findFaults(all: Map<string, Document>): string[] {
  const document = all.get('word/document.xml');
  const styles = new Set(
    elements(all.get('word/styles.xml'), 'style').map((style) => value(style, 'styleId')),
  );
  const relations = [
    ...(all.get('word/_rels/document.xml.rels')?.getElementsByTagName('Relationship') ?? []),
  ];
  const relationIds = relations.map((relation) => relation.getAttribute('Id'));
  const used = [...(document?.getElementsByTagName('*') ?? [])].flatMap((element) =>
    [...element.attributes].filter(({ name }) => name === 'r:id').map((attribute) => attribute.value),
  );
  const bookmarks = elements(document, 'bookmarkStart').map((mark) => value(mark, 'id'));
  const named = ['pStyle', 'rStyle', 'tblStyle']
    .flatMap((name) => elements(document, name))
    .map((one) => value(one));
  const types = all.get('[Content_Types].xml')?.documentElement.outerHTML ?? '';
  return [
    ...named.filter((style) => !styles.has(style)).map((style) => `no style ${style}`),
    ...used.filter((id) => !relationIds.includes(id)).map((id) => `no relation ${id}`),
    ...(new Set(relationIds).size === relationIds.length ? [] : ['relations with the same id']),
    ...(new Set(bookmarks).size === bookmarks.length ? [] : ['bookmarks with the same id']),
    ...relations
      .filter((relation) => relation.getAttribute('TargetMode') === 'External')
      .map((relation) => relation.getAttribute('Target') ?? '')
      .filter((target) => !URL.canParse(target) || target.length > 2083),
    ...elements(document, 'tc')
      .filter((cell) => cell.lastElementChild?.localName !== 'p')
      .map(() => 'a cell without a paragraph at its end'),
    ...(elements(document, 'body')[0]?.lastElementChild?.localName === 'sectPr'
      ? []
      : ['no section at the end']),
    ...['/word/document.xml', '/word/styles.xml'].filter((part) => !types.includes(part)),
  ];
}

/** Whether the letters stand in a text, in their order, whatever stands between them. */
function isPartOf(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The tables, lists, pictures and links that a portal's page may hold. */
const RICH = sample({
  annotations: [],
  heads: [],
  article: {
    html: [
      '<h2>小标题</h2><p align="center">居中</p><p>正<strong>文</strong><em>斜</em><u>线</u><sub>下</sub><sup>上</sup></p>',
      '<ul><li>甲<ul><li>乙</li></ul></li></ul><ol start="3"><li><p>丙</p></li><li>丁</li></ol>',
      '<table><caption>表题</caption><tbody><tr><td colspan="2" rowspan="9">合</td><td>格</td></tr><tr><td></td></tr><tr><td><table><tbody><tr><td>内</td></tr></tbody></table></td></tr></tbody></table>',
      '<figure><img src="https://a.cn/b.jpg" alt="一图"><figcaption>图注</figcaption></figure><img src="data:image/png;base64,AAAA" alt="">',
      '<p><a href="https://a.cn/x y">链接</a><a href="javascript:alert(1)">假</a><a href="https://a.cn/',
      'a'.repeat(3000),
      '">长</a></p><blockquote><p>引</p></blockquote>',
    ].join(''),
    text: '',
  },
});

describe('exportWord', () => {
  it('holds title, byline, outline, essay, excerpts, notes and reference, read by another library', async () => {
    const body = await read(await write(sample()));
    expect(textsOf(body, 'h1.title')).toEqual([sample().article.title]);
    expect(textsOf(body, 'h1:not(.title), h2, h3')).toEqual([
      '提纲',
      '一、强化理论武装,做政治上的明白人。',
      '二、主动担当作为,做业务上的内行人。',
      '自己加的一节',
      '摘录与批注',
      '一、理论武装',
      '自己加的一节',
      '引文',
    ]);
    expect(textsOf(body, 'blockquote')).toEqual(['[1] 党务工作是政治工作', '[2] 打铁还需自身硬']);
    const text = body.textContent ?? '';
    for (const words of [
      '来源：《党的建设》杂志',
      '先读这一节',
      '开篇的论点',
      '#党建 #理论-学习',
      '[1] 王某某. ',
      '要坚持学习、学习、再学习。',
    ])
      expect(text).toContain(words);
  });

  it('prints what a note’s Markdown says', async () => {
    const note = '**要点** *斜* [甲](https://a.cn)\n\n1. 一\n2. 二\n\n- 丙\n\n```\n码\n行\n```\n\n<b>x</b>';
    const body = await read(await write(sample({ annotations: [exampleMark(1, { note })] })));
    const lines = textsOf(body, 'p');
    for (const line of ['要点 斜 甲（https://a.cn）', '1. 一', '2. 二', '• 丙', '码', '行', '<b>x</b>'])
      expect(lines).toContain(line);
    expect(textsOf(body, 'strong')).toContain('要点');
    expect(textsOf(body, 'em')).toContain('斜');
  });

  it.each(ESSAYS)(
    'loses no letter of the essay, and puts none in another order: $name',
    async ({ article }) => {
      const record = sample({ annotations: [], heads: [], article });
      const body = await read(await write(record));
      for (const picture of body.querySelectorAll('a'))
        if (picture.textContent?.startsWith('［图片')) picture.remove();
      const letters = lettersOf(article.text);
      const printed = lettersOf(body.textContent ?? '').replace(/图片/g, '');
      // Numbers of lists and names of pictures stand between the letters of the essay.
      expect(isPartOf(letters.replace(/图片/g, ''), printed)).toBe(true);
      expect(findFaults(await parts(await write({ ...record, activeOutline: undefined })))).toEqual([]);
    },
  );

  it('is a package without what makes Word repair a file', async () => {
    expect(findFaults(await parts(await write(sample())))).toEqual([]);
    expect(findFaults(await parts(await write(RICH)))).toEqual([]);
  });

  it('has styles after the customs of the office: 首行缩进 two characters, fonts by name, A4, Chinese', async () => {
    const all = await parts(await write(sample()));
    const styles = all.get('word/styles.xml');
    const style = (id: string) => elements(styles, 'style').find((one) => value(one, 'styleId') === id);
    const indent = style('BodyText')?.getElementsByTagNameNS(WORD_NAMESPACE, 'ind')[0];
    expect(value(indent, 'firstLineChars')).toBe('200');
    const fontOf = (root: Element | undefined) =>
      value(root?.getElementsByTagNameNS(WORD_NAMESPACE, 'rFonts')[0], 'eastAsia');
    expect(fontOf(elements(styles, 'docDefaults')[0])).toBe('宋体');
    expect(fontOf(style('Heading1'))).toBe('黑体');
    expect(fontOf(style('Quote'))).toBe('仿宋');
    expect(value(elements(styles, 'lang')[0], 'eastAsia')).toBe('zh-CN');
    const size = elements(all.get('word/document.xml'), 'pgSz')[0];
    expect([value(size, 'w'), value(size, 'h')]).toEqual(['11906', '16838']);
    const body = elements(all.get('word/document.xml'), 'pStyle').map((one) => value(one));
    expect(body.filter((name) => name === 'BodyText').length).toBeGreaterThan(2);
  });

  it('has every head of the outline that stands for a place, where it stands', async () => {
    const heads = [
      { title: '开头的', start: 0 },
      { title: '改写的', start: 22 },
      { title: '同一处的', start: 22, level: 2 },
      { title: '句中的', start: 54, level: 2 },
      { title: '没有位置的' },
      { title: '末尾的', start: sample().article.text.length },
    ];
    const body = await read(await write(sample({ annotations: [], heads })));
    const printed = [...body.children].map(({ localName, textContent }) => `${localName} ${textContent}`);
    expect(printed.slice(printed.indexOf('h1 开头的'), printed.indexOf('h1 引文'))).toEqual([
      'h1 开头的',
      'p 党务工作者是党的工作的具体组织者和实施者。',
      'h1 一、强化理论武装,做政治上的明白人。',
      'h2 同一处的',
      'p 党务工作是政治工作。',
      'p 要坚持',
      'h2 句中的',
      'p 学习、学习、再学习。',
      'p 二、主动担当作为,做业务上的内行人。打铁还需自身硬。',
      'h1 末尾的',
    ]);
  });

  it('places no head in a body that has another text', async () => {
    const record = sample({ annotations: [], article: { html: '<p>另一篇的正文，也许更新过。</p>' } });
    const body = await read(await write(record));
    expect(textsOf(body, 'h1:not(.title), h2')).toEqual(['提纲', '引文']);
  });

  it('shows marks in their colours, each with the number of its excerpt', async () => {
    const document = (await parts(await write(sample()))).get('word/document.xml');
    const shaded = elements(document, 'r').filter(
      (run) => run.getElementsByTagNameNS(WORD_NAMESPACE, 'shd').length > 0,
    );
    expect(shaded.map(({ textContent }) => textContent).join('')).toBe('党务工作是政治工作');
    expect(elements(document, 'shd').map((one) => value(one, 'fill'))).toContain('FFEAA0');
    expect(value(elements(document, 'u')[0], 'color')).toBe('F8D0CE');
    const raised = elements(document, 'r').filter(
      (run) => run.getElementsByTagNameNS(WORD_NAMESPACE, 'vertAlign').length > 0,
    );
    expect(raised.map(({ textContent }) => textContent)).toEqual(['[1]', '[2]']);
  });

  it('keeps tables, lists, looks and links, and names pictures', async () => {
    const body = await read(await write({ ...RICH, article: { ...RICH.article, text: richText() } }));
    expect(textsOf(body, 'table table td')).toEqual(['内']);
    expect(textsOf(body, 'strong')).toContain('小标题');
    expect(textsOf(body, 'a').filter(Boolean)).toEqual(['［图片：一图］', '链接']);
    const text = body.textContent ?? '';
    for (const words of [
      '正文斜线下上',
      '• 甲',
      '• 乙',
      '3. 丙',
      '4. 丁',
      '合',
      '［图片］',
      '图注',
      '假',
      '长',
    ])
      expect(text).toContain(words);
  });

  it.each(HOSTILE)('holds as text what is hostile: %s', async (_, text) => {
    const record = hostileSample(text);
    const bytes = await write(record);
    const all = await parts(bytes);
    expect(findFaults(all)).toEqual([]);
    const body = await read(bytes);
    expect(lettersOf(textsOf(body, 'h1.title').join(''))).toBe(lettersOf(text));
    const document = all.get('word/document.xml');
    expect(document?.documentElement.textContent).not.toMatch(
      /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u,
    );
    expect(elements(document, 'instrText')).toEqual([]);
    expect(elements(document, 'hyperlink')).toEqual([]);
  });

  it('nests no deeper than a reader can follow', async () => {
    const depth = 3000;
    const html = `${'<blockquote>'.repeat(depth)}深${'</blockquote>'.repeat(depth)}`;
    const body = await read(
      await write(sample({ annotations: [], heads: [], article: { html, text: '深' } })),
    );
    expect(body.textContent).toContain('深');
  });
});

/** The canonical text of the rich sample, which its places count in. */
function richText(): string {
  return [
    '小标题',
    '居中',
    '正文斜线下上',
    ...['甲', '乙', '丙', '丁', '表题', '合', '格', '内', '图注'],
    '链接假长',
    '引',
  ].join('\n');
}

describe('LibreOffice', () => {
  const office = process.env.SOFFICE_PATH || 'soffice';
  const hasOffice = spawnSync(office, ['--version'], { encoding: 'utf8' }).status === 0;

  it.skipIf(!hasOffice)(
    'opens the documents, hostile ones too, as text and as PDF (skipped where it is not installed)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'jingdu-word-'));
      try {
        const samples = {
          example: sample(),
          rich: RICH,
          hostile: hostileSample(HOSTILE.map(([, text]) => text).join('\n')),
        };
        for (const [name, record] of Object.entries(samples))
          writeFileSync(join(folder, `${name}.docx`), await write(record));
        const names = Object.keys(samples).map((name) => `${name}.docx`);
        const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
        for (const target of ['txt:Text (encoded):UTF8', 'pdf']) {
          const { status, stderr } = spawnSync(
            office,
            [profile, '--headless', '--convert-to', target, ...names],
            {
              cwd: folder,
              encoding: 'utf8',
            },
          );
          expect(status, stderr).toBe(0);
        }
        const example = readFileSync(join(folder, 'example.txt'), 'utf8');
        expect(example).toContain('一、强化理论武装,做政治上的明白人。');
        expect(example).toContain('[1] 党务工作是政治工作');
        expect(example).toContain('先读这一节');
        const hostile = lettersOf(readFileSync(join(folder, 'hostile.txt'), 'utf8'));
        for (const [, text] of HOSTILE) expect(hostile).toContain(lettersOf(text));
        for (const name of Object.keys(samples))
          expect(
            readFileSync(join(folder, `${name}.pdf`))
              .subarray(0, 5)
              .toString(),
          ).toBe('%PDF-');
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
