// The types of arithmetic.mjs, which is plain JavaScript because the bench runs on Node as it is.
export type Limit = { of: 'ratio' | 'ours' } & ({ most: number } | { under: number });
/** A size, and the time that it takes in ms. */
export interface Point {
  size: number;
  time: number;
}
export interface BenchRow {
  name: string;
  unit: string;
  ours: number;
  peer: number | null;
  peerName: string | null;
  ratio: number | null;
  floor: number | null;
  owed: string;
  holds: boolean;
  points: readonly Point[] | null;
}
export function median(numbers: readonly number[]): number;
export function growthExponent(points: readonly Point[]): number;
export function spread<T>(all: readonly T[], most: number): T[];
export function benchRow(
  measured: Pick<BenchRow, 'name' | 'unit' | 'ours'> &
    Partial<Pick<BenchRow, 'peer' | 'peerName' | 'floor' | 'points'>> & { limit?: Limit },
): BenchRow;
export function growthRow(measured: {
  name: string;
  points: readonly Point[];
  floorPoints?: readonly Point[];
  most: number;
}): BenchRow;
