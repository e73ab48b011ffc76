/** Runs the groups of the bench and prints what they found. */
import { fileURLToPath } from 'node:url';
import { openReadingBrowser } from '../tools/reading-browser.mjs';
import { GROUPS } from './groups.mjs';
import { readBenchPages } from './pages.mjs';

const IN_PAGE = fileURLToPath(new URL('./in-page.ts', import.meta.url));

/** The names of all rows. */
export const ROW_NAMES = GROUPS.flatMap(({ names }) => names);

/**
 * Measures the rows of these names. A group that can't be measured is told of by `onFailure` and doesn't stop the
 * others.
 * @param {string[]} names
 * @param {(names: string[], error: unknown) => void} onFailure
 */
export async function measureRows(names, onFailure) {
  const rows = [];
  const browser = once(() => openReadingBrowser(IN_PAGE));
  const pages = once(readBenchPages);
  try {
    for (const group of GROUPS) {
      const wanted = group.names.filter((name) => names.includes(name));
      if (wanted.length === 0) continue;
      try {
        const measured = await group.measure({ browser: browser.get, pages: pages.get });
        rows.push(...measured.filter(({ name }) => wanted.includes(name)));
      } catch (error) {
        onFailure(wanted, error);
      }
    }
  } finally {
    // One that failed to open has been told of by the groups that asked for it.
    const opened = await browser.made?.catch(() => null);
    await opened?.close();
  }
  return rows;
}

/** Makes something the first time that it is asked for. */
function once(make) {
  const holder = {
    made: undefined,
    get: () => {
      holder.made ??= make();
      return holder.made;
    },
  };
  return holder;
}

const COLUMNS = ['name', 'ours', 'peer', 'ratio', 'floor', 'unit', 'owed', 'holds', 'peerName', 'points'];

/** The rows as a table. */
export function tableOf(rows) {
  const cells = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => cellOf(row[column])))];
  const widths = COLUMNS.map((_, at) => Math.max(...cells.map((line) => line[at].length)));
  const isNumber = (at) => ['ours', 'peer', 'ratio', 'floor'].includes(COLUMNS[at]);
  return cells
    .map((line) =>
      line.map((cell, at) => (isNumber(at) ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n');
}

function cellOf(value) {
  if (value === null) return '–';
  if (Array.isArray(value)) return value.map(({ size, time }) => `${size}: ${time.toFixed(2)}`).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'NO';
  if (typeof value !== 'number') return value;
  return Number.isInteger(value) ? String(value) : value.toFixed(3);
}
