/**
 * log, log1p, log2 and log10. With x = 2^k z, z in [0.6875, 1.375), and a tabled c near 1/z of 8 bits, the remainder
 * r = z c - 1 is exact and below 2^-7.7, and log x = k ln 2 - log c + log(1 + r), of which the sum of the leading
 * parts is exact too. Next to 1, c = 1 and k = 0, so nothing cancels.
 * Source: P. T. P. Tang, Table-driven implementation of the logarithm function in IEEE floating-point arithmetic
 * (1990).
 */
import { highWord, powerOfTwo } from './bits'
import { productError, sumError } from './double-double'
import { LOGARITHMS } from './logarithm-table'

/** ln 2 in two parts, the first a multiple of 2^-43. */
export const LN2_HIGH = 0.6931471805598903
export const LN2_LOW = 5.497923018708371e-14
export const INVERSE_LN10_HIGH = 0.4342944819032518
export const INVERSE_LN10_LOW = 1.098319650216765e-17
export const INVERSE_LN2_HIGH = 1.4426950408889634
export const INVERSE_LN2_LOW = 2.0355273740931033e-17

/** The high word of 0.6875. */
export const SLICE_ORIGIN = 0x3fe60000
export const LEAST_NORMAL = 2.2250738585072014e-308
const TWO_54 = 18014398509481984

/** (log(1 + r) - r) / r^2 for |r| < 2^-7.7. */
function log1pTail(r: number): number {
  const square = r * r
  return -1 / 2 + r * (1 / 3) + square * (-1 / 4 + r * (1 / 5) + square * (-1 / 6 + r * (1 / 7) - square * (1 / 8)))
}

/** log(x 2^exponent) + low for a normal positive x. */
function logSum(x: number, exponent: number, low: number): number {
  const offset = highWord(x) - SLICE_ORIGIN
  const k = offset >> 20
  const entry = 3 * ((offset >> 12) & 255)
  const z = x * powerOfTwo(-k)
  const inverse = LOGARITHMS[entry]!
  const zHigh = Math.fround(z)
  const r = zHigh * inverse - 1 + (z - zHigh) * inverse
  const n = k + exponent
  const base = n * LN2_HIGH + LOGARITHMS[entry + 1]!
  const leading = base + r
  const rest = base - leading + r + (n * LN2_LOW + LOGARITHMS[entry + 2]!)
  return leading + (rest + low + r * r * log1pTail(r))
}

/** log(x) for what is not a normal positive finite number. */
function logOfSpecial(x: number): number {
  if (x === 0) return -Infinity
  if (x < 0) return NaN
  return x < LEAST_NORMAL ? logSum(x * TWO_54, -54, 0) : x
}

/** The natural logarithm; at most 1 ulp from it; -Infinity at 0, NaN below. */
export function log(x: number): number {
  return x >= LEAST_NORMAL && x < Infinity ? logSum(x, 0, 0) : logOfSpecial(x)
}

/** log(1 + x) without cancellation near 0; at most 1 ulp from it; -Infinity at -1, NaN below. */
export function log1p(x: number): number {
  if (Math.abs(x) < 0.004) return x + x * x * log1pTail(x)
  const sum = 1 + x
  if (!(sum > 0 && sum < Infinity)) return logOfSpecial(sum)
  return logSum(sum, 0, sumError(1, x, sum) / sum)
}

/** log(1 + x + low), low being a correction far below x, for x >= 0 that is finite. */
export function log1pSum(x: number, low: number): number {
  if (x < 0.004) return x + (low + x * x * log1pTail(x))
  const sum = 1 + x
  return logSum(sum, 0, (sumError(1, x, sum) + low) / sum)
}

/** log(2 x) for a finite x >= 1, where 2 x may not be one. */
export function logOfDouble(x: number): number {
  return logSum(x, 1, 0)
}

/**
 * Writes log(x), 0 < x < Infinity, as a double and what it lacks; together good to about 2^-68 of their sum. The
 * reduction repeats logSum's: its four results could be shared only through memory, in the way of the quicker one.
 */
export function logParts(x: number, out: Float64Array): void {
  let shift = 0
  if (x < LEAST_NORMAL) {
    x *= TWO_54
    shift = -54
  }
  const offset = highWord(x) - SLICE_ORIGIN
  const k = offset >> 20
  const entry = 3 * ((offset >> 12) & 255)
  const z = x * powerOfTwo(-k)
  const inverse = LOGARITHMS[entry]!
  const zHigh = Math.fround(z)
  const r = zHigh * inverse - 1 + (z - zHigh) * inverse
  const n = k + shift
  const base = n * LN2_HIGH + LOGARITHMS[entry + 1]!
  const leading = base + r
  const square = r * r
  const high = leading - square / 2
  const rest =
    base -
    leading +
    r +
    (leading - high - square / 2) +
    (n * LN2_LOW + LOGARITHMS[entry + 2]! - productError(r, r, square) / 2) +
    square * r * log1pCubicTail(r)
  out[0] = high + rest
  out[1] = high - out[0]! + rest
}

/** (log(1 + r) - r + r^2/2) / r^3 for |r| < 2^-7.7. */
function log1pCubicTail(r: number): number {
  return 1 / 3 + r * (-1 / 4 + r * (1 / 5 + r * (-1 / 6 + r * (1 / 7 + r * (-1 / 8 + r * (1 / 9 - r * (1 / 10)))))))
}

const parts = new Float64Array(2)

/**
 * log(x) times a constant given as two summands; exact where the product is a short number, since hardly anything is
 * lost.
 */
function scaledLog(x: number, scaleHigh: number, scaleLow: number): number {
  if (!(x > 0 && x < Infinity)) return logOfSpecial(x)
  logParts(x, parts)
  const high = parts[0]!
  const product = high * scaleHigh
  return product + (productError(high, scaleHigh, product) + high * scaleLow + parts[1]! * scaleHigh)
}

/** The decimal logarithm; at most 1 ulp from it, and exact at powers of ten; -Infinity at 0, NaN below. */
export function log10(x: number): number {
  return scaledLog(x, INVERSE_LN10_HIGH, INVERSE_LN10_LOW)
}

/** The binary logarithm; at most 1 ulp from it, and exact at powers of two; -Infinity at 0, NaN below. */
export function log2(x: number): number {
  return scaledLog(x, INVERSE_LN2_HIGH, INVERSE_LN2_LOW)
}
