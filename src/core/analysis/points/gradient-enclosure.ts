import { intervalKernel, intervalsInPiece } from '../../calculus/interval-kernel'
import type { InPieces, IntervalKernel } from '../../calculus/kernel'
import { operationCount, type Program } from '../../calculus/program'
import type { Pieces } from '../../pieces'
import type { Box } from './box'
import type { Formula } from './formula'

/** What Newton's operator makes of a box. */
export interface Contraction {
  /** Encloses every critical point of the box; empty (x0 > x1 or y0 > y1) where there is none. */
  readonly image: Box
  /** Whether the Hessian is regular throughout the box, so that it holds one critical point at most. */
  readonly regular: boolean
  /** Whether the image lies inside the box, which proves that there is one. */
  readonly exists: boolean
}

/** Bounds of a rounding error in a short sum of products, relative to the sum of their sizes; generous. */
const rounding = 1e-14

/**
 * What interval arithmetic can prove about the zeros of a formula's gradient in a box. x and y are the formula's first
 * two inputs.
 *
 * A box is free of critical points if an enclosure of grad J over it excludes 0 in one component: the natural one, or
 * the mean-value form grad J(c) + H(X)(X - c). With Y about the inverse of H(X)'s midpoint, Krawczyk's operator c - Y
 * grad J(c) + (I - Y H(X))(X - c) encloses every critical point in X. Enclosures that use H hold only where J is smooth
 * in all of X.
 *
 * Sources: R. Krawczyk, Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken (1969); R. E. Moore, R.
 * B. Kearfott and M. J. Cloud, Introduction to Interval Analysis (2009), chapters 6 and 8.
 */
export class GradientEnclosure {
  private readonly gradient: Enclosing
  private readonly hessian: Enclosing
  /** Encloses the quantities at whose zeros the formula has its kinks; absent where it has none. */
  private readonly kinkArguments: Enclosing | undefined
  private readonly kinkCount: number
  private readonly lows: Float64Array
  private readonly highs: Float64Array
  /** f, fx, fy, fxx, fxy, fyy. */
  private readonly outLows: Float64Array
  private readonly outHighs: Float64Array
  /** Midpoint and radius of fx, fy at a point, and of fxx, fxy, fyy over a box. */
  private readonly middles = new Float64Array(5)
  private readonly radii = new Float64Array(5)
  /** Operations since the last piece ended. */
  private sincePiece = 0

  constructor({ expression, parameters }: Formula) {
    this.gradient = enclosing(expression.gradient)
    this.hessian = enclosing(expression.hessian)
    this.kinkCount = expression.kinks.parts.length
    this.kinkArguments = this.kinkCount === 0 ? undefined : enclosing(expression.kinks.arguments)
    this.outLows = new Float64Array(Math.max(6, this.kinkCount))
    this.outHighs = new Float64Array(this.outLows.length)
    this.lows = Float64Array.of(0, 0, ...parameters)
    this.highs = Float64Array.of(0, 0, ...parameters)
  }

  /** Whether the formula may have a corner, a jump or an infinite slope in the box. */
  *kinks(box: Box): Pieces<boolean> {
    if (this.kinkArguments === undefined) return false
    yield* this.enclose(this.kinkArguments, box)
    for (let k = 0; k < this.kinkCount; k++) if (this.outLows[k]! <= 0 && this.outHighs[k]! >= 0) return true
    return false
  }

  /**
   * Whether the box surely holds no critical point: not where the landscape is smooth, nor at a corner in the sense of
   * Clarke's gradient; a jump is no critical point. Where the landscape does not exist throughout the box it holds none
   * either.
   */
  *excludesZero(box: Box): Pieces<boolean> {
    yield* this.enclose(this.gradient, box)
    return Number.isNaN(this.outLows[0]!) || this.excludes(1) || this.excludes(2)
  }

  /**
   * Whether one of the two tests proves the box free. Then the gradients on a segment in it lie in an open half-plane,
   * too.
   */
  *isFree(box: Box): Pieces<boolean> {
    return (yield* this.excludesZero(box)) || isEmpty((yield* this.contract(box))?.image)
  }

