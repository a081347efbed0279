import type { Domain } from '../landscapes/landscape'
import { symmetricEigen } from '../linalg/symmetric-eigen'
import { halfWidths } from './grid'
import type { HeightRange } from './height-range'

/**
 * What a region class is decided by, in half-widths and height ranges; finite but for distances and the condition number, which may be infinite.
 *
 * - `slope`: |g|, g_i scaled by L_i / R.
 * - `steepness`: |g| scaled by L_i / (R, or the point's own height above the lowest if that is more).
 * - `leastCurvature`, `greatestCurvature`: the eigenvalues of H_ij L_i L_j / R.
 * - `curvature`: the greater of their sizes; `upwardShare`, `downwardShare`: what the greatest, and minus the least, are of it, or 0.
 * - `condition`: greatest over least |eigenvalue|.
 * - `criticalDistance`: |H^-1 g|, how far the local quadratic's critical point is.
 * - `criticalRise`: the sum of (g . v)^2 / (2 |lambda|) over both directions, how much the local quadratic rises and falls on the way there.
 * - `floorDistance`: |g . v| / lambda along the direction of the greatest eigenvalue, how far the bottom of that cross-section is.
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
 * Measures a plane landscape's derivatives at a point in half-widths of a domain and height ranges over it, which neither the unit of f nor those
 * of x and y decide. Allocates nothing.
 */
export class RegionMeter {
  /** The measures of the point that was measured last, in the order of `localMeasures`. */
  readonly measures = new Float64Array(localMeasures.length)
  private readonly lengths: readonly [number, number]
  private readonly low: number
  private readonly height: number
  private readonly hessian = new Float64Array(4)
  private readonly values = new Float64Array(2)
  private readonly vectors = new Float64Array(4)

  constructor(domain: Domain, { low, high }: HeightRange) {
    this.lengths = halfWidths(domain)
    // A landscape that is level on the whole grid has no height of its own; any unit tells whether it is flat here too.
    this.height = high > low ? high - low : 1
    this.low = high > low ? low : Infinity
  }

  /** Takes f, its gradient and its Hessian, all finite. */
  measure(value: number, fx: number, fy: number, fxx: number, fxy: number, fyy: number): void {
    const { height, hessian, values, vectors } = this
    const [lx, ly] = this.lengths
    const gx = (fx * lx) / height
    const gy = (fy * ly) / height
    hessian[0] = (fxx * lx * lx) / height
    hessian[1] = hessian[2] = (fxy * lx * ly) / height
    hessian[3] = (fyy * ly * ly) / height
    symmetricEigen(hessian, 2, values, vectors)
    const low = values[0]!
    const high = values[1]!
    const alongLow = Math.abs(gx * vectors[0]! + gy * vectors[1]!)
    const alongHigh = Math.abs(gx * vectors[2]! + gy * vectors[3]!)
    const stepLow = ratio(alongLow, Math.abs(low))
    const stepHigh = ratio(alongHigh, Math.abs(high))
    const size = Math.max(Math.abs(low), Math.abs(high))
    const slope = Math.sqrt(gx * gx + gy * gy)
    const { measures } = this
    measures[0] = slope
    measures[1] = (slope * height) / Math.max(height, value - this.low)
    measures[2] = low
    measures[3] = high
    measures[4] = size
    measures[5] = size === 0 ? 0 : high / size
    measures[6] = size === 0 ? 0 : -low / size
    measures[7] = ratio(size, Math.min(Math.abs(low), Math.abs(high)))
    measures[8] = Math.sqrt(stepLow * stepLow + stepHigh * stepHigh)
    measures[9] = (alongLow * stepLow + alongHigh * stepHigh) / 2
    measures[10] = stepHigh
    measures[11] = alongHigh
  }
}

/** a / b for a, b >= 0, but 0 / 0, no step in a direction without curvature, is 0. */
function ratio(a: number, b: number): number {
  return a === 0 && b === 0 ? 0 : a / b
}
