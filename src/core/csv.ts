// Comma-separated values as RFC 4180 writes them, and harmless to the programs that open them. Pure.

/** Tells a program that takes files for Windows' old letters that these are UTF-8. */
export const byteOrderMark = '\uFEFF';

/** What a spreadsheet takes for the beginning of a formula; the full-width ones are folded by some. */
const formulaStart = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A cell: a formula is defused by an apostrophe, and what could end the cell is quoted; null is empty. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line with its end. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
