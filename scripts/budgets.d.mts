// The types of budgets.mjs, which is plain JavaScript because the build is.
export const ENTRY_NAMES: string[];
export function weighEntries(extension: string): { name: string; bytes: number; most: number }[];
export function checkBudgets(extension: string): void;
