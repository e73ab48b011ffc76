/** Runs work when all that was asked for before is done, and gives what comes of it. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes a queue, which runs work one after the other, in the order in which it was asked for. */
export function createQueue(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
}
