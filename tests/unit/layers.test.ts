import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSources } from './sources';

/** The layers of the program: entrypoints → components → utils, and who may touch the browser. */

interface Import {
  /** The importing module, without its ending: utils/library/read. */
  from: string;
  /** The imported one: a module of ours by its path, a package by its name. */
  to: string;
  /** Types only: gone when the program runs. */
  typeOnly: boolean;
}

const STATEMENT = /^[ \t]*(?:import|export)\s+(?:(type)\s+)?(?:([\w$*{}\s,]+?)\s+from\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g;

const moduleName = (path: string) => path.replace(/\?.*$/, '').replace(/\.tsx?$/, '');

function importsOf(path: string, source: string): Import[] {
  const from = moduleName(path);
  const resolve = (target: string) =>
    moduleName(target.startsWith('.') ? posix.join(posix.dirname(path), target) : target);
  const named = [...source.matchAll(STATEMENT)].map(([, type, names = '', target = '']) => ({
    from,
    to: resolve(target),
    typeOnly: type !== undefined || /^\{(?:\s*type\s[^,]+,?)+\s*\}$/.test(names),
  }));
  const dynamic = [...source.matchAll(DYNAMIC)].map(([, target = '']) => ({
    from,
    to: resolve(target),
    typeOnly: false,
  }));
  return [...named, ...dynamic];
}

const under = (module: string, ...folders: string[]) =>
  folders.some((folder) => module === folder || module.startsWith(`${folder}/`));

/** entrypoints/popup of entrypoints/popup/App. */
const entrypointOf = (module: string) => module.split('/').slice(0, 2).join('/');

const BROWSER_MODULES = ['wxt', '#i18n', '#imports', '@wxt-dev', 'webextension-polyfill'];
const MAY_TOUCH_BROWSER = ['entrypoints', 'utils/messages', 'utils/platform', 'utils/i18n'];
const BROWSER_GLOBALS = /\b(?:browser|chrome)\.\w+|\b(?:localStorage|sessionStorage|indexedDB)\b/;

interface Rule {
  says: string;
  isBroken: (edge: Import) => boolean;
}

const RULES: Rule[] = [
  {
    says: 'nothing imports an entrypoint',
    isBroken: ({ from, to }) =>
      under(to, 'entrypoints') &&
      entrypointOf(from) !== entrypointOf(to) &&
      !(under(to, 'entrypoints/shared') && under(from, 'entrypoints')),
  },
  {
    says: 'components import components, utils and preact',
    isBroken: ({ from, to }) => under(from, 'components') && !under(to, 'components', 'utils', 'preact'),
  },
  {
    says: 'components call neither the store nor the browser',
    isBroken: ({ from, to, typeOnly }) =>
      under(from, 'components') &&
      !typeOnly &&
      under(to, 'utils/messages', 'utils/platform', 'utils/library/store', 'utils/library/read'),
  },
  {
    says: 'utils do not import components',
    isBroken: ({ from, to }) => under(from, 'utils') && under(to, 'components'),
  },
  {
    says: 'few modules touch the browser',
    isBroken: ({ from, to }) => under(to, ...BROWSER_MODULES) && !under(from, ...MAY_TOUCH_BROWSER),
  },
  {
    says: 'portal and article know nothing of marks, library and export',
    isBroken: ({ from, to }) =>
      under(from, 'utils/portal', 'utils/article') &&
      under(to, 'utils/annotation', 'utils/library', 'utils/export'),
  },
];

/** What breaks the layers, as `rule: from → to`. */
function findViolations(sources: Map<string, string>): string[] {
  const edges = [...sources].flatMap(([path, source]) => importsOf(path, source));
  const imports = RULES.flatMap(({ says, isBroken }) =>
    edges.filter(isBroken).map(({ from, to }) => `${says}: ${from} → ${to}`),
  );
  const globals = [...sources].flatMap(([path, source]) => {
    const found = under(moduleName(path), ...MAY_TOUCH_BROWSER) ? null : BROWSER_GLOBALS.exec(source);
    return found ? [`few modules touch the browser: ${moduleName(path)} → ${found[0]}`] : [];
  });
  return [...imports, ...globals, ...findCycles(edges)];
}

/** Rings of modules that need each other when the program runs. */
function findCycles(edges: Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to, typeOnly } of edges)
    if (!typeOnly) targets.set(from, [...(targets.get(from) ?? []), to]);
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (module: string, path: string[]) => {
    const at = path.indexOf(module);
    if (at >= 0) cycles.push(`no cycles: ${[...path.slice(at), module].join(' → ')}`);
    if (at >= 0 || done.has(module)) return;
    for (const target of targets.get(module) ?? []) visit(target, [...path, module]);
    done.add(module);
  };
  for (const module of targets.keys()) visit(module, []);
  return cycles;
}

