import fc from 'fast-check';
import type { OutlineEntry, OutlineFile } from '../../../utils/outline/types';

/** A head with what matters to a test. */
export function exampleEntry(changes: Partial<OutlineEntry> = {}): OutlineEntry {
  return { level: 1, numbering: '', title: '', note: '', collapsed: false, excerpts: [], ...changes };
}

/** An outline that has one of everything. */
export function exampleOutline(): OutlineFile {
  return {
    title: '认真履职尽责 主动担当作为',
    url: 'https://www.gscn.com.cn/a.html?id=1&n=2',
    created: '2026-07-02T01:02:03.456Z',
    modified: '2026-07-03T04:05:06.000Z',
    entries: [
      exampleEntry({ numbering: '一、', title: '强化理论武装', note: '开篇\n第二行\n\n另一段', start: 120 }),
      exampleEntry({
        level: 2,
        numbering: '（一）',
        title: '学 <深> & "透"',
        collapsed: true,
        start: 150,
        excerpts: [
          {
            id: '0b7e6f4a-1c2d-4e3f-8a9b-000000000001',
            quote: '党务工作是政治工作',
            note: '要点',
          },
          { id: '0b7e6f4a-1c2d-4e3f-8a9b-000000000002', quote: '打铁\n还需自身硬', note: '' },
        ],
      }),
      exampleEntry({ level: 3, title: '自己加的一节' }),
      exampleEntry({ numbering: '二、', title: '主动担当', start: 900 }),
    ],
  };
}

/** What writers stumble over: the syntax of Markdown, XML and their dialects, numbering, wide and odd characters. */
const PIECES = [
  ...'-*+_`~[]()<>!#&"\'\\|=:;@$%^{}/.,0123456789 \t\u3000\u00a0\u200b\ufeff\u2028',
  ...[
    '- ',
    '1. ',
    '1) ',
    '> ',
    '# ',
    '---',
    '===',
    '```',
    '~~~',
    '[ ] ',
    '[!quote] ',
    '](',
    '![',
    '<b>',
    '</p>',
  ],
  ...[
    '<!--',
    '-->',
    ']]>',
    '<![CDATA[',
    '&amp;',
    '&#10;',
    '&#x20;',
    '&lt',
    '<?xml ',
    '<!DOCTYPE',
    'https://a.cn ',
  ],
  ...['www.a.cn', 'a@b.cn', '::', '%%', '<%', '{{', '[[', '^a', '==', '\\', '  ', '\\\\'],
  ...[
    '一、',
    '（一）',
    '1.',
    '1、',
    '①',
    '第一章',
    '第一',
    'A.',
    '甲',
    '字',
    '，',
    '。',
    '😀',
    '👨‍👩‍👧',
    'e\u0301',
    '𠮷',
  ],
];

/** A text of what is dangerous and of anything else, on one line. */
export const lineOfText = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  .map((text) => text.replace(/[\r\n]/g, ' '));

/** A text that may have several lines, blank ones among them. */
export const textOfLines = fc
  .array(lineOfText, { maxLength: 4 })
  .chain((lines) => fc.constantFrom('\n', '\n\n', '\n\n\n').map((end) => lines.join(end)));

const moment = fc
  .date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());

const entry = fc.record({
  depth: fc.nat(),
  numbering: fc.oneof(fc.constantFrom('', '一、', '（一）', '1.', '①', '第一章', '首先，'), lineOfText),
  title: lineOfText,
  note: textOfLines,
  collapsed: fc.boolean(),
  start: fc.option(fc.nat(2 ** 31 - 1), { nil: undefined }),
  excerpts: fc.array(fc.record({ id: fc.uuid(), quote: textOfLines, note: textOfLines }), { maxLength: 3 }),
});

/** Any outline that keeps the rule of levels. */
export const anyOutline: fc.Arbitrary<OutlineFile> = fc
  .record(
    {
      title: lineOfText.map((title) => title.trim()),
      url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
      created: moment,
      modified: moment,
      entries: fc.array(entry, { maxLength: 12 }),
    },
    { requiredKeys: ['title', 'entries'] },
  )
  .map((file) => {
    let previous = 0;
    const entries = file.entries.map(({ depth, start, ...rest }) => {
      previous = 1 + (depth % Math.min(previous + 1, 32));
      return { level: previous, ...rest, ...(start === undefined ? {} : { start }) };
    });
    return { ...file, entries };
  });
