import type { HyperparameterValues } from '../definitions/hyperparameters'
import type { InitialiserDefinition, LayerParameters } from '../definitions/initialiser'
import { stream } from '../random/stream'

/**
 * Fills weight and bias of a layer (0, 1, ...), a pure function of initialiser, options (`checkOptions`), seed and
 * layer: no layer's numbers depend on another's size.
 */
export function initialiseLayer(
  initialiser: InitialiserDefinition,
  options: HyperparameterValues,
  seed: number,
  index: number,
  layer: LayerParameters,
): void {
  const { weight, bias } = layer
  weight.fill(0)
  bias.fill(0)
  initialiser.fill(stream(seed, 'initialiser', index), options, layer)
  const scale = options['scale'] as number
  for (const entries of [weight, bias]) for (let i = 0; i < entries.length; i++) entries[i] = scale * entries[i]!
}
