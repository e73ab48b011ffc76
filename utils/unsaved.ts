import type { Annotation, SavedOutline } from './library/schema';

/** A mark or outline as the screen shows it, which the store hasn't taken yet. */
export interface UnsavedItem<T> {
  value: T;
  /** What the store knows of it: what the changes began from. */
  base: T | undefined;
  /** On its way to the background, which stores it also when the page is gone. */
  isSent: boolean;
}

export type UnsavedItems<T> = Map<string, UnsavedItem<T>>;

/** What is unsaved of an article, by ids. */
export interface Unsaved {
  annotations: UnsavedItems<Annotation>;
  outlines: UnsavedItems<SavedOutline>;
}

declare global {
  /** By article addresses. Kept as long as the page is: a reading view that closes loses nothing, and the next one goes on. */
  var jingduUnsaved: Map<string, Unsaved> | undefined;
}

/** What is unsaved of an article in this page: the same object each time. Whoever changes it calls `guardUnsaved`. */
export function unsavedOf(articleUrl: string): Unsaved {
  globalThis.jingduUnsaved ??= new Map();
  const known = globalThis.jingduUnsaved.get(articleUrl);
  const unsaved = known ?? { annotations: new Map(), outlines: new Map() };
  globalThis.jingduUnsaved.set(articleUrl, unsaved);
  return unsaved;
}

/** Whether anything waits for the store or its answer. */
export function hasUnsaved({ annotations, outlines }: Unsaved): boolean {
  return annotations.size + outlines.size > 0;
}

/**
 * Puts a change among the unsaved ones, in the place of an earlier one of the same mark or outline. Where that one was
 * refused the store knows only what it began from.
 */
export function addUnsaved<T extends { id: string }>(
  items: UnsavedItems<T>,
  value: T,
  base: T | undefined,
): UnsavedItem<T> {
  const earlier = items.get(value.id);
  const item = { value, base: earlier && !earlier.isSent ? earlier.base : base, isSent: false };
  items.set(value.id, item);
  return item;
}

/** Gives up a change, and gives back what was to be stored; `undefined` where nothing was. */
export function dropUnsaved<T>(items: UnsavedItems<T>, id: string): T | undefined {
  const item = items.get(id);
  items.delete(id);
  return item?.value;
}

/** Those that are not on their way yet; from now on they are. */
export function takeUnsent<T>(items: UnsavedItems<T>): UnsavedItem<T>[] {
  const unsent = [...items.values()].filter(({ isSent }) => !isSent);
  for (const item of unsent) item.isSent = true;
  return unsent;
}

/** Takes the store's answer to a change that was sent; a later change of the same mark or outline stays. */
export function answerUnsaved<T extends { id: string }>(
  items: UnsavedItems<T>,
  item: UnsavedItem<T>,
  isStored: boolean,
): void {
  item.isSent = false;
  const newest = items.get(item.value.id);
  if (isStored && newest === item) items.delete(item.value.id);
  if (!isStored && newest) newest.base = item.base;
}

/** Has the browser ask the reader before it leaves a page that holds the only copy of something. */
export function guardUnsaved(): void {
  // Not at all times: Firefox puts no page that listens aside for the way back.
  if (all().some(hasUnsaved)) window.addEventListener('beforeunload', askToStay);
  else window.removeEventListener('beforeunload', askToStay);
}

function askToStay(event: Event): void {
  const waits = ({ annotations, outlines }: Unsaved) =>
    [...annotations.values(), ...outlines.values()].some(({ isSent }) => !isSent);
  if (all().some(waits)) event.preventDefault();
}

function all(): Unsaved[] {
  return [...(globalThis.jingduUnsaved?.values() ?? [])];
}
