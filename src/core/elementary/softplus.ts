import { sumError } from './double-double'
import { exp, expParts, LEAST_NORMAL_POWER } from './exponential'
import { log1pSum } from './logarithm'

const power = new Float64Array(2)

/** log(1 + e^x), a smooth max(0, x); at most 1 ulp from it, far into both tails. */
export function softplus(x: number): number {
  if (!(x > LEAST_NORMAL_POWER)) return exp(x)
  // Beyond 40 the other summand is below half an ulp.
  if (x > 40) return x
  expParts(x, power)
  const sum = power[0]! + power[1]!
  return log1pSum(sum, sumError(power[0]!, power[1]!, sum))
}
