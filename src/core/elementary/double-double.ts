/** 2^27 + 1: times a double and taken away, it leaves the leading 26 bits (Dekker 1971; no argument beyond 2^996). */
export const SPLITTER = 134217729

/** a b - product, exactly, where product is the rounded a b and nothing under- or overflows (Dekker 1971). */
export function productError(a: number, b: number, product: number): number {
  const aScaled = a * SPLITTER
  const aHigh = aScaled - (aScaled - a)
  const aLow = a - aHigh
  const bScaled = b * SPLITTER
  const bHigh = bScaled - (bScaled - b)
  const bLow = b - bHigh
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}

/** a + b - sum, exactly, where sum is the rounded a + b (Knuth, TAOCP 2, theorem 4.2.2 B). */
export function sumError(a: number, b: number, sum: number): number {
  const bRounded = sum - a
  return a - (sum - bRounded) + (b - bRounded)
}

/** (a + aLow) / (b + bLow), wrong by hardly more than its one rounding, for |aLow| <= |a| and |bLow| <= |b|. */
export function quotient(a: number, aLow: number, b: number, bLow: number): number {
  const numerator = a + aLow
  const denominator = b + bLow
  const first = numerator / denominator
  const product = first * denominator
  const residual = numerator - product - productError(first, denominator, product)
  return first + (residual + (a - numerator + aLow) - first * (b - denominator + bLow)) / denominator
}

/**
 * (a + aLow) / (b + bLow) by one division, wrong by hardly more than its one rounding, for numbers within the range of
 * floats, aLow and bLow being what a and b were rounded from. The first digits of the quotient are as few as those of a
 * float, so that their product with a float is exact.
 */
export function ratio(a: number, aLow: number, b: number, bLow: number): number {
  const inverse = 1 / b
  const leading = Math.fround(a * inverse)
  const bHigh = Math.fround(b)
  const residual = a - leading * bHigh - leading * (b - bHigh + bLow) + aLow
  return leading + residual * inverse
}
