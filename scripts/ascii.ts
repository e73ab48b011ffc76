import type { Plugin } from 'vite';

/**
 * Writes a script's other characters as `\uXXXX`. Chromium keeps the source of a script that has one beyond Latin-1 in
 * two bytes a character, in the memory of each page that it runs in.
 *
 * @param fileName of the script
 */
export function asciiScript(fileName: string): Plugin {
  return {
    name: 'ascii-script',
    // When it is minified: what is left stands in strings and expressions, where escapes mean the same.
    generateBundle(_options, bundle) {
      const script = bundle[fileName];
      if (script?.type !== 'chunk') return;
      script.code = script.code.replace(/[\u0080-\uffff]/g, escaped);
    },
  };
}

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
