import { fitRate, type RateLine } from '../../core/analysis/rates/rate-fit'
import type { ChartQuantity, ChartScale } from '../../core/scene/chart'
import type { ClockAxis } from '../../core/scene/clock-axis'
import { exampleCount } from '../../core/scene/landscape'
import type { LineStyle } from '../../core/scene/palette'
import type { SceneRacer } from '../../core/scene/racer'
import type { Scene } from '../../core/scene/scene'
import { quantityColumn, type Reference } from '../../engine/accumulations/race-quantities'
import { endOf, isLost } from '../playback/standings'
import { clockOf, lengthOf, rowAt, type Trace } from '../playback/trace'
import { formatNumber } from '../ui/format'
import type { RaceBand } from './race-bands'
import { batchColumn, errorColumn, isLossLike, quantityNames } from './race-quantities'
import { type RowSeries, rowSeries } from './row-series'
import { stopMarks } from './stop-marks'
import { runningMean } from './running-mean'

/** One racer's line on one axis. */
export interface RaceCurve extends RowSeries {
  readonly id: string
  readonly color: string
  /** Solid where absent. */
  readonly line?: LineStyle
  /** Whether it stands back behind another that is emphasised. */
  readonly isFaint?: boolean
  /** Of a running mean: what it is taken of. */
  readonly raw?: RowSeries | undefined
  /** Of a racer on a sum over examples: what its steps saw of their batches. */
  readonly batches?: RowSeries | undefined
  /** Where the racer left, if it did: a cross marks it. */
  readonly lostAt?: number | undefined
  /** Where the parameters lie that it went back to, if it was stopped early: a ring marks them. */
  readonly restored?: { readonly x: number; readonly y: number; readonly at: number } | undefined
}

/** What an axis shows. */
export interface RaceSide {
  readonly quantity: ChartQuantity
  readonly scale?: ChartScale | undefined
  readonly curves: readonly RaceCurve[]
  readonly bands: readonly RaceBand[]
}

/** A law that is fitted to the first quantity of a racer: to its mean over seeds where there are some. */
export interface RaceFit {
  readonly id: string
  readonly color: string
  readonly line: RateLine
}

/** Where a stop rule would have ended a racer. */
export interface RaceStop {
  readonly id: string
  readonly color: string
  readonly isFaint: boolean
  readonly label: string
  readonly x: number
  /** Where the playhead is then. */
  readonly at: number
}

/** What the chart of a race shows: plain data, which window and film draw. */
export interface RaceContent {
  /** One, or with a second quantity two. */
  readonly sides: readonly RaceSide[]
  /** What it is drawn against. */
  readonly against: ClockAxis
  /** Where that ends. */
  readonly length: number
  /** Whether the playhead counts by it too: else each racer is at a place of its own. */
  readonly isPlayheads: boolean
  /** Whether what it is drawn against is on a logarithmic scale. */
  readonly isLog?: boolean
  /** Over which range laws are fitted, and those that could be. */
  readonly fitted?: { readonly range: readonly [from: number, to: number]; readonly fits: readonly RaceFit[] }
  readonly stops?: readonly RaceStop[]
}

/** What a chart is drawn against; of what is no sum over examples epochs and examples are evaluations. */
export function axisOf({ view: { chart }, compareBy, landscape }: Scene): ClockAxis {
  const axis = chart.against ?? compareBy
  const isOfExamples = axis === 'epoch' || axis === 'examples'
  return isOfExamples && exampleCount(landscape) === undefined ? 'evaluation' : axis
}

/** The quantities of the axes, left and right. */
export function shownQuantities({ view: { chart } }: Pick<Scene, 'view'>): readonly ChartQuantity[] {
  return chart.second === undefined ? [chart.quantity] : [chart.quantity, chart.second]
}

export interface RaceContentInputs {
  readonly scene: Scene
  readonly traces: readonly Trace[]
  readonly reference: Reference
  readonly emphasised?: string | undefined
  /** Over seeds, of the first quantity. */
  readonly bands?: readonly RaceBand[]
  /** Where the playhead's axis ends; the last place that a racer has reached where absent. */
  readonly length?: number
}

