import { pow } from '../elementary'

/**
 * A number as a function of a small t > 0, beside a point: sum_i factors[i] t^powers[i] + O(t^order), a truncated
 * series of Puiseux with real exponents. Powers ascend, factors are not 0; no terms and an infinite order is exactly 0.
 * NaN, what has no real value, is the one factor NaN; `unknown` is what is not known to any order.
 */
export interface RaySeries {
  readonly powers: readonly number[]
  readonly factors: readonly number[]
  readonly order: number
}

/** Terms that are kept: roots and quotients lower powers, so more are needed than the two derivatives in the end. */
const mostTerms = 9
/** Powers this near are one: thirds do not sum to whole numbers exactly. */
const samePower = 1e-9
/** What is left of terms that cancel to rounding, relative to them. */
const cancelled = 8 * 2.220446049250313e-16

export const unknown: RaySeries = { powers: [], factors: [], order: -Infinity }
export const undefinedSeries: RaySeries = { powers: [0], factors: [NaN], order: Infinity }
export const zeroSeries: RaySeries = { powers: [], factors: [], order: Infinity }

/** A number that does not change along the ray; infinities are not followed. */
export function constantSeries(value: number): RaySeries {
  if (value === 0) return zeroSeries
  if (Number.isNaN(value)) return undefinedSeries
  return Number.isFinite(value) ? { powers: [0], factors: [value], order: Infinity } : unknown
}

/** value + slope t. */
export function linearSeries(value: number, slope: number): RaySeries {
  if (slope === 0) return constantSeries(value)
  return value === 0
    ? { powers: [1], factors: [slope], order: Infinity }
    : { powers: [0, 1], factors: [value, slope], order: Infinity }
}

export function isUnknown({ order }: RaySeries): boolean {
  return order === -Infinity
}

export function isUndefined({ factors }: RaySeries): boolean {
  return Number.isNaN(factors[0])
}

/** Whether the number is 0 all along the ray; one that is 0 as far as it is known may not be. */
export function isZero({ factors, order }: RaySeries): boolean {
  return factors.length === 0 && order === Infinity
}

/** Whether the number does not change along the ray. */
export function isConstant({ powers, order }: RaySeries): boolean {
  return order === Infinity && (powers.length === 0 || (powers.length === 1 && powers[0] === 0))
}

/** The limit as t falls to 0; infinite where the leading power is negative, NaN where it is not known. */
export function limitOf({ powers, factors, order }: RaySeries): number {
  if (powers.length === 0) return order > 0 ? 0 : NaN
  if (powers[0]! > 0) return 0
  return powers[0]! < 0 ? factors[0]! * Infinity : factors[0]!
}

/** The least power that may be there. */
export function leadOf({ powers, order }: RaySeries): number {
  return powers.length === 0 ? order : powers[0]!
}

/**
 * The coefficient of t^power: infinite where a lower one above `above` does not vanish, so that the derivative grows
 * without bound, and NaN where it is not known.
 */
export function coefficientOf({ powers, factors, order }: RaySeries, power: number, above: number): number {
  for (const [index, each] of powers.entries()) {
    if (each > above + samePower && each < power - samePower) return factors[index]! * Infinity
    if (Math.abs(each - power) <= samePower) return factors[index]!
  }
  return order > power + samePower ? 0 : NaN
}

/** Terms in ascending order of powers, those of one power added. */
function collected(terms: readonly (readonly [power: number, factor: number])[], order: number): RaySeries {
  const powers: number[] = []
  const factors: number[] = []
  const sizes: number[] = []
  for (const [power, factor] of [...terms].sort((a, b) => a[0] - b[0])) {
    if (power >= order - samePower && order !== Infinity) break
    const last = powers.length - 1
    if (last >= 0 && power - powers[last]! <= samePower) {
      factors[last]! += factor
      sizes[last]! += Math.abs(factor)
      continue
    }
    const whole = Math.round(power)
    powers.push(Math.abs(power - whole) <= samePower ? whole : power)
    factors.push(factor)
    sizes.push(Math.abs(factor))
  }
  const kept = powers.flatMap((power, index) => {
    const factor = factors[index]!
    // The value itself is as the kernels compute it, so that cases are told apart as they tell them.
    return factor === 0 || (power !== 0 && Math.abs(factor) <= cancelled * sizes[index]!) ? [] : [index]
  })
  if (kept.some((index) => !Number.isFinite(factors[index]))) return unknown
  const within = kept.slice(0, mostTerms)
  return {
    powers: within.map((index) => powers[index]!),
    factors: within.map((index) => factors[index]!),
    order: kept.length > mostTerms ? Math.min(order, powers[kept[mostTerms]!]!) : order,
  }
}

