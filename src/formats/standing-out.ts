import type { SampledGrid } from '../core/objectives/sampled-grid'

/** How many times the spread of what is around a cell it has to lie away from there, and of the whole surface. */
const timesAround = 10
/** Cells that stand out at most; where there are more it is the surface that is so, and not a cell. */
const mostStandingOut = 0.01

/**
 * The cells of a grid that stand out alone from all that is around them, as one does whose training blew up: farther
 * from the median of their neighbours than ten times the neighbours' own spread, its extremes left out, and than ten
 * times the spread of nine tenths of the surface. Entries of `values`, ascending; none where more than a hundredth
 * (and more than two) of the cells do.
 */
export function standingOut({ x, y, values }: SampledGrid): readonly number[] {
  const [nx, ny] = [x.length, y.length]
  const known = sortedFinite(values)
  const usual = timesAround * (quantile(known, 0.95) - quantile(known, 0.05))
  const middle = quantile(known, 0.5)
  const most = Math.max(2, mostStandingOut * known.length)
  const found: number[] = []
  const around = new Float64Array(8)
  for (let p = 0; p < values.length && found.length <= most; p++) {
    const value = values[p]!
    // Quick: nearly all cells lie within the usual spread.
    if (!Number.isFinite(value) || Math.abs(value - middle) <= usual) continue
    const [i, j] = [p % nx, Math.floor(p / nx)]
    let count = 0
    for (let row = Math.max(0, j - 1); row <= Math.min(ny - 1, j + 1); row++) {
      for (let column = Math.max(0, i - 1); column <= Math.min(nx - 1, i + 1); column++) {
        const neighbour = values[row * nx + column]!
        if ((row !== j || column !== i) && Number.isFinite(neighbour)) around[count++] = neighbour
      }
    }
    if (count < 3) continue
    const sorted = around.subarray(0, count).sort()
    const left = Math.floor(count / 4)
    const spread = sorted[count - 1 - left]! - sorted[left]!
    const distance = Math.abs(value - quantile(sorted, 0.5))
    if (distance > usual && distance > timesAround * spread) found.push(p)
  }
  return found.length <= most ? found : []
}

function sortedFinite(values: Float64Array): Float64Array {
  const sorted = values.slice()
  let count = 0
  for (const value of values) if (Number.isFinite(value)) sorted[count++] = value
  return sorted.subarray(0, count).sort()
}

function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.round(part * (sorted.length - 1))] ?? NaN
}
