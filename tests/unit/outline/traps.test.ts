// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../../utils/article/text.ts';
import { buildOutline } from '../../../utils/outline/build.ts';
import { BODY, blocks, rows } from './examples.ts';

const NONE: [name: string, lines: string[]][] = [
  ['a lone number', [`一、只有一个。${BODY}`, BODY]],
  ['numbers too far apart', [`一、甲。${BODY}`, `九、乙。${BODY}`]],
  ['一、二线城市 and 三、四季度', [`一、二线城市房价平稳。${BODY}`, BODY, `三、四季度再看。${BODY}`]],
  ['一、二线 followed by 二、三线', [`一、二线城市房价平稳。${BODY}`, BODY, `二、三线城市库存偏高。${BODY}`]],
  ['七、八十年代', [`七、八十年代的老街。${BODY}`, `八、九十年代的新城。${BODY}`]],
  [
    'sums and years',
    ['1.5亿元投向民生。其余用于建设。', '2.6亿元用于修路。其余存着。', '2020年是关键一年。大家都很忙。'],
  ],
  ['dates', ['10月1日开幕。大家都很忙。', '10月2日闭幕。大家都很累。', '12 月开会', BODY, '13 日散会', BODY]],
  ['times', ['9:30 集合', '10:30 出发', '11:30 到达']],
  ['第一时间 and 第一书记', [`第一时间赶到现场。${BODY}`, `第二书记来了。${BODY}`]],
  ['第一节课', [`第一节课上得很好。${BODY}`, `第二节课也不错。${BODY}`]],
  ['第一条铁路', [`第一条铁路通车了。${BODY}`, `第二条铁路也快了。${BODY}`]],
  ['一是 二是', [`一是提高认识。${BODY}`, `二是抓好落实。${BODY}`]],
  ['一是 二是 within a paragraph', [`要做到：一是提高认识；二是抓好落实；三是加强监督。${BODY}`]],
  ['numbers within a paragraph', [`问题有三：一、认识不足。二、落实不力。三、监督不严。${BODY}`]],
  ['第一 within a paragraph', [`原因有二。第一，人少。第二，事多。${BODY}`]],
  [
    '第一 with a long argument',
    [`第一，${'我们说过，'.repeat(20)}。${BODY}`, `第二，${'大家知道，'.repeat(20)}。${BODY}`],
  ],
  [
    '首先 as prose',
    [
      `首先，高收入并不是坏事，可是要取之有道。${BODY}`,
      `其次，监管也不是坏事，可是要讲分寸。${BODY}`,
      `最后，${BODY}`,
    ],
  ],
  ['首先 alone', [`首先，思想要重视。${BODY}`, BODY]],
  ['list items', ['一、认真执行方针；', '二、全面反映情况；', '三、坚定支持工作。']],
  ['lines without text between', ['1、香港', '2、新加坡', '3、澳大利亚', '4、新西兰']],
  ['a ranking in lines', ['1', '张三', '90分', '2', '李四', '85分', '3', '王五', '80分']],
  ['bylines in bold', ['*本报记者 张三', BODY, '*记者 李四', BODY, '*摄影/王五', BODY]],
  ['answers to choose from', ['A. 正确', 'B. 错误', 'C. 不知道', 'D. 都不对']],
  [
    'articles of a regulation',
    ['第一条 为了规范管理，制定本办法。', '第二条 本办法适用于全市。', '第三条 本办法自公布之日起施行。'],
  ],
  [
    'clauses below articles',
    [
      '第一条 学生应当做到下列事项。',
      `（一）上课：${BODY}`,
      `（二）下课：${BODY}`,
      '第二条 本办法自公布之日起施行。',
    ],
  ],
  [
    'amendments',
    ['一、将第一条修改为：“为了规范。”', '二、将第二条修改为：“适用全市。”', '三、将第三条删去：“略。”'],
  ],
  [
    'references',
    [
      '参考文献：',
      '1.张三：《论学习》，某某出版社2010年版，第3页。',
      '2.李四：《论读书》，某某出版社2011年版，第5页。',
    ],
  ],
  [
    'references without their heading',
    ['[1]张三.论学习[J].学报,2010年第3期.', '1. 张三. 论学习[M]. 2010.', '2. 李四. 论读书[M]. 2011.'],
  ],
  ['notes', ['注释', '①张三：甲校的老师。他教语文。', '②李四：乙校的老师。他教数学。']],
  ['a table', ['|一、甲', '|二、乙', '|三、丙']],
  ['a quotation', ['>一、甲', '>正文说明。', '>二、乙', '>正文说明。']],
  ['a quotation in marks', [`“一、甲。${BODY}`, `“二、乙。${BODY}”`]],
  [
    'enclosures',
    ['附件：1.关于开放操场的办法', '2.关于开放书馆的办法', '某某学校', '附件1 开放办法', '附件2 借阅办法'],
  ],
  [
    'an interview',
    [
      '*记者：为什么？',
      BODY,
      '*张三：因为。',
      BODY,
      '*记者：然后呢？',
      BODY,
      '*记者：后来？',
      BODY,
      '*记者：谢谢。',
      BODY,
    ],
  ],
  [
    'speakers',
    [
      '*张老师：早',
      BODY,
      '*李老师：好',
      BODY,
      '*张老师：晚',
      BODY,
      '*李老师：安',
      BODY,
      '*张老师：喂',
      BODY,
      '*李老师：嗯',
      BODY,
    ],
  ],
  ['one centred line', [BODY, '^山里的学校', BODY]],
  ['two short centred lines', [BODY, '^立春', BODY, '^雨水', BODY]],
  [
    'centred lines of verse',
    [BODY, '^山里的学校很小', '^只有一口钟', BODY, '^河边的孩子很多', '^都会唱歌', BODY],
  ],
  ['centred authors and dates', ['^张三 李四', BODY, '^2020年8月11日', BODY, '^本报记者 王五', BODY]],
  [
    'centred signs of documents',
    ['^国办发〔2020〕8号', BODY, '^（2020年8月11日通过）', BODY, '^第12号', BODY],
  ],
  ['centred ornaments', [BODY, '^* * *', BODY, '^———', BODY, '^◇◇◇', BODY]],
  ['centred signatures', [BODY, BODY, '^某某市教育局', '^办公室主任']],
  ['centred titles of tables', [BODY, '^表1 各校人数', BODY, '^表2 各校教室', BODY]],
  ['centred sentences', [BODY, '^山里的学校很小。', BODY, '^河边的孩子很多。', BODY]],
  [
    'names with what is said of them behind a space',
    [
      '1、张三 某某大学的教授，长年研究乡村教育，写过几本书。',
      '2、李四 某某中学的校长，长年住在学校里，爱种花草。',
    ],
  ],
  ['bold lines of data', ['*时间：周一', '*地点：操场', '*电话：12345', BODY]],
  [
    'a bold quotation',
    [
      '*“这是我们大家共同的事情要一起做好”',
      BODY,
      '*“那是他们自己的事情不要多管闲事”',
      BODY,
      '*“这是最后的一件事情做完大家回家”',
      BODY,
    ],
  ],
];

