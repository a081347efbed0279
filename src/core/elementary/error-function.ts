import { ERROR_FUNCTION } from './error-function-table'

/** 2 / sqrt(pi) - 1, the slope at 0 less 1. */
export const SLOPE_EXCESS = 0.1283791670955126
export const TABLE_START = 16

/** From here on 1 - erf is below half an ulp of 1. */
export const SATURATED = 5.95

/**
 * erf(x) / (2 x / sqrt(pi)) - 1 for z = x^2 <= 1/4: the sum over k >= 1 of (-z)^k / (k! (2 k + 1)), innermost first.
 */
function maclaurinRest(z: number): number {
  let sum = 0
  for (let k = 13; k >= 1; k--) sum = (-z / k) * (1 / (2 * k + 1) + sum)
  return sum
}

/** The error function 2/sqrt(pi) times the integral of e^(-t^2) from 0 to x; at most 1 ulp from it; odd bit for bit. */
export function erf(x: number): number {
  const size = Math.abs(x)
  if (size < 0.5) {
    const rest = maclaurinRest(x * x)
    return x + x * (SLOPE_EXCESS + (1 + SLOPE_EXCESS) * rest)
  }
  if (!(size < SATURATED)) return x > 0 ? 1 : x < 0 ? -1 : NaN
  const j = Math.round(size * 32)
  const c = j / 32
  const t = size - c
  const entry = 3 * (j - TABLE_START)
  // The slope's Taylor series about c, from its equation y' = -2 (c + t) y, integrated term by term.
  let before = 0
  let coefficient = ERROR_FUNCTION[entry + 2]!
  let power = t
  let share = coefficient * t
  for (let n = 1; n <= 12; n++) {
    const next = (-2 * (c * coefficient + before)) / n
    before = coefficient
    coefficient = next
    power *= t
    share += (coefficient * power) / (n + 1)
  }
  const result = ERROR_FUNCTION[entry]! + (ERROR_FUNCTION[entry + 1]! + share)
  return x < 0 ? -result : result
}
