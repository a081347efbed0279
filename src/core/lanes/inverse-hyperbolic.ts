import type { Numbers } from '../assembly/lanes'
import { LARGE } from '../elementary/inverse-hyperbolic'
import { productError, sumError, type Pair } from './double-double'
import { log1pSum } from './logarithm'
import type { Plain } from './plain'
import { polynomial } from './polynomial'

/** sqrt(s + low) as a double and what it lacks, for a normal s. */
function rootParts(s: Numbers, low: Numbers): Pair {
  const r = s.sqrt()
  const square = r.square()
  const rest = s
    .minus(square)
    .minus(productError(r, r, square))
    .plus(low)
    .over(r.times(2))
  return { high: r, low: r.equals(0).choose(0, rest) }
}

/** log(1 + a + b + low), a and b >= 0. */
function log1pOfSum(a: Numbers, b: Numbers, low: Numbers): Numbers {
  const sum = a.plus(b)
  return log1pSum(sum, sumError(a, b, sum).plus(low))
}

export function asinh(x: Numbers): Plain {
  const size = x.abs()
  const z = x.square()
  const small = x.plus(x.times(z).times(polynomial(z, -1 / 6, 3 / 40, -5 / 112, 35 / 1152, -63 / 2816)))
  const one = x.lanes.number(1)
  const square = size.square()
  const sum = square.plus(1)
  const root = rootParts(sum, sumError(one, square, sum).plus(productError(size, size, square)))
  const large = log1pOfSum(size, root.high.minus(1), root.low).signedAs(x)
  return { result: size.less(1e-8).choose(x, size.less(1 / 64).choose(small, large)), isPlain: size.less(LARGE) }
}

export function acosh(x: Numbers): Plain {
  const t = x.minus(1)
  const square = t.square()
  const twice = t.times(2)
  const sum = square.plus(twice)
  const root = rootParts(sum, sumError(square, twice, sum).plus(productError(t, t, square)))
  const isPlain = x.less(LARGE).and(x.lanes.number(1).lessEqual(x))
  return { result: log1pOfSum(t, root.high, root.low), isPlain }
}

export function atanh(x: Numbers): Plain {
  const size = x.abs()
  const z = x.square()
  const small = x.plus(x.times(z).times(polynomial(z, 1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11)))
  const one = x.lanes.number(1)
  const rest = one.minus(size)
  const twice = size.times(2)
  const quotient = twice.over(rest)
  const product = quotient.times(rest)
  const low = twice
    .minus(product)
    .minus(productError(quotient, rest, product))
    .minus(quotient.times(sumError(one, size.negate(), rest)))
  const large = log1pSum(quotient, low.over(rest)).over(2).signedAs(x)
  return { result: size.less(1 / 64).choose(small, large), isPlain: size.less(1) }
}
