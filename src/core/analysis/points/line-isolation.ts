import type { Interval, LineEnclosure } from './line-enclosure'

/** What bisection by interval arithmetic has left of an interval. */
export interface Isolation {
  /** Parts in which f' is strictly monotone and changes sign, or vanishes at an end to rounding: one zero each. */
  readonly single: readonly SingleZero[]
  /** Parts, as small as may be, where neither a zero nor none is proven: at a degenerate point, a kink or a pole. */
  readonly undecided: readonly Interval[]
  /** Parts in which f' is the same throughout, and may be 0: f'' is, and there is no kink. */
  readonly straight: readonly Interval[]
  /** Parts examined, and how many were left when there were enough. */
  readonly examined: number
  readonly left: number
}

export interface SingleZero extends Interval {
  /** The sign of f'' throughout. */
  readonly bends: 1 | -1
}

/** A part this narrow, in half-widths, is not cut again. */
const narrowest = 1.5e-8
/** Where a part is cut: not in its middle, where symmetric landscapes have their critical points. */
const cut = 0.4921875
/** Parts between two yields. */
const yieldParts = 64
/** Bounds that are rounded outwards from 0 reach as far. */
const leastNormal = 2.2250738585072014e-308
/** A bound of the rounding in the mean-value form, relative to its terms; generous. */
const rounding = 1e-14

/**
 * Cuts an interval until each part is free of zeros of f', holds exactly one, or is as narrow as may be.
 *
 * A part X with middle c is free where the enclosure F'(X), or the mean-value form f'(c) + F''(X) (X - c), excludes 0;
 * where F''(X) does, f' is monotone and its signs at the ends tell. Those that use F'' hold only without a kink in X.
 * Parts come in ascending order. Yields how much is done, 0 to 1.
 *
 * Source: R. E. Moore, R. B. Kearfott and M. J. Cloud, Introduction to Interval Analysis (2009), chapters 6 and 8.
 */
export function* isolateZeros(
  enclosure: LineEnclosure,
  whole: Interval,
  budget: number,
): Generator<number | undefined, Isolation, void> {
  const width = whole.high - whole.low
  const single: SingleZero[] = []
  const undecided: Interval[] = []
  const straight: Interval[] = []
  const stack: Interval[] = [whole]
  let examined = 0
  for (let x = stack.pop(); x !== undefined; x = stack.pop()) {
    if (examined === budget) return { single, undecided, straight, examined, left: stack.length + 1 }
    if (++examined % yieldParts === 0) yield Math.max(examined / budget, (x.low - whole.low) / width)
    const slope = yield* enclosure.slope(x)
    if (Number.isNaN(slope.low) || slope.low > 0 || slope.high < 0) continue
    if (!(yield* enclosure.kinks(x))) {
      const { low, high } = yield* enclosure.curvature(x)
      if (low > 0 || high < 0) {
        const [left, right] = [yield* signAt(enclosure, x.low), yield* signAt(enclosure, x.high)]
        if (left === 0 || left !== right) single.push({ ...x, bends: low > 0 ? 1 : -1 })
        continue
      }
      if (Math.max(-low, high) <= leastNormal) {
        append(straight, x)
        continue
      }
      const c = x.low + (x.high - x.low) / 2
      const there = yield* enclosure.slope({ low: c, high: c })
      const change = Math.max(high, -low) * Math.max(x.high - c, c - x.low) * (1 + rounding)
      if (there.low * (1 - rounding) > change || there.high * (1 - rounding) < -change) continue
    }
    if (x.high - x.low < narrowest * (width / 2)) {
      append(undecided, x)
      continue
    }
    const middle = x.low + (x.high - x.low) * cut
    stack.push({ low: middle, high: x.high }, { low: x.low, high: middle })
  }
  return { single, undecided, straight, examined, left: 0 }
}

/** The sign of f' at a place; 0 where rounding hides it. */
function* signAt(enclosure: LineEnclosure, x: number): Generator<undefined, -1 | 0 | 1, void> {
  const { low, high } = yield* enclosure.slope({ low: x, high: x })
  return low > 0 ? 1 : high < 0 ? -1 : 0
}

/** Adds a part, to the last one where they touch. */
function append(parts: Interval[], part: Interval): void {
  const last = parts.at(-1)
  if (last?.high === part.low) parts[parts.length - 1] = { low: last.low, high: part.high }
  else parts.push(part)
}
