import { checkGrid, mostCells, type SampledGrid } from '../core/objectives/sampled-grid'
import { type Checked, invalid } from '../core/problem'

/**
 * The grid that points in any order make up: its axes are the coordinates that occur. Every pair of them has to be
 * there once; `nameOf` says where point i stands.
 */
export function gridFromPoints(
  xs: Float64Array,
  ys: Float64Array,
  values: Float64Array,
  nameOf: (i: number) => string,
): Checked<SampledGrid> {
  const count = values.length
  for (let i = 0; i < count; i++) {
    if (Number.isFinite(xs[i]!) && Number.isFinite(ys[i]!)) continue
    return invalid({
      message: `point at (${xs[i]}, ${ys[i]}), expected finite coordinates`,
      remedy: 'give every point a place; only values may be missing',
      where: nameOf(i),
    })
  }
  const [x, y] = [distinct(xs), distinct(ys)]
  const [nx, ny] = [x.length, y.length]
  if (nx * ny > 2 * count || nx * ny > mostCells) {
    if (nx * ny > mostCells && nx * ny <= 2 * count) return checkGrid({ x, y, values })
    return invalid({
      message: `${count} points with ${nx} different x and ${ny} different y are no grid`,
      remedy: 'measure every x at every y, and write equal coordinates with equal digits',
    })
  }
  const [column, row] = [indexOf(x), indexOf(y)]
  const grid = new Float64Array(nx * ny)
  const givenBy = new Int32Array(nx * ny).fill(-1)
  for (let i = 0; i < count; i++) {
    const p = row.get(ys[i]!)! * nx + column.get(xs[i]!)!
    if (givenBy[p]! >= 0) {
      return invalid({
        message: `point (${xs[i]}, ${ys[i]}) is given twice, first at ${nameOf(givenBy[p]!)}`,
        remedy: 'keep one of them',
        where: nameOf(i),
      })
    }
    givenBy[p] = i
    grid[p] = values[i]!
  }
  const missing = givenBy.indexOf(-1)
  if (missing >= 0) {
    return invalid({
      message: `grid of ${nx} x ${ny} points lacks ${nx * ny - count}, the first at (${x[missing % nx]}, ${y[Math.floor(missing / nx)]})`,
      remedy: 'add them, with the value nan where nothing was measured',
    })
  }
  return checkGrid({ x, y, values: grid })
}

/** The different values, ascending; -0 is 0. */
function distinct(values: Float64Array): Float64Array {
  return Float64Array.from(new Set(values.map((value) => value + 0))).sort()
}

function indexOf(axis: Float64Array): ReadonlyMap<number, number> {
  return new Map(Array.from(axis, (value, i) => [value, i]))
}
