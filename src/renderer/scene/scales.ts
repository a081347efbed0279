import { tickIncrement, ticks } from 'd3-array'
import { format } from 'd3-format'
import { logDecades } from '../../core/scene/picture-box'
import { decimalExponent, formatDecade, formatTick } from './number-format'

/**
 * The scales that the surface, the contour map, the axes and the legend share, so that they cannot disagree.
 * Heights are f - reference, as in `SurfaceGrid`; a unit height is where that lies between the box's floor (0) and
 * its top (1), and also picks the colour.
 */

export interface Tick {
  readonly value: number
  /** The place along the axis, 0 to 1. */
  readonly unit: number
  readonly label: string
}

export interface ContourLevel {
  /** f - reference. */
  readonly height: number
  readonly unit: number
  /** Drawn stronger; the axis and the legend label these. */
  readonly major: boolean
}

/**
 * Where the contour lines lie, in the form that a shader evaluates: at integers of `height * frequency + phase`, or at
 * 1, 2, 5 times powers of ten of `height + shift`.
 */
export type ContourRule =
  | {
      readonly kind: 'linear'
      readonly frequency: number
      readonly phase: number
      readonly majorEvery: number
      readonly majorPhase: number
    }
  | { readonly kind: 'log'; readonly shift: number; readonly lowest: number }

export interface HeightScale {
  readonly kind: 'linear' | 'log'
  readonly reference: number
  readonly span: number
  /** Log only: heights well below this are drawn linearly, heights well above it logarithmically. */
  readonly softness: number
  /** The axis's name: f, or f - min f where log ticks count from the lowest value. */
  readonly title: string
  readonly ticks: readonly Tick[]
  readonly levels: readonly ContourLevel[]
  readonly rule: ContourRule
  /** Unit height of f - reference. */
  toUnit(height: number): number
  /** d(toUnit) / d(height). */
  unitSlope(height: number): number
  /** f - reference of a unit height. */
  fromUnit(unit: number): number
}

/** A tick this close outside an axis still belongs to it: rounding, not data. */
const slack = 1e-9

/** About `count` round ticks of [min, max], at 1, 2 or 5 times a power of ten. */
export function axisTicks(min: number, max: number, count: number): Tick[] {
  if (!(max > min)) return Number.isFinite(min) ? [{ value: min, unit: 0, label: format('.6~g')(min) }] : []
  const values = ticks(min, max, count)
  const step = values.length > 1 ? values[1]! - values[0]! : max - min
  const largest = Math.max(...values.map(Math.abs))
  return values.map((value) => ({ value, unit: (value - min) / (max - min), label: formatTick(value, step, largest) }))
}

/**
 * The height scale of a surface, whose heights have a name.
 * Linear: u = h / span. Log: u = log1p(h / s) / log1p(span / s) with s = span / 10^4, so that four decades show and the
 * lowest value still has a finite place.
 */
export function heightScale(kind: 'linear' | 'log', reference: number, span: number, name = 'f'): HeightScale {
  if (!(span > 0) || !Number.isFinite(reference)) return flatScale(kind, reference, name)
  return kind === 'linear' ? linearScale(reference, span, name) : logScale(reference, span, name)
}

function flatScale(kind: 'linear' | 'log', reference: number, title: string): HeightScale {
  return {
    kind,
    reference,
    span: 0,
    softness: 1,
    title,
    ticks: axisTicks(reference, reference, 1),
    levels: [],
    rule: { kind: 'linear', frequency: 0, phase: 0.5, majorEvery: 5, majorPhase: 0.5 },
    toUnit: () => 0,
    unitSlope: () => 0,
    fromUnit: () => 0,
  }
}

function linearScale(reference: number, span: number, title: string): HeightScale {
  const top = reference + span
  const increment = tickIncrement(reference, top, 5)
  const majorStep = increment > 0 ? increment : -1 / increment
  // a major step of 1 or 5 splits into fifths, one of 2 into quarters: round minor levels either way
  const parts = leadingDigit(majorStep) === 2 ? 4 : 5
  const step = majorStep / parts
  const first = Math.ceil(reference / step - slack)
  const last = Math.floor(top / step + slack)
  const levels: ContourLevel[] = []
  for (let k = first; k <= last; k++) {
    const height = Math.min(span, Math.max(0, k * step - reference))
    levels.push({ height, unit: height / span, major: k % parts === 0 })
  }
  return {
    kind: 'linear',
    reference,
    span,
    softness: span,
    title,
    ticks: heightTicks(reference, span),
    levels,
    rule: {
      kind: 'linear',
      frequency: 1 / step,
      phase: fraction(reference / step),
      majorEvery: parts,
      majorPhase: fraction(reference / majorStep),
    },
    toUnit: (height) => height / span,
    unitSlope: () => 1 / span,
    fromUnit: (unit) => unit * span,
  }
}

/** Ticks of f. One that lies only just outside stays: a lowest value of 0.0007 is labelled 0 within a pixel. */
function heightTicks(reference: number, span: number): Tick[] {
  const margin = 0.004 * span
  return axisTicks(reference - margin, reference + span + margin, 5).map((tick) => ({
    ...tick,
    unit: Math.min(1, Math.max(0, (tick.value - reference) / span)),
  }))
}

function logScale(reference: number, span: number, name: string): HeightScale {
  const softness = span / 10 ** logDecades
  const length = Math.log1p(span / softness)
  const toUnit = (height: number) => Math.log1p(height / softness) / length
  // with a minimum of zero, as good as, the ticks are values of f; else they count from the lowest value
  const relative = Math.abs(reference) > 0.05 * softness
  const shift = relative ? 0 : reference
  const lowest = decimalExponent(softness) + 1
  const highest = decimalExponent((span + shift) * (1 + slack))
  const written = lowest >= -3 && highest <= 4
  const ticks: Tick[] = [{ value: shift, unit: 0, label: '0' }]
  const levels: ContourLevel[] = []
  for (let k = lowest; k <= highest; k++) {
    for (const digit of [1, 2, 5]) {
      const height = Number(`${digit}e${k}`) - shift
      if (height > span * (1 + slack)) break
      const unit = Math.min(1, toUnit(height))
      levels.push({ height, unit, major: digit === 1 })
      if (digit === 1) ticks.push({ value: Number(`1e${k}`), unit, label: formatDecade(k, written) })
    }
  }
  return {
    kind: 'log',
    reference,
    span,
    softness,
    title: relative ? `${name} − min${name.length > 1 ? '' : ` ${name}`}` : name,
    ticks,
    levels,
    rule: { kind: 'log', shift, lowest },
    toUnit,
    unitSlope: (height) => 1 / ((softness + height) * length),
    fromUnit: (unit) => softness * Math.expm1(unit * length),
  }
}

/**
 * By what part of themselves numbers at neighbouring places may differ by rounding alone: heights that were
 * interpolated between vertices in float32, and values of f that were computed in float64.
 */
export const roundOff = { interpolated: 2 ** -18, computed: 2 ** -49 } as const

/** By how much heights (f - reference) near one may differ by rounding alone. */
export function heightRoundOff({ reference }: Pick<HeightScale, 'reference'>, height: number): number {
  return Math.abs(height) * roundOff.interpolated + Math.abs(reference) * roundOff.computed
}

function fraction(value: number): number {
  return value - Math.floor(value)
}

function leadingDigit(value: number): number {
  return Math.round(value / Number(`1e${decimalExponent(value * (1 + slack))}`))
}
