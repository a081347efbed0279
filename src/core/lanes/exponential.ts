import { table } from '../assembly/shared-memory'
import type { Numbers } from '../assembly/lanes'
import { ROUNDER } from '../elementary/bits'
import { LEAST_NORMAL_POWER, LEAST_POWER, STEP_HIGH, STEP_LOW, STEPS_PER_UNIT } from '../elementary/exponential'
import { EXPONENTIALS } from '../elementary/exponential-table'
import { sumError, type Pair } from './double-double'
import type { Plain } from './plain'
import { polynomial } from './polynomial'

const exponentials = table(EXPONENTIALS, 2)

/** e^r - 1 for |r| <= ln 2 / 256. */
function expm1Small(r: Numbers): Numbers {
  const square = r.square()
  return r.plus(
    square.times(
      r
        .times(1 / 6)
        .plus(1 / 2)
        .plus(square.times(r.times(1 / 120).plus(1 / 24))),
    ),
  )
}

/** e^(x + low) as a leading part and the rest. */
export function expParts(x: Numbers, low?: Numbers): Pair {
  // The last bits of a sum with ROUNDER are the integer.
  const shifted = x.times(STEPS_PER_UNIT).plus(ROUNDER)
  const n = shifted.minus(ROUNDER)
  const rest = x.minus(n.times(STEP_HIGH)).minus(n.times(STEP_LOW))
  const r = low === undefined ? rest : rest.plus(low)
  const [leading, trailing] = x.lanes.lookUp(exponentials, shifted.bits())
  const exponent = shifted.bits().shiftRight(7).shiftLeft(52)
  const scale = leading!.bits().plus(exponent).number()
  return { high: scale, low: scale.times(trailing!.plus(expm1Small(r))) }
}

/** e^(x + low); what vanishes is 0. */
export function expSum(x: Numbers, low?: Numbers): Required<Plain> {
  const { high, low: rest } = expParts(x, low)
  const vanishes = x.less(LEAST_POWER)
  return { result: vanishes.clear(high.plus(rest)), isPlain: x.abs().less(-LEAST_NORMAL_POWER).or(vanishes) }
}

export function exp(x: Numbers): Plain {
  return expSum(x)
}

export function expm1(x: Numbers): Plain {
  const small = x.plus(
    x
      .times(x)
      .times(polynomial(x, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040, 1 / 40320, 1 / 362880, 1 / 3628800)),
  )
  const { high, low } = expParts(x)
  const leading = high.minus(1)
  const large = leading.plus(sumError(high, x.lanes.number(-1), leading).plus(low))
  const size = x.abs()
  const result = size.less(1e-17).choose(x, size.less(1 / 16).choose(small, x.less(-40).choose(-1, large)))
  return { result, isPlain: x.less(708) }
}
