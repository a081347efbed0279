import { type ChartQuantity, measuredColumns } from '../../core/scene/chart'
import type { SceneRacer } from '../../core/scene/racer'
import { distanceTo, type Place } from '../playback/standings'
import type { Trace } from '../playback/trace'

interface QuantityNames {
  /** In a list of them, and as the legend. */
  readonly name: string
  /** Above a column of numbers, and on a film. */
  readonly short: string
  /** The scale that suits it: by its values as losses have it, where absent. */
  readonly scale?: 'linear'
}

/** What people read of the quantities. */
export const quantityNames: Readonly<Record<ChartQuantity, QuantityNames>> = {
  loss: { name: 'loss', short: 'loss' },
  'gradient-norm': { name: 'gradient norm', short: '|∇f|' },
  'step-length': { name: 'step length', short: '|Δθ|' },
  'learning-rate': { name: 'learning rate', short: 'rate', scale: 'linear' },
  'best-distance': { name: 'distance to the best point', short: 'to best' },
  'start-distance': { name: 'distance from the start', short: 'from start', scale: 'linear' },
  'parameter-norm': { name: 'norm of θ', short: '|θ|', scale: 'linear' },
  'batch-loss': { name: 'loss of the batch', short: 'batch loss' },
  'batch-gradient-norm': { name: 'gradient norm of the batch', short: 'batch |∇f|' },
  validation: { name: 'validation loss', short: 'validation' },
  test: { name: 'test loss', short: 'test' },
  risk: { name: 'risk', short: 'risk' },
  accuracy: { name: 'training accuracy', short: 'accuracy', scale: 'linear' },
  'validation-accuracy': { name: 'validation accuracy', short: 'val. accuracy', scale: 'linear' },
  'test-accuracy': { name: 'test accuracy', short: 'test accuracy', scale: 'linear' },
  r2: { name: 'training R²', short: 'R²', scale: 'linear' },
  'validation-r2': { name: 'validation R²', short: 'val. R²', scale: 'linear' },
  'test-r2': { name: 'test R²', short: 'test R²', scale: 'linear' },
  'evaluation-loss': { name: 'evaluation loss', short: 'eval. loss' },
}

/** Whether it goes down from where it begins, unless something blows up. */
export function isLossLike(quantity: ChartQuantity): boolean {
  const losses: readonly ChartQuantity[] = ['loss', 'batch-loss', 'validation', 'test', 'risk', 'evaluation-loss']
  return losses.includes(quantity)
}

/**
 * A quantity in every row of a trace, NaN where it was not measured; undefined where the trace does not tell it.
 * Distances to the best places are those on the plane.
 */
export function quantityColumn(
  trace: Trace,
  quantity: ChartQuantity,
  racer: Pick<SceneRacer, 'hyper' | 'fork'>,
  best: readonly Place[],
): Float64Array | undefined {
  const { points, lengths, sampled, count } = trace
  switch (quantity) {
    case 'loss':
      return trace.loss
    case 'gradient-norm':
      return trace.gradientNorm
    case 'step-length':
      return lengths?.step ?? column(count, (row) => (isNextStep(trace, row) ? between(points, row, row - 1) : NaN))
    case 'start-distance':
      return lengths?.fromStart ?? column(count, (row) => between(points, row, 0))
    case 'parameter-norm':
      return lengths?.norm ?? column(count, (row) => Math.hypot(points[2 * row]!, points[2 * row + 1]!))
    case 'best-distance':
      return best.length === 0
        ? undefined
        : column(count, (row) => distanceTo(best, points[2 * row]!, points[2 * row + 1]!))
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

/** The standard error of a quantity that is a mean over draws. */
export function errorColumn({ sampled }: Trace, quantity: ChartQuantity): Float64Array | undefined {
  return quantity === 'risk' ? sampled?.measured.riskStandardError : undefined
}

/** What a step saw of its batch, where the quantity is one of all examples: it estimates it. */
export function batchColumn({ sampled }: Trace, quantity: ChartQuantity): Float64Array | undefined {
  switch (quantity) {
    case 'loss':
      return sampled?.batchLoss
    case 'gradient-norm':
      return sampled?.batchGradientNorm
    default:
      return undefined
  }
}

/** Of a racer without a schedule: its hyperparameter, and from a fork on the fork's. Some rules have none. */
function constantRates({ step, count }: Trace, { hyper, fork }: Pick<SceneRacer, 'hyper' | 'fork'>) {
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
  return Float64Array.from({ length: count }, (_, row) => value(row))
}

function isNextStep({ step }: Trace, row: number): boolean {
  return row > 0 && step[row] === step[row - 1]! + 1
}

function between(points: Float64Array, row: number, other: number): number {
  return Math.hypot(points[2 * row]! - points[2 * other]!, points[2 * row + 1]! - points[2 * other + 1]!)
}