  /**
   * Krawczyk's operator on a box; absent where the landscape is not known to be smooth there, or H(X) is not finite or
   * has no inverse.
   */
  *contract(box: Box): Pieces<Contraction | undefined> {
    if (yield* this.kinks(box)) return undefined
    const { middles: m, radii: r } = this
    const [cx, cy] = [box.x0 + (box.x1 - box.x0) / 2, box.y0 + (box.y1 - box.y0) / 2]
    const [rx, ry] = [radius(box.x0, box.x1, cx), radius(box.y0, box.y1, cy)]
    yield* this.enclose(this.gradient, { x0: cx, x1: cx, y0: cy, y1: cy })
    this.keep(1, 0)
    this.keep(2, 1)
    yield* this.enclose(this.hessian, box)
    for (const k of [2, 3, 4]) this.keep(k + 1, k)
    const [gx, gy, a, b, d] = m as unknown as Five
    const [sx, sy, sa, sb, sd] = r as unknown as Five
    if (!(sx + sy + sa + sb + sd < Infinity)) return undefined

    // The mean-value form without Y: |g_i(c)| against the most that H can add on the way.
    const grows = 1 + rounding
    if (Math.abs(gx) > grows * (sx + (Math.abs(a) + sa) * rx + (Math.abs(b) + sb) * ry)) return none
    if (Math.abs(gy) > grows * (sy + (Math.abs(b) + sb) * rx + (Math.abs(d) + sd) * ry)) return none

    const determinant = a * d - b * b
    const [yxx, yxy, yyy] = [d / determinant, -b / determinant, a / determinant]
    if (!(Math.abs(yxx) + Math.abs(yxy) + Math.abs(yyy) < Infinity)) return undefined
    const [zxx, zxy, zyy] = [Math.abs(yxx), Math.abs(yxy), Math.abs(yyy)]
    const [ga, gb, gd] = [Math.abs(a), Math.abs(b), Math.abs(d)]
    // E = |I - Y H|, entry by entry: of the midpoint with its own rounding, and |Y| rad(H).
    const exx = Math.abs(1 - (yxx * a + yxy * b)) + rounding * (1 + zxx * ga + zxy * gb) + zxx * sa + zxy * sb
    const exy = Math.abs(yxx * b + yxy * d) + rounding * (zxx * gb + zxy * gd) + zxx * sb + zxy * sd
    const eyx = Math.abs(yxy * a + yyy * b) + rounding * (zxy * ga + zyy * gb) + zxy * sa + zyy * sb
    const eyy = Math.abs(1 - (yxy * b + yyy * d)) + rounding * (1 + zxy * gb + zyy * gd) + zxy * sb + zyy * sd
    // The image is c - Y g(c) +- (|Y| rad g(c) + E r).
    const spreadX = grows * (exx * rx + exy * ry)
    const spreadY = grows * (eyx * rx + eyy * ry)
    const missX = grows * (zxx * sx + zxy * sy + rounding * (zxx * Math.abs(gx) + zxy * Math.abs(gy)))
    const missY = grows * (zxy * sx + zyy * sy + rounding * (zxy * Math.abs(gx) + zyy * Math.abs(gy)))
    const x = cx - (yxx * gx + yxy * gy)
    const y = cy - (yxy * gx + yyy * gy)
    const [wx, wy] = [spreadX + missX, spreadY + missY]
    const [slackX, slackY] = [rounding * (Math.abs(x) + wx), rounding * (Math.abs(y) + wy)]
    const image = { x0: x - wx - slackX, x1: x + wx + slackX, y0: y - wy - slackY, y1: y + wy + slackY }
    return {
      image: {
        x0: Math.max(box.x0, image.x0),
        x1: Math.min(box.x1, image.x1),
        y0: Math.max(box.y0, image.y0),
        y1: Math.min(box.y1, image.y1),
      },
      regular: spreadX < rx && spreadY < ry,
      exists: image.x0 > box.x0 && image.x1 < box.x1 && image.y0 > box.y0 && image.y1 < box.y1,
    }
  }

  /** Encloses what a program computes over a box. */
  private *enclose({ kernel, operations }: Enclosing, { x0, x1, y0, y1 }: Box): Pieces<void> {
    this.sincePiece += operations
    if (this.sincePiece > intervalsInPiece) {
      this.sincePiece = 0
      yield
    }
    this.lows[0] = x0
    this.highs[0] = x1
    this.lows[1] = y0
    this.highs[1] = y1
    if (operations > intervalsInPiece) yield* kernel.inPieces(this.lows, this.highs, this.outLows, this.outHighs)
    else kernel(this.lows, this.highs, this.outLows, this.outHighs)
  }

  private excludes(output: number): boolean {
    const low = this.outLows[output]!
    return low > 0 || this.outHighs[output]! < 0 || Number.isNaN(low)
  }

  /** Keeps an output's bounds as a midpoint and a radius that reaches both; NaN where they are not finite. */
  private keep(output: number, place: number): void {
    const [low, high] = [this.outLows[output]!, this.outHighs[output]!]
    const middle = low + (high - low) / 2
    this.middles[place] = middle
    this.radii[place] = radius(low, high, middle)
  }
}

interface Enclosing {
  readonly kernel: InPieces<IntervalKernel>
  readonly operations: number
}

function enclosing(program: Program): Enclosing {
  return { kernel: intervalKernel(program), operations: operationCount(program) }
}

export function isEmpty(box: Box | undefined): boolean {
  return box !== undefined && !(box.x0 <= box.x1 && box.y0 <= box.y1)
}

type Five = readonly [number, number, number, number, number]

const none: Contraction = { image: { x0: 1, x1: 0, y0: 1, y1: 0 }, regular: false, exists: false }

/** The radius of an interval around a number in it, rounded up. */
function radius(low: number, high: number, middle: number): number {
  return Math.max(high - middle, middle - low) * (1 + rounding)
}
