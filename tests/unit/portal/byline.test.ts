import { describe, expect, it } from 'vitest';
import { type Byline, looksLikeByline, parseByline } from '../../../utils/portal/byline.ts';
import { splitNames } from '../../../utils/portal/names';
import { growthOf, MOST_GROWTH } from '../../tools/growth';

const nothing = { source: undefined, authors: [], editors: [], publishedAt: undefined };

const CASES: [line: string, expected: Partial<Byline>][] = [
  [
    '20-08-11 15:52 来源:《党的建设》杂志 编辑:张玉芳',
    { publishedAt: '2020-08-11T15:52+08:00', source: '《党的建设》杂志', editors: ['张玉芳'] },
  ],
  [
    '２０２０年８月１１日　１５：５２　来源：《党的建设》杂志　责任编辑：张玉芳',
    { publishedAt: '2020-08-11T15:52+08:00', source: '《党的建设》杂志', editors: ['张玉芳'] },
  ],
  [
    '2012-01-12 08:51来源： 华龙网—重庆商报 网友评论 (0)',
    { publishedAt: '2012-01-12T08:51+08:00', source: '华龙网—重庆商报' },
  ],
  [
    '时间 2012-1-12 17:58:00 来源 采财网 廖泽凌',
    { publishedAt: '2012-01-12T17:58+08:00', source: '采财网', authors: ['廖泽凌'] },
  ],
  [
    'http://www.example.com 2012年01月12日 18:34 新浪财经微博',
    { publishedAt: '2012-01-12T18:34+08:00', source: '新浪财经' },
  ],
  [
    '稿源：红网-潇湘晨报 作者：范思鼎 编辑：肖娟',
    { source: '红网-潇湘晨报', authors: ['范思鼎'], editors: ['肖娟'] },
  ],
  [
    '来源：新华社 作者：王明、李小红 编辑：倪仕轩 责任编辑：杨格',
    { source: '新华社', authors: ['王明', '李小红'], editors: ['倪仕轩', '杨格'] },
  ],
  ['来源: 作者: 2012-01-11 09:46', { publishedAt: '2012-01-11T09:46+08:00' }],
  ['18:07 2012-01-16', { publishedAt: '2012-01-16T18:07+08:00' }],
  ['2012-01-11 08:30 PM', { publishedAt: '2012-01-11T20:30+08:00' }],
  ['14.12.2011 19:00', { publishedAt: '2011-12-14T19:00+08:00' }],
  ['发布时间：18-03-0823:16', { publishedAt: '2018-03-08T23:16+08:00' }],
  ['更新时间 2012年12月10日, 格林尼治标准时间10:41', { publishedAt: '2012-12-10T18:41+08:00' }],
  ['09-30 22:46', {}],
  ['实习编辑 贾淼', { editors: ['贾淼'] }],
  ['责任编辑：李曦_NN2587', { editors: ['李曦'] }],
  ['作者：半月谈记者谭飞王艳明闫鹃', { authors: ['谭飞', '王艳明', '闫鹃'] }],
  ['今天天气很好', {}],
  // Spellings of the source's label.
  ['稿源：长江日报', { source: '长江日报' }],
  ['文章来源：光明日报 2013-05-06', { source: '光明日报', publishedAt: '2013-05-06' }],
  ['摘自：经济观察报', { source: '经济观察报' }],
  ['(來源：財匯資訊，摘自：經濟觀察報)', { source: '財匯資訊' }],
  ['来源：( 江城在线 )', { source: '江城在线' }],
  [
    '2018-03-08 09:12 来源：甲乙网 作者：李小红 浏览：12',
    {
      publishedAt: '2018-03-08T09:12+08:00',
      source: '甲乙网',
      authors: ['李小红'],
    },
  ],
  // Outlets without a label, beside the date.
  [
    '2019-09-24 09:10 石佳/中国青年报',
    {
      publishedAt: '2019-09-24T09:10+08:00',
      source: '中国青年报',
      authors: ['石佳'],
    },
  ],
  ['山海好新聞╱台 2012-01-17 18:43', { publishedAt: '2012-01-17T18:43+08:00', source: '山海好新聞' }],
  [
    '2012-01-17 中國時報 邱小穎／台北報導',
    {
      publishedAt: '2012-01-17',
      source: '中國時報',
      authors: ['邱小穎'],
    },
  ],
  ['【山海醒報／】 2012-01-16', { publishedAt: '2012-01-16', source: '山海醒報' }],
  [
    '原创：三九健康网 2024-04-23 12:27:25',
    {
      publishedAt: '2024-04-23T12:27+08:00',
      source: '三九健康网',
    },
  ],
  // Names.
  [
    '[稿源：红网-潇湘晨报][作者：范思鼎][编辑：肖娟]',
    {
      source: '红网-潇湘晨报',
      authors: ['范思鼎'],
      editors: ['肖娟'],
    },
  ],
  ['采写：南都见习记者 林子沛', { authors: ['林子沛'] }],
  ['编辑：倪仕轩 责任编辑：杨格', { editors: ['倪仕轩', '杨格'] }],
  ['作者：编辑 王小明', { editors: ['王小明'] }],
  ['作者：蒋 凌', { authors: ['蒋凌'] }],
  ['本报记者 张小雷 实习生 王小伟', { authors: ['张小雷', '王小伟'] }],
  ['文/本报记者 张小雷 图/本报记者 王小伟', { authors: ['张小雷'] }],
  ['撰文：陳大文 出版：2022-03-08 09:20', { publishedAt: '2022-03-08T09:20+08:00', authors: ['陳大文'] }],
  [
    '2022-03-08 09:20 聯合報／ 記者陳大文／台北即時報導',
    { publishedAt: '2022-03-08T09:20+08:00', source: '聯合報', authors: ['陳大文'] },
  ],
  [
    '来源：南方日报（广州）　跟贴 5 条 2012-03-08 09:20:00',
    { publishedAt: '2012-03-08T09:20+08:00', source: '南方日报' },
  ],
  // Nothing that can be a source or a name.
  ['2022-03-08 09:20 来源：hotnews.asp?aid=1', { publishedAt: '2022-03-08T09:20+08:00' }],
  ['2022-03-08 09:20 作者：关注', { publishedAt: '2022-03-08T09:20+08:00' }],
  ['2022-03-08 09:20 来源：石桥观察 安徽', { publishedAt: '2022-03-08T09:20+08:00', source: '石桥观察' }],
  // Dates.
  ['2022年03月08日(二) 09:20', { publishedAt: '2022-03-08T09:20+08:00' }],
  ['2022 03/08 09:20:11 来源：新华网', { publishedAt: '2022-03-08T09:20+08:00', source: '新华网' }],
  ['18-03-08', { publishedAt: '2018-03-08' }],
  ['２０１２年１月１６日 18：07', { publishedAt: '2012-01-16T18:07+08:00' }],
  ['January 17, 2012 06:00 AM | 151 次 | 0', { publishedAt: '2012-01-17T06:00+08:00' }],
  ['2012年01月12日 下午 05:58', { publishedAt: '2012-01-12T17:58+08:00' }],
  ['2020/8/5 9:03', { publishedAt: '2020-08-05T09:03+08:00' }],
  ['2020年8月5日 星期三 09:03', { publishedAt: '2020-08-05T09:03+08:00' }],
  ['2012-12-10 10:41 GMT', { publishedAt: '2012-12-10T18:41+08:00' }],
  ['2020-13-45', {}],
];

