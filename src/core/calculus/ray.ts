import { evaluateOperation, opcodes } from './operation'
import type { Program } from './program'
import {
  addSeries,
  changeOf,
  coefficientOf,
  composeSeries,
  constantSeries,
  isConstant,
  isUndefined,
  isUnknown,
  isZero,
  leadOf,
  limitOf,
  linearSeries,
  multiplySeries,
  powerSeries,
  scaleSeries,
  subtractSeries,
  truncated,
  undefinedSeries,
  unknown,
  zeroSeries,
  type RaySeries,
} from './ray-series'
import { taylorCoefficients } from './taylor'

/**
 * What a function does on one side of a point: f(theta + t d) = value + slope t + curvature t^2 / 2 + o(t^2) as t falls
 * to 0. A derivative that grows without bound is infinite; NaN is what does not exist or is not known.
 */
export interface Ray {
  /** The limit; NaN where the function is not real on this side. */
  readonly value: number
  readonly slope: number
  readonly curvature: number
  /** Whether the limit is known at all. */
  readonly isKnown: boolean
}

/**
 * Follows a program's first output from a point along a direction, given the values of all its inputs and an entry of
 * the direction for each of the first of them.
 *
 * Every register is a series in t. On a ray abs, max and hypot are smooth, and roots of powers are powers; where limits
 * are equal the next terms decide comparisons, minima, signs and floors, as a number with an infinitely small part
 * would. Exact but for rounding, and not known where terms cancel to the last order that is kept.
 * Source: Griewank, Walther, Evaluating Derivatives, 2nd ed. (2008), section 14.2 (directional derivatives) and chapter
 * 13 (Taylor coefficients of operations), with real exponents.
 */
export function followRay(program: Program, inputs: Float64Array, direction: Float64Array): Ray {
  const { inputCount, constants, code, outputs } = program
  const registers: RaySeries[] = []
  for (let j = 0; j < inputCount; j++) registers.push(linearSeries(inputs[j]!, direction[j] ?? 0))
  for (const constant of constants) registers.push(constantSeries(constant))
  for (let at = 0; at < code.length; at += 4) {
    const [a, b, c] = [registers[code[at + 1]!]!, registers[code[at + 2]!]!, registers[code[at + 3]!]!]
    registers.push(withKernelsValue(code[at]!, a, b, applied(code[at]!, a, b, c)))
  }
  const result = registers[outputs[0]!]!
  const value = limitOf(result)
  const isKnown = isUndefined(result) || !Number.isNaN(value)
  if (!Number.isFinite(value)) return { value, slope: NaN, curvature: NaN, isKnown }
  return { value, slope: coefficientOf(result, 1, 0), curvature: 2 * coefficientOf(result, 2, 1), isKnown }
}

/** Takes the value of a quotient or root from the kernels, so that cases are told apart as they tell them. */
function withKernelsValue(opcode: number, a: RaySeries, b: RaySeries, result: RaySeries): RaySeries {
  switch (opcode) {
    case opcodes.divide:
    case opcodes.power:
    case opcodes.hypot:
    case opcodes.squareRoot:
    case opcodes.cbrt: {
      if (result.powers[0] !== 0) return result
      const value = evaluateOperation(opcode, limitOf(a), limitOf(b), 0)
      // 0/0 and the like have a limit all the same.
      if (!Number.isFinite(value) || value === 0 || limitOf(a) === 0) return result
      return { ...result, factors: [value, ...result.factors.slice(1)] }
    }
    default:
      return result
  }
}

