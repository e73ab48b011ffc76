/** A state with all that came before it and all that was undone; it forgets nothing. */
export interface History<T> {
  /** Oldest first. */
  past: readonly T[];
  present: T;
  /** Next to be redone first. */
  future: readonly T[];
}

/** A history that begins with this state. */
export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** Goes on to a new state; what was undone is gone. The same state again changes nothing. */
export function record<T>(history: History<T>, next: T): History<T> {
  if (next === history.present) return history;
  return { past: [...history.past, history.present], present: next, future: [] };
}

/** Puts another state in the place of the present one, as no step of its own. */
export function amend<T>(history: History<T>, present: T): History<T> {
  return { ...history, present };
}

/** Goes back one state; at the first one it stays. */
export function undo<T>(history: History<T>): History<T> {
  const { past, present, future } = history;
  if (past.length === 0) return history;
  return { past: past.slice(0, -1), present: past[past.length - 1] as T, future: [present, ...future] };
}

/** Goes forward again by one state that was undone; at the last one it stays. */
export function redo<T>(history: History<T>): History<T> {
  const { past, present, future } = history;
  if (future.length === 0) return history;
  return { past: [...past, present], present: future[0] as T, future: future.slice(1) };
}
