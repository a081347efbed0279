import type { Pieces } from '../pieces'

/** What a race may follow besides the loss of all examples and its gradient. */
export const measureIds = ['validation', 'test', 'risk', 'accuracy', 'r2', 'evaluation-loss'] as const
export type MeasureId = (typeof measureIds)[number]

/** The numbers that training is measured by: those of examples held back, and of the distribution. */
export interface Measures {
  /** The columns that are measured of what is asked for; of all but the risk, which takes long, where absent. */
  columns(what?: readonly MeasureId[]): readonly string[]
  /** A number for each of some columns, at theta with its running statistics where there are any. */
  measure(columns: readonly string[], theta: Float64Array, running: Float64Array | undefined): Pieces<Float64Array>
}

/**
 * The means and unbiased variances of units before their normalisation, that training gathers as it goes: whoever
 * trains keeps them. Source: PyTorch's BatchNorm1d, momentum 0.1.
 */
export interface RunningStatistics {
  /** Mean and variance of each unit, layer by layer: 0 and 1 at first. */
  initial(): Float64Array
  /** Takes in those of the batch whose gradient was asked for last: r = 0.9 r + 0.1 s. */
  takeIn(running: Float64Array): void
  /** Means and variances (divisor N) on all examples at theta: by these, evaluation is train mode on the full set. */
  reestimate(theta: Float64Array): Pieces<Float64Array>
}
