import { expect, it } from 'vitest';
import { portalMatchPatterns, portals } from '../../../utils/portal/portals.ts';

it('lists at least 110 portals, each once, by registrable domain', () => {
  expect(portals.length).toBeGreaterThanOrEqual(110);
  expect(new Set(portals.map(({ domain }) => domain)).size).toBe(portals.length);
  for (const { domain, name } of portals) {
    expect(domain).toMatch(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);
    expect(name).not.toBe('');
  }
});

it.each([
  ['dangjian.gscn.com.cn', 'gscn.com.cn'],
  ['www.gov.cn', 'gov.cn'],
  ['www.lanzhou.gov.cn', 'gov.cn'],
  ['notgscn.com.cn', undefined],
  ['com.cn', undefined],
  ['localhost', undefined],
])('%s belongs to %s', (host, domain) => {
  // As the browsers read *://*.domain/*: the domain itself and whatever stands below it.
  const owners = portals.filter((portal) => `.${host}`.endsWith(`.${portal.domain}`));
  expect(owners.map((portal) => portal.domain)).toEqual(domain ? [domain] : []);
});

it('makes a match pattern of each', () => {
  expect(portalMatchPatterns()).toContain('*://*.gscn.com.cn/*');
  expect(portalMatchPatterns()).toHaveLength(portals.length);
});
