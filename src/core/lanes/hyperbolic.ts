import type { Numbers } from '../assembly/lanes'
import { ONE_SIDED } from '../elementary/hyperbolic'
import { LEAST_NORMAL_POWER, LEAST_POWER } from '../elementary/exponential'
import { ratio, rounded, sumError } from './double-double'
import { expParts } from './exponential'
import type { Plain } from './plain'
import { polynomial } from './polynomial'

export function sinh(x: Numbers): Plain {
  const size = x.abs()
  const z = x.square()
  const series = polynomial(z, 1 / 6, 1 / 120, 1 / 5040, 1 / 362880, 1 / 39916800, 1 / 6227020800)
  const small = x.plus(x.times(z).times(series))
  const [rising, falling] = [expParts(size), expParts(size.negate())]
  const leading = rising.high.minus(falling.high)
  const rest = sumError(rising.high, falling.high.negate(), leading).plus(rising.low.minus(falling.low))
  const large = leading.plus(rest).over(2).signedAs(x)
  return { result: size.less(1 / 4).choose(small, large), isPlain: size.less(ONE_SIDED) }
}

export function cosh(x: Numbers): Plain {
  const size = x.abs()
  const [rising, falling] = [expParts(size), expParts(size.negate())]
  const leading = rising.high.plus(falling.high)
  const rest = sumError(rising.high, falling.high, leading).plus(rising.low.plus(falling.low))
  return { result: leading.plus(rest).over(2), isPlain: size.less(ONE_SIDED) }
}

export function tanh(x: Numbers): Plain {
  const size = x.abs()
  const z = x.square()
  const series = polynomial(z, -1 / 3, 2 / 15, -17 / 315, 62 / 2835, -1382 / 155925, 21844 / 6081075)
  const small = x.plus(x.times(z).times(series))
  const { high: e, low } = rounded(expParts(size.times(2)))
  const [numerator, denominator] = [e.minus(1), e.plus(1)]
  const quotient = ratio(
    numerator,
    e.minus(numerator).minus(1).plus(low),
    denominator,
    e.minus(denominator).plus(1).plus(low),
  )
  const large = size.less(20).choose(quotient, 1).signedAs(x)
  return { result: size.less(1e-8).choose(x, size.less(1 / 16).choose(small, large)), isPlain: x.equals(x) }
}

export function sigmoid(x: Numbers): Plain {
  const { high: e, low } = rounded(expParts(x.abs().negate()))
  const one = x.lanes.number(1)
  const denominator = e.plus(1)
  const denominatorLow = one.minus(denominator).plus(e).plus(low)
  const isNegative = x.less(0)
  const quotient = ratio(isNegative.choose(e, one), isNegative.choose(low, 0), denominator, denominatorLow)
  const vanishes = x.less(LEAST_POWER)
  const result = x.greater(40).choose(1, vanishes.clear(quotient))
  return { result, isPlain: x.greater(LEAST_NORMAL_POWER).or(vanishes) }
}
