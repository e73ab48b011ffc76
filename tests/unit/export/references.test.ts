import { beforeEach, describe, expect, it, vi } from 'vitest';
import { citeExcerpt, referencesWriter } from '../../../utils/export/references';
import { sample } from './samples';

beforeEach(() => {
  vi.stubEnv('TZ', 'Asia/Shanghai');
  return () => vi.unstubAllEnvs();
});

const article = {
  url: 'https://a.cn/1',
  title: '题',
  source: '人民日报',
  authors: ['甲'],
  publishedAt: '2022-08-16',
};

describe('referencesWriter', () => {
  it.each([
    [
      '2025',
      '[1] 甲. 题[N/OL]. 人民日报，2022-08-16. https://a.cn/1.\n[2] 乙题[EB/OL]. （2022-08-16）[2026-07-02]. https://a.cn/1.\n',
    ],
    [
      '2015',
      '[1] 甲. 题[N/OL]. 人民日报, 2022-08-16[2026-07-02]. https://a.cn/1.\n[2] 乙题[EB/OL]. (2022-08-16)[2026-07-02]. https://a.cn/1.\n',
    ],
  ] as const)('numbers the references of several articles after %s', (edition, list) => {
    const { head, item, joint, tail } = referencesWriter({ edition });
    const records = [
      sample({ article }),
      sample({ article: { ...article, title: '乙题', source: undefined, authors: [] } }),
    ];
    expect(head + records.map(item).join(joint) + tail).toBe(list);
  });
});

describe('citeExcerpt', () => {
  it('gives the quotation with its number and its reference', () => {
    const record = sample({ article });
    const [mark] = record.annotations;
    expect(mark && citeExcerpt(record, mark, '2025')).toBe(
      '“党务工作是政治工作”[1]\n\n[1] 甲. 题[N/OL]. 人民日报，2022-08-16. https://a.cn/1.\n',
    );
  });
});