describe('parseByline', () => {
  it.each(CASES)('%s', (line, expected) => {
    const { bareSource: _how, ...said } = parseByline(line);
    expect({ ...nothing, ...said }).toEqual({ ...nothing, ...expected });
  });
});

it('reads of labels without end no more than a byline’s length', () => {
  const line = `2012-1-12 17:58 ${'作者 张玉芳 '.repeat(300_000)}`;
  expect(parseByline(line)).toEqual({
    authors: ['张玉芳'],
    editors: [],
    publishedAt: '2012-01-12T17:58+08:00',
  });
});

describe('looksLikeByline', () => {
  it.each([
    ['2021-03-10 10:05 来源：市政府办公室 浏览次数：32', true],
    ['发布时间：2011-12-15 19:15:35', true],
    ['2020年1月1日，全市人民迎来了新的一年。', false],
    ['记者昨日从有关部门获悉，新的办法将于下月起施行，市民可以在网上办理。', false],
  ])('%s → %s', (line, expected) => {
    expect(looksLikeByline(line)).toBe(expected);
  });
});

describe('splitNames', () => {
  it('takes no longer than the names for signs that end none of them', () => {
    const dotted = (dots: number) => `${'.'.repeat(dots)}甲`;
    const growth = growthOf(
      () => splitNames(dotted(3_000)),
      () => splitNames(dotted(30_000)),
    );
    expect(growth).toBeLessThan(MOST_GROWTH);
  });
});
