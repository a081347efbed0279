import { checkGrid, mostCells, type SampledGrid } from '../core/objectives/sampled-grid'
import { type Checked, invalid, valid } from '../core/problem'

/** Where points in any order lie in the grid that they make up. */
export interface PointGrid {
  /** Whether coordinates that differ by round-off were taken as equal. */
  readonly isMerged: boolean
  /** The grid of the points' values. */
  gridOf(values: Float64Array): Checked<SampledGrid>
}

/**
 * The grid that points in any order make up: its axes are the coordinates that occur, those within round-off of each
 * other as one where only so there is a grid. Every pair of them has to be there once; `nameOf` says where point i
 * stands. It is found once for any number of values at these points.
 */
export function gridOfPoints(xs: Float64Array, ys: Float64Array, nameOf: (i: number) => string): Checked<PointGrid> {
  const count = xs.length
  for (let i = 0; i < count; i++) {
    if (Number.isFinite(xs[i]!) && Number.isFinite(ys[i]!)) continue
    return invalid({
      message: `point at (${xs[i]}, ${ys[i]}), expected finite coordinates`,
      remedy: 'give every point a place; only values may be missing',
      where: nameOf(i),
    })
  }
  const { x, y, isMerged } = axesOfPoints(xs, ys)
  const [nx, ny] = [x.length, y.length]
  if (nx * ny > 2 * count || nx * ny > mostCells) {
    if (nx * ny > mostCells && nx * ny <= 2 * count) {
      return invalid(...checkGrid({ x, y, values: new Float64Array(0) }).problems)
    }
    return invalid({
      message: `${count} points with ${nx} different x and ${ny} different y are no grid`,
      remedy: 'measure every x at every y, and write equal coordinates with equal digits',
    })
  }
  const places = new Int32Array(count)
  const givenBy = new Int32Array(nx * ny).fill(-1)
  for (let i = 0; i < count; i++) {
    const p = placeIn(y, ys[i]!) * nx + placeIn(x, xs[i]!)
    if (givenBy[p]! >= 0) {
      return invalid({
        message: `point (${xs[i]}, ${ys[i]}) is given twice, first at ${nameOf(givenBy[p]!)}`,
        remedy: 'keep one of them',
        where: nameOf(i),
      })
    }
    givenBy[p] = i
    places[i] = p
  }
  const missing = givenBy.indexOf(-1)
  if (missing >= 0) {
    return invalid({
      message: `grid of ${nx} x ${ny} points lacks ${nx * ny - count}, the first at (${x[missing % nx]}, ${y[Math.floor(missing / nx)]})`,
      remedy: 'add them, with the value nan where nothing was measured',
    })
  }
  return valid({
    isMerged,
    gridOf(values) {
      const grid = new Float64Array(nx * ny)
      for (let i = 0; i < count; i++) grid[places[i]!] = values[i]!
      return checkGrid({ x, y, values: grid })
    },
  })
}

/** Whether points are a whole grid of at least 2 x 2: every pair of the coordinates that occur, once. */
export function isPointGrid(xs: Float64Array, ys: Float64Array): boolean {
  const isFinite = (values: Float64Array): boolean => values.every(Number.isFinite)
  if (xs.length !== ys.length || xs.length < 4 || !isFinite(xs) || !isFinite(ys)) return false
  const { x, y } = axesOfPoints(xs, ys)
  const [nx, ny] = [x.length, y.length]
  if (nx < 2 || ny < 2 || nx * ny !== xs.length) return false
  const isThere = new Uint8Array(nx * ny)
  for (let i = 0; i < xs.length; i++) isThere[placeIn(y, ys[i]!) * nx + placeIn(x, xs[i]!)] = 1
  return !isThere.includes(0)
}

interface PointAxes {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly isMerged: boolean
}

function axesOfPoints(xs: Float64Array, ys: Float64Array): PointAxes {
  const exact = { x: distinct(xs, 0), y: distinct(ys, 0), isMerged: false }
  // Merging makes fewer.
  if (exact.x.length * exact.y.length <= xs.length) return exact
  const merged = { x: distinct(xs, roundOff), y: distinct(ys, roundOff), isMerged: true }
  return merged.x.length * merged.y.length === xs.length ? merged : exact
}

/** Of the largest coordinate: what a few sums and products of float64 leave. */
const roundOff = 32 * 2.220446049250313e-16

/** The different values, ascending, of those closer than `tolerance` of the largest the lowest; -0 is 0. */
function distinct(values: Float64Array, tolerance: number): Float64Array {
  const sorted = values.map((value) => value + 0).sort()
  const gap = tolerance * Math.max(Math.abs(sorted[0] ?? 0), Math.abs(sorted.at(-1) ?? 0))
  let count = 0
  for (let i = 0; i < sorted.length; i++) {
    if (count === 0 || sorted[i]! - sorted[count - 1]! > gap) sorted[count++] = sorted[i]!
  }
  return sorted.slice(0, count)
}

/** The last place whose coordinate is not above a value. */
function placeIn(axis: Float64Array, value: number): number {
  let low = 0
  let high = axis.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (axis[middle]! <= value) low = middle
    else high = middle
  }
  return low
}
