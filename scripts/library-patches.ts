import type { Plugin } from 'vite';

interface Patch {
  /** The end of the module's path, without its ending. */
  module: string;
  from: string;
  to: string;
}

/**
 * The two places in libraries that would write raw html into a document; `addons-linter` warns of both. Nothing reaches
 * them: our components set no `dangerouslySetInnerHTML` in a document (the HTML export makes text of it), and DOMPurify
 * falls back to its own only where `DOMParser` throws. Without it, what it couldn't parse comes out empty.
 */
const PATCHES: Patch[] = [
  { module: 'preact/dist/preact.module', from: '||(u.innerHTML=h.__html)', to: '' },
  {
    module: 'dompurify/dist/purify.es',
    from: 'doc.documentElement.innerHTML = IS_EMPTY_INPUT ? emptyHTML : dirtyPayload;',
    to: '',
  },
];

/** Takes out of bundled libraries what would write raw html; fails the build where a place isn't found any more. */
export function withoutRawHtml(): Plugin {
  return {
    name: 'without-raw-html',
    transform(code, id) {
      const patch = PATCHES.find(({ module }) => id.replaceAll('\\', '/').includes(`/${module}.`));
      if (!patch) return null;
      if (!code.includes(patch.from)) throw new Error(`${patch.module} has no more ${patch.from}`);
      return { code: code.replace(patch.from, patch.to), map: null };
    },
  };
}
