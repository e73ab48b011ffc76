/** Modules in TypeScript for scripts that Node runs as they are. */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles a module of tests/tools into .output, where the packages are found from, and loads it. */
export async function loadTypescript(name) {
  const { build } = await import('esbuild');
  const outfile = join(ROOT, '.output', 'tools', name.replace(/\.ts$/, '.mjs'));
  await build({
    entryPoints: [join(ROOT, 'tests/tools', name)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    // Packages in CommonJS ask for Node's own modules by `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    // The bundle stands elsewhere than the module.
    define: { 'import.meta.dirname': JSON.stringify(join(ROOT, 'tests/tools')) },
  });
  return import(pathToFileURL(outfile).href);
}

/** Runs a module of tests/tools as it stands, by Vite: what drives browsers finds its files by where it is. */
export async function runTypescript(name) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(ROOT, 'tests/tools', name), { root: ROOT, logLevel: 'warn' });
  return module;
}
