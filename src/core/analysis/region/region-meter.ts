import { symmetricEigen } from '../../linalg/symmetric-eigen'
import { type HeightRange, heightOf } from './height-range'

/**
 * What a region class is decided by, in half-widths and height ranges; finite but for distances and the condition
 * number, which may be infinite.
 *
 * - `slope`: |g|, g_i scaled by L_i / R.
 * - `steepness`: |g| scaled by L_i / (R, or the point's own height above the lowest if that is more).
 * - `leastCurvature`, `greatestCurvature`: the eigenvalues of H_ij L_i L_j / R.
 * - `curvature`: the greater of their sizes; `upwardShare`, `downwardShare`: what the greatest, and minus the least,
 *   are of it, or 0.
 * - `condition`: greatest over least |eigenvalue|.
 * - `criticalDistance`: |H^-1 g|, how far the local quadratic's critical point is.
 * - `criticalRise`: the sum of (g . v)^2 / (2 |lambda|) over all directions, how much the local quadratic rises and
 *   falls on the way there.
 * - `floorDistance`: |g . v| / lambda along the direction of the greatest eigenvalue, how far the bottom of that
 *   cross-section is.
 * - `floorSlope`: |g . v| for the same direction.
 */
export const localMeasures = [
  'slope',
  'steepness',
  'leastCurvature',
  'greatestCurvature',
  'curvature',
  'upwardShare',
  'downwardShare',
  'condition',
  'criticalDistance',
  'criticalRise',
  'floorDistance',
  'floorSlope',
] as const

export type LocalMeasure = (typeof localMeasures)[number]

/**
 * Measures a landscape's derivatives at a point in half-widths of a domain, one for each coordinate, and height ranges
 * over it, which neither the unit of f nor those of the coordinates decide. Allocates nothing.
 */
export class RegionMeter {
  /** The measures of the point that was measured last, in the order of `localMeasures`. */
  readonly measures = new Float64Array(localMeasures.length)
  readonly height: number
  /** Infinity where f has one height only. */
  readonly low: number
  private readonly gradient: Float64Array
  private readonly hessian: Float64Array
  private readonly values: Float64Array
  private readonly vectors: Float64Array

  constructor(
    readonly lengths: readonly number[],
    range: HeightRange,
  ) {
    const n = lengths.length
    this.gradient = new Float64Array(n)
    this.hessian = new Float64Array(n * n)
    this.values = new Float64Array(n)
    this.vectors = new Float64Array(n * n)
    this.height = heightOf(range)
    this.low = range.high > range.low ? range.low : Infinity
  }

  /** Takes f, its gradient (n) and its Hessian (n x n, row-major), all finite. */
  measure(value: number, gradient: Float64Array, hessian: Float64Array): void {
    const { height, lengths, values, vectors, measures, gradient: g, hessian: h } = this
    const n = lengths.length
    let square = 0
    for (let i = 0; i < n; i++) {
      g[i] = (gradient[i]! * lengths[i]!) / height
      square += g[i]! * g[i]!
      for (let j = i; j < n; j++) {
        h[i * n + j] = (hessian[i * n + j]! * lengths[i]! * lengths[j]!) / height
        h[j * n + i] = h[i * n + j]!
      }
    }
    symmetricEigen(h, n, values, vectors)
    const low = values[0]!
    const high = values[n - 1]!
    let least = Infinity
    let distance = 0
    let rise = 0
    let along = 0
    let step = 0
    for (let i = 0; i < n; i++) {
      let component = 0
      for (let k = 0; k < n; k++) component += g[k]! * vectors[i * n + k]!
      const size = Math.abs(values[i]!)
      along = Math.abs(component)
      step = ratio(along, size)
      least = Math.min(least, size)
      distance += step * step
      rise += along * step
    }
    const size = Math.max(Math.abs(low), Math.abs(high))
    const slope = Math.sqrt(square)
    measures[0] = slope
    measures[1] = (slope * height) / Math.max(height, value - this.low)
    measures[2] = low
    measures[3] = high
    measures[4] = size
    measures[5] = size === 0 ? 0 : high / size
    measures[6] = size === 0 ? 0 : -low / size
    measures[7] = ratio(size, least)
    measures[8] = Math.sqrt(distance)
    measures[9] = rise / 2
    // The direction of the greatest eigenvalue came last.
    measures[10] = step
    measures[11] = along
  }
}

/** a / b for a, b >= 0, but 0 / 0, no step in a direction without curvature, is 0. */
function ratio(a: number, b: number): number {
  return a === 0 && b === 0 ? 0 : a / b
}
