/** What a long run is told, and what it tells. */
export interface TortureOptions {
  seed: number;
  /** Tells how far the run has come. */
  say: (line: string) => void;
}

export interface TortureReport {
  /** What was done and counted, a line each. */
  counted: string[];
  /** What did not hold; empty where all did. */
  failures: string[];
}
