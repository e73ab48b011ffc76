import { SCHEMA_VERSION } from './version';

/** A stored record of any version, not parsed yet: every step takes nothing for granted. */
type Stored = Record<string, unknown>;

/** Step `n` makes version n + 1 of version n. Steps are never changed once they were released. */
const STEPS: Record<number, (record: Stored) => Stored> = {
  // 2: outlines with names, notes, folding and excerpts filed by hand; several of them, and a trash for them; other
  // addresses of the same essay.
  1: (record) => ({
    ...record,
    outlines: eachOf(record.outlines, (outline) => ({
      ...outline,
      name: '',
      nodes: eachOf(outline.nodes, (node) => ({
        ...node,
        found: isObject(node.found) ? { ...node.found, level: node.level } : undefined,
        note: '',
        collapsed: false,
        excerpts: [],
      })),
    })),
    activeOutline: lastId(record.outlines),
    outlineTrash: [],
    otherUrls: [],
  }),
  // 3: tags of the article itself, beside those of its marks.
  2: (record) => ({ ...record, tags: [] }),
};

/**
 * A stored record in today's shape, for the parser to judge. Works on a copy: what is stored stays as it is until the
 * record is written again. What has no version that we know comes back unchanged, a later version too.
 */
export function migrateRecord(stored: unknown): unknown {
  if (!isObject(stored)) return stored;
  let record = stored;
  for (;;) {
    const version = record.schemaVersion;
    if (typeof version !== 'number' || version >= SCHEMA_VERSION) return record;
    const step = STEPS[version];
    if (!step) return record;
    record = { ...step(record), schemaVersion: version + 1 };
  }
}

function eachOf(list: unknown, change: (item: Stored) => Stored): unknown {
  return Array.isArray(list) ? list.map((item) => (isObject(item) ? change(item) : item)) : list;
}

function lastId(list: unknown): unknown {
  const last: unknown = Array.isArray(list) ? list.at(-1) : undefined;
  return isObject(last) ? last.id : undefined;
}

function isObject(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
