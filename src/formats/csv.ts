import type { Chunks } from './npy'
import { numberText } from './number-text'

export type CsvCell = number | string

const charactersPerChunk = 1 << 16

/**
 * A table as comma-separated text: a line of column names, then a line for each row. Numbers keep every bit;
 * non-finite ones are nan, inf, -inf. A row's array may be used again by its maker for the next row.
 *
 * Source: RFC 4180, but lines end in LF.
 */
export async function* csv(columns: readonly string[], rows: Chunks<ArrayLike<CsvCell>>): AsyncGenerator<string> {
  let text = line(columns)
  for await (const row of rows) {
    text += line(row)
    if (text.length >= charactersPerChunk) {
      yield text
      text = ''
    }
  }
  yield text
}

function line(cells: ArrayLike<CsvCell>): string {
  let text = ''
  for (let i = 0; i < cells.length; i++) text += (i === 0 ? '' : ',') + cellText(cells[i]!)
  return `${text}\n`
}

function cellText(cell: CsvCell): string {
  if (typeof cell === 'number') return numberText(cell)
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