function applied(opcode: number, a: RaySeries, b: RaySeries, c: RaySeries): RaySeries {
  // Selections and comparisons let nothing through from what they do not take.
  if (opcode === opcodes.select) return selected(a, b, c)
  const isOne = opcode > opcodes.select
  if (isUnknown(a) || (!isOne && isUnknown(b))) return unknown
  if (isConstant(a) && (isOne || isConstant(b))) {
    return constantSeries(evaluateOperation(opcode, limitOf(a), limitOf(b), 0))
  }
  switch (opcode) {
    case opcodes.less:
    case opcodes.lessEqual:
    case opcodes.equal:
    case opcodes.unequal:
      return compared(opcode, subtractSeries(a, b))
  }
  if (isUndefined(a) || (!isOne && isUndefined(b))) return undefinedSeries
  switch (opcode) {
    case opcodes.add:
      return addSeries(a, b)
    case opcodes.subtract:
      return subtractSeries(a, b)
    case opcodes.multiply:
      return multiplySeries(a, b)
    case opcodes.divide:
      return multiplySeries(a, powerSeries(b, -1))
    case opcodes.power:
      return raised(a, b)
    case opcodes.minimum:
    case opcodes.maximum: {
      const difference = subtractSeries(a, b)
      const sign = signOf(difference)
      // As far as they are known they are equal.
      if (sign === undefined) return truncated(a, difference.order)
      return (opcode === opcodes.minimum ? sign <= 0 : sign >= 0) ? a : b
    }
    case opcodes.hypot:
      return powerSeries(addSeries(multiplySeries(a, a), multiplySeries(b, b)), 0.5)
    case opcodes.atan2:
      return angle(a, b)
    case opcodes.negate:
      return scaleSeries(a, -1)
    case opcodes.absolute:
      return scaleSeries(a, signOf(a) === -1 ? -1 : 1)
    case opcodes.sign: {
      const sign = signOf(a)
      return sign === undefined ? unknown : constantSeries(sign)
    }
    case opcodes.squareRoot:
      return powerSeries(a, 0.5)
    case opcodes.cbrt:
      return signOf(a) === -1 ? scaleSeries(powerSeries(scaleSeries(a, -1), 1 / 3), -1) : powerSeries(a, 1 / 3)
    case opcodes.floor:
      return floored(a)
    default:
      return analytic(opcode, a)
  }
}

/** The sign just beside the point; undefined where the number is 0 as far as it is known. */
function signOf(a: RaySeries): -1 | 0 | 1 | undefined {
  const factor = a.factors[0]
  if (factor === undefined) return isZero(a) ? 0 : undefined
  return factor < 0 ? -1 : 1
}

function selected(condition: RaySeries, b: RaySeries, c: RaySeries): RaySeries {
  if (isUndefined(condition) || isZero(condition)) return c
  return signOf(condition) === undefined ? unknown : b
}

function compared(opcode: number, difference: RaySeries): RaySeries {
  if (isUndefined(difference)) return zeroSeries
  const sign = signOf(difference)
  return sign === undefined ? unknown : constantSeries(evaluateOperation(opcode, sign, 0, 0))
}

/** a^b: a power of a where b is constant, else exp(b log a). */
function raised(a: RaySeries, b: RaySeries): RaySeries {
  if (isConstant(b)) return powerSeries(a, limitOf(b))
  if (isZero(a) && limitOf(b) > 0) return zeroSeries
  if (signOf(a) !== 1) return signOf(a) === -1 ? undefinedSeries : unknown
  return analytic(opcodes.exp, multiplySeries(b, analytic(opcodes.log, a)))
}

function floored(a: RaySeries): RaySeries {
  const limit = limitOf(a)
  const floor = evaluateOperation(opcodes.floor, limit, 0, 0)
  if (floor !== limit) return constantSeries(floor)
  const side = signOf(changeOf(a))
  return side === undefined ? unknown : constantSeries(side < 0 ? floor - 1 : floor)
}

/** The angle of the point (x, y) = (b, a), measured from that of its leading part. */
function angle(y: RaySeries, x: RaySeries): RaySeries {
  const lead = Math.min(leadOf(y), leadOf(x))
  if (lead === Infinity) return zeroSeries
  const [y0, x0] = [leadingAt(y, lead), leadingAt(x, lead)]
  if (y0 === 0 && x0 === 0) return unknown
  let from = evaluateOperation(opcodes.atan2, y0, x0, 0)
  // On the cut the side that the point is on decides.
  if (y0 === 0 && x0 < 0) {
    const side = signOf(y)
    if (side === undefined) return unknown
    if (side < 0) from = -from
  }
  const across = subtractSeries(scaleSeries(y, x0), scaleSeries(x, y0))
  const along = addSeries(scaleSeries(x, x0), scaleSeries(y, y0))
  const turn = multiplySeries(across, powerSeries(along, -1))
  return addSeries(constantSeries(from), analytic(opcodes.atan, turn))
}

