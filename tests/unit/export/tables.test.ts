import { Cite } from '@citation-js/core';
import '@citation-js/plugin-csl';
import '@citation-js/plugin-ris';
import { parse as parseCsv } from 'csv-parse/sync';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ankiWriter } from '../../../utils/export/anki';
import type { ListWriter } from '../../../utils/export/article-formats';
import { cslJsonWriter } from '../../../utils/export/csl-json';
import { readwiseWriter, spreadsheetWriter } from '../../../utils/export/csv';
import { presentableRecord } from '../../../utils/export/presentable';
import { risWriter } from '../../../utils/export/ris';
import type { ArticleRecord } from '../../../utils/library/schema';
import { exampleMark } from '../library/examples';
import { HOSTILE, hostileSample, lettersOf, OPTIONS, sample } from './samples';

beforeEach(() => {
  vi.stubEnv('TZ', 'Asia/Shanghai');
  return () => vi.unstubAllEnvs();
});

/** Formats that take many articles in one file, each read back by a library or by the rules of the program. */
function write({ head, item, joint, tail }: ListWriter, ...records: ArticleRecord[]): string {
  const items = records.map((record, index) => item(presentableRecord(record), index));
  return head + items.filter((one) => one !== '').join(joint) + tail;
}

const URL = 'https://dangjian.gscn.com.cn/system/2020/08/11/012429867.shtml';
const TITLE = '认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者';
const bare = () => sample({ annotations: [], article: { title: '空' } });

describe('CSV', () => {
  const read = (csv: string): string[][] => parseCsv(csv, { bom: true });

  it('for Readwise has its columns, an excerpt a row', () => {
    expect(read(write(readwiseWriter(OPTIONS), sample(), bare(), sample()))).toEqual([
      ['Highlight', 'Title', 'Author', 'URL', 'Note', 'Location', 'Date'],
      ...Array(2)
        .fill([
          [
            '党务工作是政治工作',
            TITLE,
            '王某某',
            URL,
            '开篇的论点\n.党建 .理论_学习',
            '40',
            '2026-07-02 01:30:00',
          ],
          ['打铁还需自身硬', TITLE, '王某某', URL, '', '83', '2026-07-02 01:31:00'],
        ])
        .flat(),
    ]);
  });

  it('for a spreadsheet begins with a byte order mark, or Excel garbles Chinese', () => {
    const csv = write(spreadsheetWriter(OPTIONS), sample());
    expect(csv.startsWith('\ufeff"标题"')).toBe(true);
    expect(csv).toMatch(/\r\n$/);
    expect(read(csv)).toEqual([
      ['标题', '来源', '作者', '时间', '网址', '章节', '摘录', '批注', '标签', '颜色', '标记时间'],
      [
        TITLE,
        '《党的建设》杂志',
        '王某某',
        '2020-08-11 15:52',
        URL,
        '一、理论武装',
        '党务工作是政治工作',
        '开篇的论点',
        '党建、理论 学习',
        '黄色',
        '2026-07-02',
      ],
      [
        TITLE,
        '《党的建设》杂志',
        '王某某',
        '2020-08-11 15:52',
        URL,
        '自己加的一节',
        '打铁还需自身硬',
        '',
        '',
        '红色',
        '2026-07-02',
      ],
    ]);
  });

  it.each(HOSTILE)('calculates nothing and moves no cell: %s', (_, text) => {
    for (const writer of [readwiseWriter(OPTIONS), spreadsheetWriter(OPTIONS)]) {
      const rows = read(write(writer, hostileSample(text)));
      expect(rows.map((row) => row.length)).toEqual(Array(2).fill(rows[0]?.length));
      for (const cell of rows.flat()) {
        expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
        expect(cell).not.toMatch(/[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]|\p{Cs}/u);
      }
      expect(rows[1]?.some((cell) => lettersOf(cell) === lettersOf(text))).toBe(true);
    }
  });
});

