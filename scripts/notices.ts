import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import license from 'rollup-plugin-license';
import type { Plugin } from 'vite';

/** The name of the file in the packages. */
const NOTICES = 'THIRD-PARTY-NOTICES.txt';

/** Licences under which a library may be bundled with what is under MIT. */
const ALLOWED = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'MPL-2.0', 'CC0-1.0'];

/** Packages whose own build holds what they depend on, where the bundler doesn't see it. */
const PREBUNDLED = ['docx', 'webdav'];

interface Notice {
  name: string;
  version: string;
  /** As package.json names them, in the syntax of SPDX. */
  terms: string;
  author: string;
  /** The licence's own text, where the package brings it. */
  text: string | null;
}

/** What has been bundled since the process began, by name and version: wxt bundles each entrypoint by itself. */
const bundled = new Map<string, Notice>();

/** Notes which packages are bundled, for `writeNotices`. */
export function collectNotices(): Plugin {
  return license({
    thirdParty: {
      multipleVersions: true,
      output: (dependencies) => {
        for (const { name, version, license: terms, licenseText, noticeText, author } of dependencies) {
          const text = [licenseText, noticeText].filter(Boolean).join('\n\n') || null;
          note({
            name: name ?? '',
            version: version ?? '',
            terms: terms ?? '',
            author: author?.name ?? '',
            text,
          });
        }
      },
    },
  }) as Plugin;
}

/**
 * Writes the names and licences of all that was bundled into the built extension.
 * @throws Error at a package whose licence isn't allowed
 */
export function writeNotices(folder: string): void {
  for (const name of PREBUNDLED) {
    if ([...bundled.values()].some((one) => one.name === name)) noteDependenciesOf(packageFolder(name, '.'));
  }
  const sorted = [...bundled.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  for (const { name, terms } of sorted) {
    if (!isAllowed(terms)) throw new Error(`${name} may not be bundled under "${terms}"`);
  }
  const opening = 'Jingdu contains the packages below, each under its own licence.\n';
  writeFileSync(join(folder, NOTICES), [opening, ...sorted.map(sectionOf)].join(`\n${'-'.repeat(80)}\n\n`));
}

function note(notice: Notice): void {
  bundled.set(`${notice.name} ${notice.version}`, notice);
}

/** Notes all that a package depends on, and that depends on. */
function noteDependenciesOf(folder: string): void {
  const { dependencies = {} } = readPackage(folder);
  for (const name of Object.keys(dependencies)) {
    // Types are gone when the program runs.
    if (name.startsWith('@types/')) continue;
    const found = packageFolder(name, folder);
    const { version, license: terms = '', author } = readPackage(found);
    if (bundled.has(`${name} ${version}`)) continue;
    const file = readdirSync(found).find((candidate) => /^licen[cs]e/i.test(candidate));
    const text = file ? readFileSync(join(found, file), 'utf8') : null;
    const by = typeof author === 'string' ? author.replace(/\s*[<(].*/, '') : (author?.name ?? '');
    note({ name, version, terms, author: by, text });
    noteDependenciesOf(found);
  }
}

/** The folder of a package as Node finds it from another folder. */
function packageFolder(name: string, from: string): string {
  for (let folder = resolve(from); ; folder = resolve(folder, '..')) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === resolve(folder, '..')) throw new Error(`no package ${name} is installed`);
  }
}

function readPackage(folder: string): {
  version: string;
  license?: string;
  author?: string | { name?: string };
  dependencies?: Record<string, string>;
} {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** One of several alternatives is enough; of licences that hold together, each must be allowed. */
function isAllowed(terms: string): boolean {
  const choices = terms.replace(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((one) => ALLOWED.includes(one)));
}

function sectionOf({ name, version, terms, author, text }: Notice): string {
  const body = text ?? `By ${author || 'its contributors'}. The package brings no text of its licence.`;
  return `${name} ${version} (${terms.replace(/[()]/g, '')})\n\n${body.replaceAll('\r\n', '\n').trim()}\n`;
}
