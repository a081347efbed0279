import { circular, wavePair } from './circle'
import { productError, quotient, sumError } from './double-double'
import { QUARTER } from './trigonometric'

/** Beyond this splitting x into halves could overflow. */
export const HUGE = 1e270
const SHRINK = 7.458340731200207e-155

const sine = new Float64Array(2)
const cosine = new Float64Array(2)

function loadWaves(x: number): void {
  circular(x, 0)
  sine[0] = wavePair[0]!
  sine[1] = wavePair[1]!
  circular(x, QUARTER)
  cosine[0] = wavePair[0]!
  cosine[1] = wavePair[1]!
}

/** sin(x)/x, and 1 at 0; at most 1 ulp from it; even bit for bit; 0 at infinities. */
export function sinc(x: number): number {
  const size = Math.abs(x)
  if (size < 1e-8) return 1
  if (!(size < Infinity)) return size === Infinity ? 0 : NaN
  circular(size, 0)
  if (size < HUGE) return quotient(wavePair[0]!, wavePair[1]!, size, 0)
  return quotient(wavePair[0]!, wavePair[1]!, size * SHRINK, 0) * SHRINK
}

/**
 * sinc'(x)/x = (x cos x - sin x)/x^3, and -1/3 at 0: the factor from which the derivatives of sinc follow without
 * cancellation, sinc' = x s and sinc'' = -sinc - 2 s (Bessel's equation of sinc, the spherical Bessel function of order
 * 0). At most 2 ulp from it, or 2^-62/x^2 next to its zeros; even bit for bit; 0 at infinities.
 * Source: Abramowitz, Stegun, Handbook of Mathematical Functions (1964), 10.1.1 and 10.1.2.
 */
export function sincSlope(x: number): number {
  const size = Math.abs(x)
  if (size < 2) return sincSlopeSeries(size * size)
  if (!(size < HUGE)) return x === x ? 0 : NaN
  loadWaves(size)
  const high = sine[0]! + sine[1]!
  const ratio = high / size
  const product = ratio * size
  const ratioLow = (high - product - productError(ratio, size, product) + (sine[0]! - high + sine[1]!)) / size
  const leading = cosine[0]! - ratio
  const numerator = leading + (sumError(cosine[0]!, -ratio, leading) + (cosine[1]! - ratioLow))
  return numerator / size / size
}

/** The sum over k >= 1 of (-1)^k 2 k z^(k-1)/(2 k + 1)!, for 0 <= z < 4, innermost first. */
function sincSlopeSeries(z: number): number {
  let sum = 1
  for (let k = 13; k >= 2; k--) sum = 1 - (z * sum) / ((2 * k - 2) * (2 * k + 1))
  return -sum / 3
}
