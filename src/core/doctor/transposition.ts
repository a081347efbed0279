import { fitGrid, sampledGridObjective, type SampledGrid } from '../objectives/sampled-grid'
import type { PathEvidence, SurfaceEvidence } from './evidence'
import { quantile, sortedFinite } from './sorted'

/** What a path says of a surface as it is read, and with rows as columns. */
export type Transposition =
  /** The root mean square of its losses from the surface. */
  | { readonly by: 'losses'; readonly asRead: number; readonly turned: number }
  /** Where it begins and ends on it. */
  | {
      readonly by: 'descent'
      readonly first: number
      readonly last: number
      readonly turnedFirst: number
      readonly turnedLast: number
    }

/** Points of a path at least: a few go up and down as it happens. */
const leastPoints = 8
/** How many times nearer the losses have to lie. */
const clearlyNearer = 4
/** The part of what the losses span that they are off as the surface is read, at least. */
const leastOff = 0.1
/** Kendall's tau of a descent, and the least of something that is none. */
const descent = -0.8
const noDescent = 0.5
/** The part of what eight tenths of the surface span that it has to rise, and to fall. */
const leastClimb = 0.1

/**
 * Whether a recorded path tells that rows and columns of a measured surface are swapped; undefined where it does not.
 * It has to be square: of others the shape tells. Where the losses of the path were recorded, these lie off the surface
 * by a tenth of what they span, and four times nearer to the one with rows as columns. Where not: training descends,
 * all in all, so that the heights under it fall with the step; here they rise (Kendall's tau, by pairs of points, at
 * least 0.5), and with rows as columns they fall (at most -0.8), both by a tenth of the surface's spread. Neither
 * changes where f is scaled.
 */
export function isTransposed(
  { grid, usual, isMeasured }: SurfaceEvidence,
  { places, drawn, loss }: PathEvidence,
): Transposition | undefined {
  if (!isMeasured || grid.x.length !== grid.y.length || drawn.length < leastPoints) return undefined
  const turned = heightsOn(transposed(grid), places)
  if (loss !== undefined) {
    const [asRead, other] = [distance(drawn, loss), distance(turned, loss)]
    const sorted = sortedFinite(loss)
    const span = quantile(sorted, 1) - quantile(sorted, 0)
    const isSo = asRead >= leastOff * span && other * clearlyNearer <= asRead
    return isSo ? { by: 'losses', asRead, turned: other } : undefined
  }
  if (!(kendallTau(drawn) >= noDescent && kendallTau(turned) <= descent)) return undefined
  const [first, last, turnedFirst, turnedLast] = [drawn[0]!, drawn.at(-1)!, turned[0]!, turned.at(-1)!]
  const climb = leastClimb * (quantile(usual, 0.9) - quantile(usual, 0.1))
  const isSo = last - first >= climb && turnedFirst - turnedLast >= climb
  return isSo ? { by: 'descent', first, last, turnedFirst, turnedLast } : undefined
}

/** The surface at places, x and y interleaved, by the spline through it; NaN outside. */
export function heightsOn(grid: SampledGrid, places: Float64Array): Float64Array {
  const objective = sampledGridObjective(fitGrid(grid))
  return Float64Array.from({ length: places.length / 2 }, (_, k) => objective.value(places.subarray(2 * k, 2 * k + 2)))
}

function transposed({ x, y, values }: SampledGrid): SampledGrid {
  const n = x.length
  return { x, y, values: values.map((_, p) => values[(p % n) * n + Math.floor(p / n)]!) }
}

/** The root mean square of the differences of what is finite; NaN where half of it is not. */
function distance(a: Float64Array, b: Float64Array): number {
  let [sum, count] = [0, 0]
  for (let k = 0; k < a.length; k++) {
    const difference = a[k]! - b[k]!
    if (!Number.isFinite(difference)) continue
    sum += difference * difference
    count++
  }
  return 2 * count < a.length ? NaN : Math.sqrt(sum / count)
}

/** Of so many points, evenly spread, all pairs are looked at. */
const mostPoints = 200

/**
 * The rank correlation of values with their order, (rising pairs - falling pairs) / pairs. Source: M. G. Kendall, A new
 * measure of rank correlation, Biometrika 30, 1938. NaN where half of the values are not finite.
 */
function kendallTau(values: Float64Array): number {
  const every = Math.max(1, Math.ceil(values.length / mostPoints))
  const some = values.filter((value, k) => k % every === 0 && Number.isFinite(value))
  if (2 * some.length * every < values.length) return NaN
  let sum = 0
  for (let b = 1; b < some.length; b++) for (let a = 0; a < b; a++) sum += Math.sign(some[b]! - some[a]!)
  return (2 * sum) / (some.length * (some.length - 1))
}
