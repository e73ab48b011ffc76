import type { ImportShelf, StagedImport } from '../../../utils/library/import-shelf';

/** A shelf that lasts as long as the test, and what is on it. */
export interface MemoryShelf extends ImportShelf {
  /** The keys of all that is kept aside. */
  kept(): string[];
}

export function createMemoryShelf(): MemoryShelf {
  const imports = new Map<string, StagedImport>();
  const slices = new Map<string, string>();
  const sliceKey = (id: string, number: number) => `${id}/${number}`;
  const keepOnly = async (isKept: (id: string) => boolean) => {
    for (const id of imports.keys()) if (!isKept(id)) imports.delete(id);
    for (const key of slices.keys()) if (!isKept(key.split('/')[0] as string)) slices.delete(key);
  };
  return {
    putSlice: async (id, number, text) => void slices.set(sliceKey(id, number), text),
    putImport: async (staged) => void imports.set(staged.id, staged),
    readSlice: async (id, number) => slices.get(sliceKey(id, number)),
    readImport: async (id) => imports.get(id),
    listImports: async () => [...imports.values()],
    drop: (id) => keepOnly((one) => one !== id),
    keepOnly: (ids) => keepOnly((one) => ids.includes(one)),
    kept: () => [...imports.keys(), ...slices.keys()],
  };
}
