import type { Readable } from './read';

/** Reads of a store, and writes that wait to go into it together: nothing is read twice, and all is written at once. */
export class Draft implements Readable {
  private readonly read = new Map<string, unknown>();
  private readonly written = new Map<string, unknown>();

  constructor(private readonly area: Readable) {}

  /** What stands under these keys, written or stored; what was given up (`givenUp`) doesn't. */
  async get(keys: string | string[]): Promise<Record<string, unknown>> {
    const asked = [keys].flat();
    const unread = asked.filter((key) => !this.read.has(key));
    if (unread.length > 0) {
      const stored = await this.area.get(unread);
      for (const key of unread) this.read.set(key, stored[key] ?? undefined);
    }
    const found = asked.map((key) => [
      key,
      this.written.has(key) ? this.written.get(key) : this.read.get(key),
    ]);
    return Object.fromEntries(found.filter(([, value]) => value !== undefined && value !== null));
  }

  put(items: Record<string, unknown>): void {
    for (const [key, value] of Object.entries(items)) this.written.set(key, value);
  }

  /** All that is to be written. */
  get items(): Record<string, unknown> {
    return Object.fromEntries(this.written);
  }

  /** What is to be written, and what it replaces, which was read before. */
  async changes(): Promise<{ key: string; before: unknown; after: unknown }[]> {
    const keys = [...this.written.keys()];
    await this.get(keys);
    return keys.map((key) => ({ key, before: this.read.get(key), after: this.written.get(key) }));
  }
}
