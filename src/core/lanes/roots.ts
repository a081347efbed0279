import type { Numbers } from '../assembly/lanes'
import { productError, sumError } from './double-double'
import { LEAST_NORMAL } from '../elementary/logarithm'
import type { Plain } from './plain'

const exponentMask = 0x7ffn << 52n

/** 2^-e for a positive normal number of exponent e, |e| <= 1000. */
export function inverseScale(x: Numbers): Numbers {
  return x.lanes
    .bits(2046n << 52n)
    .minus(x.bits().and(exponentMask))
    .number()
}

export function cbrt(x: Numbers): Plain {
  const size = x.abs()
  const exponent = size.bits().shiftRight(52).integer(-1023)
  const third = exponent.over(3).floor()
  const power = third.plus(1023).index().shiftLeft(52)
  const shift = power.minus(oneBits)
  const m = size.bits().minus(shift).minus(shift).minus(shift).number()
  let r = m.times(0.1428).plus(0.92)
  for (let step = 0; step < 2; step++) {
    const cube = r.times(r).times(r)
    r = r.times(cube.plus(m.times(2))).over(cube.times(2).plus(m))
  }
  const square = r.square()
  const cube = square.times(r)
  const residual = cube.minus(m).plus(productError(square, r, cube).plus(productError(r, r, square).times(r)))
  const root = r.minus(residual.over(square.times(3))).times(power.number())
  const isItself = x.equals(0)
  const isPlain = x.lanes.number(LEAST_NORMAL).lessEqual(size).and(size.less(Infinity))
  return { result: isItself.choose(x, root.signedAs(x)), isPlain: isItself.or(isPlain) }
}

const oneBits = 1023n << 52n

export function hypot(x: Numbers, y: Numbers): Plain {
  const a = x.abs().max(y.abs())
  const b = x.abs().min(y.abs())
  const isSeen = b.greater(a.times(1e-9))
  const scale = inverseScale(a)
  const [p, q] = [a.times(scale), b.times(scale)]
  const [pp, qq] = [p.square(), q.square()]
  const sum = pp.plus(qq)
  const low = sumError(pp, qq, sum).plus(productError(p, p, pp).plus(productError(q, q, qq)))
  const root = sum.sqrt()
  const square = root.square()
  const residual = sum
    .minus(square)
    .minus(productError(root, root, square))
    .plus(low)
  const result = root.plus(residual.over(root.times(2))).over(scale)
  // Beyond, the scale of the referee is another.
  return { result: isSeen.choose(result, a), isPlain: isSeen.not().or(a.between(1e-300, 1e300)) }
}