describe('Anki', () => {
  /** Reads a text file by the rules of Anki's manual: headers, then a note a line, its fields apart by the separator. */
  function read(text: string) {
    const lines = text.replace(/\n$/, '').split('\n');
    const headers = lines.filter((line) => line.startsWith('#'));
    const notes = lines.slice(headers.length);
    return { headers, notes: notes.map((line) => line.split('\t')) };
  }

  it('has its headers, and an excerpt a line', () => {
    const { headers, notes } = read(write(ankiWriter(OPTIONS), sample(), bare()));
    expect(headers).toEqual([
      '#separator:Tab',
      '#html:true',
      '#notetype:Basic',
      '#deck:净读',
      '#columns:Front\tBack\tTags',
      '#tags column:3',
    ]);
    expect(notes).toHaveLength(2);
    expect(notes[0]?.[0]).toBe(`党务工作是政治工作<br><small>${TITLE}</small>`);
    expect(notes[0]?.[1]).toMatch(/^开篇的论点<br><small>一、理论武装<\/small><br><small>王某某\. /);
    expect(notes[0]?.[2]).toBe('党建 理论_学习');
    expect(notes[1]?.[2]).toBe('');
  });

  it.each(HOSTILE)('takes for text what is hostile: %s', (_, text) => {
    const { headers, notes } = read(write(ankiWriter(OPTIONS), hostileSample(text)));
    expect(headers).toHaveLength(6);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toHaveLength(3);
    for (const field of notes[0]?.slice(0, 2) ?? []) {
      const marked = field.replaceAll(/<br>|<\/?small>|&#\d+;/g, '');
      expect(marked).not.toMatch(/[<>&"'[\]\\$#]/);
    }
    expect(notes[0]?.[2]).not.toMatch(/["\s]|::/);
  });
});

describe('RIS', () => {
  const read = (ris: string) => new Cite(ris, { forceType: '@ris/file' }).data;

  // The reader knows fewer fields of some kinds than Zotero does: each is asked for what it knows.
  it.each([
    [
      '《党的建设》杂志',
      'MGZN',
      {
        author: [{ family: '王某某' }],
        'container-title': '党的建设',
        accessed: { 'date-parts': [[2026, 7, 2]] },
      },
    ],
    ['人民日报', 'NEWS', { reporter: '王某某', 'container-title': '人民日报' }],
    ['人民网', 'ELEC', { author: [{ family: '王某某' }] }],
  ])('says what %s is, and keeps the article', (source, type, known) => {
    const ris = write(risWriter(OPTIONS), sample({ article: { source } }), bare());
    expect(ris).toMatch(new RegExp(`^TY  - ${type}\r\n`));
    const [item, other] = read(ris);
    expect(item).toMatchObject({
      ...known,
      title: TITLE,
      URL,
      issued: { 'date-parts': [type === 'NEWS' ? [2020] : [2020, 8, 11]] },
      keyword: expect.stringContaining('党建'),
    });
    expect(JSON.stringify(item)).toContain('“党务工作是政治工作” 开篇的论点');
    expect(other?.title).toBe('空');
  });

  it.each(HOSTILE)('is one reference with its own tags alone: %s', (_, text) => {
    const ris = write(risWriter(OPTIONS), hostileSample(text));
    const tags = ris
      .trim()
      .split('\r\n')
      .map((line) => line.slice(0, 6));
    expect(tags.filter((tag) => tag === 'TY  - ' || tag === 'ER  - ' || tag === 'ER  -')).toHaveLength(2);
    for (const tag of tags) expect(tag).toMatch(/^(?:TY|AU|TI|T2|PY|DA|UR|Y2|LA|KW|N1|ER) {2}-/);
    expect(ris).not.toMatch(/(?<!\r)\n|\r(?!\n)/);
    expect(read(ris)).toHaveLength(1);
  });
});

describe('CSL-JSON', () => {
  it('is what a citation processor takes', () => {
    const cite = new Cite(write(cslJsonWriter(OPTIONS), sample(), { ...bare(), id: 'f'.repeat(32) }));
    expect(cite.data).toHaveLength(2);
    expect(cite.data[0]).toMatchObject({
      type: 'article-magazine',
      title: TITLE,
      author: [{ literal: '王某某' }],
      'container-title': '党的建设',
      issued: { 'date-parts': [[2020, 8, 11]] },
      accessed: { 'date-parts': [[2026, 7, 2]] },
      URL,
      annote: '“党务工作是政治工作” 开篇的论点\n\n“打铁还需自身硬”',
    });
    expect(cite.format('bibliography', { format: 'text', template: 'apa' })).toContain(TITLE);
  });

  it.each(HOSTILE)('keeps as text what is hostile: %s', (_, text) => {
    const items = JSON.parse(write(cslJsonWriter(OPTIONS), hostileSample(text)));
    expect(items).toHaveLength(1);
    expect(Object.keys(items[0])).toEqual(
      expect.arrayContaining(['id', 'type', 'title', 'author', 'URL', 'accessed']),
    );
    expect(lettersOf(items[0].title)).toBe(lettersOf(text));
  });

  it('tells newspapers from pages', () => {
    const types = ['人民日报', '人民网'].map(
      (source) => JSON.parse(write(cslJsonWriter(OPTIONS), sample({ article: { source } })))[0].type,
    );
    expect(types).toEqual(['article-newspaper', 'webpage']);
  });
});

describe('marks on several lines', () => {
  it('stay one row, one note, one reference', () => {
    const record = sample({
      annotations: [
        exampleMark(1, { quote: { exact: '上段\n下段', prefix: '', suffix: '' }, note: '一\r\n\r\n二' }),
      ],
    });
    const rows: string[][] = parseCsv(write(spreadsheetWriter(OPTIONS), record), { bom: true });
    expect(rows[1]?.slice(6, 8)).toEqual(['上段\n下段', '一\n\n二']);
    expect(write(ankiWriter(OPTIONS), record).split('\n').at(-2)).toMatch(/^上段<br>下段<br><small>/);
    expect(write(risWriter(OPTIONS), record)).toContain('\r\nN1  - “上段 下段” 一 二\r\n');
  });
});