describe('no heading', () => {
  it.each(NONE)('%s', (_, lines) => {
    expect(rows(buildOutline(blocks(lines)))).toEqual([]);
  });

  it('the headline again', () => {
    expect(buildOutline(blocks(['#我们 的学校', BODY]), '我们的学校')).toEqual([]);
    expect(buildOutline(blocks(['#我们的学校和我们的老师', BODY]), '观点：我们的学校和我们的老师')).toEqual(
      [],
    );
  });
});

describe('in a page', () => {
  const outlineOf = (html: string) => {
    const body = document.createElement('div');
    body.innerHTML = html;
    return rows(buildOutline(blocksOf(body)));
  };

  it('bold sentences that begin paragraphs are headings, where there are some', () => {
    const lead = (words: string) => `<p><strong>${words}</strong>${BODY}</p>`;
    expect(outlineOf(lead('学习要勤。') + lead('做事要实。') + lead('为人要正。'))).toEqual([
      '1 |学习要勤',
      '1 |做事要实',
      '1 |为人要正',
    ]);
    expect(outlineOf(lead('李同学：') + lead('王同学：') + lead('张同学：'))).toEqual([]);
    expect(outlineOf(lead('学习要勤。') + lead('做事要实。'))).toEqual([]);
  });

  it('a bold number and title end at the space behind them, not amid a sentence', () => {
    const paragraph = (head: string, gap: string) => `<p><strong>${head}</strong>${gap}${BODY}</p>`;
    expect(outlineOf(paragraph('一、民心账', ' ') + paragraph('二、经济账', ' '))).toEqual([
      '1 一、|民心账',
      '1 二、|经济账',
    ]);
    expect(outlineOf(paragraph('一、民心账', '要算，') + paragraph('二、经济账', '要算，'))).toEqual(
      outlineOf(`<p>一、民心账要算，${BODY}</p><p>二、经济账要算，${BODY}</p>`),
    );
  });

  it('lines centred beside pictures are no headings', () => {
    const centred = (words: string) => `<p align="center">${words}</p><p>${BODY}</p>`;
    const figure = '<figure><img src="https://a.cn/a.jpg"></figure>';
    expect(outlineOf(centred('山里的学校') + centred('河边的孩子'))).toEqual([
      '1 |山里的学校',
      '1 |河边的孩子',
    ]);
    expect(outlineOf(figure + centred('山里的学校') + figure + centred('河边的孩子'))).toEqual([]);
  });

  it.each([
    ['table', '<table><tr><td><p>一、甲</p><p>正文。</p><p>二、乙</p></td></tr></table>'],
    ['quotation', '<blockquote><p>一、甲</p><p>正文。</p><p>二、乙</p><p>正文。</p></blockquote>'],
  ])('paragraphs of a %s are no headings', (_, html) => {
    expect(outlineOf(html)).toEqual([]);
  });
});
