import { hypotenuse } from '../../core/linalg/hypotenuse'
import { type LengthColumns, PathLengths } from '../../core/race/path-lengths'
import { type ChartQuantity, measuredColumns } from '../../core/scene/chart'
import type { RaceRacerSpec } from '../../core/scene/racer'
import type { Trace } from './race'

/** A place of the plane. */
export type Place = readonly [x: number, y: number]

/** What distances and an excess of a race are from. */
export interface Reference {
  /** A distance to the best is to the nearest of these places. */
  readonly places: readonly Place[]
  /** J*; undefined where nobody knows it. */
  readonly value?: number | undefined
}

/** What of a reference a quantity is from. */
export function referenceOf(quantity: ChartQuantity): keyof Reference | undefined {
  if (quantity === 'excess') return 'value'
  return quantity === 'best-distance' || quantity === 'squared-distance' ? 'places' : undefined
}

/** What a quantity of a racer goes by besides its trace. */
export type RatedRacer = Pick<RaceRacerSpec, 'hyper' | 'fork'>

/**
 * A quantity in the rows of a trace: entries [0, count), NaN where it was not measured; undefined where the trace does
 * not tell it. Norms are Euclidean, in all coordinates; the distance to the nearest of the best places is that on the
 * plane. An excess is J - J*, whichever sign it has. The learning rate of a row is that of the step that led to it.
 */
export function quantityColumn(
  trace: Trace,
  quantity: ChartQuantity,
  racer: RatedRacer,
  { places, value }: Reference,
): Float64Array | undefined {
  const { points, sampled, count } = trace
  switch (quantity) {
    case 'loss':
      return trace.loss
    case 'excess':
      return value === undefined ? undefined : column(count, (row) => trace.loss[row]! - value)
    case 'gradient-norm':
      return trace.gradientNorm
    case 'step-length':
      return lengthsOf(trace).step
    case 'start-distance':
      return lengthsOf(trace).fromStart
    case 'parameter-norm':
      return lengthsOf(trace).norm
    case 'best-distance':
    case 'squared-distance': {
      if (places.length === 0) return undefined
      const isSquared = quantity === 'squared-distance'
      return column(count, (row) => {
        const distance = distanceTo(places, points[2 * row]!, points[2 * row + 1]!)
        return isSquared ? distance * distance : distance
      })
    }
    case 'learning-rate':
      return trace.learningRate ?? constantRates(trace, racer)
    case 'batch-loss':
      return sampled?.batchLoss
    case 'batch-gradient-norm':
      return sampled?.batchGradientNorm
    case 'validation':
    case 'test':
    case 'risk':
    case 'accuracy':
    case 'validation-accuracy':
    case 'test-accuracy':
    case 'r2':
    case 'validation-r2':
    case 'test-r2':
    case 'evaluation-loss':
      return sampled?.measured[measuredColumns[quantity]!.column]
  }
}

/** The distance to the nearest of some places; NaN where there is none. */
export function distanceTo(places: readonly Place[], x: number, y: number): number {
  let least = NaN
  for (const [px, py] of places) {
    const distance = hypotenuse(x - px, y - py)
    if (!(distance >= least)) least = distance
  }
  return least
}

/** Of a racer without a schedule: its hyperparameter, and from a fork on the fork's. Some rules have none. */
function constantRates({ step, count }: Trace, { hyper, fork }: RatedRacer): Float64Array | undefined {
  const { lr } = hyper
  if (typeof lr !== 'number') return undefined
  const forked = typeof fork?.hyper.lr === 'number' ? fork.hyper.lr : lr
  return column(count, (row) => {
    const at = step[row]!
    if (at === 0) return NaN
    return fork !== undefined && at > fork.at ? forked : lr
  })
}

function column(count: number, value: (row: number) => number): Float64Array {
  const values = new Float64Array(count)
  for (let row = 0; row < count; row++) values[row] = value(row)
  return values
}

/** In the plane they are told by the points. */
function lengthsOf({ lengths, points, step, count }: Trace): LengthColumns {
  if (lengths !== undefined) return lengths
  return new PathLengths(points.subarray(0, 2)).add({
    step: step.subarray(0, count),
    theta: points.subarray(0, 2 * count),
  })
}
