import type { Plugin } from 'vite';

interface Patch {
  /** The end of the module's path, without its ending. */
  module: string;
  from: string;
  to: string;
}

/**
 * What is taken out of libraries. Two places would write raw html into a document; `addons-linter` warns of both. Nothing
 * reaches them: our components set no `dangerouslySetInnerHTML` in a document (the HTML export makes text of it), and
 * DOMPurify falls back to its own only where `DOMParser` throws. Without it, what it couldn't parse comes out empty.
 * The others are DOMPurify's own lists of what it allows, 700 names that it writes down anew in each page: `sanitize.ts`
 * names all that it allows. Without either, nothing is allowed.
 */
const PATCHES: Patch[] = [
  { module: 'preact/dist/preact.module', from: '||(u.innerHTML=h.__html)', to: '' },
  {
    module: 'dompurify/dist/purify.es',
    from: 'doc.documentElement.innerHTML = IS_EMPTY_INPUT ? emptyHTML : dirtyPayload;',
    to: '',
  },
  {
    module: 'dompurify/dist/purify.es',
    from: '...html$1,\n\t\t...svg$1,\n\t\t...svgFilters,\n\t\t...mathMl$1,\n\t\t...text\n',
    to: '',
  },
  {
    module: 'dompurify/dist/purify.es',
    from: '...html,\n\t\t...svg,\n\t\t...mathMl,\n\t\t...xml\n',
    to: '',
  },
];

/** Patches bundled libraries; fails the build where a place isn't found any more. */
export function patchLibraries(): Plugin {
  return {
    name: 'patch-libraries',
    transform(code, id) {
      const patches = PATCHES.filter(({ module }) => id.replaceAll('\\', '/').includes(`/${module}.`));
      if (patches.length === 0) return null;
      const patched = patches.reduce((before, { module, from, to }) => {
        if (!before.includes(from)) throw new Error(`${module} has no more ${from}`);
        return before.replace(from, to);
      }, code);
      return { code: patched, map: null };
    },
  };
}
