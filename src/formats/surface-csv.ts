import { type Checked, invalid, valid } from '../core/problem'
import { gridFromPoints } from './grid-from-points'
import { bareGrid } from './surface-arrays'
import type { NamedSurface, SurfaceFile } from './surface-file'

/** Rows of numbers with the names above them. */
interface Table {
  /** Absent where the first line holds numbers. */
  readonly names?: readonly string[]
  readonly columns: number
  /** Row-major. */
  readonly cells: Float64Array
  /** The line of the file that each row stands on. */
  readonly lines: readonly number[]
}

/**
 * Reads a table of points x, y, value, in any order, or a bare matrix. A table has a line of names, `x` and `y` among
 * them or else first; every other column is a surface. Three columns of numbers without names are points too. Cells
 * stand
 * between commas, semicolons, tabs or spaces; one that is empty, nan or null is a hole; lines that begin with # are
 * left out.
 */
export function readSurfaceCsv(text: string): Checked<SurfaceFile> {
  const table = readTable(text)
  if (table.value === undefined) return table
  const { names, columns, cells, lines } = table.value
  const column = (k: number): Float64Array => Float64Array.from(lines, (_, row) => cells[row * columns + k]!)
  const pointsOf = (x: number, y: number, value: number) =>
    gridFromPoints(column(x), column(y), column(value), (row) => `line ${lines[row]}`)
  if (names === undefined) {
    const grid = columns === 3 ? pointsOf(0, 1, 2) : bareGrid({ shape: [lines.length, columns], data: cells })
    return grid.value === undefined ? grid : valid({ surfaces: [{ name: 'values', grid: grid.value }] })
  }
  const [x, y] = [placeOf(names, 'x', 0), placeOf(names, 'y', 1)]
  if (columns < 3 || x === y) {
    return invalid({
      message: `table has the columns ${names.slice(0, 8).join(', ')}, expected x, y and a value`,
      remedy: 'give each point a line: x, y, value; or leave the names out for a matrix',
      where: 'line 1',
    })
  }
  const surfaces: NamedSurface[] = []
  for (const [k, name] of names.entries()) {
    if (k === x || k === y) continue
    const grid = pointsOf(x, y, k)
    if (grid.value === undefined) return grid
    surfaces.push({ name: name === '' ? `column ${k + 1}` : name, grid: grid.value })
  }
  return valid({ surfaces })
}

function placeOf(names: readonly string[], axis: 'x' | 'y', otherwise: number): number {
  const wanted = [axis, `${axis}coordinate`, `${axis}coordinates`]
  const found = names.findIndex((name) => wanted.includes(name.toLowerCase()))
  return found < 0 ? otherwise : found
}

function readTable(text: string): Checked<Table> {
  const all = text.split(/\r\n|\n|\r/)
  const isEmpty = (line: string): boolean => line.trim() === '' || line.startsWith('#')
  const first = all.findIndex((line) => !isEmpty(line))
  if (first < 0) return invalid({ message: 'table is empty', remedy: 'give each point a line: x, y, value' })
  const separator = [',', ';', '\t'].find((each) => all[first]!.includes(each)) ?? /\s+/
  const head = all[first]!.trim().split(separator)
  const columns = head.length
  const names = head.some((cell) => numberOf(cell) === undefined) ? head.map(unquoted) : undefined
  const lines: number[] = []
  const cells = new Float64Array(columns * (all.length - first))
  let at = 0
  for (let index = names === undefined ? first : first + 1; index < all.length; index++) {
    const line = all[index]!
    if (isEmpty(line)) continue
    const parts = separator instanceof RegExp ? line.trim().split(separator) : line.split(separator)
    if (parts.length !== columns) {
      return invalid({
        message: `row has ${parts.length} cells, expected ${columns} like the first`,
        remedy: 'mend it: the file may be cut off there',
        where: `line ${index + 1}`,
      })
    }
    for (const part of parts) {
      const value = numberOf(part)
      if (value === undefined) {
        return invalid({
          message: `cell is "${part.trim().slice(0, 40)}", expected a number, nan or nothing`,
          remedy: 'mend it',
          where: `line ${index + 1}`,
        })
      }
      cells[at++] = value
    }
    lines.push(index + 1)
  }
  if (lines.length === 0) return invalid({ message: 'table has names and no rows', remedy: 'add the points' })
  return valid({ ...(names === undefined ? {} : { names }), columns, cells: cells.slice(0, at), lines })
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1')
}

/** The number in a cell, NaN for a hole, undefined for text. */
function numberOf(cell: string): number | undefined {
  const text = unquoted(cell)
  const value = text === '' ? NaN : Number(text)
  if (!Number.isNaN(value)) return value
  switch (text.toLowerCase()) {
    case '':
    case 'nan':
    case 'null':
    case 'na':
      return NaN
    case 'inf':
    case '+inf':
    case 'infinity':
      return Infinity
    case '-inf':
      return -Infinity
    default:
      return undefined
  }
}
