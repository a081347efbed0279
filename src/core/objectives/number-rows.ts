import { type Checked, invalid, type Problem, valid } from '../problem'
import { shown } from '../shown'
import { mostCells, tooManyPoints } from './sampled-grid'

/** A matrix, row-major. */
export interface NumberRows {
  readonly shape: readonly [rows: number, columns: number]
  readonly data: Float64Array
}

/** The rows of a matrix in JSON, null for NaN, as an array of shape (rows, columns). */
export function numberRows(given: unknown, where = 'values'): Checked<NumberRows> {
  if (!Array.isArray(given) || given.length === 0 || !given.every(Array.isArray)) return invalid(noRows(given, where))
  const rows = given as readonly (readonly unknown[])[]
  const columns = rows[0]!.length
  if (rows.length * columns > mostCells) return invalid(tooManyPoints(columns, rows.length, where))
  const data = new Float64Array(rows.length * columns)
  for (const [j, row] of rows.entries()) {
    const problem = putRow(data, columns, j, row, where)
    if (problem !== undefined) return invalid(problem)
  }
  return valid({ shape: [rows.length, columns], data })
}

/** Puts row j, null for NaN, into a matrix of so many columns; says what is wrong with it. */
export function putRow(
  data: Float64Array,
  columns: number,
  j: number,
  row: readonly unknown[],
  where: string,
): Problem | undefined {
  if (row.length !== columns) {
    return {
      message: `row has ${row.length} values, expected ${columns} like the first`,
      remedy: 'give every row as many values as there are x coordinates, null for a hole',
      where: `${where}[${j}]`,
    }
  }
  for (const [i, value] of row.entries()) {
    if (typeof value !== 'number' && value !== null) {
      const message = `value is ${shown(value)}, expected a number or null`
      return { message, remedy: 'write null for a hole', where: `${where}[${j}][${i}]` }
    }
    data[j * columns + i] = value ?? NaN
  }
  return undefined
}

/** What to say where there are no rows. */
export function noRows(got: unknown, where = 'values'): Problem {
  return {
    message: `values are ${got === undefined ? 'missing' : shown(got)}, expected a list of rows of numbers, y ascending`,
    remedy: 'write them as basin surface --out FILE.json does',
    where,
  }
}
