import type { OptimizerState } from '../definitions/optimizer'
import type { ScheduleState } from '../definitions/schedule'
import type { BestSoFar } from './early-stopping'
import type { Ending } from './trace'

/**
 * All that determines a racer's future at a step: plain data, to be cloned, stored and sent. The gradient is carried so
 * that going on from here asks for no evaluation that the original run did not.
 */
export interface Checkpoint {
  readonly step: number
  readonly theta: Float64Array
  readonly state: OptimizerState
  /** What the schedule remembers; empty where there is none or it does not look at the loss. */
  readonly schedule: ScheduleState
  /** Empty where the objective is a sum, whose next step looks at another batch. */
  readonly gradient: Float64Array
  readonly loss: number
  readonly gradientNorm: number
  readonly evaluations: number
  /** Of a sum. */
  readonly sampled?: SampledCheckpoint
  /** The best loss so far and its step, by which stalling is told. */
  readonly bestLoss: number
  readonly bestStep: number
  /** Present if the racer had ended. */
  readonly ending?: Ending
  /**
   * Whether no other limits would have let it go on: its rule took no further step, or the step led out of the finite
   * numbers. It stays ended, since its rule has seen the step that was not taken.
   */
  readonly isFinal: boolean
}

/** Of a sum: examples seen, and loss and gradient norm of the last batch. */
export interface SampledCheckpoint {
  readonly examples: number
  readonly batchLoss: number
  readonly batchGradientNorm: number
  /** Where training gathers statistics. */
  readonly running?: Float64Array
  /** Where it may be stopped early. */
  readonly early?: BestSoFar
}

/** An independent copy of an optimizer's state. */
export function cloneState(state: OptimizerState): OptimizerState {
  const clone: OptimizerState = {}
  for (const [name, value] of Object.entries(state)) clone[name] = typeof value === 'number' ? value : value.slice()
  return clone
}
