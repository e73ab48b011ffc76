import type { Rollup } from 'vite';

/**
 * Puts modules and all that they can't run without into one file, whatever else needs parts of it.
 *
 * @param name of the file
 * @param roots the ends of the modules' paths
 */
export function chunkOf(name: string, roots: readonly string[]): Rollup.GetManualChunk {
  return (id, { getModuleInfo }) => {
    const seen = new Set<string>();
    const leadsToRoot = (module: string): boolean => {
      if (roots.some((root) => module.endsWith(root))) return true;
      if (seen.has(module)) return false;
      seen.add(module);
      return getModuleInfo(module)?.importers.some(leadsToRoot) ?? false;
    };
    return leadsToRoot(id) ? name : undefined;
  };
}
