import { z } from 'zod'
import { findIn } from '../catalogue/gather'
import { initialisers } from '../catalogue/initialisers'
import { initialiseLayer } from '../data/initialise-layer'
import { checkOptions } from '../definitions/hyperparameters'
import { layersOf, parameterCount, type Network } from '../networks/network'
import { type Checked, invalid, valid } from '../problem'
import type { TypeOf } from '../schema-type'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

/** An initialiser of the catalogue, its options beside its id; the scene's seed where it has none of its own. */
export const initSchema = z.looseObject({ id: z.string(), seed: z.int().min(0).optional() })
export type InitSetting = TypeOf<typeof initSchema>

/** PyTorch's own. */
export const standardInit: InitSetting = { id: 'kaiming-uniform' }

/** The parameters that a network begins with by an initialiser, of a seed where it has none. */
export type InitialParameters = (network: Network, fallbackSeed: number) => Float64Array

/**
 * Checks an initialiser; what it gives fills weights and biases layer by layer, scales of normalisations with 1 and
 * their shifts with 0. Tied weights are the first layer's.
 */
export function checkInit({ id, seed, ...given }: InitSetting, where: string): Checked<InitialParameters> {
  const found = findIn(initialisers, 'initialiser', id, `${where}.id`)
  if (found.value === undefined) return found
  const initialiser = found.value
  const options = checkOptions(initialiser, given, where)
  if (options.value === undefined) return invalid(...options.problems)
  const values = options.value
  return valid((network, fallbackSeed) => {
    const theta = new Float64Array(parameterCount(network))
    const layers = network.isTied ? layersOf(network).slice(0, 1) : layersOf(network)
    for (const [index, { inputs, outputs, weight, bias, scale }] of layers.entries()) {
      initialiseLayer(initialiser, values, seed ?? fallbackSeed, index, {
        fanIn: inputs,
        fanOut: outputs,
        weight: theta.subarray(weight, weight + outputs * inputs),
        bias: bias === undefined ? new Float64Array(0) : theta.subarray(bias, bias + outputs),
      })
      if (scale !== undefined) theta.fill(1, scale, scale + outputs)
    }
    return theta
  })
}
