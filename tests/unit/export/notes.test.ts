import createMarkdownIt from 'markdown-it';
import { SaxesParser } from 'saxes';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { exportArticleFreeMind, exportArticleOpml } from '../../../utils/export/article-outline';
import { exportLogseq } from '../../../utils/export/logseq';
import { exportPlainText } from '../../../utils/export/plain-text';
import { presentableRecord } from '../../../utils/export/presentable';
import { readOpml } from '../../../utils/export/read-outline-opml';
import type { ArticleRecord } from '../../../utils/library/schema';
import { exampleMark } from '../library/examples';
import { HOSTILE, hostileSample, lettersOf, OPTIONS, sample } from './samples';

beforeEach(() => {
  vi.stubEnv('TZ', 'Asia/Shanghai');
  return () => vi.unstubAllEnvs();
});

const URL = 'https://dangjian.gscn.com.cn/system/2020/08/11/012429867.shtml';
const REFERENCE = `王某某. 认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者[J/OL]. 党的建设，2020[2026-07-02]. ${URL}.`;

describe('exportLogseq', () => {
  const write = (record: ArticleRecord) => exportLogseq(presentableRecord(record), OPTIONS);

  it('has page properties, a block for each excerpt, notes and tags below it', () => {
    expect(write(sample())).toBe(
      [
        'title:: 认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者',
        `source:: ${URL}`,
        'author:: 王某某',
        'published:: 2020-08-11',
        'created:: 2026-07-02',
        'tags:: 党建, 理论-学习',
        '',
        '- ## 提纲',
        '\t- 一、理论武装',
        '\t\t- 先读这一节',
        '\t- 二、主动担当作为,做业务上的内行人',
        '\t\t- 自己加的一节',
        '- ## 摘录与批注',
        '- ### 一、理论武装',
        '- > 党务工作是政治工作',
        '\t- 开篇的论点',
        '\t- #党建 #理论-学习',
        '- ### 自己加的一节',
        '- > 打铁还需自身硬',
        '- ## 引文',
        `- ${`[1] ${REFERENCE}`.replaceAll('[', '\\[').replace(URL, `<${URL}>`)}`,
        '',
      ].join('\n'),
    );
  });

  it('keeps an excerpt over several blocks in one, and makes no task of a note', () => {
    const mark = exampleMark(1, {
      quote: { exact: '上\n下', prefix: '', suffix: '' },
      note: 'TODO 再读\nNOWHERE',
    });
    const lines = write(sample({ annotations: [mark], heads: [] })).split('\n');
    expect(lines.slice(lines.indexOf('- ## 摘录与批注') + 1, lines.indexOf('- ## 引文'))).toEqual([
      '- > 上',
      '  >',
      '  > 下',
      '\t- 批注：TODO 再读',
      '\t- NOWHERE',
    ]);
  });

  it.each(HOSTILE)('makes no syntax of what is hostile: %s', (_, text) => {
    const [properties = '', blocks = ''] = write(hostileSample(text)).split('\n\n');
    for (const line of properties.split('\n')) {
      expect(line).toMatch(/^(?:title|source|author|published|created|tags):: \S/);
      expect(line.replace(/^\w+:: /, '')).not.toMatch(/[[\](){}#"`\\]|::|^$/);
    }
    // Every line is a block of ours or goes on with one.
    for (const line of blocks.trim().split('\n')) expect(line).toMatch(/^\t*(?:- | {2}>)/);
    const bare = blocks
      .replace(/\\[!-/:-@[-`{-~]/g, '·')
      .replace(/^\t*- #{2,3} /gm, '')
      .replace(/^\t+- (?:#[\p{L}\p{N}_/-]+ ?)+$/gmu, '')
      .replace(`<${URL}>`, '');
    expect(bare).not.toMatch(/[[`*~$^|#]|<[a-z!/?%]|::|\{[{%]|:\/\/|^\t*- (?:TODO|NOW)/im);
    // Another reader's parser sees neither links nor HTML nor pictures in it, but for the page's own address.
    const tokens = createMarkdownIt('commonmark', { html: true }).parse(blocks, {});
    const inline = tokens.flatMap(({ children }) => children ?? []);
    expect(inline.filter(({ type }) => /link_open/.test(type)).map((link) => link.attrGet('href'))).toEqual([
      URL,
    ]);
    expect([...tokens, ...inline].filter(({ type }) => /html|image|fence|code/.test(type))).toEqual([]);
  });
});

describe('exportPlainText', () => {
  it('holds everything, set as a page is', () => {
    expect(exportPlainText(sample(), OPTIONS)).toBe(
      [
        '认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者',
        '来源：《党的建设》杂志',
        '作者：王某某',
        '编辑：张玉芳',
        '时间：2020-08-11 15:52',
        '',
        '提纲',
        '　　一、理论武装',
        '　　　　　　先读这一节',
        '　　二、主动担当作为,做业务上的内行人',
        '　　　　自己加的一节',
        '',
        '摘录与批注',
        '',
        '一、理论武装',
        '',
        '　　“党务工作是政治工作”',
        '　　　　开篇的论点',
        '　　　　#党建 #理论-学习',
        '',
        '自己加的一节',
        '',
        '　　“打铁还需自身硬”',
        '',
        '引文',
        `[1] ${REFERENCE}`,
        '',
      ].join('\n'),
    );
  });

  it('leaves out what there is not', () => {
    const bare = sample({
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
    expect(exportPlainText(bare, OPTIONS)).toBe('题\n\n引文\n[1] 题[EB/OL]. [2026-07-02]. https://a.cn/.\n');
  });
});

/** What an XML parser finds: the names of elements, and every value of an attribute. Fails where it is no XML. */
function readXml(xml: string): { names: string[]; values: string[] } {
  const found = { names: [] as string[], values: [] as string[] };
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    found.names.push(name);
    found.values.push(...Object.values(attributes).map(String));
  });
  parser.write(xml).close();
  return found;
}

describe('an article’s outline', () => {
  const write = (record: ArticleRecord) => exportArticleOpml(presentableRecord(record), OPTIONS);

  it('comes back from OPML with its excerpts, their notes and tags', () => {
    const { title, url, entries } = readOpml(write(sample()));
    expect([title, url]).toEqual([sample().article.title, URL]);
    expect(entries.map(({ numbering, title, level, note }) => [level, numbering, title, note])).toEqual([
      [1, '一、', '理论武装', '先读这一节'],
      [1, '二、', '主动担当作为,做业务上的内行人', ''],
      [2, '', '自己加的一节', ''],
    ]);
    expect(entries.flatMap(({ excerpts }) => excerpts.map(({ quote, note }) => [quote, note]))).toEqual([
      ['党务工作是政治工作', '开篇的论点\n#党建 #理论-学习'],
      ['打铁还需自身硬', ''],
    ]);
  });

  it('leaves out no excerpt: those before the first head, and those of an article without heads', () => {
    const early = exampleMark(1, { position: { start: 0, end: 5 } });
    const withHeads = readOpml(write(sample({ annotations: [early] })));
    expect(withHeads.entries.map(({ title, excerpts }) => [title, excerpts.length])[0]).toEqual(['开篇', 1]);
    const without = readOpml(write(sample({ annotations: [early, exampleMark(2)], heads: [] })));
    expect(without.entries.map(({ title, excerpts }) => [title, excerpts.length])).toEqual([
      ['摘录与批注', 2],
    ]);
  });

  it.each(HOSTILE)('is XML of its own elements alone: %s', (_, text) => {
    const opml = readXml(write(hostileSample(text)));
    expect(new Set(opml.names.map((name) => name.replace(/^jingdu:/, '')))).toEqual(
      new Set([
        'opml',
        'head',
        'title',
        'dateCreated',
        'dateModified',
        'expansionState',
        'url',
        'created',
        'modified',
        'body',
        'outline',
      ]),
    );
    expect(opml.values.some((value) => lettersOf(value) === lettersOf(text))).toBe(true);
    const map = readXml(exportArticleFreeMind(presentableRecord(hostileSample(text)), OPTIONS));
    expect(new Set(map.names)).toEqual(
      new Set(['map', 'node', 'icon', 'richcontent', 'html', 'head', 'body', 'p']),
    );
    expect(map.values.some((value) => lettersOf(value) === lettersOf(text))).toBe(true);
  });
});