function leadingAt({ powers, factors }: RaySeries, lead: number): number {
  return powers.length > 0 && powers[0]! <= lead + 1e-9 ? factors[0]! : 0
}

/** An operation of one number by its Taylor coefficients at the limit, or by what it does at infinity or an end. */
function analytic(opcode: number, a: RaySeries): RaySeries {
  if (isUnknown(a) || isUndefined(a)) return a
  const limit = limitOf(a)
  if (Number.isNaN(limit)) return unknown
  if (!Number.isFinite(limit)) return atInfinity(opcode, a, limit > 0)
  const atEnd = atEndOf(opcode, a, limit)
  if (atEnd !== undefined) return atEnd
  const coefficients = taylorCoefficients(opcode, limit)
  if (coefficients === undefined) return unknown
  // log and log1p at their pole, atanh at its: infinite.
  if (Number.isNaN(coefficients[0])) return undefinedSeries
  if (!coefficients.every(Number.isFinite)) return unknown
  return composeSeries(coefficients, changeOf(a))
}

/** Functions that approach their limit at infinity faster than any power, and the arc tangent. */
function atInfinity(opcode: number, a: RaySeries, isPositive: boolean): RaySeries {
  switch (opcode) {
    case opcodes.exp:
      return isPositive ? unknown : zeroSeries
    case opcodes.expm1:
      return isPositive ? unknown : constantSeries(-1)
    case opcodes.softplus:
      return isPositive ? a : zeroSeries
    case opcodes.sigmoid:
    case opcodes.normalDistribution:
      return constantSeries(isPositive ? 1 : 0)
    case opcodes.tanh:
    case opcodes.erf:
      return constantSeries(isPositive ? 1 : -1)
    case opcodes.atan: {
      const quarter = constantSeries(isPositive ? 1.5707963267948966 : -1.5707963267948966)
      return subtractSeries(quarter, analytic(opcodes.atan, powerSeries(a, -1)))
    }
    default:
      return unknown
  }
}

/** Where a logarithm has its pole: below, it is not real. */
function poleOf(opcode: number): number | undefined {
  switch (opcode) {
    case opcodes.log:
    case opcodes.log2:
    case opcodes.log10:
      return 0
    case opcodes.log1p:
      return -1
    default:
      return undefined
  }
}

/**
 * Logarithms at their poles, and asin, acos and acosh at the ends of their domains, where they are roots: acos a = 2
 * asin sqrt((1 - a)/2), acosh a = 2 asinh sqrt((a - 1)/2).
 */
function atEndOf(opcode: number, a: RaySeries, limit: number): RaySeries | undefined {
  if (limit === poleOf(opcode)) return signOf(changeOf(a)) === -1 ? undefinedSeries : unknown
  const one = constantSeries(1)
  const root = (inside: RaySeries) => powerSeries(scaleSeries(inside, 0.5), 0.5)
  switch (opcode) {
    case opcodes.acosh:
      return limit === 1 ? scaleSeries(analytic(opcodes.asinh, root(subtractSeries(a, one))), 2) : undefined
    case opcodes.asin:
    case opcodes.acos: {
      if (Math.abs(limit) !== 1) return undefined
      const size = scaleSeries(a, limit)
      const arc = scaleSeries(analytic(opcodes.asin, root(subtractSeries(one, size))), 2)
      // acos |a|; asin a = sign(a) (pi/2 - acos |a|).
      const asin = scaleSeries(subtractSeries(constantSeries(1.5707963267948966), arc), limit)
      if (opcode === opcodes.asin) return asin
      return limit === 1 ? arc : subtractSeries(constantSeries(3.141592653589793), arc)
    }
    default:
      return undefined
  }
}
