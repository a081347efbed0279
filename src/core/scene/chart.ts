import type { MeasureId } from '../objectives/measures'
import type { ClockAxis } from './clock-axis'

/** What a race's chart may show: of every race, then of sums over examples. */
export const chartQuantities = [
  'loss',
  'excess',
  'gradient-norm',
  'step-length',
  'learning-rate',
  'best-distance',
  'squared-distance',
  'start-distance',
  'parameter-norm',
  'batch-loss',
  'batch-gradient-norm',
  'validation',
  'test',
  'risk',
  'accuracy',
  'validation-accuracy',
  'test-accuracy',
  'r2',
  'validation-r2',
  'test-r2',
  'evaluation-loss',
] as const
export type ChartQuantity = (typeof chartQuantities)[number]

/** Whether a quantity is one of the step that led to a row: a start has none, nor has a racer that has ended. */
export function isOfSteps(quantity: ChartQuantity): boolean {
  const those: readonly ChartQuantity[] = ['step-length', 'learning-rate', 'batch-loss', 'batch-gradient-norm']
  return those.includes(quantity)
}

export const chartScales = ['linear', 'log'] as const
export type ChartScale = (typeof chartScales)[number]

/** What an excess and distances to the best are from; the best known where absent. */
export interface BestSetting {
  /** J*. */
  readonly value?: number
  /** A place of the plane. */
  readonly at?: readonly [x: number, y: number]
}

/** Stop rules of which it is marked where they would have ended a race that goes on. */
export interface StopMarks {
  /** Early stopping by the validation loss, with patience for so many measured rows. */
  readonly patience?: number | undefined
  /** The norm of the gradient is at most this. */
  readonly gradientNorm?: number | undefined
}

/** What the chart of a race shows. What the landscape has nothing of is no problem: the chart says so. */
export interface ChartSetting {
  readonly quantity: ChartQuantity
  /** On an axis of its own at the right. */
  readonly second?: ChartQuantity
  /** What it is drawn against; what the playhead counts where absent. */
  readonly against?: ClockAxis
  /** Of each axis; the one that suits the quantity and its values where absent. */
  readonly scale?: ChartScale
  readonly secondScale?: ChartScale
  /** Steps that a running mean is taken over, 1 for none; as many as suit the quantity where absent. */
  readonly mean?: number
  /** Of what it is drawn against; linear where absent. */
  readonly againstScale?: ChartScale
  readonly best?: BestSetting
  /**
   * The range of what it is drawn against, over which a law is fitted to the first quantity: a power where that is on a
   * logarithmic scale, else a geometric law.
   */
  readonly fit?: readonly [from: number, to: number]
  readonly stops?: StopMarks
}

/** Where a quantity is measured: by the name that `measure.what` has for it, and in which column. */
export interface MeasuredColumn {
  readonly measure: MeasureId
  readonly column: string
}

/** Those quantities that are measured on sums over examples besides the loss and its gradient. */
export const measuredColumns: Readonly<Partial<Record<ChartQuantity, MeasuredColumn>>> = {
  validation: { measure: 'validation', column: 'validation' },
  test: { measure: 'test', column: 'test' },
  risk: { measure: 'risk', column: 'risk' },
  accuracy: { measure: 'accuracy', column: 'accuracy' },
  'validation-accuracy': { measure: 'accuracy', column: 'validationAccuracy' },
  'test-accuracy': { measure: 'accuracy', column: 'testAccuracy' },
  r2: { measure: 'r2', column: 'r2' },
  'validation-r2': { measure: 'r2', column: 'validationR2' },
  'test-r2': { measure: 'r2', column: 'testR2' },
  'evaluation-loss': { measure: 'evaluation-loss', column: 'evaluationLoss' },
}
