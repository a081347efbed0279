import { table } from '../assembly/shared-memory'
import type { Mask, Numbers } from '../assembly/lanes'
import {
  INVERSE_LN10_HIGH,
  INVERSE_LN10_LOW,
  INVERSE_LN2_HIGH,
  INVERSE_LN2_LOW,
  LEAST_NORMAL,
  LN2_HIGH,
  LN2_LOW,
  SLICE_ORIGIN,
} from '../elementary/logarithm'
import { LOGARITHMS } from '../elementary/logarithm-table'
import { productError, sumError, type Pair } from './double-double'
import type { Plain } from './plain'
import { polynomial } from './polynomial'

const logarithms = table(LOGARITHMS, 3)
const originBits = BigInt(SLICE_ORIGIN) << 32n
const exponentBits = 0xfffn << 52n
/** Added to an exponent, this keeps it above 0. */
const bias = 1024

/** x = 2^k z: k, the remainder of z times a tabled inverse, and the inverse's logarithm in two parts. */
function reduce(x: Numbers) {
  const bits = x.bits()
  const offset = bits.minus(originBits)
  const k = offset
    .plus(BigInt(bias) << 52n)
    .shiftRight(52)
    .integer(-bias)
  const z = bits.minus(offset.and(exponentBits)).number()
  const [inverse, logHigh, logLow] = x.lanes.lookUp(logarithms, offset.shiftRight(44))
  const zHigh = z.fround()
  const r = zHigh.times(inverse!).minus(1).plus(z.minus(zHigh).times(inverse!))
  return { k, r, logHigh: logHigh!, logLow: logLow! }
}

/** (log(1 + r) - r) / r^2 for |r| < 2^-7.7. */
function log1pTail(r: Numbers): Numbers {
  const square = r.square()
  const sixth = r
    .times(1 / 7)
    .plus(-1 / 6)
    .minus(square.times(1 / 8))
  return r
    .times(1 / 3)
    .plus(-1 / 2)
    .plus(
      square.times(
        r
          .times(1 / 5)
          .plus(-1 / 4)
          .plus(square.times(sixth)),
      ),
    )
}

/** log(x 2^exponent) + low for a normal positive x. */
function logSum(x: Numbers, exponent: number, low?: Numbers): Numbers {
  const { k, r, logHigh, logLow } = reduce(x)
  const n = exponent === 0 ? k : k.plus(exponent)
  const base = n.times(LN2_HIGH).plus(logHigh)
  const leading = base.plus(r)
  const rest = base.minus(leading).plus(r).plus(n.times(LN2_LOW).plus(logLow))
  return leading.plus((low === undefined ? rest : rest.plus(low)).plus(r.times(r).times(log1pTail(r))))
}

function isNormal(x: Numbers): Mask {
  return x.lanes.number(LEAST_NORMAL).lessEqual(x).and(x.less(Infinity))
}

export function log(x: Numbers): Plain {
  return { result: logSum(x, 0), isPlain: isNormal(x) }
}

export function log1p(x: Numbers): Plain {
  const isSmall = x.abs().less(0.004)
  const small = x.plus(x.times(x).times(log1pTail(x)))
  const sum = x.plus(1)
  const large = logSum(sum, 0, sumError(x.lanes.number(1), x, sum).over(sum))
  return { result: isSmall.choose(small, large), isPlain: isSmall.or(sum.greater(0).and(sum.less(Infinity))) }
}

/** log(1 + x + low), low being a correction far below x, for x >= 0 that is finite. */
export function log1pSum(x: Numbers, low: Numbers): Numbers {
  const small = x.plus(low.plus(x.times(x).times(log1pTail(x))))
  const sum = x.plus(1)
  const large = logSum(sum, 0, sumError(x.lanes.number(1), x, sum).plus(low).over(sum))
  return x.less(0.004).choose(small, large)
}

/** log(2 x) for a finite x >= 1, where 2 x may not be one. */
export function logOfDouble(x: Numbers): Numbers {
  return logSum(x, 1)
}

/** log(x) for a normal positive x, as a double and what it lacks. */
export function logParts(x: Numbers): Pair {
  const { k, r, logHigh, logLow } = reduce(x)
  const base = k.times(LN2_HIGH).plus(logHigh)
  const leading = base.plus(r)
  const square = r.square()
  const half = square.over(2)
  const high = leading.minus(half)
  const cubicTail = polynomial(r, 1 / 3, -1 / 4, 1 / 5, -1 / 6, 1 / 7, -1 / 8, 1 / 9, -1 / 10)
  const rest = base
    .minus(leading)
    .plus(r)
    .plus(leading.minus(high).minus(half))
    .plus(
      k
        .times(LN2_LOW)
        .plus(logLow)
        .minus(productError(r, r, square).over(2)),
    )
    .plus(square.times(r).times(cubicTail))
  const sum = high.plus(rest)
  return { high: sum, low: high.minus(sum).plus(rest) }
}

/** log(x) times a constant given as two summands. */
function scaledLog(x: Numbers, scaleHigh: number, scaleLow: number): Plain {
  const { high, low } = logParts(x)
  const scale = x.lanes.number(scaleHigh)
  const product = high.times(scale)
  const rest = productError(high, scale, product).plus(high.times(scaleLow)).plus(low.times(scale))
  return { result: product.plus(rest), isPlain: isNormal(x) }
}

export function log10(x: Numbers): Plain {
  return scaledLog(x, INVERSE_LN10_HIGH, INVERSE_LN10_LOW)
}

export function log2(x: Numbers): Plain {
  return scaledLog(x, INVERSE_LN2_HIGH, INVERSE_LN2_LOW)
}
