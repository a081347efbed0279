import { circular, wavePair } from './circle'
import { quotient } from './double-double'

/** A quarter turn in the steps of circular. */
export const QUARTER = 64

/** The sine of x radians, however large; at most 1 ulp from it; odd bit for bit; NaN at infinities. */
export function sin(x: number): number {
  return x === 0 ? x : circular(x, 0)
}

/** The cosine of x radians, however large; at most 1 ulp from it; even bit for bit; NaN at infinities. */
export function cos(x: number): number {
  return circular(x, QUARTER)
}

/** The tangent of x radians, however large; at most 1 ulp from it; odd bit for bit; NaN at infinities. */
export function tan(x: number): number {
  // Near 0 the quotient's splitting would underflow, and far less than half an ulp is lost.
  if (Math.abs(x) < 1e-9) return x
  if (!(Math.abs(x) < Infinity)) return NaN
  circular(x, 0)
  const sine = wavePair[0]!
  const sineLow = wavePair[1]!
  circular(x, QUARTER)
  return quotient(sine, sineLow, wavePair[0]!, wavePair[1]!)
}
