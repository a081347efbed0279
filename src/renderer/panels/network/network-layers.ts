import type { ActivationId } from '../../../core/networks/activations'
import { type Layer, layersOf, type Network } from '../../../core/networks/network'
import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'

/** Units of each layer, inputs and outputs among them. */
export function layerWidths({ widths, tied }: NetworkLandscape): readonly number[] {
  return widths ?? Array.from({ length: tied!.depth + 1 }, () => tied!.width)
}

/** The activation of each hidden layer. */
export function hiddenActivations(landscape: NetworkLandscape): readonly ActivationId[] {
  const { activation = 'tanh' } = landscape
  const hidden = layerWidths(landscape).slice(1, -1)
  return hidden.map((_, k) => (typeof activation === 'string' ? activation : activation[k]!))
}

/** What a network is, without its data. */
export function networkOf(landscape: NetworkLandscape): Network {
  const { loss, batchNorm = false, tied } = landscape
  const activations = hiddenActivations(landscape)
  return { widths: layerWidths(landscape), activations, loss, batchNorm, isTied: tied !== undefined }
}

/** Where the parameters of each layer stand in theta. */
export function networkLayers(landscape: NetworkLandscape): readonly Layer[] {
  return layersOf(networkOf(landscape))
}
