// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../../utils/article/url.ts';

function page(canonical: string): Document {
  return new DOMParser().parseFromString(`<link rel="canonical" href="${canonical}">`, 'text/html');
}

describe('canonicalUrl', () => {
  it.each([
    ['http://a.cn/1.html#top', 'http://a.cn/1.html'],
    ['http://a.cn/1.html?utm_source=x&id=2&spm=a.b&page=3', 'http://a.cn/1.html?id=2&page=3'],
    ['http://a.cn/1.html?from=timeline&isappinstalled=0', 'http://a.cn/1.html'],
    ['http://a.cn/v?b=2&a=1', 'http://a.cn/v?b=2&a=1'],
    ['http://A.cn/%E6%96%87', 'http://a.cn/%E6%96%87'],
  ])('%s → %s', (url, expected) => {
    expect(canonicalUrl(null, url)).toBe(expected);
  });

  it.each([
    ['of the same host is honoured', 'http://a.cn/real.html?utm_id=1', 'http://a.cn/real.html'],
    ['that is relative resolves', '/real.html', 'http://a.cn/real.html'],
    ['of another host is not', 'http://b.cn/real.html', 'http://a.cn/1.html'],
    ['that is the front page is not', 'http://a.cn/', 'http://a.cn/1.html'],
    ['that runs a script is not', 'javascript:alert(1)', 'http://a.cn/1.html'],
  ])('a canonical link %s', (_name, canonical, expected) => {
    expect(canonicalUrl(page(canonical), 'http://a.cn/1.html')).toBe(expected);
  });

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'about:blank', 'x'])('%s is refused', (url) => {
    expect(() => canonicalUrl(null, url)).toThrow(TypeError);
  });
});
