import { describe, expect, it } from 'vitest';
import { portalMatchPatterns } from '../../utils/portal/portals';
import config from '../../wxt.config';

function manifestFor(browser: 'chrome' | 'firefox') {
  if (typeof config.manifest !== 'function') throw new Error('the manifest is made per browser');
  const made = config.manifest({ browser, manifestVersion: 3, mode: 'production', command: 'build' });
  return made as Exclude<typeof made, Promise<unknown>>;
}

describe.each(['chrome', 'firefox'] as const)('the manifest for %s', (browser) => {
  const manifest = manifestFor(browser);

  it('asks for these permissions and no other', () => {
    expect(manifest.permissions).toEqual([
      'storage',
      'unlimitedStorage',
      'scripting',
      'activeTab',
      'contextMenus',
      'alarms',
    ]);
    expect(manifest.optional_permissions).toBeUndefined();
  });

  it('asks for the listed portals; for other sites only when the reader adds them', () => {
    expect(manifest.host_permissions).toEqual(portalMatchPatterns());
    expect(manifest.optional_host_permissions).toEqual(['*://*/*']);
    expect(manifest.content_scripts).toBeUndefined();
    expect(manifest.web_accessible_resources).toBeUndefined();
    expect(manifest.externally_connectable).toBeUndefined();
  });

  it('lets no page of the extension load code from elsewhere', () => {
    // The browsers' own policy, but for Firefox's turning http into https.
    const policy = { extension_pages: "script-src 'self'; object-src 'none'" };
    expect(manifest.content_security_policy).toEqual(policy);
  });
});

describe('the patterns of the portals', () => {
  it('name one registrable domain each, over http and https', () => {
    const patterns = portalMatchPatterns();
    expect(patterns.length).toBeGreaterThanOrEqual(100);
    expect(new Set(patterns).size).toBe(patterns.length);
    for (const pattern of patterns) expect(pattern).toMatch(/^\*:\/\/\*\.[a-z0-9-]+(?:\.[a-z0-9-]+)+\/\*$/);
  });
});

describe('content scripts', () => {
  it('are the detector on the portals alone, whatever the entrypoints say', () => {
    const hooks = config.hooks as { 'build:manifestGenerated'?: (wxt: never, manifest: object) => void };
    const manifest = {
      manifest_version: 3 as const,
      name: 'x',
      version: '1',
      content_scripts: [{ matches: ['<all_urls>'], js: ['content-scripts/original.js'] }],
    };
    hooks['build:manifestGenerated']?.({} as never, manifest);
    expect(manifest.content_scripts).toEqual([
      { matches: portalMatchPatterns(), js: ['detect.js', 'resident.js'], run_at: 'document_end' },
    ]);
  });
});

describe('both browsers', () => {
  it('are MV3, of versions that read a closed shadow root’s selection', () => {
    expect(config.manifestVersion).toBe(3);
    expect(manifestFor('chrome').minimum_chrome_version).toBe('137');
    expect(manifestFor('firefox').browser_specific_settings?.gecko).toMatchObject({
      strict_min_version: '142.0',
      data_collection_permissions: { required: ['none'] },
    });
  });
});
