import { exp, log } from '../../elementary'
import { leastSquares } from './least-squares'

/** How fast a sequence approaches its limit, as fitted. */
export type Rate = Fit & (LinearRate | SublinearRate | SuperlinearRate)

/** The steps that a fit rests on, both included, and R^2 in logarithms there: 1 is exact. */
interface Fit {
  readonly from: number
  readonly to: number
  readonly goodness: number
}

/** e_k ~ factor^k: each step leaves this part of the distance, 0 < factor < 1. */
interface LinearRate {
  readonly kind: 'linear'
  readonly factor: number
}

/** e_k ~ k^-exponent: 1 for 1/k, 0.5 for 1/sqrt(k). */
interface SublinearRate {
  readonly kind: 'sublinear'
  readonly exponent: number
}

/** e_(k+1) ~ e_k^order: 2 is quadratic, each step doubles the digits that are right. */
interface SuperlinearRate {
  readonly kind: 'superlinear'
  readonly order: number
}

/** Differences below this part of the losses are rounding. */
const noise = 1e-14
/** Fewer points than these say nothing about a law of the step. */
const leastPoints = 10
/**
 * The last pairs of consecutive points show the order; earlier ones are still on their way to the limit's surroundings.
 */
const lastPairs = 3
/** What is dropped from the beginning until a law fits, as parts of the whole. */
const beginnings = [0, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 3 / 4]
/** A law holds from the first beginning where it fits this well; below the lesser number it does not hold at all. */
const exactFit = 0.999999
const leastFit = 0.99
/** An order this near to 1 is linear convergence seen through noise. */
const leastOrder = 1.2
/** Over less than this ratio of the distances any law fits. */
const leastFall = 4
/** Of the differences of a sequence that falls steadily, this part at least is positive. */
const steady = 0.9

/**
 * Fits the order of convergence of a sequence of losses (or of distances) at ascending steps to its limit: linear, e_k
 * ~ factor^k; sublinear, e_k ~ k^-exponent; or superlinear, e_(k+1) ~ e_k^order, by least squares in logarithms.
 *
 * e_k is loss_k - limit. Where the limit is not given, the differences of successive losses stand in for e_k: they have
 * the same factor and order, and an exponent greater by one. The fit ends where e_k is lost in rounding, and begins
 * after what does not follow the law. Absent where no law holds: too few points, no steady fall, or several laws in
 * one.
 *
 * Source: J. Nocedal and S. J. Wright, Numerical Optimization, 2nd edition (2006), appendix A.2, for the notions.
 */
export function fitRate(steps: ArrayLike<number>, losses: ArrayLike<number>, limit?: number): Rate | undefined {
  const points = limit === undefined ? falls(steps, losses) : distances(steps, losses, limit)
  if (points === undefined || points.length < lastPairs + 1) return undefined
  return superlinear(points) ?? law(points, limit === undefined ? 1 : 0)
}

interface Point {
  readonly step: number
  /** log e. */
  readonly height: number
}

/** log(loss - limit), until it is lost in rounding. */
function distances(steps: ArrayLike<number>, losses: ArrayLike<number>, limit: number): readonly Point[] {
  const points: Point[] = []
  for (let k = 0; k < losses.length; k++) {
    const e = losses[k]! - limit
    if (!(e > noise * Math.abs(limit) && e < Infinity)) break
    points.push({ step: steps[k]!, height: log(e) })
  }
  return points
}

/** log(loss_k - loss_(k+1)) at the middle of each interval, per step; absent where the losses do not fall steadily. */
function falls(steps: ArrayLike<number>, losses: ArrayLike<number>): readonly Point[] | undefined {
  const points: Point[] = []
  let rises = 0
  for (let k = 0; k + 1 < losses.length; k++) {
    const [here, next] = [losses[k]!, losses[k + 1]!]
    const length = steps[k + 1]! - steps[k]!
    if (
      !(Math.abs(here - next) > noise * Math.max(Math.abs(here), Math.abs(next))) ||
      !(Math.abs(here - next) < Infinity)
    )
      break
    if (here > next) points.push({ step: steps[k]! + (length - 1) / 2, height: log((here - next) / length) })
    else rises++
  }
  return points.length >= steady * (points.length + rises) ? points : undefined
}

/** The order that the last pairs of consecutive points show, where it is above 1. */
function superlinear(points: readonly Point[]): Rate | undefined {
  const last = points.slice(-lastPairs - 1)
  const isConsecutive = last.every(({ step }, k) => k === 0 || step - last[k - 1]!.step === 1)
  if (!isConsecutive || last.length < lastPairs + 1) return undefined
  // Each step must gain more than the one before, or the line is bent by chance.
  const gains = last.slice(1).map(({ height }, k) => last[k]!.height - height)
  if (gains.some((gain, k) => gain <= 0 || (k > 0 && gain <= gains[k - 1]!))) return undefined
  const heights = last.map(({ height }) => height)
  const { slope, goodness } = leastSquares(heights.slice(0, -1), heights.slice(1))
  if (!(slope >= leastOrder && goodness >= leastFit)) return undefined
  return { kind: 'superlinear', order: slope, from: last[0]!.step, to: last.at(-1)!.step, goodness }
}

/**
 * The better of the two laws of the step, from the first beginning where it holds; `excess` is what the exponent is too
 * great by.
 */
function law(points: readonly Point[], excess: number): Rate | undefined {
  let best: Rate | undefined
  for (const part of beginnings) {
    const tail = points.slice(Math.floor(part * points.length))
    if (tail.length < leastPoints || !(tail[0]!.height - tail.at(-1)!.height > log(leastFall))) break
    for (const rate of [linear(tail), sublinear(tail, excess)]) {
      if (rate !== undefined && !(rate.goodness <= (best?.goodness ?? leastFit))) best = rate
    }
    if (best !== undefined && best.goodness >= exactFit) break
  }
  return best
}

function linear(points: readonly Point[]): Rate | undefined {
  const { slope, goodness } = leastSquares(
    points.map(({ step }) => step),
    points.map(({ height }) => height),
  )
  return slope < 0 ? { kind: 'linear', factor: exp(slope), ...rangeOf(points), goodness } : undefined
}

function sublinear(points: readonly Point[], excess: number): Rate | undefined {
  const later = points.filter(({ step }) => step > 0)
  const { slope, goodness } = leastSquares(
    later.map(({ step }) => log(step)),
    later.map(({ height }) => height),
  )
  const exponent = -slope - excess
  return exponent > 0 ? { kind: 'sublinear', exponent, ...rangeOf(later), goodness } : undefined
}

function rangeOf(points: readonly Point[]): { readonly from: number; readonly to: number } {
  return { from: Math.ceil(points[0]!.step), to: Math.floor(points.at(-1)!.step) }
}