/** The chart of a race as its scene has it, of the racers that are shown. */
export function raceContent(inputs: RaceContentInputs): RaceContent {
  const { scene, traces, bands = [] } = inputs
  const { chart } = scene.view
  const against = axisOf(scene)
  const shown = traces.filter(({ id }) => scene.racers.some((racer) => racer.id === id && racer.visible))
  const sides = shownQuantities(scene).map((quantity, side): RaceSide => {
    const scale = side === 0 ? chart.scale : chart.secondScale
    const curves = shown.flatMap((trace) => curveOf(inputs, quantity, trace, against) ?? [])
    const errors = shown.flatMap((trace) => errorBand(inputs, quantity, trace, against) ?? [])
    return { quantity, scale, curves, bands: side === 0 ? [...bands, ...errors] : errors }
  })
  const isLog = chart.againstScale === 'log'
  const isPlayheads = against === scene.compareBy
  const reached = lengthOf(shown, against)
  const length = isPlayheads ? (inputs.length ?? reached) : reached
  const fits = chart.fit && shown.flatMap((trace) => fitOf(inputs, trace, against, chart.fit!) ?? [])
  const stops = shown.flatMap((trace) => stopsOf(inputs, trace, against))
  return {
    ...{ sides, against, length, isPlayheads, isLog },
    ...(fits && { fitted: { range: chart.fit!, fits } }),
    ...(stops.length > 0 && { stops }),
  }
}

function stopsOf({ scene, emphasised }: RaceContentInputs, trace: Trace, against: ClockAxis): readonly RaceStop[] {
  const { chart } = scene.view
  const { id, color } = scene.racers.find((racer) => racer.id === trace.id)!
  const [clock, playhead] = [clockOf(trace, against), clockOf(trace, scene.compareBy)]
  return stopMarks(trace, chart.stops ?? {}).flatMap(({ rule, row }) => {
    const x = clock[row]!
    // On a logarithmic scale the start has no place.
    if (chart.againstScale === 'log' && !(x > 0)) return []
    const label = rule === 'validation' ? 't*' : `‖∇J‖ ≤ ${formatNumber(chart.stops!.gradientNorm!)}`
    return [{ id, color, isFaint: isBehind(scene, id, emphasised), label, x, at: playhead[row]! }]
  })
}

/** Whether a racer stands back behind another that is emphasised. */
function isBehind({ racers }: Scene, id: string, emphasised: string | undefined): boolean {
  return id !== emphasised && racers.some((racer) => racer.visible && racer.id === emphasised)
}

function fitOf(
  { scene, reference, bands = [] }: RaceContentInputs,
  trace: Trace,
  against: ClockAxis,
  range: readonly [from: number, to: number],
): RaceFit | undefined {
  const { quantity, againstScale } = scene.view.chart
  const racer = scene.racers.find(({ id }) => id === trace.id)!
  const { x, mean } = bands.find(({ id }) => id === trace.id) ?? {}
  const values: ArrayLike<number> | undefined = mean ?? quantityColumn(trace, quantity, racer, reference)
  const clock = mean === undefined ? clockOf(trace, against).subarray(0, trace.count) : x
  const law = againstScale === 'log' ? 'power' : 'geometric'
  const line = values && clock && fitRate(clock, values, clock.length, law, range, Math)
  return line && { id: racer.id, color: racer.color, line }
}

