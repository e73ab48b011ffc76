import { describe, expect, it } from 'vitest';
import { isOnSite, isWithinSites, parseSite, sitePattern } from '../../../utils/portal/site';

describe('parseSite', () => {
  it.each([
    ['news.example.com', 'news.example.com'],
    ['  HTTPS://News.Example.com:8443/a/b?c=1#d ', 'news.example.com'],
    ['http://news.example.com', 'news.example.com'],
    ['news.example.com/list/', 'news.example.com'],
    ['*.example.com', '*.example.com'],
    ['新闻.中国', 'xn--efvy88h.xn--fiqs8s'],
    ['192.168.1.20', '192.168.1.20'],
  ])('reads %s', (typed, site) => {
    expect(parseSite(typed)).toBe(site);
  });

  it.each([
    '',
    '  ',
    'example',
    'http://',
    'ftp://news.example.com',
    'file:///etc/passwd',
    'chrome://extensions',
    'javascript:alert(1)',
    'news example.com',
    '新 闻.中国',
    '*',
    '*.*',
    '*.com',
    'news.*.com',
    'https://*.example.com',
    '*.192.168.1.20',
    'https://me:secret@news.example.com',
    '[::1]',
    'news..example.com',
  ])('takes %s for none', (typed) => {
    expect(parseSite(typed)).toBeUndefined();
  });
});

describe('a site', () => {
  it('is one host, or a domain with all below it', () => {
    const sites = ['news.example.com', '*.gscn.com.cn'];
    expect(isOnSite(sites, 'news.example.com')).toBe(true);
    expect(isOnSite(sites, 'gscn.com.cn')).toBe(true);
    expect(isOnSite(sites, 'dangjian.gscn.com.cn')).toBe(true);
    expect(isOnSite(sites, 'example.com')).toBe(false);
    expect(isOnSite(sites, 'a.news.example.com')).toBe(false);
    expect(isOnSite(sites, 'evilgscn.com.cn')).toBe(false);
    expect(isOnSite([], 'news.example.com')).toBe(false);
  });

  it('lies within a domain that holds it', () => {
    expect(isWithinSites(['*.gscn.com.cn'], '*.dangjian.gscn.com.cn')).toBe(true);
    expect(isWithinSites(['*.gscn.com.cn'], '*.gscn.com.cn')).toBe(true);
    expect(isWithinSites(['*.gscn.com.cn'], 'www.gscn.com.cn')).toBe(true);
    expect(isWithinSites(['gscn.com.cn'], '*.gscn.com.cn')).toBe(false);
  });

  it('is asked for by its own pattern', () => {
    expect(sitePattern('*.example.com')).toBe('*://*.example.com/*');
  });
});
