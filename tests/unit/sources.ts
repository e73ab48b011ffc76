import { readdirSync, readFileSync } from 'node:fs';

/** The program's own modules, by path from the top of the repository. */
export function readSources(): Map<string, string> {
  const sources = new Map<string, string>();
  for (const folder of ['entrypoints', 'components', 'utils']) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = `${folder}/${name.replaceAll('\\', '/')}`;
      if (/\.tsx?$/.test(path)) sources.set(path, withoutComments(readFileSync(path, 'utf8')));
    }
  }
  return sources;
}

/** Good enough for what is scanned here: a `//` inside a string is not taken for a comment where a `:` stands before it. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\\/])\/\/.*$/gm, '');
}
