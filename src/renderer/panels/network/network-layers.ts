import { type Layer, layersOf } from '../../../core/networks/network'
import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'

/** Units of each layer, inputs and outputs among them. */
export function layerWidths({ widths, tied }: NetworkLandscape): readonly number[] {
  return widths ?? Array.from({ length: tied!.depth + 1 }, () => tied!.width)
}

/** Where the parameters of each layer stand in theta. */
export function networkLayers(landscape: NetworkLandscape): readonly Layer[] {
  const widths = layerWidths(landscape)
  const { loss, batchNorm = false, tied, activation = 'tanh' } = landscape
  const activations = widths.slice(1, -1).map((_, k) => (typeof activation === 'string' ? activation : activation[k]!))
  return layersOf({ widths, activations, loss, batchNorm, isTied: tied !== undefined })
}
