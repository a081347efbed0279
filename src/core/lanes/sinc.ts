import type { Numbers } from '../assembly/lanes'
import { HUGE } from '../elementary/sinc'
import { QUARTER } from '../elementary/trigonometric'
import { circular } from './circle'
import { productError, quotient, sumError } from './double-double'
import type { Plain } from './plain'

export function sinc(x: Numbers): Plain {
  const size = x.abs()
  const { waves, isPlain } = circular(size, 0)
  const isSmall = size.less(1e-8)
  const large = quotient(waves[0]!.high, waves[0]!.low, size, x.lanes.number(0))
  return { result: isSmall.choose(1, large), isPlain: isSmall.or(isPlain) }
}

export function sincSlope(x: Numbers): Plain {
  const size = x.abs()
  const isSmall = size.less(2)
  const { waves, isPlain } = circular(size, 0, QUARTER)
  const [sine, cosine] = waves
  const high = sine!.high.plus(sine!.low)
  const ratio = high.over(size)
  const product = ratio.times(size)
  const ratioLow = high
    .minus(product)
    .minus(productError(ratio, size, product))
    .plus(sine!.high.minus(high).plus(sine!.low))
    .over(size)
  const leading = cosine!.high.minus(ratio)
  const numerator = leading.plus(sumError(cosine!.high, ratio.negate(), leading).plus(cosine!.low.minus(ratioLow)))
  const large = numerator.over(size).over(size)
  return { result: isSmall.choose(series(size.square()), large), isPlain: isSmall.or(isPlain.and(size.less(HUGE))) }
}

function series(z: Numbers): Numbers {
  const one = z.lanes.number(1)
  let sum = one
  for (let k = 13; k >= 2; k--) sum = one.minus(z.times(sum).over((2 * k - 2) * (2 * k + 1)))
  return sum.negate().over(3)
}
