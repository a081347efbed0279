import { pow } from '../elementary'
import { largestSize } from '../linalg/vector'
import type { Pieces } from '../pieces'

/** y' = F(y), into `out`; all n entries long. */
export type Slope = (y: Float64Array, out: Float64Array) => Pieces<void>

/** Where the stages stand within a step are sums of these, row by row; the last row is the step itself. */
const stages = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
] as const
/** The solution of order 5 less that of order 4. */
const errorWeights = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40] as const
/** What the polynomial of order 4 between two steps adds to the one that their values and slopes make. */
const denseWeights = [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
] as const

/** A step grows and shrinks by no more than so much, and is a little shorter than its error would have it. */
const [mostShrinkage, mostGrowth, safety] = [0.2, 5, 0.9]
/** The first step moves by this part of where it begins. */
const firstPart = 0.01

/**
 * The explicit Runge-Kutta pair of orders 5 and 4 with steps by their difference, for y' = F(y), which does not depend
 * on time. A step is taken where the largest entry of that difference is at most `tolerance` times the largest entry of
 * y before or after; so errors are relative to the whole of y, however small that becomes. Between the ends of the last
 * step y is a polynomial of order 4. The step itself goes by the solution of order 5.
 *
 * Source: J. R. Dormand, P. J. Prince, A family of embedded Runge-Kutta formulae, Journal of Computational and Applied
 * Mathematics 6(1), 1980; the polynomial: E. Hairer, S. P. Nørsett, G. Wanner, Solving Ordinary Differential Equations
 * I, 1993, section II.6. Differs from the source: one scale for all entries, and no absolute tolerance.
 */
export class DormandPrince {
  t = 0
  /** At t. */
  y: Float64Array
  steps = 0
  rejected = 0
  evaluations = 0
  /** Where the last step began, and how long it was. */
  private before: Float64Array
  private length = 0
  /** The step that is tried next; 0 before the first. */
  private next = 0
  private after: Float64Array
  /** F at the stages of the last step, the first where it began, the last where it ended. */
  private readonly k: readonly Float64Array[]
  /** Whether the last of them is F at y. */
  private isKnown = false

  constructor(
    private readonly slope: Slope,
    start: ArrayLike<number>,
    private readonly tolerance: number,
  ) {
    this.y = Float64Array.from(start)
    this.before = this.y.slice()
    this.after = this.y.slice()
    this.k = stages.map(() => new Float64Array(start.length))
  }

  /**
   * Takes one step, no longer than `most`. Returns whether there was one: there is none where F is not finite however
   * short it is, or where it would be too short to move t.
   */
  *step(most: number): Pieces<boolean> {
    const { k, y, after } = this
    if (this.isKnown) k[0]!.set(k.at(-1)!)
    else yield* this.evaluate(y, k[0]!)
    // What k was is written over from here on.
    this.isKnown = false
    if (this.next === 0) this.next = firstStep(largestSize(y), largestSize(k[0]!), most)
    for (let h = Math.min(this.next, most); this.t + h > this.t;) {
      for (let s = 1; s < stages.length; s++) {
        this.sum(y, h, stages[s]!, after)
        yield* this.evaluate(after, k[s]!)
      }
      const error = this.error(h, Math.max(largestSize(y), largestSize(after)))
      // The error is of order 5 in h.
      const factor = error === 0 ? mostGrowth : Math.min(mostGrowth, safety * pow(error, -1 / 5))
      if (error <= 1) {
        this.before.set(y)
        this.y = after
        this.after = y
        this.t += h
        this.length = h
        this.next = h * factor
        this.isKnown = true
        this.steps++
        return true
      }
      this.rejected++
      // The error is NaN where something was not finite.
      h *= factor > mostShrinkage ? factor : mostShrinkage
    }
    return false
  }

  /** y at a time within the last step, into `out`. */
  at(time: number, out: Float64Array): void {
    const { before, y, k, length: h } = this
    const share = h === 0 ? 1 : 1 - (this.t - time) / h
    const rest = 1 - share
    const [first, last] = [k[0]!, k.at(-1)!]
    for (let i = 0; i < y.length; i++) {
      const moved = y[i]! - before[i]!
      const bend = h * first[i]! - moved
      let more = 0
      for (let j = 0; j < denseWeights.length; j++) more += denseWeights[j]! * k[j]![i]!
      const inner = moved - h * last[i]! - bend + rest * h * more
      out[i] = before[i]! + share * (moved + rest * (bend + share * inner))
    }
  }

  /** Goes on from another y at the same time: F is another one there. */
  restart(y: ArrayLike<number>): void {
    this.y.set(y)
    this.before.set(y)
    this.length = 0
    this.isKnown = false
  }

  /** y + h (w_0 k_0 + w_1 k_1 + ...) */
  private sum(y: Float64Array, h: number, weights: readonly number[], out: Float64Array): void {
    for (let i = 0; i < y.length; i++) {
      let sum = 0
      for (let j = 0; j < weights.length; j++) sum += weights[j]! * this.k[j]![i]!
      out[i] = y[i]! + h * sum
    }
  }

  /** The largest entry of the difference of the two solutions, in tolerances of `scale`. */
  private error(h: number, scale: number): number {
    let largest = 0
    for (let i = 0; i < this.y.length; i++) {
      let sum = 0
      for (let j = 0; j < errorWeights.length; j++) sum += errorWeights[j]! * this.k[j]![i]!
      largest = Math.max(largest, Math.abs(h * sum))
    }
    return largest === 0 ? 0 : largest / (this.tolerance * scale)
  }

  private *evaluate(y: Float64Array, out: Float64Array): Pieces<void> {
    this.evaluations++
    yield* this.slope(y, out)
  }
}

/** The length of a first step from y with the slope F: it moves by a part of y, or of the whole way where y is 0. */
function firstStep(y: number, slope: number, most: number): number {
  return y > 0 && slope > 0 ? Math.min(most, (firstPart * y) / slope) : firstPart * most
}
