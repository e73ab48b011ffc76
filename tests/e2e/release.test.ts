import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { packBuilt } from '../../scripts/build.mjs';
import { portalMatchPatterns } from '../../utils/portal/portals';
import { builtExtension } from './reading';

/** Milliseconds for two builds, or for reading all of one, on a busy machine. */
const LONG_TIME = 10 * 60_000;

/** Runs a script of Node's beside the other tests, and gives what it prints. */
const run = async (cwd: string, script: string, ...args: string[]) => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], {
    cwd,
    maxBuffer: 100_000_000,
  });
  return stdout;
};

const { dependencies, version } = JSON.parse(readFileSync('package.json', 'utf8'));

// What goes to the stores, as it was built.
describe.each(['chromium', 'firefox'] as const)('the package for %s', (name) => {
  const folder = builtExtension(name);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

  it('asks for what the README names and no more', () => {
    const common = ['storage', 'unlimitedStorage', 'scripting', 'activeTab', 'contextMenus', 'alarms'];
    expect(manifest.permissions).toEqual(name === 'chromium' ? [...common, 'sidePanel'] : common);
    expect(manifest.host_permissions).toEqual(portalMatchPatterns());
    expect(manifest.optional_permissions).toBeUndefined();
    expect(manifest.optional_host_permissions).toEqual(['*://*/*']);
    expect(manifest.content_scripts).toHaveLength(1);
    expect(manifest.content_scripts[0].matches).toEqual(portalMatchPatterns());
    expect(manifest.web_accessible_resources).toBeUndefined();
    expect(manifest.externally_connectable).toBeUndefined();
  });

  it('runs no code from elsewhere, and is of the version in package.json', () => {
    expect(manifest.content_security_policy).toEqual({
      extension_pages: "script-src 'self'; object-src 'none'",
    });
    expect(manifest.version).toBe(version);
    for (const page of readdirSync(folder).filter((file) => file.endsWith('.html'))) {
      const html = readFileSync(join(folder, page), 'utf8');
      expect([page, html.match(/(?:src|href)="(?!\/)[^"]*"|<script(?![^>]* src=)/g)]).toEqual([page, null]);
    }
  });

  it('names every package that is in it, with its licence', () => {
    const notices = readFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const named = [...notices.matchAll(/^(\S+) \d\S* \(.+\)$/gm)].map(([, one]) => one);
    expect(named).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    // In webdav's own build, where the bundler doesn't see them.
    expect(named).toEqual(expect.arrayContaining(['fast-xml-parser', 'url-parse']));
  });
});

describe('the packages', () => {
  it(
    'pass the linter of Mozilla’s store without an error or a warning',
    async () => {
      const linter = 'node_modules/addons-linter/bin/addons-linter';
      const told = run('.', linter, '--output', 'json', builtExtension('firefox'));
      // It fails where it finds an error, and tells it all the same.
      const stdout = await told.catch((failed: { stdout: string }) => failed.stdout);
      const { errors, warnings } = JSON.parse(stdout);
      expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
    },
    LONG_TIME,
  );

  it(
    'are the same to the byte when they are built from the sources’ package in another folder',
    async () => {
      const there = mkdtempSync(join(tmpdir(), 'jingdu-sources-'));
      try {
        await packBuilt();
        const sources = await JSZip.loadAsync(readPackage('.', 'sources'));
        await unpack(sources, there);
        symlinkSync(resolve('node_modules'), join(there, 'node_modules'), 'junction');
        await run(there, 'scripts/build.mjs', 'zip');
        for (const part of ['chrome', 'firefox', 'sources']) {
          expect([part, readPackage('.', part).equals(readPackage(there, part))]).toEqual([part, true]);
        }
      } finally {
        rmSync(there, { recursive: true, force: true });
      }
    },
    LONG_TIME,
  );
});

function readPackage(folder: string, part: string): Buffer {
  return readFileSync(join(folder, '.output', `jingdu-${version}-${part}.zip`));
}

async function unpack(archive: JSZip, folder: string): Promise<void> {
  for (const [path, file] of Object.entries(archive.files)) {
    if (file.dir) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), await file.async('nodebuffer'));
  }
}
