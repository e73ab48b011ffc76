/** A cell with more characters than this holds paragraphs, not data. Longest data cells seen in notices: about 100. */
const MAX_CELL_LENGTH = 160;

/** True for a table that shows data; false for one that lays out a page. Looks at the innermost tables only. */
export function isDataTable(table: Element): boolean {
  if (table.querySelector('table')) return false;
  let rows = 0;
  let widest = 0;
  for (const row of table.querySelectorAll('tr')) {
    let cells = 0;
    for (const cell of row.children) {
      if (
        cell.querySelector('p + p, br + br, h1') ||
        (cell.textContent ?? '').trim().length > MAX_CELL_LENGTH
      )
        return false;
      cells += 1;
    }
    rows += 1;
    widest = Math.max(widest, cells);
  }
  return rows >= 2 && widest >= 2;
}
