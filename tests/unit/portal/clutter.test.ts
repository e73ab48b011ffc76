import { describe, expect, it } from 'vitest';
import { CLUTTER_LINES, clutterReason, isClutterHead, isNoticeHead } from '../../../utils/portal/clutter.ts';

const CLUTTER = [
  '版权声明：凡注有稿件来源为“江城网”的稿件，均为江城网版权稿件。',
  '凡本网注明“来源：江城网”的所有作品，版权均属于江城网。',
  '（责任编辑：张小芳）',
  '责编 李小兰',
  '(陈小巍 编辑)',
  '[作者：范小鼎]',
  '記者陳小凱／台北報導',
  '【王小由／台北報導】',
  '1 2 3 下一页',
  '[1] [2] [3] 下一頁',
  '上一篇：图书馆延长开放时间',
  '【大 中 小】【打印】【关闭】',
  '分享到：',
  '2012-01-17 20:05',
  '点击进入专题',
  '进入【江城股吧】讨论',
  '相关阅读：去年粮食产量公布',
  '欢迎关注江城发布微信公众号',
  '扫描下方二维码，获取更多资讯',
  '本文仅代表作者个人观点，与本网无关。',
  '版权所有 江城网 ICP备05001234号',
  '江城网 copyright © 2020',
  'CopyRight ©江城网',
  'jiangcheng.example all rights reserved.',
  '江城网 WWW.JIANGCHENG.Com.Cn',
  '江城网 icp备05001234号',
  '来源：石桥融媒',
  '监制丨何小平',
  '编辑|禤小杰',
  '(李小艳 撰稿)',
  '家园网,www.jiayuan.ca',
  '更多相关资讯请关注www.jiayuan.com',
  '正在加载',
  '打开江城新闻，查看更多高清图片',
  '分享工具',
  '新闻热线：0931-1234567',
  '字体：【大】【中】【小】',
  'Notice: The content above (including the pictures and videos if any) is uploaded by a user.',
  '手机报：发送JCB到10658000',
  '北京京ICP证010001号',
];

describe('clutterReason', () => {
  it.each(CLUTTER)('takes %s for clutter', (line) => {
    expect(clutterReason(line)).not.toBeNull();
  });

  it('has no word that holds another', () => {
    const words = new Set(CLUTTER_LINES.flatMap((line) => line.words.split(' ')));
    const holding = [...words].filter((word) =>
      [...words].some((other) => other !== word && word.includes(other)),
    );
    expect(holding).toEqual([]);
  });

  it.each(CLUTTER_LINES)('asks of each line with one of its words: $reason', ({ pattern, words }) => {
    const taken = CLUTTER.filter((line) => pattern.test(line));
    const worded = taken.filter((line) => words.split(' ').some((word) => line.includes(word)));
    expect(taken.length).toBeGreaterThan(0);
    expect(worded).toEqual(taken);
  });

  it.each([
    '代表团团长表示，中方欢迎加入该机制的各国代表，愿同各方一道推动合作取得更多务实成果。',
    '关注微信的人越来越多，中老年人也开始学着用它和远方的儿女视频聊天，社区为此办起了培训班，每周二、四上课，场场爆满。',
    '2012年1月1日起，新办法正式施行。',
    '责任编辑出版的质量，是每一家出版社都要重视的问题。',
    '记者从有关部门获悉，三号线将于下月开通。',
    '1、姿势正确。',
    '报名网址：www.shiqiao.cn',
    '（作者：石桥大学教授）',
    '下载客户端的市民越来越多，坐车不用再带零钱。',
    '记者：食堂办起来以后，老人们怎么说？',
    '设计：既要省钱，也要好看。',
  ])('lets %s stand', (line) => {
    expect(clutterReason(line)).toBeNull();
  });

  it('takes roles and sources for credits behind the essay only', () => {
    expect(clutterReason('来源：国家统计局')).not.toBeNull();
    expect(clutterReason('来源：国家统计局', true)).toBeNull();
    expect(clutterReason('责任编辑：张小芳', true)).not.toBeNull();
  });

  it('lets sentences with the words of notices stand within an essay', () => {
    const sentence = '“他们未经授权使用我的作品，却在网站底部写着版权所有，这让我非常气愤。”张先生说。';
    expect(clutterReason(sentence, true)).toBeNull();
    expect(clutterReason('未经授权不得转载', true)).not.toBeNull();
  });
});

it.each([
  ['相关阅读', true],
  ['【延伸阅读】', true],
  ['即时播报：', true],
  ['相关阅读材料的选择十分重要', false],
])('%s heads clutter: %s', (line, expected) => {
  expect(isClutterHead(line)).toBe(expected);
});

it.each([
  ['声明：', true],
  ['【免责声明】', true],
  ['联合声明', false],
])('%s heads notices: %s', (line, expected) => {
  expect(isNoticeHead(line)).toBe(expected);
});
