import { describe, expect, it } from 'vitest';
import type { OutlineNode } from '../../../utils/article/types.ts';
import { buildOutline } from '../../../utils/outline/build.ts';

const BODY = '这里是这一节的正文，说明了事情的来龙去脉，也举了几个例子。';

/** One block a line; a leading * makes it bold, # a heading. */
function blocks(lines: readonly string[]) {
  let start = 0;
  return lines.map((line) => {
    const text = line.replace(/^[*#]/, '');
    const block = { text, start, tag: line.startsWith('#') ? 'h2' : 'p', bold: line.startsWith('*') };
    start += text.length + 1;
    return block;
  });
}

function rows(nodes: readonly OutlineNode[]): string[] {
  return nodes.flatMap((node) => [`${node.level} ${node.numbering}|${node.title}`, ...rows(node.children)]);
}

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
  ['two bold lines are emphasis', ['*硬件一流', BODY, '*管理精致', BODY], []],
  [
    'a bare numeral',
    ['一', BODY, '二', BODY].map((line) => (line.length === 1 ? `${line}、` : line)),
    ['1 一、|', '1 二、|'],
  ],
  ['a lone number is none', [`一、只有一个。${BODY}`, BODY], []],
  [
    'articles of a regulation are text',
    ['第一条 为了规范管理，制定本办法。', '第二条 本办法适用于全市。', '第三条 本办法自公布之日起施行。'],
    [],
  ],
  ['list items are none', ['一、认真执行方针；', '二、全面反映情况；', '三、坚定支持工作。'], []],
  ['years and decimals are none', ['1.5亿元投向民生。其余用于建设。', '2020年是关键一年。大家都很忙。'], []],
  ['一、二线城市 is none', [`一、二线城市房价平稳。${BODY}`, BODY, `三、四季度再看。${BODY}`], []],
  ['第一时间 and 第一书记 are none', [`第一时间赶到现场。${BODY}`, `第一书记来了。${BODY}`], []],
  ['一是 二是 are none', [`一是提高认识。${BODY}`, `二是抓好落实。${BODY}`], []],
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

  it('takes time in proportion to the text', () => {
    const began = performance.now();
    buildOutline([
      { text: '1、2、'.repeat(2_500_000), start: 0, tag: 'p' },
      ...blocks(Array(100_000).fill('一、甲')),
    ]);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
