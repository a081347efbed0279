import { productError, sumError } from './double-double'
import { log1pSum, logOfDouble } from './logarithm'

/** From here on x^2 + 1 and x^2 - 1 are x^2. */
export const LARGE = 268435456

const root = new Float64Array(2)

/** Writes sqrt(s + low) as a double and what it lacks, for a normal s. */
function rootParts(s: number, low: number): void {
  const r = Math.sqrt(s)
  const square = r * r
  root[0] = r
  root[1] = r === 0 ? 0 : (s - square - productError(r, r, square) + low) / (2 * r)
}

/** log(1 + a + b + low), a and b >= 0. */
function log1pOfSum(a: number, b: number, low: number): number {
  const sum = a + b
  return log1pSum(sum, sumError(a, b, sum) + low)
}

/** The number whose hyperbolic sine is x, log(x + sqrt(x^2 + 1)); at most 1 ulp from it; odd bit for bit. */
export function asinh(x: number): number {
  const size = Math.abs(x)
  if (size < 1 / 64) {
    if (size < 1e-8) return x
    const z = x * x
    return x + x * z * (-1 / 6 + z * (3 / 40 + z * (-5 / 112 + z * (35 / 1152 - z * (63 / 2816)))))
  }
  let result
  if (size < LARGE) {
    const square = size * size
    const sum = 1 + square
    rootParts(sum, sumError(1, square, sum) + productError(size, size, square))
    result = log1pOfSum(size, root[0]! - 1, root[1]!)
  } else {
    result = size < Infinity ? logOfDouble(size) : size
  }
  return x < 0 ? -result : result
}

/** The number >= 0 whose hyperbolic cosine is x, log(x + sqrt(x^2 - 1)); at most 1 ulp from it; NaN below 1. */
export function acosh(x: number): number {
  if (!(x >= 1)) return NaN
  if (x >= LARGE) return x < Infinity ? logOfDouble(x) : x
  // x^2 - 1 = t^2 + 2 t, and t is exact.
  const t = x - 1
  const square = t * t
  const sum = square + 2 * t
  rootParts(sum, sumError(square, 2 * t, sum) + (t < 1e-100 ? 0 : productError(t, t, square)))
  return log1pOfSum(t, root[0]!, root[1]!)
}

/**
 * The number whose hyperbolic tangent is x, log((1 + x)/(1 - x))/2; at most 1 ulp from it; odd bit for bit; NaN outside
 * [-1, 1].
 */
export function atanh(x: number): number {
  const size = Math.abs(x)
  if (size < 1 / 64) {
    if (size < 1e-8) return x
    const z = x * x
    return x + x * z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11)))))
  }
  if (!(size <= 1)) return NaN
  if (size === 1) return x > 0 ? Infinity : -Infinity
  // log1p(2 x/(1 - x))/2, the quotient and what it lacks.
  const rest = 1 - size
  const quotient = (2 * size) / rest
  const product = quotient * rest
  const low = 2 * size - product - productError(quotient, rest, product) - quotient * sumError(1, -size, rest)
  const result = log1pSum(quotient, low / rest) / 2
  return x < 0 ? -result : result
}
