import { reduceAngle, remainder, waveHigh, waveLow } from './circle'
import { quotient } from './double-double'

/** Below 2^-27 an odd function with unit slope rounds to its argument. */
const TINY = 7.450580596923828e-9

/** A quarter turn in the steps of reduceAngle. */
const QUARTER = 64

/** The sine of x radians, however large; at most 1 ulp from it; odd bit for bit; NaN at infinities. */
export function sin(x: number): number {
  if (Math.abs(x) < TINY) return x
  if (!(Math.abs(x) < Infinity)) return NaN
  const n = reduceAngle(x)
  const r = remainder[0]!
  const high = waveHigh(n, r)
  return high + waveLow(n, r, remainder[1]!, high)
}

/** The cosine of x radians, however large; at most 1 ulp from it; even bit for bit; NaN at infinities. */
export function cos(x: number): number {
  if (!(Math.abs(x) < Infinity)) return NaN
  const n = reduceAngle(x) + QUARTER
  const r = remainder[0]!
  const high = waveHigh(n, r)
  return high + waveLow(n, r, remainder[1]!, high)
}

/** The tangent of x radians, however large; at most 1 ulp from it; odd bit for bit; NaN at infinities. */
export function tan(x: number): number {
  if (Math.abs(x) < TINY) return x
  if (!(Math.abs(x) < Infinity)) return NaN
  const n = reduceAngle(x)
  const r = remainder[0]!
  const rLow = remainder[1]!
  const sine = waveHigh(n, r)
  const cosine = waveHigh(n + QUARTER, r)
  return quotient(sine, waveLow(n, r, rLow, sine), cosine, waveLow(n + QUARTER, r, rLow, cosine))
}
