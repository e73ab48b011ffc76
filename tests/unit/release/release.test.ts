import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBudgets, weighEntries } from '../../../scripts/budgets.mjs';
import { eagerFunctions } from '../../../scripts/eager-functions';
import { patchLibraries } from '../../../scripts/library-patches';

describe('the budgets of scripts', () => {
  let extension: string;

  const put = (path: string, text: string) => writeFileSync(join(extension, path), text);

  beforeEach(() => {
    extension = mkdtempSync(join(tmpdir(), 'jingdu-budgets-'));
    for (const folder of ['content-scripts', 'chunks']) mkdirSync(join(extension, folder));
    for (const script of ['detect', 'resident', 'reader', 'content-scripts/original'])
      put(`${script}.js`, 'x');
    put('background.js', 'x');
    for (const name of ['popup', 'sidepanel', 'options', 'library']) put(`${name}.html`, '');
  });
  afterEach(() => rmSync(extension, { recursive: true }));

  const weightOf = (name: string) => weighEntries(extension).find((entry) => entry.name === name)?.bytes;

  it('count what a page loads with its scripts, once, and not what it may load later', () => {
    put('popup.html', '<script src="/chunks/a.js"></script><link rel="modulepreload" href="/chunks/b.js">');
    put('chunks/a.js', 'import"./b.js";import{x}from"./c.js";import("./later.js")');
    put('chunks/b.js', 'x'.repeat(100));
    put('chunks/c.js', 'import"./a.js"');
    put('chunks/later.js', 'x'.repeat(1000));
    expect(weightOf('popup')).toBe(57 + 100 + 14);
  });

  it.each([
    ['detect', 'detect.js', 11_999, 12_000],
    ['detect', 'resident.js', 11_999, 12_000],
    ['reader', 'reader.js', 220_000, 220_000],
  ])('fail the build where %s, of %s, has more than %i bytes', (name, script, fits, most) => {
    put(script, 'x'.repeat(fits));
    expect(() => checkBudgets(extension)).not.toThrow();
    put(script, 'x'.repeat(fits + 1));
    expect(() => checkBudgets(extension)).toThrow(`${name} has ${most + 1} bytes of script, of ${most}`);
  });

  it('fail the build where the popup has more than 120 kB', () => {
    put('popup.html', '<script src="/chunks/a.js"></script>');
    put('chunks/a.js', 'x'.repeat(120_001));
    expect(() => checkBudgets(extension)).toThrow('popup has 120001 bytes of script, of 120000');
  });
});

describe('what is taken out of libraries', () => {
  const transform = patchLibraries().transform as (code: string, id: string) => { code: string } | null;

  it.each(['preact/dist/preact.module.js', 'dompurify/dist/purify.es.mjs'])('is there in %s', (module) => {
    const path = join('node_modules', module);
    const code = readFileSync(path, 'utf8');
    expect(transform(code, `/${path}`)?.code.length).toBeLessThan(code.length);
    expect(() => transform('', `/${path}`)).toThrow('has no more');
  });

  it('is nothing of ours', () => {
    expect(transform('element.innerHTML = html', '/utils/article/put-html.ts')).toBeNull();
  });
});

describe('functions that Firefox compiles ahead', () => {
  const write = eagerFunctions('reader.js').generateBundle as unknown as (
    this: { parse: typeof parseAst },
    options: object,
    bundle: Record<string, { type: string; code: string }>,
  ) => void;
  const written = (statements: string) => {
    const script = { type: 'chunk', code: `var reader=(function(){"use strict";${statements}})();` };
    write.call({ parse: parseAst }, {}, { 'reader.js': script });
    return script.code.slice('var reader=(function(){"use strict";'.length, -'})();'.length);
  };

  it.each([
    ['a plain one', 'function a(b){return b}', 'var a=(function(b){return b});'],
    ['one that is called before', 'const c=a();function a(){}c', 'var a=(function(){});const c=a();c'],
    ['each of several', 'function a(){}function b(){}', 'var a=(function(){}),b=(function(){});'],
  ])('are %s', (_name, statements, expected) => {
    expect(written(statements)).toBe(expected);
  });

  it.each(['async function a(){}', 'function*a(){}', 'const a=()=>{}', '{function a(){}}'])(
    'are not %s',
    (statement) => {
      expect(written(`function b(){}${statement}`)).toBe(`var b=(function(){});${statement}`);
    },
  );
});

describe('the changelog', () => {
  it('has a section for the version in package.json, or says what is to become it', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const changelog = readFileSync('CHANGELOG.md', 'utf8');
    const released = [...changelog.matchAll(/^## \[(\d\S*)\] - \d{4}-\d\d-\d\d$/gm)].map(([, one]) => one);
    const isComing = changelog.includes(`## [Unreleased]\n\nTo become ${version}.\n`);
    expect([...released, isComing ? version : undefined]).toContain(version);
  });
});
