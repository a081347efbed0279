import type { NormalisedLayer } from '../objectives/measures'
import type { Layout } from '../objectives/objective'
import type { ActivationId } from './activations'
import type { LossId } from './loss-ids'

/** A multi-layer perceptron with its loss. */
export interface Network {
  readonly widths: readonly number[]
  /** Of each hidden layer. */
  readonly activations: readonly ActivationId[]
  readonly loss: LossId
  /** Whether a batch normalisation stands after each hidden linear layer. */
  readonly batchNorm: boolean
  /** Whether all layers are one matrix, without biases. */
  readonly isTied: boolean
}

/** A linear layer: where its parameters stand in theta, as PyTorch flattens them. */
export interface Layer {
  readonly inputs: number
  readonly outputs: number
  /** outputs x inputs, row-major. */
  readonly weight: number
  /** outputs; absent where it has none. */
  readonly bias?: number
  /** outputs each: the scale and shift after its normalisation; absent where it has none. */
  readonly scale?: number
  readonly shift?: number
  /** Absent for the last. */
  readonly activation?: ActivationId
}

/** The layers of a network, first to last. */
export function layersOf({ widths, activations, batchNorm, isTied }: Network): readonly Layer[] {
  let next = 0
  const take = (count: number): number => {
    next += count
    return next - count
  }
  return widths.slice(1).map((outputs, index): Layer => {
    const inputs = widths[index]!
    const activation = activations[index]
    const hidden = activation !== undefined && { activation }
    if (isTied) return { inputs, outputs, weight: 0, ...hidden }
    const weight = take(outputs * inputs)
    const bias = take(outputs)
    if (activation === undefined || !batchNorm) return { inputs, outputs, weight, bias, ...hidden }
    return { inputs, outputs, weight, bias, scale: take(outputs), shift: take(outputs), activation }
  })
}

/** How many parameters a network has. */
export function parameterCount({
  widths,
  batchNorm,
  isTied,
}: Pick<Network, 'widths' | 'batchNorm' | 'isTied'>): number {
  if (isTied) return widths[0]! * widths[0]!
  const isHidden = (layer: number): boolean => layer < widths.length - 1
  return widths.reduce((sum, outputs, layer) => {
    if (layer === 0) return 0
    return sum + outputs * (widths[layer - 1]! + 1) + (batchNorm && isHidden(layer) ? 2 * outputs : 0)
  }, 0)
}

/** A unit's activation, and what its row of a layer takes besides, is as much as so many multiplications. */
const workOfUnit = 32

/**
 * Multiplications that a gradient takes an example, about: forward, back and the sums over examples take one a weight
 * each, two examples at once, so that the three of them take as long as one.
 */
export function workPerExample({ widths }: Pick<Network, 'widths'>): number {
  return widths.slice(1).reduce((sum, outputs, layer) => sum + outputs * (widths[layer]! + workOfUnit), 0)
}

/** Modules of a hidden layer in an `nn.Sequential`. */
function modulesOf({ batchNorm }: Network): number {
  return batchNorm ? 3 : 2
}

/** The normalisations of a network, which stand behind each hidden linear layer. */
export function normalisedLayers(network: Network): readonly NormalisedLayer[] {
  if (!network.batchNorm) return []
  return network.widths.slice(1, -1).map((units, index) => ({ name: String(modulesOf(network) * index + 1), units }))
}

/**
 * Theta's blocks by the names that PyTorch's `state_dict` gives them in an `nn.Sequential` of linear layers, their
 * normalisations and activations: `0.weight`, `0.bias`, `2.weight`, ...
 */
export function networkLayout(network: Network): Layout {
  if (network.isTied) {
    const [width] = network.widths
    return [{ name: 'weight', role: 'weight', offset: 0, shape: [width!, width!] }]
  }
  const modulesOfHidden = modulesOf(network)
  return layersOf(network).flatMap(({ inputs, outputs, weight, bias, scale, shift }, index) => {
    const at = modulesOfHidden * index
    return [
      { name: `${at}.weight`, role: 'weight', offset: weight, shape: [outputs, inputs] } as const,
      { name: `${at}.bias`, role: 'bias', offset: bias!, shape: [outputs] } as const,
      ...(scale === undefined || shift === undefined
        ? []
        : [
            { name: `${at + 1}.weight`, role: 'scale', offset: scale, shape: [outputs] } as const,
            { name: `${at + 1}.bias`, role: 'bias', offset: shift, shape: [outputs] } as const,
          ]),
    ]
  })
}
