import type { SampledGrid } from '../objectives/sampled-grid'
import { quantile, sortedFinite } from './sorted'

/** A number that stands in cells for something else than a measurement. */
export interface Sentinel {
  readonly value: number
  readonly cells: number
}

/** Cells of it at least: a few may be measurements that went wrong, and four the middle of an even surface. */
const leastCells = 5
/** The part of the cells that it takes at most: of a surface that is one plateau nobody can tell. */
const mostOfCells = 0.9
/** How many times the step from a measured cell to it has to be the steps among the measured around. */
const timesUsual = 5
/** The same, where it turns back from where the surface led: nothing that was clipped, and no floor, is come to so. */
const timesTurningBack = 2

/** Of the values next to it such a part, and so many, have to lie closer together than the first of them to it. */
const partNextToIt = 0.05
const leastNextToIt = 5

/**
 * The number that seems to stand for what was not measured: the highest or the lowest value of all, in several cells to
 * the last bit, and reached from the cells beside by steps of a size that is not seen elsewhere. A plateau, or a loss
 * that was clipped, has many equal cells too, but the surface leads up to them: it takes the step from a cell beside it
 * to be five times as large as the steps of that cell's other neighbours, in the median over the border, and farther to
 * the nearest other value than the twentieth of them that is nearest is wide. Twice as large is enough where the step
 * turns back, to several cells side by side, from where the surface led: on coarse grids all steps are large.
 */
export function sentinelOf(grid: SampledGrid): Sentinel | undefined {
  const ascending = sortedFinite(grid.values)
  const ends = [ascending, ascending.map((value) => -value).reverse()]
  const end = ends.findIndex(standsApart)
  const value = end === 0 ? ascending[0] : ascending.at(-1)
  return end < 0 ? undefined : asSentinel(grid, value!)
}

/** Whether the first of ascending values, several times there, lies apart from those next to it. */
function standsApart(ascending: Float64Array): boolean {
  const [value] = ascending
  const others = ascending.subarray(ascending.findIndex((each) => each !== value))
  if (others.length === 0 || others[0] === value) return false
  const next = quantile(others, Math.max(partNextToIt, leastNextToIt / others.length)) - others[0]!
  return ascending.length - others.length >= leastCells && others[0]! - value! >= next
}

function asSentinel({ x, y, values }: SampledGrid, value: number): Sentinel | undefined {
  const [nx, ny] = [x.length, y.length]
  let [cells, known] = [0, 0]
  for (const each of values) {
    if (each === value) cells++
    if (Number.isFinite(each)) known++
  }
  if (cells > mostOfCells * known) return undefined
  /** The cells beside one and, in this order, those on its other side; -1 outside the grid. */
  const neighbours = (p: number): readonly number[] => {
    const [i, j] = [p % nx, Math.floor(p / nx)]
    return [i > 0 ? p - 1 : -1, j > 0 ? p - nx : -1, j < ny - 1 ? p + nx : -1, i < nx - 1 ? p + 1 : -1]
  }
  const isMeasured = (height: number): boolean => Number.isFinite(height) && height !== value
  /** Of cells that are alone the extreme value may be that of waves that the grid does not resolve. */
  const isJoined = (p: number): boolean => neighbours(p).some((q) => values[q] === value)
  const ratios: number[] = []
  for (let p = 0; p < values.length; p++) {
    const own = values[p]!
    if (!isMeasured(own)) continue
    const places = neighbours(p)
    const beside = places.map((q) => values[q] ?? NaN)
    if (!beside.includes(value)) continue
    const usual = Math.max(...beside.filter(isMeasured).map((other) => Math.abs(other - own)))
    const turnsBack = beside.every((other, k) => {
      const behind = beside[3 - k]!
      return other !== value || (isJoined(places[k]!) && isMeasured(behind) && (behind - own) * (value - own) > 0)
    })
    const expected = (turnsBack ? timesTurningBack : timesUsual) * usual
    if (Number.isFinite(expected)) ratios.push(Math.abs(value - own) / expected)
  }
  const median = quantile(Float64Array.from(ratios).sort(), 0.5)
  // Where all other values are equal too, it is a step and no sentinel.
  return median >= 1 && median < Infinity ? { value, cells } : undefined
}
