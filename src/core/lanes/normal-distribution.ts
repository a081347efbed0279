import type { Numbers } from '../assembly/lanes'
import { powerOfTwo } from '../elementary/bits'
import { INVERSE_HALF_WIDTH, INVERSE_ROOT_2, LEAST, LIFT, LOWER, MIDDLE } from '../elementary/normal-distribution'
import { NORMAL_TAIL } from '../elementary/normal-tail-table'
import { productError, quotient, sumError } from './double-double'
import { erfSmall } from './error-function'
import { expSum } from './exponential'
import type { Plain } from './plain'

export function normalDistribution(x: Numbers): Plain {
  const size = x.abs()
  const { result: tail, isPlain } = tailOf(size)
  const middle = erfSmall(x.times(INVERSE_ROOT_2)).times(0.5).plus(0.5)
  const isMiddle = size.lessEqual(0.5)
  const outer = x.greater(0).choose(x.lanes.number(1).minus(tail), tail)
  return { result: isMiddle.choose(middle, outer), isPlain: isMiddle.or(isPlain) }
}

const LIFTED = powerOfTwo(LIFT)

/** Phi(-t) for t >= 0.5. */
function tailOf(t: Numbers): Required<Plain> {
  const u = t.minus(4).over(t.plus(4)).minus(MIDDLE).times(INVERSE_HALF_WIDTH)
  // Clenshaw's recurrence.
  let next = t.lanes.number(0)
  let sum = next
  for (let n = NORMAL_TAIL.length - 1; n >= 1; n--) {
    const before = u.times(2).times(sum).minus(next).plus(NORMAL_TAIL[n]!)
    next = sum
    sum = before
  }
  const rest = u.times(sum).minus(next)
  const leading = t.lanes.number(NORMAL_TAIL[0]!)
  const high = leading.plus(rest)
  const divisor = t.plus(1)
  const factor = quotient(high, sumError(leading, rest, high), divisor, sumError(t.lanes.number(1), t, divisor))
  const square = t.square()
  const power = expSum(square.times(-0.5), productError(t, t, square).times(-0.5))
  const vanishes = t.greater(-LEAST)
  const result = power.result.times(LIFTED).times(factor).times(LOWER)
  // e^-690 is normal, so lifted it is what the referee has.
  return { result: vanishes.clear(result), isPlain: vanishes.or(square.less(1380)) }
}
