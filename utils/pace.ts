/** A frame of the screen: work that goes on no longer than this leaves the page as quick as it was. */
const LONGEST_STRETCH_MS = 16;

/** Ends the task at hand, so that the page paints and answers come in; what waits for this goes on in the next, at once. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    // A message comes at once; timers are held back for 4 ms each once they are nested.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Lets the page answer between pieces of long work, so that no task takes 50 ms as long as no piece does. */
export class Pacer {
  private since = performance.now();

  /** Call between two pieces: lets others run where this work has gone on for long. */
  async pause(): Promise<void> {
    if (performance.now() - this.since < LONGEST_STRETCH_MS) return;
    await breathe();
    this.since = performance.now();
  }
}
