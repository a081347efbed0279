import { min, quantile } from 'd3-array'
import { scaleLinear, scaleLog, scaleSymlog } from 'd3-scale'
import { type RaceContent, type RaceSide, scaleWish } from './race-content'
import { logTicks } from './log-ticks'
import { measureOf } from './race-quantities'
import { scaleTicks, type ValueScale, valueScale } from './value-scale'

/** Where a chart is drawn, CSS pixels, without its labels. */
export interface ChartBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** An axis with its scale. */
export interface PlottedSide extends RaceSide {
  readonly y: (value: number) => number
  readonly ticks: readonly number[]
}

/** The chart of a race before it is drawn: where values and clocks lie. */
export interface RacePlot extends Omit<RaceContent, 'sides'> {
  readonly box: ChartBox
  readonly sides: readonly PlottedSide[]
  readonly x: (clock: number) => number
  /** The clock at a place, within the chart. */
  readonly clockAt: (px: number) => number
  readonly clockTicks: readonly number[]
}

/** Pixels between two labels of the clock. */
const clockSpacing = 72

/** The chart that window and film share, over clocks from 0 to their length, in a box. */
export function racePlot(content: RaceContent, box: ChartBox): RacePlot {
  const { scale: x, ticks } = clockScale(content, box)
  return {
    ...content,
    box,
    sides: content.sides.map((side) => plottedSide(side, content.sides.filter(hasScaleOf(side)), box)),
    x,
    clockAt: x.copy().clamp(true).invert,
    clockTicks: ticks,
  }
}

/** From 0, or on a logarithmic scale from the first clock that any racer had after its start. */
function clockScale({ sides, length, isLog = false }: RaceContent, { left, width }: ChartBox) {
  const range = [left, left + width]
  if (!isLog) {
    const scale = scaleLinear([0, length > 0 ? length : 1], range)
    return { scale, ticks: wholeWhereMany(scale.ticks(Math.max(2, Math.floor(width / clockSpacing)))) }
  }
  const first = min(sides.flatMap(({ curves }) => curves.flatMap(({ x }) => x.slice(0, 1)))) ?? 1
  const domain = [first, length > first ? length : 10 * first] as const
  return { scale: scaleLog(domain, range).clamp(true), ticks: logTicks(domain) }
}

/** Steps and examples are whole; epochs and evaluations of a sum have parts. */
function wholeWhereMany(ticks: readonly number[]): readonly number[] {
  const whole = ticks.filter(Number.isInteger)
  return whole.length > 1 ? whole : ticks
}

/** Whether a side is drawn on the scale of another: what is measured alike is compared by eye. */
function hasScaleOf(other: RaceSide): (side: RaceSide) => boolean {
  const kind = measureOf(other.quantity)
  return (side) => measureOf(side.quantity) === kind && scaleWish(side).kind === scaleWish(other).kind
}

/** A side on a scale that suits all of those that it shares it with, itself among them. */
function plottedSide(side: RaceSide, sharing: readonly RaceSide[], { top, height }: ChartBox): PlottedSide {
  const isEmpty = side.curves.every(({ x }) => x.length === 0)
  const curves = sharing.flatMap((each) => each.curves)
  const bands = sharing.flatMap((each) => each.bands)
  const behind = curves.flatMap(({ batches, raw }) => [batches, raw]).flatMap((series) => series ?? [])
  const edges = bands.flatMap(({ low, high }) => [{ y: low }, { y: high }])
  const scale = valueScale([...curves, ...behind.map(({ y }) => ({ y: usual(y) })), ...edges], scaleWish(side))
  return { ...side, y: placeOnScale(scale, [top + height, top]), ticks: isEmpty ? [] : scaleTicks(scale, height) }
}

/** Where nine tenths of the values lie: a batch that happens to be fitted does not stretch the chart. */
function usual(values: readonly number[]): readonly number[] {
  return [0.05, 0.95].flatMap((share) => quantile(values, share) ?? [])
}

function placeOnScale({ kind, min, max, linearBelow }: ValueScale, range: readonly number[]) {
  const domain = [min, max]
  switch (kind) {
    case 'linear':
      return scaleLinear(domain, range).clamp(true)
    case 'log':
      return scaleLog(domain, range).clamp(true)
    case 'symlog':
      return scaleSymlog(domain, range).constant(linearBelow).clamp(true)
  }
}
