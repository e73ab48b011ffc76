// The types of arithmetic.mjs, which is plain JavaScript because the bench runs on Node as it is.
export type Limit = { of: 'ratio' | 'ours' } & ({ most: number } | { under: number });
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
}
export function median(numbers: readonly number[]): number;
export function growthExponent(points: readonly { size: number; time: number }[]): number;
export function spread<T>(all: readonly T[], most: number): T[];
export function benchRow(
  measured: Pick<BenchRow, 'name' | 'unit' | 'ours'> &
    Partial<Pick<BenchRow, 'peer' | 'peerName' | 'floor'>> & { limit: Limit },
): BenchRow;
