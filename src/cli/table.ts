import { printable } from '../core/printable'

export interface Column {
  readonly title: string
  readonly align?: 'right'
}

/** Aligned columns two spaces apart, a line a row. */
export function table(columns: readonly Column[], given: readonly (readonly string[])[]): string {
  const rows = given.map((row) => row.map(printable))
  const widths = columns.map((column, i) => Math.max(column.title.length, ...rows.map((row) => row[i]!.length)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (columns[i]!.align === 'right' ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd()
  return [columns.map((column) => column.title), ...rows].map((row) => `${line(row)}\n`).join('')
}

/** A number for a person: at most seven significant digits. */
export function shortNumber(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'nan' : x > 0 ? 'inf' : '-inf'
  return String(Number(x.toPrecision(7)))
}
