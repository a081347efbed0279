import type { Numbers } from '../assembly/lanes'
import * as elementary from '../lanes'
import type { Plain } from '../lanes'
import type { Operation } from './operation'

/** What an operation is on lanes: the meanings of `operation.ts`, to the last bit. */
export type Described = (a: Numbers, b: Numbers, c: Numbers) => Plain

const { erf, exp, expm1, log, log10, log1p, log2, pow, cbrt, hypot, cos, sin, tan, sinc, sincSlope } = elementary
const { acos, asin, atan, atan2, cosh, sigmoid, sinh, tanh, acosh, asinh, atanh } = elementary
const { normalDistribution, softplus } = elementary

/** An operation that is right everywhere. */
const everywhere =
  (compute: (a: Numbers, b: Numbers, c: Numbers) => Numbers): Described =>
  (a, b, c) => ({ result: compute(a, b, c) })

/** Operations that are an instruction or few. */
export const simple = {
  add: everywhere((a, b) => a.plus(b)),
  subtract: everywhere((a, b) => a.minus(b)),
  multiply: everywhere((a, b) => a.times(b)),
  divide: everywhere((a, b) => a.over(b)),
  minimum: everywhere((a, b) => a.min(b)),
  maximum: everywhere((a, b) => a.max(b)),
  less: everywhere((a, b) => a.less(b).number()),
  lessEqual: everywhere((a, b) => a.lessEqual(b).number()),
  equal: everywhere((a, b) => a.equals(b).number()),
  unequal: everywhere((a, b) => a.less(b).or(a.greater(b)).number()),
  select: everywhere((condition, a, b) => condition.holds().choose(a, b)),
  negate: everywhere((a) => a.negate()),
  absolute: everywhere((a) => a.abs()),
  // A signed zero and NaN are their own sign.
  sign: everywhere((a) => a.greater(0).choose(1, a.less(0).choose(-1, a))),
  squareRoot: everywhere((a) => a.sqrt()),
  floor: everywhere((a) => a.floor()),
} satisfies Partial<Record<Operation, Described>>

/** The elementary functions, of some dozens of instructions each. */
export const functions = {
  power: pow,
  hypot,
  atan2,
  exp,
  log,
  log10,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  sigmoid,
  log2,
  log1p,
  expm1,
  cbrt,
  asinh,
  acosh,
  atanh,
  softplus,
  erf,
  normalDistribution,
  sinc,
  sincSlope,
} satisfies Record<Exclude<Operation, keyof typeof simple>, Described>
