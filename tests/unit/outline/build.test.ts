import { describe, expect, it } from 'vitest';
import { buildOutline } from '../../../utils/outline/build.ts';
import { BODY, blocks, rows } from './examples.ts';

const CASES: [name: string, lines: string[], expected: string[]][] = [
  [
    'run-in headings',
    [`一、强化理论武装,做明白人。${BODY}`, `二、勤于学习。${BODY}`],
    ['1 一、|强化理论武装,做明白人', '1 二、|勤于学习'],
  ],
  [
    'levels by the order of kinds',
    ['一、总则', BODY, `（一）目标。${BODY}`, `（二）原则。${BODY}`, '二、附则', BODY],
    ['1 一、|总则', '2 （一）|目标', '2 （二）|原则', '1 二、|附则'],
  ],
  [
    '（一） above 一、',
    ['（一）甲部分', '一、子一', BODY, '二、子二', BODY, '（二）乙部分', BODY],
    ['1 （一）|甲部分', '2 一、|子一', '2 二、|子二', '1 （二）|乙部分'],
  ],
  ['chapters', ['第一章 总则', BODY, '第二章 附则', BODY], ['1 第一章|总则', '1 第二章|附则']],
  ['labels with a colon', [`1.民主推荐：${BODY}`, `2.组织考察：${BODY}`], ['1 1.|民主推荐', '1 2.|组织考察']],
  ['headings by tag', ['#第一个标题', BODY, '#第二个标题', BODY], ['1 |第一个标题', '1 |第二个标题']],
  [
    'bold lines',
    ['*硬件一流', BODY, '*管理精致', BODY, '*团队专业', BODY],
    ['1 |硬件一流', '1 |管理精致', '1 |团队专业'],
  ],
  ['one bold line is emphasis', [BODY, '*硬件一流', BODY], []],
  [
    'centred lines',
    ['^山里的学校', BODY, BODY, '^河边的孩子', BODY, '^雪后的路', BODY],
    ['1 |山里的学校', '1 |河边的孩子', '1 |雪后的路'],
  ],
  [
    'short centred lines, three of them',
    ['^立春', BODY, '^雨水', BODY, '^惊蛰', BODY],
    ['1 |立春', '1 |雨水', '1 |惊蛰'],
  ],
  [
    'centred lines below numbered ones',
    ['一、过去', '^山里的学校', BODY, '^河边的孩子', BODY, '二、现在', BODY],
    ['1 一、|过去', '2 |山里的学校', '2 |河边的孩子', '1 二、|现在'],
  ],
  [
    'two spaces between a heading and its text, of which one is left',
    [
      `（一）基本原则 坚持以人民为中心，统筹发展和安全，把群众满意当作标准。${BODY}`,
      `（二）主要目标 群众身边的小事有人管，办事的环节一年比一年少。${BODY}`,
    ],
    ['1 （一）|基本原则', '1 （二）|主要目标'],
  ],
  [
    'a space between the halves of a heading',
    [
      `一、提高认识 统一思想，做明白人。${BODY}`,
      `二、夯实基层基础 提升治理能力，让群众的日子越过越安稳越踏实。${BODY}`,
      `三、忆往昔 看今朝 谋未来，在新的起点上把各项工作再往前推一步。${BODY}`,
    ],
    [
      '1 一、|提高认识 统一思想，做明白人',
      '1 二、|夯实基层基础 提升治理能力，让群众的日子越过越安稳越踏实',
      '1 三、|忆往昔 看今朝 谋未来，在新的起点上把各项工作再往前推一步',
    ],
  ],
  [
    'two bold lines in a row are one',
    [BODY, '*硬件一流', '*管理精致', BODY, '*团队专业', BODY],
    ['1 |硬件一流', '1 |团队专业'],
  ],
  [
    'a bare numeral',
    ['一', BODY, '二', BODY].map((line) => (line.length === 1 ? `${line}、` : line)),
    ['1 一、|', '1 二、|'],
  ],
  [
    'questions in one line',
    ['1、为什么要改？怎样改？', BODY, '2、改什么？', BODY],
    ['1 1、|为什么要改？怎样改？', '1 2、|改什么？'],
  ],
  [
    'a sentence of its own that opens a series below',
    [
      '一、要看到不足。',
      `1、重学习。${BODY}`,
      `2、轻实践。${BODY}`,
      '二、要补上短板。',
      `1、多动手。${BODY}`,
      `2、多走动。${BODY}`,
    ],
    [
      '1 一、|要看到不足',
      '2 1、|重学习',
      '2 2、|轻实践',
      '1 二、|要补上短板',
      '2 1、|多动手',
      '2 2、|多走动',
    ],
  ],
  [
    'marks within quotation marks and brackets end no heading',
    [`一、“怎么办？”的回答（试行；草案）。${BODY}`, `二、9:30开会。${BODY}`],
    ['1 一、|“怎么办？”的回答（试行；草案）', '1 二、|9:30开会'],
  ],
  [
    'one space before a long paragraph',
    [
      `一、工作进度 ${BODY.replace(/。/g, '，').repeat(3)}。`,
      `二、工作要求 ${BODY.replace(/。/g, '，').repeat(3)}。`,
    ],
    ['1 一、|工作进度', '1 二、|工作要求'],
  ],
  [
    'a kind slipped among another: 三 after （一）（二）',
    [
      '一、情况',
      BODY,
      '二、做法',
      '（一）先学',
      BODY,
      '（二）后做',
      BODY,
      '三、再评',
      BODY,
      '三、结语',
      BODY,
    ],
    ['1 一、|情况', '1 二、|做法', '2 （一）|先学', '2 （二）|后做', '2 三、|再评', '1 三、|结语'],
  ],
  [
    'a kind changed after the first',
    [`一、甲的问题。${BODY}`, `2、乙的问题。${BODY}`, `3、丙的问题。${BODY}`],
    ['1 一、|甲的问题', '1 2、|乙的问题', '1 3、|丙的问题'],
  ],
  [
    'a kind changed in between',
    [`（一）甲的问题。${BODY}`, `二、乙的问题。${BODY}`, `（三）丙的问题。${BODY}`],
    ['1 （一）|甲的问题', '1 二、|乙的问题', '1 （三）|丙的问题'],
  ],
  [
    'a gap, a number twice and a restart',
    [
      `一、甲。${BODY}`,
      `三、乙。${BODY}`,
      `四、丙。${BODY}`,
      `四、丁。${BODY}`,
      `一、戊。${BODY}`,
      `二、己。${BODY}`,
    ],
    ['1 一、|甲', '1 三、|乙', '1 四、|丙', '1 四、|丁', '1 一、|戊', '1 二、|己'],
  ],
  [
    'numbers that run on through the sections',
    ['（一）甲', `1.子。${BODY}`, `2.丑。${BODY}`, '（二）乙', `3.寅。${BODY}`, `4.卯。${BODY}`],
    ['1 （一）|甲', '2 1.|子', '2 2.|丑', '1 （二）|乙', '2 3.|寅', '2 4.|卯'],
  ],
  [
    'a list that ends before the first 一、 holds no section',
    [`1.甲。${BODY}`, `2.乙。${BODY}`, '一、丙', BODY, '二、丁', BODY],
    ['1 1.|甲', '1 2.|乙', '1 一、|丙', '1 二、|丁'],
  ],
  [
    'a stray number between',
    [`一、甲。${BODY}`, `十一、五一期间游人如织。${BODY}`, `二、乙。${BODY}`, `三、丙。${BODY}`],
    ['1 一、|甲', '1 二、|乙', '1 三、|丙'],
  ],
  [
    'a heading that begins like an enumeration',
    ['一、二线城市供地', BODY, '二、住房租赁', BODY, '三、信贷', BODY],
    ['1 一、|二线城市供地', '1 二、|住房租赁', '1 三、|信贷'],
  ],
  [
    'a year at its beginning',
    ['一、2020年的工作', BODY, '二、2021年的打算', BODY],
    ['1 一、|2020年的工作', '1 二、|2021年的打算'],
  ],
  [
    'annexes',
    ['一、背景', BODY, '二、要求', BODY, '附件1 学校开放办法', '一、原则', BODY, '二、时间', BODY],
    ['1 一、|背景', '1 二、|要求', '1 附件1|学校开放办法', '2 一、|原则', '2 二、|时间'],
  ],
  [
    'a document passed on',
    ['大家：', '关于开放操场的通知', '一、原则', BODY, '二、时间', BODY],
    ['1 |关于开放操场的通知', '2 一、|原则', '2 二、|时间'],
  ],
  [
    'headings by their tags, though the deeper one comes first',
    ['###导语', BODY, '##正题', BODY, '###其一', BODY, '##结语', BODY],
    ['1 |导语', '1 |正题', '2 |其一', '1 |结语'],
  ],
  [
    'bold lines with labels below bold lines',
    [
      '*该注意什么',
      BODY,
      '*寝室：违规用电',
      BODY,
      '*食堂：燃气炉',
      BODY,
      '*教室：老线路',
      BODY,
      '*结语',
      BODY,
    ],
    ['1 |该注意什么', '2 |寝室：违规用电', '2 |食堂：燃气炉', '2 |教室：老线路', '1 |结语'],
  ],
  [
    'bare numbers with their titles below',
    ['1', '*山里的学校', BODY, '2', '*山外的来信', BODY],
    ['1 1|山里的学校', '1 2|山外的来信'],
  ],
  ['bare numbers over text', ['一', BODY, '二', BODY], ['1 一|', '1 二|']],
  [
    'a preface beside numbered sections and their bold lines',
    ['*前言', BODY, '一、甲', BODY, '*山里的学校', BODY, '*山外的来信', BODY, '二、乙', BODY, '*结语', BODY],
    ['1 |前言', '1 一、|甲', '2 |山里的学校', '2 |山外的来信', '1 二、|乙', '1 |结语'],
  ],
  [
    'a conclusion beside numbered sections',
    ['一、甲', BODY, '二、乙', BODY, '*结 语', BODY],
    ['1 一、|甲', '1 二、|乙', '1 |结 语'],
  ],
  [
    'numbered and unnumbered headings of one tag',
    ['##背景说明', BODY, '##一、甲', BODY, '###子题', BODY, '##二、乙', BODY, '##几点想法', BODY],
    ['1 |背景说明', '1 一、|甲', '2 |子题', '1 二、|乙', '1 |几点想法'],
  ],
  [
    'numbered kinds of one tag',
    ['###一、甲', BODY, '###（一）子', BODY, '###（二）丑', BODY, '###二、乙', BODY],
    ['1 一、|甲', '2 （一）|子', '2 （二）|丑', '1 二、|乙'],
  ],
  [
    'numbered sections below headings',
    ['##上篇故事', '一、甲', BODY, '二、乙', BODY, '##下篇故事', '一、丙', BODY, '二、丁', BODY],
    ['1 |上篇故事', '2 一、|甲', '2 二、|乙', '1 |下篇故事', '2 一、|丙', '2 二、|丁'],
  ],
];

