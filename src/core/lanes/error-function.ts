import { table } from '../assembly/shared-memory'
import type { Numbers } from '../assembly/lanes'
import { SATURATED, SLOPE_EXCESS, TABLE_START } from '../elementary/error-function'
import { ERROR_FUNCTION } from '../elementary/error-function-table'
import type { Plain } from './plain'

const values = table(ERROR_FUNCTION, 3)

/** erf(x) / (2 x / sqrt(pi)) - 1 for z = x^2 <= 1/4. */
function maclaurinRest(z: Numbers): Numbers {
  const negated = z.negate()
  let sum: Numbers | number = 0
  for (let k = 13; k >= 1; k--) {
    const inner = z.lanes.number(1 / (2 * k + 1))
    sum = negated.over(k).times(sum === 0 ? inner : inner.plus(sum))
  }
  return z.lanes.number(sum)
}

/** erf for |x| < 1/2. */
export function erfSmall(x: Numbers): Numbers {
  const rest = maclaurinRest(x.square())
  return x.plus(x.times(rest.times(1 + SLOPE_EXCESS).plus(SLOPE_EXCESS)))
}

export function erf(x: Numbers): Plain {
  const size = x.abs()
  const j = size.times(32).round()
  const c = j.over(32)
  const t = size.minus(c)
  const [value, valueLow, slope] = x.lanes.lookUp(values, j.minus(TABLE_START).index())
  let before = x.lanes.number(0)
  let coefficient = slope!
  let power = t
  let share = coefficient.times(t)
  for (let n = 1; n <= 12; n++) {
    const next = c.times(coefficient).plus(before).times(-2).over(n)
    before = coefficient
    coefficient = next
    power = power.times(t)
    share = share.plus(coefficient.times(power).over(n + 1))
  }
  const large = size
    .less(SATURATED)
    .choose(value!.plus(valueLow!.plus(share)), 1)
    .signedAs(x)
  return { result: size.less(0.5).choose(erfSmall(x), large), isPlain: x.equals(x) }
}
