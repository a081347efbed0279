import { table } from '../assembly/shared-memory'
import type { Numbers } from '../assembly/lanes'
import { ARCTANGENTS } from '../elementary/arctangent-table'
import { HALF_PI_HIGH, HALF_PI_LOW, LEAST_RATIO, PI_HIGH, PI_LOW } from '../elementary/inverse-trigonometric'
import { productError, sumError, type Pair } from './double-double'
import type { Plain } from './plain'
import { polynomial } from './polynomial'
import { inverseScale } from './roots'

const arctangents = table(ARCTANGENTS, 4)

/** (asin(x) - x) / x for z = x^2 <= 1/4. */
function asinExcess(z: Numbers): Numbers {
  const numerator = z.times(
    polynomial(
      z,
      0.16666666666666666,
      -0.3255658186224009,
      0.20121253213486293,
      -0.04005553450067941,
      0.0007915349942898145,
      0.00003479331075960212,
    ),
  )
  const denominator = polynomial(z, 1, -2.403394911734414, 2.0209457602335057, -0.6882839716054533, 0.07703815055590194)
  return numerator.over(denominator)
}

function asinRest(x: Numbers): Numbers {
  return x.times(asinExcess(x.times(x)))
}

/** asin(sqrt((1 - x) / 2)) for x in [1/2, 1], as two summands. */
function halfAcos(x: Numbers): Pair {
  const z = x.lanes.number(1).minus(x).over(2)
  const s = z.sqrt()
  const square = s.square()
  const low = z
    .minus(square)
    .minus(productError(s, s, square))
    .over(s.times(2))
    .plus(s.times(asinExcess(z)))
  return { high: s, low: s.equals(0).choose(0, low) }
}

export function asin(x: Numbers): Plain {
  const size = x.abs()
  const small = size.less(1e-8).choose(x, x.plus(asinRest(x)))
  const half = halfAcos(size)
  const halfPi = x.lanes.number(HALF_PI_HIGH)
  const twice = half.high.times(2)
  const high = halfPi.minus(twice)
  const rest = halfPi
    .minus(high)
    .minus(twice)
    .plus(x.lanes.number(HALF_PI_LOW).minus(half.low.times(2)))
  const large = high.plus(rest).signedAs(x)
  // Beyond 1 the root is NaN.
  return { result: size.lessEqual(0.5).choose(small, large) }
}

export function acos(x: Numbers): Plain {
  const size = x.abs()
  const [halfPi, halfPiLow] = [x.lanes.number(HALF_PI_HIGH), x.lanes.number(HALF_PI_LOW)]
  const middle = halfPi.minus(x)
  const small = middle.plus(
    halfPi
      .minus(middle)
      .minus(x)
      .plus(halfPiLow.minus(asinRest(x))),
  )
  const half = halfAcos(size)
  const right = half.high.plus(half.low).times(2)
  const high = halfPi.minus(half.high)
  const left = high.plus(halfPi.minus(high).minus(half.high).plus(halfPiLow.minus(half.low))).times(2)
  const large = x.greater(0).choose(right, left)
  // Beyond 1 the root is NaN.
  return { result: size.lessEqual(0.5).choose(small, large) }
}

/** atan(t) - t for |t| < 1/16. */
function atanRest(t: Numbers): Numbers {
  const z = t.square()
  return t.times(z).times(polynomial(z, -1 / 3, 1 / 5, -1 / 7, 1 / 9, -1 / 11, 1 / 13, -1 / 15))
}

export function atan(x: Numbers): Plain {
  const { lanes } = x
  const size = x.abs()
  const isSmall = size.less(1 / 16)
  const isSteep = size.greater(1)
  const small = size.less(1e-8).choose(x, x.plus(atanRest(x)))
  const j = isSteep.choose(lanes.number(64).over(size), size.times(64)).round()
  const c = j.over(64)
  const flat = size.minus(c).over(size.times(c).plus(1))
  const sizeHigh = size.fround()
  const steep = sizeHigh.times(c).minus(1).plus(size.minus(sizeHigh).times(c)).over(c.plus(size))
  const t = isSteep.choose(steep, flat)
  const [high, low, steepHigh, steepLow] = lanes.lookUp(arctangents, j.index())
  const base = isSteep.choose(steepHigh!, high!)
  const baseLow = isSteep.choose(steepLow!, low!)
  const leading = base.plus(t)
  const large = leading.plus(
    base
      .minus(leading)
      .plus(t)
      .plus(baseLow.plus(atanRest(t))),
  )
  const result = isSmall.choose(small, size.less(1e19).choose(large, HALF_PI_HIGH).signedAs(x))
  return { result, isPlain: x.equals(x) }
}

export function atan2(y: Numbers, x: Numbers): Plain {
  const { lanes } = x
  const [up, along] = [y.abs(), x.abs()]
  const isLeft = x.bits().shiftRight(63).integer().equals(1)
  const isSteep = up.greater(along)
  const [smaller, larger] = [isSteep.choose(along, up), isSteep.choose(up, along)]
  const ratio = smaller.over(larger)
  const scale = inverseScale(larger)
  const [small, large] = [smaller.times(scale), larger.times(scale)]
  const isNear = ratio.less(1 / 16)
  const j = isNear.choose(0, ratio.times(64).round())
  const c = j.over(64)
  const [smallHigh, largeHigh] = [small.fround(), large.fround()]
  const far = smallHigh.minus(largeHigh.times(c)).plus(small.minus(smallHigh).minus(large.minus(largeHigh).times(c)))
  const t = isNear.choose(small, far).over(large.plus(c.times(small)))
  const product = t.times(large)
  const tLow = isNear.choose(
    small
      .minus(product)
      .minus(productError(t, large, product))
      .over(large),
    0,
  )
  const axis = isSteep.choose(HALF_PI_HIGH, isLeft.choose(PI_HIGH, 0))
  const axisLow = isSteep.choose(HALF_PI_LOW, isLeft.choose(PI_LOW, 0))
  const turn = isSteep.choose(isLeft.choose(1, -1), isLeft.choose(-1, 1))
  const [high, low] = lanes.lookUp(arctangents, j.index())
  const tabled = turn.times(high!)
  const base = axis.plus(tabled)
  const baseLow = sumError(axis, tabled, base).plus(axisLow.plus(turn.times(low!)))
  const share = turn.times(t)
  const leading = base.plus(share)
  const result = leading.plus(
    base
      .minus(leading)
      .plus(share)
      .plus(baseLow.plus(turn.times(tLow.plus(atanRest(t))))),
  )
  const isPlain = larger.between(1e-300, 1e300).and(ratio.greater(LEAST_RATIO))
  return { result: result.signedAs(y), isPlain }
}
