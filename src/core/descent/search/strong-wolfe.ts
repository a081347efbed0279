import { interpolatedMinimizer } from './interpolated-minimizer'
import type { Line, Verdict } from './line'
import { decreasesBySlope, decreasesEnough, roundingOf } from './sufficient-decrease'

/** Evaluations in one search; a cubic seldom needs more than three. */
export const mostWolfeTrials = 40

/**
 * Finds t > 0 that meets the strong Wolfe conditions, c1 < c2:
 *
 *   phi(t) <= phi(0) + c1 t phi'(0)  and  |phi'(t)| <= c2 |phi'(0)|.
 *
 * Trials grow from `firstTrial` until an interval holds such a t, then cubic interpolation narrows it; one that has not
 * lost half of its width to the last trial is halved by the next. At 'found' the accepted point is the last one tried.
 * 'still-falling': J fell at every trial, ever farther out. A trial whose value or slope is not finite counts as too
 * far.
 * Source: J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, 2006, Algorithms 3.5 and 3.6, eq. (3.59).
 * Differs from the source: values that differ by no more than rounding are told apart by their slopes, see
 * `decreasesBySlope`.
 */
export function strongWolfe(line: Line, firstTrial: number, c1: number, c2: number): Verdict {
  const rounding = roundingOf(line)
  const flat = -c2 * line.startSlope
  // The last trial but one while the trials grow.
  let t0 = 0
  let value0 = line.startValue
  let slope0 = line.startSlope
  let t = firstTrial
  for (let trials = 1; trials <= mostWolfeTrials; trials++) {
    if (!line.tryAt(t)) return 'waiting'
    const { value, slope } = line
    if (!isLowEnough(line, c1) || (trials > 1 && value > value0 + rounding))
      return zoom(line, c1, flat, trials, t0, value0, slope0, t, value, slope)
    if (Math.abs(slope) <= flat) return 'found'
    if (slope >= 0) return zoom(line, c1, flat, trials, t, value, slope, t0, value0, slope0)
    const minimizer = interpolatedMinimizer(t0, value0, slope0, t, value, slope, rounding)
    // Where the cubic has no minimum farther out, as far as is allowed.
    const next = minimizer > t ? Math.min(Math.max(minimizer, t + 0.01 * (t - t0)), 10 * t) : 10 * t
    t0 = t
    value0 = value
    slope0 = slope
    t = next
  }
  return 'still-falling'
}

/**
 * Narrows an interval between `low`, which decreases J enough and most of all trials so far, and `high`, which
 * phi'(low) points to. Either may be the smaller.
 */
function zoom(
  line: Line,
  c1: number,
  flat: number,
  trialsBefore: number,
  low: number,
  lowValue: number,
  lowSlope: number,
  high: number,
  highValue: number,
  highSlope: number,
): Verdict {
  const rounding = roundingOf(line)
  let widthBefore = Infinity
  for (let trials = trialsBefore + 1; trials <= mostWolfeTrials; trials++) {
    const width = Math.abs(high - low)
    let t = interpolatedMinimizer(low, lowValue, lowSlope, high, highValue, highSlope, rounding)
    // Written so that NaN, where the high end is not finite, is outside.
    const isInside = t > Math.min(low, high) && t < Math.max(low, high)
    if (!isInside || width > 0.5 * widthBefore) t = low + (high - low) / 2
    if (t === low || t === high) return 'none-found'
    widthBefore = width
    if (!line.tryAt(t)) return 'waiting'
    const { value, slope } = line
    if (!isLowEnough(line, c1) || value > lowValue + rounding) {
      high = t
      highValue = value
      highSlope = slope
      continue
    }
    if (Math.abs(slope) <= flat) return 'found'
    if (slope * (high - low) >= 0) {
      high = low
      highValue = lowValue
      highSlope = lowSlope
    }
    low = t
    lowValue = value
    lowSlope = slope
  }
  return 'none-found'
}

function isLowEnough(line: Line, c1: number): boolean {
  return line.isFinite && (decreasesEnough(line, c1) || decreasesBySlope(line, c1))
}
