import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Article } from '../../../utils/article/types';
import { type CitationEdition, citeGbt7714 } from '../../../utils/export/cite';
import { localDay } from '../../../utils/local-day';
import { exampleArticle } from '../library/examples';

const URL = 'https://www.gscn.com.cn/a.html';
const cite = (edition: CitationEdition, changes: Partial<Article>) =>
  citeGbt7714(
    exampleArticle({
      url: URL,
      title: '题名',
      authors: ['许振超'],
      source: undefined,
      publishedAt: '2025-02-17T09:30+08:00',
      ...changes,
    }),
    { edition, accessed: '2025-06-22' },
  );

describe('citeGbt7714', () => {
  it('writes the standard’s own examples', () => {
    expect(
      cite('2025', {
        title: '“好好干，当一个好工人”',
        url: 'https://cpc.people.com.cn/n1/2025/0217/c443712-40419790.html',
      }),
    ).toBe(
      '许振超. “好好干，当一个好工人”[EB/OL]. （2025-02-17）[2025-06-22]. https://cpc.people.com.cn/n1/2025/0217/c443712-40419790.html.',
    );
    expect(
      cite('2025', {
        authors: ['陈缮真'],
        title: '探索微观世界的无穷奥秘（科技大观）',
        source: '人民日报',
        publishedAt: '2022-08-16',
      }),
    ).toBe(`陈缮真. 探索微观世界的无穷奥秘（科技大观）[N/OL]. 人民日报，2022-08-16. ${URL}.`);
  });

  it.each<[string, Partial<Article>, string, string]>([
    [
      'a web page',
      {},
      '许振超. 题名[EB/OL]. （2025-02-17）[2025-06-22]. ',
      '许振超. 题名[EB/OL]. (2025-02-17)[2025-06-22]. ',
    ],
    [
      'a page without author',
      { authors: [] },
      '题名[EB/OL]. （2025-02-17）[2025-06-22]. ',
      '题名[EB/OL]. (2025-02-17)[2025-06-22]. ',
    ],
    [
      'a page without date',
      { publishedAt: undefined },
      '许振超. 题名[EB/OL]. [2025-06-22]. ',
      '许振超. 题名[EB/OL]. [2025-06-22]. ',
    ],
    [
      'three authors',
      { authors: ['甲', '乙', '丙'] },
      '甲，乙，丙. 题名[EB/OL]. （2025-02-17）[2025-06-22]. ',
      '甲, 乙, 丙. 题名[EB/OL]. (2025-02-17)[2025-06-22]. ',
    ],
    [
      'four authors',
      { authors: ['甲', '乙', '丙', '丁'] },
      '甲，乙，丙，等. 题名[EB/OL]. （2025-02-17）[2025-06-22]. ',
      '甲, 乙, 丙, 等. 题名[EB/OL]. (2025-02-17)[2025-06-22]. ',
    ],
    [
      'a newspaper',
      { source: '人民日报' },
      '许振超. 题名[N/OL]. 人民日报，2025-02-17. ',
      '许振超. 题名[N/OL]. 人民日报, 2025-02-17[2025-06-22]. ',
    ],
    [
      'a newspaper in book marks',
      { source: '《南方周末》' },
      '许振超. 题名[N/OL]. 南方周末，2025-02-17. ',
      '许振超. 题名[N/OL]. 南方周末, 2025-02-17[2025-06-22]. ',
    ],
    [
      'a newspaper by way of its portal',
      { source: '人民网－人民日报' },
      '许振超. 题名[N/OL]. 人民日报，2025-02-17. ',
      '许振超. 题名[N/OL]. 人民日报, 2025-02-17[2025-06-22]. ',
    ],
    [
      'a newspaper whose day is not known',
      { source: '人民日报', publishedAt: undefined },
      '许振超. 题名[EB/OL]. [2025-06-22]. ',
      '许振超. 题名[EB/OL]. [2025-06-22]. ',
    ],
    [
      'a magazine',
      { source: '《党的建设》杂志' },
      '许振超. 题名[J/OL]. 党的建设，2025[2025-06-22]. ',
      '许振超. 题名[J/OL]. 党的建设, 2025[2025-06-22]. ',
    ],
    [
      'a magazine whose year is not known',
      { source: '求是杂志', publishedAt: undefined },
      '许振超. 题名[J/OL]. 求是[2025-06-22]. ',
      '许振超. 题名[J/OL]. 求是[2025-06-22]. ',
    ],
    [
      'a title on two lines',
      { title: '认真履职尽责\n　主动担当作为' },
      '许振超. 认真履职尽责 主动担当作为[EB/OL]. （2025-02-17）[2025-06-22]. ',
      '许振超. 认真履职尽责 主动担当作为[EB/OL]. (2025-02-17)[2025-06-22]. ',
    ],
  ])('%s', (_, changes, in2025, in2015) => {
    expect(cite('2025', changes)).toBe(`${in2025}${URL}.`);
    expect(cite('2015', changes)).toBe(`${in2015}${URL}.`);
  });

  it.each([
    // Papers and magazines
    ['光明日报', '[N/OL]. 光明日报'],
    ['扬子晚报', '[N/OL]. 扬子晚报'],
    ['文汇报', '[N/OL]. 文汇报'],
    ['解放军报', '[N/OL]. 解放军报'],
    ['大公報', '[N/OL]. 大公報'],
    ['中国甘肃网-甘肃日报', '[N/OL]. 甘肃日报'],
    ['《求是》杂志', '[J/OL]. 求是'],
    ['中国新闻周刊', '[J/OL]. 中国新闻周刊'],
    ['商業周刊', '[J/OL]. 商業周刊'],
    ['甘肃行政学院学报', '[J/OL]. 甘肃行政学院学报'],
    ['《甘肃社会科学学报》', '[J/OL]. 甘肃社会科学学报'],
    // Portals, and what newspapers publish elsewhere
    ['新华网', '[EB/OL]'],
    ['人民网', '[EB/OL]'],
    ['中国甘肃网', '[EB/OL]'],
    ['澎湃新闻', '[EB/OL]'],
    ['中国日报网', '[EB/OL]'],
    ['新京报网', '[EB/OL]'],
    ['京报网', '[EB/OL]'],
    ['每日甘肃网-甘肃日报客户端', '[EB/OL]'],
    ['人民日报客户端', '[EB/OL]'],
    ['人民日报客户端甘肃频道', '[EB/OL]'],
    ['人民日报微信公众号', '[EB/OL]'],
    ['“甘肃日报”公众号', '[EB/OL]'],
    ['中國時報網', '[EB/OL]'],
    ['中国青年报微博', '[EB/OL]'],
    ['新华社', '[EB/OL]'],
    ['中国新闻网', '[EB/OL]'],
    ['报告文学', '[EB/OL]'],
    ['国务院公报', '[EB/OL]'],
    ['省委组织部工作简报', '[EB/OL]'],
    ['中央气象台天气预报', '[EB/OL]'],
    ['', '[EB/OL]'],
  ])('takes 来源 %s for %s', (source, expected) => {
    expect(cite('2025', { source })).toContain(`题名${expected}`);
  });
});

describe('localDay', () => {
  afterEach(() => vi.unstubAllEnvs());
  it.each([
    ['Asia/Shanghai', '2026-07-01T16:00:00.000Z', '2026-07-02'],
    ['Asia/Shanghai', '2026-07-01T15:59:59.000Z', '2026-07-01'],
    ['America/Los_Angeles', '2026-01-01T05:00:00.000Z', '2025-12-31'],
    ['UTC', '2026-03-09T00:00:00.000Z', '2026-03-09'],
  ])('in %s at %s is %s', (zone, instant, day) => {
    vi.stubEnv('TZ', zone);
    expect(localDay(new Date(instant))).toBe(day);
  });
});
