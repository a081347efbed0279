import type { ChartQuantity } from '../../core/scene/chart'
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
  excess: { name: 'excess error J − J*', short: 'J − J*' },
  'gradient-norm': { name: 'gradient norm', short: '|∇f|' },
  'step-length': { name: 'step length', short: '|Δθ|' },
  'learning-rate': { name: 'learning rate', short: 'rate', scale: 'linear' },
  'best-distance': { name: 'distance to the best point', short: 'to best' },
  'squared-distance': { name: 'squared distance to the best point', short: 'to best²' },
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

/** What a quantity measures: two of the same are compared on one scale. */
export function measureOf(quantity: ChartQuantity): string {
  if (isLossLike(quantity)) return 'loss'
  return ['gradient-norm', 'accuracy', 'r2'].find((measure) => quantity.endsWith(measure)) ?? quantity
}

/** Whether it goes down from where it begins, unless something blows up. */
export function isLossLike(quantity: ChartQuantity): boolean {
  const losses: readonly ChartQuantity[] = [
    'loss',
    'excess',
    'batch-loss',
    'validation',
    'test',
    'risk',
    'evaluation-loss',
  ]
  return losses.includes(quantity)
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