describe('the layers', () => {
  it('hold', () => {
    const sources = readSources();
    expect(sources.size).toBeGreaterThan(50);
    expect(findViolations(sources)).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'a component that imports an entrypoint',
      { 'components/A.tsx': "import { App } from '../entrypoints/popup/App';" },
      'nothing imports an entrypoint: components/A → entrypoints/popup/App',
    ],
    [
      'shared wiring that imports an entrypoint',
      { 'entrypoints/shared/a.ts': "import { App } from '../popup/App';" },
      'nothing imports an entrypoint: entrypoints/shared/a → entrypoints/popup/App',
    ],
    [
      'a component that imports shared wiring',
      { 'components/A.tsx': "import { useStored } from '../entrypoints/shared/useStored';" },
      'nothing imports an entrypoint: components/A → entrypoints/shared/useStored',
    ],
    [
      'an entrypoint that imports another',
      { 'entrypoints/popup/App.tsx': "import type { X } from '../reader/App';" },
      'nothing imports an entrypoint: entrypoints/popup/App → entrypoints/reader/App',
    ],
    [
      'a component that imports a package',
      { 'components/A.tsx': "import * as v from 'valibot';" },
      'components import components, utils and preact: components/A → valibot',
    ],
    [
      'a component that stores',
      { 'components/A.tsx': "import { createLibraryStore } from '../utils/library/store';" },
      'components call neither the store nor the browser: components/A → utils/library/store',
    ],
    [
      'a component that reads the store, on several lines, beside a type',
      {
        'components/x/A.tsx':
          "import {\n  type SearchHit,\n  searchLibrary,\n} from '../../utils/library/read';",
      },
      'components call neither the store nor the browser: components/x/A → utils/library/read',
    ],
    [
      'a component that sends messages, on demand',
      { 'components/A.tsx': "const { ask } = await import('../utils/messages');" },
      'components call neither the store nor the browser: components/A → utils/messages',
    ],
    [
      'utils that draw',
      { 'utils/a.ts': "export { Icon } from '../components/Icon';" },
      'utils do not import components: utils/a → components/Icon',
    ],
    [
      'the library with the browser in hand',
      { 'utils/library/read.ts': "import { browser } from 'wxt/browser';" },
      'few modules touch the browser: utils/library/read → wxt/browser',
    ],
    [
      'an import for its effect',
      { 'utils/a.ts': "import 'wxt/browser';" },
      'few modules touch the browser: utils/a → wxt/browser',
    ],
    [
      'texts around utils/i18n',
      { 'utils/export/markdown.ts': "import { i18n } from '#i18n';" },
      'few modules touch the browser: utils/export/markdown → #i18n',
    ],
    [
      'the browser without an import',
      { 'utils/a.ts': 'const stored = await chrome.storage.local.get(null);' },
      'few modules touch the browser: utils/a → chrome.storage',
    ],
    [
      'the page’s own storage',
      { 'components/A.tsx': "localStorage.setItem('theme', 'dark');" },
      'few modules touch the browser: components/A → localStorage',
    ],
    [
      'an article that knows of marks, if only their type',
      { 'utils/article/extract.ts': "import type { Annotation } from '../library/schema.ts';" },
      'portal and article know nothing of marks, library and export: utils/article/extract → utils/library/schema',
    ],
    [
      'a ring of three',
      {
        'utils/a.ts': "import { b } from './b';",
        'utils/b.ts': "export * from './c.ts';",
        'utils/c.ts': "import { a } from './a';",
      },
      'no cycles: utils/a → utils/b → utils/c → utils/a',
    ],
  ])('are broken by %s', (_, sources, violation) => {
    const found = findViolations(new Map(Object.entries(sources)));
    expect(found).toContain(violation);
  });

  it.each<[string, Record<string, string>]>([
    [
      'wiring that entrypoints share',
      { 'entrypoints/popup/App.tsx': "import { useStored } from '../shared/useStored';" },
    ],
    ['an entrypoint’s own parts', { 'entrypoints/popup/main.tsx': "import { App } from './App';" }],
    [
      'an entrypoint with the browser in hand',
      { 'entrypoints/background.ts': "import { browser } from 'wxt/browser';" },
    ],
    [
      'a component with types of the store',
      { 'components/a.ts': "import type { StorageArea } from '../utils/library/read';" },
    ],
    ['types named one by one', { 'components/a.ts': "import { type A, type B } from '../utils/messages';" }],
    ['preact', { 'components/A.tsx': "import { useState } from 'preact/hooks';\nimport './a.css';" }],
    [
      'types that need each other',
      { 'utils/a.ts': "import type { B } from './b';", 'utils/b.ts': "import { a } from './a';" },
    ],
    ['a field called browser', { 'utils/a.ts': 'const name = info.browser;' }],
  ])('are not broken by %s', (_, sources) => {
    expect(findViolations(new Map(Object.entries(sources)))).toEqual([]);
  });
});