describe('buildOutline', () => {
  it.each(CASES)('%s', (_name, lines, expected) => {
    expect(rows(buildOutline(blocks(lines)))).toEqual(expected);
  });

  it('says where sections begin and end', () => {
    const lines = [`一、甲。${BODY}`, BODY, `二、乙。${BODY}`];
    const [first, second] = buildOutline(blocks(lines));
    const secondStart = `${lines[0]}\n${lines[1]}\n`.length;
    expect([first?.start, first?.end, second?.start, second?.end]).toEqual([
      0,
      secondStart,
      secondStart,
      lines.join('\n').length,
    ]);
  });

  it('goes no deeper than can be stored', () => {
    const numbers = [
      '第一编 ',
      '第一章 ',
      '第一节 ',
      '一、',
      '（一）',
      '1.',
      '（1）',
      '①',
      '甲、',
      'A.',
      'a.',
      '1）',
      'Ⅰ、',
      '壹、',
    ];
    const seconds = [
      '第二编 ',
      '第二章 ',
      '第二节 ',
      '二、',
      '（二）',
      '2.',
      '（2）',
      '②',
      '乙、',
      'B.',
      'b.',
      '2）',
      'Ⅱ、',
      '贰、',
    ];
    const lines = [...numbers, ...seconds.reverse()].flatMap((number) => [`${number}标题`, BODY]);
    const levels = rows(buildOutline(blocks(lines))).map((row) => Number.parseInt(row, 10));
    expect(Math.max(...levels)).toBe(12);
  });
});
