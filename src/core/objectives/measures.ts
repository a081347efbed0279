import type { Pieces } from '../pieces'

/** What a race may follow besides the loss of all examples and its gradient. */
export const measureIds = ['validation', 'test', 'risk', 'accuracy', 'r2', 'evaluation-loss'] as const
export type MeasureId = (typeof measureIds)[number]

/** What can be measured, each with the columns that it fills. */
export type MeasureColumns = Readonly<Partial<Record<MeasureId, readonly string[]>>>

/** The numbers that training is measured by: those of examples held out, and of the distribution. */
export interface Measures {
  readonly columns: MeasureColumns
  /** A number for each of some columns, at theta with its running statistics where there are any. */
  measure(columns: readonly string[], theta: Float64Array, running: Float64Array | undefined): Pieces<Float64Array>
}

/** The columns of what is asked for, as far as it can be had; of all but the risk, which takes long, where absent. */
export function columnsAsked(
  columns: MeasureColumns = {},
  what: readonly MeasureId[] = measureIds.filter((id) => id !== 'risk'),
): readonly string[] {
  return [...new Set(what.flatMap((id) => columns[id] ?? []))]
}

/** What is known of a mean over examples before anything of it is computed. */
export interface SumFacts {
  /** N */
  readonly examples: number
  /** Whether others can be drawn from the source of its examples. */
  readonly isDrawn: boolean
  /** The fewest examples of a batch; 1 where absent. */
  readonly leastBatch?: number
  readonly measures?: MeasureColumns
}

/** A normalisation: its module's name in a `state_dict`, as `1`, and how many units it has. */
export interface NormalisedLayer {
  readonly name: string
  readonly units: number
}

/**
 * The means and unbiased variances of units before their normalisation, that training gathers as it goes: whoever
 * trains keeps them. Source: PyTorch's BatchNorm1d, momentum 0.1.
 */
export interface RunningStatistics {
  /** The normalisations that they are of, first to last. */
  readonly layers: readonly NormalisedLayer[]
  /** Mean and variance of each unit, layer by layer: 0 and 1 at first. */
  initial(): Float64Array
  /** Takes in those of the batch whose gradient was asked for last: r = 0.9 r + 0.1 s. */
  takeIn(running: Float64Array): void
  /** Means and variances (divisor N) on all examples at theta: by these, evaluation is train mode on the full set. */
  reestimate(theta: Float64Array): Pieces<Float64Array>
}
