import type { HyperparameterValues } from '../definitions/hyperparameters'
import type { Inertia, OptimizerDefinition, OptimizerState } from '../definitions/optimizer'

/** What a rule's velocity follows from: its state after a step, and the rate of that step. */
export interface Moving {
  readonly state: OptimizerState
  readonly learningRate: number
}

/** The velocity of a rule after a step, n coordinates, in those of theta: the caller's own. */
export function velocityOf({ vector, of }: Inertia, { state, learningRate }: Moving): Float64Array {
  const kept = state[vector] as Float64Array
  return of === 'step' ? kept.slice() : kept.map((entry) => -learningRate * entry)
}

/**
 * The companion of theta after a step, n coordinates, the caller's own; a rule without one throws. Before the first
 * step, where there is neither an average nor a velocity, it is theta.
 */
export function companionPoint(
  { companion, inertia }: Pick<OptimizerDefinition, 'companion' | 'inertia'>,
  hyper: HyperparameterValues,
  { theta, step, ...moving }: Moving & { readonly theta: Float64Array; readonly step: number },
): Float64Array {
  const { at } = companion!
  if (step === 0) return theta.slice()
  if ('vector' in at) return (moving.state[at.vector] as Float64Array).slice()
  const reach = (at.velocity === 'ahead' ? 1 : -1) * (hyper[inertia!.coefficient] as number)
  return velocityOf(inertia!, moving).map((entry, i) => theta[i]! + reach * entry)
}
