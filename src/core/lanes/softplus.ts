import type { Numbers } from '../assembly/lanes'
import { LEAST_NORMAL_POWER, LEAST_POWER } from '../elementary/exponential'
import { rounded } from './double-double'
import { expParts } from './exponential'
import { log1pSum } from './logarithm'
import type { Plain } from './plain'

export function softplus(x: Numbers): Plain {
  const power = rounded(expParts(x))
  const vanishes = x.less(LEAST_POWER)
  const result = x.greater(40).choose(x, vanishes.clear(log1pSum(power.high, power.low)))
  return { result, isPlain: x.greater(LEAST_NORMAL_POWER).or(vanishes) }
}
