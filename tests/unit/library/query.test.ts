import { describe, expect, it, vi } from 'vitest';
import { portalNameOf } from '../../../utils/library/portal-name';
import {
  countFacets,
  countStudyDays,
  countTotals,
  filterSummaries,
  type SummaryFilter,
  type SummaryOrder,
  sortSummaries,
} from '../../../utils/library/query';
import type { ArticleSummary } from '../../../utils/library/schema';
import { summarize } from '../../../utils/library/summary';
import { hostOf } from '../../../utils/portal/site';
import { exampleRecord } from './examples';

/** A line known by its title. */
function line(title: string, changes: Partial<ArticleSummary>): ArticleSummary {
  const bare = { source: undefined, authors: [], publishedAt: undefined, tags: [], colors: [], days: {} };
  return { ...summarize(exampleRecord(), []), ...bare, annotationCount: 0, noteCount: 0, title, ...changes };
}

const LINES = [
  line('甲 Alpha', {
    url: 'https://www.people.com.cn/1',
    source: '人民日报',
    authors: ['老张'],
    publishedAt: '2026-03-05T08:00+08:00',
    opened: '2026-07-01T20:00:00.000Z',
    modified: '2026-07-02T00:00:00.000Z',
    annotationCount: 3,
    noteCount: 1,
    tags: ['写作/开头', '党建'],
    colors: ['yellow', 'blue'],
    days: { '2026-07-01': 2, '2026-07-03': 1 },
  }),
  line('乙', {
    url: 'https://opinion.people.com.cn/2',
    source: '人民日报',
    publishedAt: '2026-05-31',
    opened: '2026-07-03T00:00:00.000Z',
    annotationCount: 1,
    tags: ['写作'],
    colors: ['blue'],
    days: { '2026-07-01': 1 },
  }),
  line('丙10', { url: 'https://lanzhou.gov.cn/3', opened: '2026-07-02T00:00:00.000Z', hasOutline: false }),
  line('丙9', { url: 'https://blog.example/4', authors: undefined, tags: undefined, days: undefined }),
];
const titlesOf = (lines: ArticleSummary[]) => lines.map(({ title }) => title);

describe('filterSummaries', () => {
  it.each<[string, SummaryFilter, string[]]>([
    ['everything without a filter', {}, ['甲 Alpha', '乙', '丙10', '丙9']],
    ['a portal by its name', { portals: ['人民网'] }, ['甲 Alpha', '乙']],
    ['any of several portals', { portals: ['lanzhou.gov.cn', 'blog.example'] }, ['丙10', '丙9']],
    ['nothing of no portal', { portals: [] }, []],
    ['a source', { sources: ['人民日报'] }, ['甲 Alpha', '乙']],
    ['an author', { authors: ['老张'] }, ['甲 Alpha']],
    ['a tag and those below it', { tags: ['写作'] }, ['甲 Alpha', '乙']],
    ['a tag below another', { tags: ['写作/开头'] }, ['甲 Alpha']],
    ['no tag that merely begins alike', { tags: ['写'] }, []],
    ['a colour', { colors: ['yellow'] }, ['甲 Alpha']],
    ['one of two colours', { colors: ['yellow', 'blue'] }, ['甲 Alpha', '乙']],
    ['a year of publication', { published: { from: '2026', to: '2026' } }, ['甲 Alpha', '乙']],
    ['up to a month, whole', { published: { to: '2026-05' } }, ['甲 Alpha', '乙']],
    ['from a day on', { published: { from: '2026-03-06' } }, ['乙']],
    [
      'what was read on a day of the reader’s',
      { read: { from: '2026-07-02', to: '2026-07-02' } },
      ['甲 Alpha', '丙10'],
    ],
    ['a word of the title in any case', { title: ' ALPHA ' }, ['甲 Alpha']],
    ['what has marks', { hasMarks: true }, ['甲 Alpha', '乙']],
    ['what has none', { hasMarks: false }, ['丙10', '丙9']],
    [
      'what is all of it',
      { sources: ['人民日报'], tags: ['党建'], published: { from: '2026-03' } },
      ['甲 Alpha'],
    ],
  ])('gives %s', (_, filter, expected) => {
    vi.stubEnv('TZ', 'Asia/Shanghai');
    expect(titlesOf(filterSummaries(LINES, filter, portalNameOf))).toEqual(expected);
  });
});

describe('sortSummaries', () => {
  it.each<[SummaryOrder, string[]]>([
    ['opened', ['乙', '丙10', '甲 Alpha']],
    ['published', ['乙', '甲 Alpha', '丙10']],
    ['marks', ['甲 Alpha', '乙', '丙10']],
    ['title', ['丙10', '甲 Alpha', '乙']],
  ])('by %s', (order, expected) => {
    expect(titlesOf(sortSummaries(LINES.slice(0, 3), order))).toEqual(expected);
  });

  it('takes numbers in titles as numbers', () => {
    expect(titlesOf(sortSummaries(LINES.slice(2), 'title'))).toEqual(['丙9', '丙10']);
  });
});

it('countFacets counts articles, most first', () => {
  expect(countFacets(LINES, portalNameOf)).toEqual({
    portals: [
      { value: '人民网', count: 2 },
      { value: 'lanzhou.gov.cn', count: 1 },
      { value: 'blog.example', count: 1 },
    ],
    sources: [{ value: '人民日报', count: 2 }],
    authors: [{ value: '老张', count: 1 }],
    tags: [
      { value: '写作/开头', count: 1 },
      { value: '党建', count: 1 },
      { value: '写作', count: 1 },
    ],
    colors: [
      { value: 'yellow', count: 1 },
      { value: 'blue', count: 2 },
    ],
  });
});

it('countStudyDays adds up the marks of each day', () => {
  expect([...countStudyDays(LINES)]).toEqual([
    ['2026-07-01', 3],
    ['2026-07-03', 1],
  ]);
});

it('countTotals sums up', () => {
  expect(countTotals(LINES)).toEqual({ articles: 4, annotations: 4, notes: 1, outlines: 3, studyDays: 2 });
});

describe('the portal of an address', () => {
  it.each([
    ['https://www.people.com.cn/a', '人民网'],
    ['https://theory.people.com.cn/a', '人民网'],
    ['https://notpeople.com.cn/a', 'notpeople.com.cn'],
    ['https://www.gov.cn/a', '中国政府网与各级政府网站'],
    ['https://zwfw.lanzhou.gov.cn/a', 'lanzhou.gov.cn'],
    ['http://10.0.0.1/a', '10.0.0.1'],
    ['no address', ''],
  ])('%s is %s', (url, name) => {
    expect(portalNameOf(url)).toBe(name);
  });

  it('is its host where no table is at hand', () => {
    expect(hostOf('https://www.people.com.cn/a')).toBe('people.com.cn');
  });
});
