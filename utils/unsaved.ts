import type { Annotation, SavedOutline } from './library/schema';

export type UnsavedChange = Annotation | SavedOutline;

/** What the screen shows of an article and the store hasn't taken yet. */
export interface Unsaved {
  /** By id, in their newest shape. */
  annotations: Map<string, Annotation>;
  outlines: Map<string, SavedOutline>;
  /** What is on its way to the background, which stores it also when the page is gone. */
  sent: Set<UnsavedChange>;
}

declare global {
  /** By article addresses. Kept as long as the page is: a reading view that closes loses nothing, and the next one goes on. */
  var jingduUnsaved: Map<string, Unsaved> | undefined;
}

/** The unsaved changes of an article in this page: the same object each time. Whoever changes it calls `guardUnsaved`. */
export function unsavedOf(articleUrl: string): Unsaved {
  globalThis.jingduUnsaved ??= new Map();
  const known = globalThis.jingduUnsaved.get(articleUrl);
  const unsaved = known ?? { annotations: new Map(), outlines: new Map(), sent: new Set() };
  globalThis.jingduUnsaved.set(articleUrl, unsaved);
  return unsaved;
}

/** Whether anything waits for the store or its answer. */
export function hasChanges({ annotations, outlines }: Unsaved): boolean {
  return annotations.size + outlines.size > 0;
}

/** Takes out what the store has taken, unless it was changed once more meanwhile. */
export function forgetChange({ annotations, outlines }: Unsaved, change: UnsavedChange): void {
  for (const changes of [annotations, outlines]) {
    if (changes.get(change.id) === change) changes.delete(change.id);
  }
}

/** Has the browser ask the reader before it leaves a page that holds the only copy of something. */
export function guardUnsaved(): void {
  // Not at all times: Firefox puts no page that listens aside for the way back.
  if (all().some(hasChanges)) window.addEventListener('beforeunload', askToStay);
  else window.removeEventListener('beforeunload', askToStay);
}

function askToStay(event: Event): void {
  const waits = ({ annotations, outlines, sent }: Unsaved) =>
    [...annotations.values(), ...outlines.values()].some((change) => !sent.has(change));
  if (all().some(waits)) event.preventDefault();
}

function all(): Unsaved[] {
  return [...(globalThis.jingduUnsaved?.values() ?? [])];
}
