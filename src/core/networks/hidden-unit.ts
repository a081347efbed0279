import { layersOf, parameterCount, type Network } from './network'

/** A unit of a hidden layer, both counted from 0. */
export interface HiddenUnit {
  readonly layer: number
  readonly unit: number
}

/** A network whose one output is what a hidden unit of another gives, after its activation. */
export interface UnitNetwork {
  readonly network: Network
  /** Its parameters, by those of the other. */
  parametersOf(theta: ArrayLike<number>): Float64Array
}

/**
 * The part of a network that leads to a hidden unit: its layers up to the unit's, and a last one that takes this unit
 * alone, a^(l)_u = e_u' a^(l). The running statistics of the part are the first ones of the whole.
 */
export function unitNetwork(whole: Network, { layer, unit }: HiddenUnit): UnitNetwork {
  const network: Network = {
    widths: [...whole.widths.slice(0, layer + 2), 1],
    activations: whole.activations.slice(0, layer + 1),
    loss: 'mse',
    batchNorm: whole.batchNorm,
    isTied: false,
  }
  const n = parameterCount(network)
  const [own, parts] = [layersOf(network), layersOf(whole)]
  const last = own.at(-1)!
  return {
    network,
    parametersOf(theta) {
      const out = new Float64Array(n)
      for (const [index, { inputs, outputs, weight, bias, scale, shift }] of own.slice(0, -1).entries()) {
        const from = parts[index]!
        const copy = (to: number | undefined, place: number | undefined, count: number): void => {
          // Tied weights have no biases: those of the part are 0.
          if (to !== undefined && place !== undefined) for (let k = 0; k < count; k++) out[to + k] = theta[place + k]!
        }
        copy(weight, from.weight, inputs * outputs)
        copy(bias, from.bias, outputs)
        copy(scale, from.scale, outputs)
        copy(shift, from.shift, outputs)
      }
      out[last.weight + unit] = 1
      return out
    },
  }
}
