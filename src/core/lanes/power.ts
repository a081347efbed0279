import type { Numbers } from '../assembly/lanes'
import { LEAST_NORMAL } from '../elementary/logarithm'
import { HUGE_EXPONENT } from '../elementary/power'
import { productError } from './double-double'
import { expSum } from './exponential'
import { logParts } from './logarithm'
import type { Plain } from './plain'

/** The last integer that may be odd. */
const TWO_53 = 9007199254740992

export function pow(x: Numbers, y: Numbers): Plain {
  const { lanes } = x
  const size = x.abs()
  const { high, low } = logParts(size)
  const product = high.times(y)
  const power = expSum(product, productError(high, y, product).plus(low.times(y)))
  const isTiny = product.between(-1e-18, 1e-18)
  const positive = isTiny.choose(product.plus(1), power.result)
  // Of a negative base the power by an odd integer is negative, by an even one positive.
  const isNegative = x.less(0)
  const half = y.over(2)
  const isOdd = half.floor().equals(half).not()
  const general = isNegative.and(isOdd).choose(positive.negate(), positive)
  const isSquare = y.equals(2)
  const isFirst = y.equals(1)
  const isInverse = y.equals(-1)
  const isOne = y.equals(0).or(x.equals(1))
  const result = isSquare.choose(
    x.square(),
    isFirst.choose(x, isInverse.choose(lanes.number(1).over(x), isOne.choose(1, general))),
  )
  const isReal = isNegative.not().or(y.floor().equals(y).and(y.abs().less(TWO_53)))
  const isNormal = lanes.number(LEAST_NORMAL).lessEqual(size).and(size.less(Infinity)).and(x.equals(-1).not())
  const isPlain = isNormal.and(y.between(-HUGE_EXPONENT, HUGE_EXPONENT)).and(isReal).and(isTiny.or(power.isPlain))
  return { result, isPlain: isPlain.or(isSquare).or(isFirst).or(isInverse).or(isOne) }
}
