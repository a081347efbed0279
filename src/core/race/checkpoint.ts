import type { OptimizerState } from '../optimizers/optimizer'
import type { Ending } from './trace'

/**
 * All that determines a racer's future at a step: plain data, to be cloned, stored and sent. The gradient is carried so that
 * going on from here asks for no evaluation that the original run did not.
 */
export interface Checkpoint {
  readonly step: number
  readonly theta: Float64Array
  readonly state: OptimizerState
  readonly gradient: Float64Array
  readonly loss: number
  readonly gradientNorm: number
  readonly evaluations: number
  /** The best loss so far and its step, by which stalling is told. */
  readonly bestLoss: number
  readonly bestStep: number
  /** Present if the racer had ended. One that ended as non-finite stays ended: its rule has seen the step that was not taken. */
  readonly ending?: Ending
}

/** An independent copy of an optimizer's state. */
export function cloneState(state: OptimizerState): OptimizerState {
  const clone: OptimizerState = {}
  for (const [name, value] of Object.entries(state)) clone[name] = typeof value === 'number' ? value : value.slice()
  return clone
}
