import type { Numbers } from '../../assembly/lanes'
import { sumError } from './double-double'
import { expParts, expSum } from './exponential'
import { log1pSum } from './logarithm'
import type { Plain } from './plain'

export function softplus(x: Numbers): Plain {
  const power = expParts(x)
  const sum = power.high.plus(power.low)
  const middle = log1pSum(sum, sumError(power.high, power.low, sum))
  const tail = expSum(x)
  const isLow = x.lessEqual(-40)
  const isHigh = x.greater(40)
  const result = isHigh.choose(x, isLow.choose(tail.result, middle))
  return { result, isPlain: isHigh.or(tail.isPlain) }
}
