import { describe, expect, it } from 'vitest';
import { type Byline, looksLikeByline, parseByline } from '../../../utils/portal/byline.ts';

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
];

describe('parseByline', () => {
  it.each(CASES)('%s', (line, expected) => {
    expect({ ...nothing, ...parseByline(line) }).toEqual({ ...nothing, ...expected });
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