export function addSeries(a: RaySeries, b: RaySeries): RaySeries {
  if (isUndefined(a) || isUndefined(b)) return undefinedSeries
  const terms = [a, b].flatMap(({ powers, factors }) => powers.map((power, i) => [power, factors[i]!] as const))
  return collected(terms, Math.min(a.order, b.order))
}

export function scaleSeries({ powers, factors, order }: RaySeries, by: number): RaySeries {
  return by === 0 ? zeroSeries : { powers, factors: factors.map((factor) => factor * by), order }
}

export function subtractSeries(a: RaySeries, b: RaySeries): RaySeries {
  return addSeries(a, scaleSeries(b, -1))
}

export function multiplySeries(a: RaySeries, b: RaySeries): RaySeries {
  if (isUndefined(a) || isUndefined(b)) return undefinedSeries
  if (isUnknown(a) || isUnknown(b)) return unknown
  if (isZero(a) || isZero(b)) return zeroSeries
  const order = Math.min(leadOf(a) + b.order, leadOf(b) + a.order)
  const terms = a.powers.flatMap((power, i) =>
    b.powers.map((other, j) => [power + other, a.factors[i]! * b.factors[j]!] as const),
  )
  return collected(terms, order)
}

/** sum_k coefficients[k] h^k for an h that vanishes with t; the sum goes on beyond them unless `isWhole`. */
export function composeSeries(coefficients: ArrayLike<number>, h: RaySeries, isWhole = false): RaySeries {
  if (isUnknown(h) || isUndefined(h)) return h
  const last = coefficients.length - 1
  let result = constantSeries(coefficients[last]!)
  for (let k = last - 1; k >= 0; k--) {
    result = addSeries(multiplySeries(result, h), constantSeries(coefficients[k]!))
  }
  const order = isWhole || isZero(h) ? Infinity : (last + 1) * leadOf(h)
  return order < result.order ? truncated(result, order) : result
}

/** What is known of a series up to an order. */
export function truncated({ powers, factors, order }: RaySeries, to: number): RaySeries {
  const count = powers.filter((power) => power < to - samePower).length
  return { powers: powers.slice(0, count), factors: factors.slice(0, count), order: Math.min(order, to) }
}

/** The part that vanishes with t, of a series that has a limit. */
export function changeOf({ powers, factors, order }: RaySeries): RaySeries {
  const from = powers[0] === 0 ? 1 : 0
  return { powers: powers.slice(from), factors: factors.slice(from), order }
}

/** Binomial coefficients (r over k) that a power is expanded by. */
const binomials = 9

/** a^r for a real r; NaN where a is negative and r is not whole. Of 0 it is 0 for r > 0, and not followed below. */
export function powerSeries(a: RaySeries, r: number): RaySeries {
  if (isUndefined(a) || isUnknown(a)) return a
  if (r === 0) return constantSeries(1)
  if (a.factors.length === 0) {
    if (r < 0) return unknown
    return a.order === Infinity ? zeroSeries : { powers: [], factors: [], order: r * a.order }
  }
  const lead = a.powers[0]!
  const factor = a.factors[0]!
  const isWhole = Number.isInteger(r)
  if (factor < 0 && !isWhole) return undefinedSeries
  const first = pow(factor, r)
  if (first === 0 || !Number.isFinite(first)) return unknown
  // a = factor t^lead (1 + h).
  const h: RaySeries = {
    powers: a.powers.slice(1).map((power) => power - lead),
    factors: a.factors.slice(1).map((each) => each / factor),
    order: a.order - lead,
  }
  const coefficients: number[] = [1]
  for (let k = 0; k + 1 < binomials; k++) coefficients.push((coefficients[k]! * (r - k)) / (k + 1))
  const ends = isWhole && r > 0 && r < binomials
  const { powers, factors, order } = composeSeries(coefficients, h, ends)
  return {
    powers: powers.map((power) => power + r * lead),
    factors: factors.map((each) => each * first),
    order: order + r * lead,
  }
}
