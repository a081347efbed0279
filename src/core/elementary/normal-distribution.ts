import { productError, quotient, sumError } from './double-double'
import { erf } from './error-function'
import { expScaled } from './exponential'
import { NORMAL_TAIL } from './normal-tail-table'

export const INVERSE_ROOT_2 = 0.7071067811865476
/** The middle and the inverse half-width of (t - 4)/(t + 4) over the table's range. */
export const MIDDLE = 0.019157088122605363
export const INVERSE_HALF_WIDTH = 1.2548076923076923
/** From here on Phi(x) is below the least subnormal. */
export const LEAST = -38.6
/** Tails are computed times 2^64, so that a subnormal result is rounded once. */
export const LIFT = 64
export const LOWER = 5.421010862427522e-20

/**
 * Phi(x), the probability that a standard normal variable lies below x, with its relative accuracy far into the left
 * tail; at most 2 ulp from it.
 * In the tail Phi(-t) = e^(-t^2/2) G(t)/(1 + t) with a smooth bounded G as a Chebyshev series in (t - 4)/(t + 4).
 * Source of the form: Shepherd, Laframboise, Chebyshev approximation of (1 + 2x) exp(x^2) erfc(x) in 0 <= x < infinity
 * (1981).
 */
export function normalDistribution(x: number): number {
  if (x >= -0.5) return x > 0.5 ? 1 - tail(x) : 0.5 + 0.5 * erf(x * INVERSE_ROOT_2)
  return tail(-x)
}

/** Phi(-t) for t >= 0.5. */
function tail(t: number): number {
  if (!(t < -LEAST)) return t === t ? 0 : NaN
  const y = (t - 4) / (t + 4)
  const u = (y - MIDDLE) * INVERSE_HALF_WIDTH
  // Clenshaw's recurrence.
  let next = 0
  let sum = 0
  for (let n = NORMAL_TAIL.length - 1; n >= 1; n--) {
    const before = 2 * u * sum - next + NORMAL_TAIL[n]!
    next = sum
    sum = before
  }
  const rest = u * sum - next
  const leading = NORMAL_TAIL[0]!
  const high = leading + rest
  const divisor = 1 + t
  const factor = quotient(high, sumError(leading, rest, high), divisor, sumError(1, t, divisor))
  const square = t * t
  return expScaled(-0.5 * square, -0.5 * productError(t, t, square), LIFT) * factor * LOWER
}
