/**
 * exp and expm1. With n = round(128 x / ln 2) = 128 m + j and r = x - n ln 2 / 128, e^x = 2^m 2^(j/128) e^r: a table
 * gives the second factor, a short Taylor polynomial the third, since |r| <= ln 2 / 256.
 * Source: P. T. P. Tang, Table-driven implementation of the exponential function in IEEE floating-point arithmetic
 * (1989).
 */
import { powerOfTwo, ROUNDER } from './bits'
import { sumError } from './double-double'
import { EXPONENTIALS } from './exponential-table'

export const STEPS_PER_UNIT = 184.6649652337873
/** ln 2 / 128 in two parts, the first short enough that n times it is exact. */
export const STEP_HIGH = 0.0054152123482253955
export const STEP_LOW = -1.0082281460997769e-13

/** Above it e^x and its parts are normal numbers. */
export const LEAST_NORMAL_POWER = -690
/** Below it e^x is 0. */
export const LEAST_POWER = -747

/** e^r - 1 for |r| <= ln 2 / 256. */
function expm1Small(r: number): number {
  const square = r * r
  return r + square * (1 / 2 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120)))
}

/** 2^shift e^(x + low) for every x, through the rare borders of the range: overflow, subnormal results, NaN. */
export function expScaled(x: number, low: number, shift: number): number {
  if (!(x < 711)) return x + Infinity
  if (x < LEAST_POWER) return 0
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER
  const r = x - n * STEP_HIGH - n * STEP_LOW + low
  const m = (n >> 7) + shift
  const entry = 2 * (n & 127)
  const leading = EXPONENTIALS[entry]!
  const trailing = leading * (EXPONENTIALS[entry + 1]! + expm1Small(r))
  if (m > 1023) return (leading + trailing) * powerOfTwo(1023) * powerOfTwo(m - 1023)
  if (m >= -1022) return (leading + trailing) * powerOfTwo(m)
  // A subnormal result is rounded once, at its own last place, by adding a number whose last place that is.
  const anchor = powerOfTwo(-1022 - m)
  const sum = anchor + leading
  const rounded = sum + (anchor - sum + leading + trailing)
  return (rounded - anchor) * powerOfTwo(m + 64) * powerOfTwo(-64)
}

/** e^(x + low), low being a correction far below 1; at most 0.52 ulp from it. */
export function expSum(x: number, low: number): number {
  if (!(x < 709 && x > LEAST_NORMAL_POWER)) return expScaled(x, low, 0)
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER
  const r = x - n * STEP_HIGH - n * STEP_LOW + low
  const entry = 2 * (n & 127)
  const scale = powerOfTwo(n >> 7) * EXPONENTIALS[entry]!
  return scale + scale * (EXPONENTIALS[entry + 1]! + expm1Small(r))
}

/** Writes e^x for |x| < 708 as a leading part and one below 1/128 of it, together good to about 2^-61 of their sum. */
export function expParts(x: number, out: Float64Array): void {
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER
  const r = x - n * STEP_HIGH - n * STEP_LOW
  const entry = 2 * (n & 127)
  const scale = powerOfTwo(n >> 7) * EXPONENTIALS[entry]!
  out[0] = scale
  out[1] = scale * (EXPONENTIALS[entry + 1]! + expm1Small(r))
}

/** e^x; at most 1 ulp from it. Overflows to Infinity, underflows gradually to 0. */
export function exp(x: number): number {
  return expSum(x, 0)
}

const parts = new Float64Array(2)

/** e^x - 1 without cancellation near 0; at most 1 ulp from it; odd zeros keep their sign. */
export function expm1(x: number): number {
  const size = Math.abs(x)
  if (size < 1 / 16) {
    if (size < 1e-17) return x
    return x + x * x * (1 / 2 + x * (1 / 6 + x * (1 / 24 + x * expm1Tail(x))))
  }
  if (x < -40) return -1
  if (!(x < 708)) return expSum(x, 0)
  expParts(x, parts)
  const leading = parts[0]! - 1
  return leading + (sumError(parts[0]!, -1, leading) + parts[1]!)
}

/** The Taylor terms of e^x from x^5 on, over x^4, for |x| < 1/16. */
function expm1Tail(x: number): number {
  return 1 / 120 + x * (1 / 720 + x * (1 / 5040 + x * (1 / 40320 + x * (1 / 362880 + x * (1 / 3628800)))))
}
