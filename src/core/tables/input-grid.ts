import type { DataTable } from './data-table'
import { scaleInputs } from './standardise'

/** An input of the data: its least and its largest value, with some room. */
export type InputRange = readonly [min: number, max: number]

/** Of what an input spans, the room on either side. */
const room = 0.08

/** What the inputs of all splits span, each with room beside it, as the data have them and not standardised. */
export function inputRanges(table: DataTable): readonly InputRange[] {
  const { inputs: d, training, validation, test } = table
  return Array.from({ length: d }, (_, j) => {
    let [min, max] = [Infinity, -Infinity]
    for (const { count, inputs } of [training, validation, test]) {
      for (let i = 0; i < count; i++) {
        const value = unscaled(table, inputs[i * d + j]!, j)
        min = Math.min(min, value)
        max = Math.max(max, value)
      }
    }
    const beside = room * (max - min || 1)
    return [min - beside, max + beside]
  })
}

/** An input as the data have it, not standardised. */
export function unscaled({ scaling }: DataTable, value: number, input: number): number {
  return scaling === undefined ? value : value * scaling.deviations[input]! + scaling.means[input]!
}

/**
 * Points that fill the ranges of one or two inputs, ends included, as the network takes them: counts[0] along the first
 * input, the second ascending from row to row. Row-major, points x d.
 */
export function inputGrid(table: DataTable, counts: readonly number[]): Float64Array {
  const ranges = inputRanges(table)
  const [nx, ny = 1] = counts
  const d = ranges.length
  const points = new Float64Array(nx! * ny * d)
  const place = ([min, max]: InputRange, k: number, count: number): number => min + ((max - min) * k) / (count - 1)
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx!; i++) {
      const at = d * (j * nx! + i)
      points[at] = place(ranges[0]!, i, nx!)
      if (d > 1) points[at + 1] = place(ranges[1]!, j, ny)
    }
  }
  if (table.scaling !== undefined) scaleInputs(points, table.scaling)
  return points
}
