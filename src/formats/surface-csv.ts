import { type Checked, invalid, valid } from '../core/problem'
import type { SurfaceReading } from '../core/scene/surface-reading'
import { namesProblem } from './most-names'
import type { NdArray } from './npy'
import { surfacesOfArrays } from './surface-arrays'
import type { ReadingNote, SurfaceFile } from './surface-file'
import { isAxisName } from './surface-axes'
import { orBare, surfacesOfMatrix } from './surface-matrix'
import { readTable, type Table } from './table'

/**
 * Reads a table of points x, y, value, in any order; a wide table, with x along its first row and y down its first
 * column; or a bare matrix. Columns under names are points: those that are called x and y, or else the first two that
 * make up a grid, are their axes, and every other column is a surface. Three columns of numbers without names are
 * points too.
 */
export function readSurfaceCsv(bytes: Uint8Array, reading: SurfaceReading): Checked<SurfaceFile> {
  const table = readTable(bytes)
  if (table.value === undefined) return table
  const { names, columns, corner, cells, lines, isCommaDecimal, hasEmptyEnd } = table.value
  const commas: ReadingNote = { message: 'commas are decimal points' }
  const nameOf = (row: number): string => `line ${lines[row]}`
  const empty: ReadingNote = { message: `column ${columns + 1} is empty and left out` }
  const said = [...(isCommaDecimal ? [commas] : []), ...(hasEmptyEnd ? [empty] : [])]
  if (names !== undefined && reading.axes !== 'none' && reading.axes !== 'labels') {
    const tooMany = namesProblem(names.length, 'columns')
    if (tooMany !== undefined) return invalid(tooMany)
    const file = surfacesOfArrays({ arrays: columnsOf(table.value, names), faults: [] }, reading, {
      nameOf,
      isTable: true,
    })
    if (file.value === undefined) return names.some(isAxisName) ? file : orBare(file.problems)
    return valid({ ...file.value, notes: [...said, ...file.value.notes] })
  }
  const matrix: NdArray = { shape: [lines.length, columns], data: cells }
  const surfaces = surfacesOfMatrix('values', matrix, reading, {
    nameOf,
    isTable: true,
    ...(corner !== undefined && { corner }),
  })
  return surfaces.value === undefined ? surfaces : valid({ surfaces: surfaces.value, notes: said })
}

/** Columns by their names, those without one by their number. */
function columnsOf({ columns, cells, lines }: Table, names: readonly string[]): ReadonlyMap<string, NdArray> {
  const arrays = new Map<string, NdArray>()
  for (const [k, given] of names.entries()) {
    const name = given === '' || arrays.has(given) ? `column ${k + 1}` : given
    const data = Float64Array.from({ length: lines.length }, (_, row) => cells[row * columns + k]!)
    arrays.set(name, { shape: [lines.length], data })
  }
  return arrays
}
