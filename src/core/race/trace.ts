/** How a racer ended. Values, never exceptions. `cancelled` races have no outcome. */
export type Outcome = (typeof outcomes)[number]

/** Every outcome, in the order that maps number them by. */
export const outcomes = [
  'converged',
  'max-steps',
  'diverged',
  'non-finite',
  'stalled',
  'line-search-failed',
  'singular-hessian',
  'early-stopped',
] as const

/**
 * Whether an outcome, by its number, is that of a run that was lost: it left the domain by far, or the finite numbers.
 */
export function isLostOutcome(code: number): boolean {
  return outcomes[code] === 'diverged' || outcomes[code] === 'non-finite'
}

/** How, when and why a racer ended. */
export interface Ending {
  readonly outcome: Outcome
  /** The number of steps taken; for a divergence, the step at which it left. */
  readonly step: number
  /** One line for a person: `loss became infinite at step 12; last finite point (3.1e154, 2)`. */
  readonly reason: string
  /**
   * The last point whose coordinates, loss and gradient were all finite, and its step; absent if the start is not such
   * a point. Of a racer that was stopped early the point that it went back to.
   */
  readonly lastFinite?: {
    readonly step: number
    readonly theta: readonly number[]
    readonly loss: number
    /** Where training gathers statistics: those there. */
    readonly running?: readonly number[]
  }
}

/**
 * A run of recorded steps of one racer, columns of equal length n. Row i belongs to step `step[i]`;
 * step 0 is the start. Every number in a row is finite but in row 0 of a start that is not: a step that leaves the
 * finite numbers is told of by the ending. `evaluations` counts evaluations up to and including that step, in
 * gradients: see `evaluationsOf`.
 */
export interface TraceColumns {
  readonly step: Float64Array
  /** n x dimension, row-major: theta of row i begins at i * dimension. */
  readonly theta: Float64Array
  readonly loss: Float64Array
  readonly gradientNorm: Float64Array
  readonly evaluations: Float64Array
  /** Of a sum over examples: see `SampledColumns`. */
  readonly sampled?: SampledColumns
}

/**
 * What a trace of a mean over examples has besides. Its `loss` and `gradientNorm` are those of all examples, at
 * measuring points, and NaN in other rows; `evaluations` are fractions.
 */
export interface SampledColumns {
  /**
   * The loss and the norm of the gradient that this step used, those of its batch at the point before; NaN in row 0.
   */
  readonly batchLoss: Float64Array
  readonly batchGradientNorm: Float64Array
  /** Examples seen up to and including that step, one in every gradient or Hessian-vector product. */
  readonly examples: Float64Array
  /** What else is measured, by the names of its columns: see `Measures`. NaN in rows that are no measuring points. */
  readonly measured: Readonly<Record<string, Float64Array>>
}

/** When a racer stops before its steps are used up. A rule that is absent is off. */
export interface StopRules {
  /** Converged once ||g|| <= this. */
  readonly gradientNorm?: number
  /** Converged once the loss <= this. */
  readonly loss?: number
  /** Ends as max-steps once this many gradients have been evaluated. */
  readonly evaluations?: number
  /** Stalled when the best loss has not improved for this many steps. */
  readonly stalledFor?: number
  /** Stopped early once a validation measure has not improved at so many measuring points: see `EarlyStopping`. */
  readonly patience?: number
  /**
   * Diverged when theta is farther from the domain's centre than this many half-widths in some coordinate. Default
   * 1000.
   */
  readonly escape?: number
}
