import { ratio, sumError } from './double-double'
import { exp, expParts, expScaled, LEAST_NORMAL_POWER } from './exponential'

const rising = new Float64Array(2)
const falling = new Float64Array(2)

/** From here on e^-|x| is lost beside e^|x|. */
export const ONE_SIDED = 22

/** (e^x - e^-x) / 2; at most 1 ulp from it; odd bit for bit. */
export function sinh(x: number): number {
  const size = Math.abs(x)
  if (size < 1 / 4) {
    if (size < 1e-8) return x
    const z = x * x
    return (
      x +
      x * z * (1 / 6 + z * (1 / 120 + z * (1 / 5040 + z * (1 / 362880 + z * (1 / 39916800 + z * (1 / 6227020800))))))
    )
  }
  let result
  if (size < ONE_SIDED) {
    expParts(size, rising)
    expParts(-size, falling)
    const leading = rising[0]! - falling[0]!
    result = (leading + (sumError(rising[0]!, -falling[0]!, leading) + (rising[1]! - falling[1]!))) / 2
  } else {
    result = expScaled(size, 0, -1)
  }
  return x < 0 ? -result : result
}

/** (e^x + e^-x) / 2; at most 1 ulp from it; even bit for bit. */
export function cosh(x: number): number {
  const size = Math.abs(x)
  if (!(size < ONE_SIDED)) return expScaled(size, 0, -1)
  expParts(size, rising)
  expParts(-size, falling)
  const leading = rising[0]! + falling[0]!
  return (leading + (sumError(rising[0]!, falling[0]!, leading) + (rising[1]! + falling[1]!))) / 2
}

/** tanh(x) - x for |x| < 1/16, by its Taylor series. */
function tanhRest(x: number): number {
  const z = x * x
  return (
    x * z * (-1 / 3 + z * (2 / 15 + z * (-17 / 315 + z * (62 / 2835 + z * (-1382 / 155925 + z * (21844 / 6081075))))))
  )
}

/** The hyperbolic tangent (e^2x - 1) / (e^2x + 1); at most 1 ulp from it; odd bit for bit. */
export function tanh(x: number): number {
  const size = Math.abs(x)
  if (size < 1 / 16) return size < 1e-8 ? x : x + tanhRest(x)
  if (!(size < 20)) return x > 0 ? 1 : x < 0 ? -1 : NaN
  expParts(2 * size, rising)
  const e = rising[0]! + rising[1]!
  const eLow = rising[0]! - e + rising[1]!
  const numerator = e - 1
  const denominator = e + 1
  const result = ratio(numerator, e - numerator - 1 + eLow, denominator, e - denominator + 1 + eLow)
  return x < 0 ? -result : result
}

/** The logistic function 1 / (1 + e^-x) = e^x / (e^x + 1); at most 1 ulp from it, far into both tails. */
export function sigmoid(x: number): number {
  if (x > 40) return 1
  if (!(x > LEAST_NORMAL_POWER)) return exp(x)
  expParts(-Math.abs(x), falling)
  const e = falling[0]! + falling[1]!
  const eLow = falling[0]! - e + falling[1]!
  const denominator = 1 + e
  const denominatorLow = 1 - denominator + e + eLow
  return x < 0 ? ratio(e, eLow, denominator, denominatorLow) : ratio(1, 0, denominator, denominatorLow)
}
