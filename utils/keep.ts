/** What is read once and kept until it is said to have changed. */
export interface Kept<T> {
  read(): Promise<T>;
  /** From now on `read` reads anew; whoever asked before is still given what was read for him. */
  forget(): void;
}

/** Keeps what `read` gives. A reading that fails is not kept. */
export function keep<T>(read: () => Promise<T>): Kept<T> {
  let kept: Promise<T> | undefined;
  return {
    read() {
      if (kept) return kept;
      const reading = read();
      kept = reading;
      reading.catch(() => {
        if (kept === reading) kept = undefined;
      });
      return reading;
    },
    forget() {
      kept = undefined;
    },
  };
}
