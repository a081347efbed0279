import type { SampledGrid } from '../objectives/sampled-grid'

/** Where a grid breaks off that goes on around its end. */
export interface Seam {
  /** Between this row (or column) and the next. */
  readonly after: number
  /** Rows of the grid. */
  readonly count: number
  /** Root mean squares of differences: across the seam, between other rows at most, and from the last to the first. */
  readonly step: number
  readonly usual: number
  readonly closing: number
}

/** How many times the steps beside it a seam is, and the step from the last row to the first. */
const clearly = 5
/** Rows at least: of fewer the steps tell nothing. */
const leastRows = 8

/**
 * The seam of a grid that was rolled along an axis: the root mean square of the differences between two rows is five
 * times that of the rows before and behind them, and five times that between the last and the first, which is no more
 * than twice the steps at the two ends. Going around a grid, what a surface climbs it has to come down again: one that
 * has a cliff and is not rolled takes as large a step from its last row to its first.
 */
export function seamOf({ x, y, values }: SampledGrid, axis: 'row' | 'column'): Seam | undefined {
  const [nx, ny] = [x.length, y.length]
  const [count, along] = axis === 'row' ? [ny, nx] : [nx, ny]
  if (count < leastRows || along < 2) return undefined
  const [stride, next] = axis === 'row' ? [nx, 1] : [1, nx]
  const between = (a: number, b: number): number => {
    let [sum, known] = [0, 0]
    for (let k = 0; k < along; k++) {
      const difference = values[b * stride + k * next]! - values[a * stride + k * next]!
      if (!Number.isFinite(difference)) continue
      sum += difference * difference
      known++
    }
    return known < along / 2 ? NaN : Math.sqrt(sum / known)
  }
  const steps = Float64Array.from({ length: count - 1 }, (_, k) => between(k, k + 1))
  let after = 0
  for (let k = 1; k < steps.length; k++) if (steps[k]! > steps[after]!) after = k
  const step = steps[after]!
  const beside = [after - 2, after - 1, after + 1, after + 2].flatMap((k) => steps[k] ?? [])
  const usual = Math.max(...beside)
  const closing = between(count - 1, 0)
  // Of a seam at the first or last row one end is that row alone.
  const ends = [after === 0 ? steps[1]! : steps[0]!, after === count - 2 ? steps[count - 3]! : steps[count - 2]!]
  const isSeam =
    usual > 0 &&
    step < Infinity &&
    step >= clearly * usual &&
    step >= clearly * closing &&
    closing <= 2 * Math.max(...ends)
  return isSeam ? { after, count, step, usual, closing } : undefined
}

/**
 * The row (or column) at an edge of a grid that is equal, to the last bit, to the one behind it, counted at the lower
 * of the two; where rows change and no others beside each other are equal. A surface that is even about the middle of a
 * grid has two equal rows there, and none at its edge.
 */
export function repeatedEdge({ x, y, values }: SampledGrid, axis: 'row' | 'column'): number | undefined {
  const [nx, ny] = [x.length, y.length]
  const [count, along] = axis === 'row' ? [ny, nx] : [nx, ny]
  if (count < leastRows || along < 2) return undefined
  const [stride, next] = axis === 'row' ? [nx, 1] : [1, nx]
  const at = (row: number, k: number): number => values[row * stride + k * next]!
  const isEqual = (row: number): boolean => {
    for (let k = 0; k < along; k++) if (at(row, k) !== at(row + 1, k)) return false
    return true
  }
  const isLevel = (row: number): boolean => {
    for (let k = 1; k < along; k++) if (at(row, k) !== at(row, 0)) return false
    return true
  }
  const equal = Array.from({ length: count - 1 }, (_, row) => row).filter(isEqual)
  const [edge] = equal
  const isAtEdge = equal.length === 1 && (edge === 0 || edge === count - 2)
  return isAtEdge && !isLevel(edge) ? edge : undefined
}
