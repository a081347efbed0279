import { type ScaleLogarithmic, scaleLinear, scaleLog } from 'd3-scale'
import { formatDecade } from '../scene/number-format'
import { axisTicks } from '../scene/scales'
import { formatNumber } from '../ui/format'

/** How the values of a hyperparameter are spaced. */
export interface Spacing {
  readonly isLog: boolean
  readonly isWhole: boolean
}

/** Digits of a swept value, so that it can be read, written down and typed again. */
const digits = 6

/**
 * `count` values from one end to the other, in equal ratios or evenly spaced; those that rounding makes equal appear
 * once.
 */
export function spacedValues(
  [from, to]: readonly [number, number],
  count: number,
  { isLog, isWhole }: Spacing,
): readonly number[] {
  if (count < 2 || from === to) return [from]
  const place = (isLog ? scaleLog() : scaleLinear()).domain([from, to]).range([0, count - 1])
  const values = Array.from({ length: count }, (_, i) => {
    if (i === 0) return from
    if (i === count - 1) return to
    const value = place.invert(i)
    return isWhole ? Math.round(value) : Number(value.toPrecision(digits))
  })
  return [...new Set(values)]
}

/** Where swept values lie along an axis, from the first, 0, to the last, 1. */
export interface SweepScale {
  position(value: number): number
  readonly ticks: readonly { readonly unit: number; readonly label: string }[]
}

export function sweepScale(values: readonly number[], isLog: boolean): SweepScale {
  const [first, last] = [values[0]!, values.at(-1)!]
  if (first === last) return { position: () => 0, ticks: [{ unit: 0, label: formatNumber(first) }] }
  if (!isLog) return { position: scaleLinear().domain([first, last]), ticks: axisTicks(first, last, 4) }
  const position = scaleLog().domain([first, last]).range([0, 1])
  const decades = exponentsWithin(first, last)
  if (decades.length < 2) {
    return {
      position,
      ticks: roundValues(position).map((value) => ({ unit: position(value), label: formatNumber(value, 2) })),
    }
  }
  const every = Math.ceil(decades.length / 5)
  const written = decades[0]! >= -3 && decades.at(-1)! <= 4
  const ticks = decades
    .filter((exponent) => exponent % every === 0)
    .map((exponent) => ({ unit: position(Number(`1e${exponent}`)), label: formatDecade(exponent, written) }))
  return { position, ticks }
}

/** Parts of an axis between two of its labels. */
const labelSpacing = 0.2

/** The roundest values on a logarithmic axis that can be labelled. */
function roundValues(position: ScaleLogarithmic<number, number>): readonly number[] {
  const digit = (value: number): number => Number(value.toExponential(0)[0])
  const byRoundness = position.ticks().toSorted((a, b) => roundest.indexOf(digit(a)) - roundest.indexOf(digit(b)))
  return byRoundness.reduce<readonly number[]>(
    (kept, value) =>
      kept.every((other) => Math.abs(position(other) - position(value)) >= labelSpacing) ? [...kept, value] : kept,
    [],
  )
}

const roundest = [1, 5, 2, 3, 7, 4, 6, 8, 9]

/** The powers of ten from one positive number to another, by their exponents. */
function exponentsWithin(from: number, to: number): number[] {
  const exponents: number[] = []
  for (let k = Math.floor(Math.log10(from)); Number(`1e${k}`) <= to * (1 + 1e-12); k++) {
    if (Number(`1e${k}`) >= from * (1 - 1e-12)) exponents.push(k)
  }
  return exponents
}
