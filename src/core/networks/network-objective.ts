import type { SumObjective } from '../objectives/objective'
import { sumObjective } from '../objectives/sum'
import type { Examples } from './examples'
import type { Network } from './network'
import type { MakeRunner } from './network-blocks'
import { NetworkTerms } from './network-terms'
import { normalisedObjective } from './normalised-objective'
import { withPenalty } from './penalty'
import { type HeldOut, trainingMeasures } from './training-measures'

/**
 * J(theta), the mean loss of a network over its examples plus l2 / 2 |theta|^2: theta has its parameters, layer by
 * layer as PyTorch flattens them. With batch normalisation J is that of train mode, a function of the whole batch.
 * What it is measured by besides are examples held out and their distribution.
 *
 * `makeRunner` is for tests; two examples are computed at once where the machine can, to the same bits.
 */
export function networkObjective(
  network: Network,
  examples: Examples,
  l2: number,
  heldOut: HeldOut = {},
  makeRunner?: MakeRunner,
): SumObjective {
  const mean = network.batchNorm
    ? normalisedObjective(network, examples, makeRunner)
    : sumObjective(new NetworkTerms(network, examples, makeRunner))
  return Object.assign(withPenalty(mean, l2), { measures: trainingMeasures(network, examples, l2, heldOut) })
}