function curveOf(
  { scene, reference, emphasised }: RaceContentInputs,
  quantity: ChartQuantity,
  trace: Trace,
  against: ClockAxis,
): RaceCurve | undefined {
  const racer = scene.racers.find(({ id }) => id === trace.id)!
  const given = quantityColumn(trace, quantity, racer, reference)
  if (given === undefined) return undefined
  const clock = clockOf(trace, against)
  const playhead = clockOf(trace, scene.compareBy)
  const isLog = scene.view.chart.againstScale === 'log'
  const seriesOf = (values: Float64Array): RowSeries => rowSeries(clock, values, trace.count, playhead, isLog)
  const window = meanWindow(scene, quantity, racer)
  const values = window > 1 ? runningMean(trace.step, given, trace.count, window) : given
  const series = seriesOf(values)
  const isGone = trace.ending !== undefined && isLost(trace.ending.outcome) && series.x.length > 0
  const batches = isBatched(scene, racer) ? batchColumn(trace, quantity) : undefined
  return {
    id: racer.id,
    color: racer.color,
    ...(racer.line && { line: racer.line }),
    isFaint: isBehind(scene, racer.id, emphasised),
    ...series,
    raw: window > 1 ? seriesOf(given) : undefined,
    batches: batches && seriesOf(batches),
    lostAt: isGone ? Math.min(endOf(trace, against), series.x.at(-1)! + 1) : undefined,
    restored: restoredOf(trace, values, clock, playhead),
  }
}

/** Where early stopping went back to: its row has what was measured there. */
function restoredOf({ ending, ...trace }: Trace, values: Float64Array, clock: Float64Array, playhead: Float64Array) {
  if (ending?.outcome !== 'early-stopped' || ending.lastFinite === undefined) return undefined
  const row = rowAt({ ...trace, ending }, 'step', ending.lastFinite.step)
  const y = values[row]
  return y === undefined || !Number.isFinite(y) ? undefined : { x: clock[row]!, y, at: playhead[row]! }
}

/** One standard error to each side of a mean over draws. */
function errorBand(
  { scene, reference }: RaceContentInputs,
  quantity: ChartQuantity,
  trace: Trace,
  against: ClockAxis,
): RaceBand | undefined {
  const errors = errorColumn(trace, quantity)
  const racer = scene.racers.find(({ id }) => id === trace.id)!
  const values = errors && quantityColumn(trace, quantity, racer, reference)
  if (errors === undefined || values === undefined) return undefined
  const clock = clockOf(trace, against)
  const playhead = clockOf(trace, scene.compareBy)
  const { x, y, at } = rowSeries(clock, values, trace.count, playhead, scene.view.chart.againstScale === 'log')
  const errorAt = (place: number): number => errors[rowAt(trace, against, place)]!
  return {
    id: racer.id,
    color: racer.color,
    x,
    at,
    low: y.map((value, k) => value - errorAt(x[k]!)),
    high: y.map((value, k) => value + errorAt(x[k]!)),
  }
}

/** Parts of a race that a running mean is taken over unless a scene says how many steps. */
const meanParts = 40

/**
 * Steps that a quantity is averaged over: as many as the scene says, else a part of the race where batches or noise
 * make it jump about. What all examples are measured by is smooth, and hides nothing.
 */
export function meanWindow(scene: Scene, quantity: ChartQuantity, racer: Pick<SceneRacer, 'noise' | 'batch'>): number {
  const { steps, noise, landscape, view } = scene
  const { mean } = view.chart
  if (!isAveraged(quantity, landscape)) return 1
  if (mean !== undefined) return mean
  const own = racer.noise ?? noise
  const isNoisy = own.kind === 'covariance' || own.scale > 0
  return isBatched(scene, racer) || isNoisy ? Math.max(1, Math.round(steps / meanParts)) : 1
}

/** Whether the steps of a racer see a part of the examples each: what they see is then its own, and not the whole's. */
function isBatched({ batch, landscape }: Scene, racer: Pick<SceneRacer, 'batch'>): boolean {
  const { sampler } = racer.batch ?? batch ?? { sampler: 'full' }
  return exampleCount(landscape) !== undefined && sampler !== 'full'
}

/** Whether a quantity has a running mean: the loss is drawn as it is. */
export function isAveraged(quantity: ChartQuantity, landscape: Scene['landscape']): boolean {
  switch (quantity) {
    case 'gradient-norm':
      return exampleCount(landscape) === undefined
    case 'step-length':
    case 'batch-loss':
    case 'batch-gradient-norm':
      return true
    default:
      return false
  }
}

/** What the scale of an axis is to be. */
export function scaleWish({ quantity, scale }: Pick<RaceSide, 'quantity' | 'scale'>) {
  return { kind: scale ?? quantityNames[quantity].scale, isLoss: isLossLike(quantity) }
}
