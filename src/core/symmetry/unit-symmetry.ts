import { layersOf, type Layer, type Network } from '../networks/network'

/** What becomes of a hidden layer: its unit i is unit order[i] of before, what it gives times factors[i]. */
export interface LayerSymmetry {
  readonly order: ArrayLike<number>
  readonly factors: ArrayLike<number>
}

/** A layer left as it is. */
export function unchanged(units: number): { readonly order: Uint32Array; readonly factors: Float64Array } {
  return { order: Uint32Array.from({ length: units }, (_, i) => i), factors: new Float64Array(units).fill(1) }
}

/**
 * The parameters of the same function with its hidden units in another order and on another scale; one symmetry for
 * each hidden layer. Not of tied networks, whose layers are one matrix.
 *
 * With P_l = order and C_l = diag(factors) of layer l, W_l' = C_l P_l W_l P_{l-1}' C_{l-1}^-1 and b_l' = C_l P_l b_l.
 * Behind a normalisation, which undoes the scale of what comes before it, C_l acts on its scale and shift instead. A
 * sigmoid's c = -1 gives 1 - h in place of h: the biases above gain the weights that turned about.
 */
export function transformed(
  network: Network,
  theta: ArrayLike<number>,
  symmetries: readonly LayerSymmetry[],
): Float64Array {
  const out = new Float64Array(theta.length)
  const layers = layersOf(network)
  for (const [l, { inputs, outputs, weight, bias, scale, shift }] of layers.entries()) {
    const own = symmetries[l]
    const below = symmetries[l - 1]
    const isMirrored = layers[l - 1]?.activation === 'sigmoid'
    for (let i = 0; i < outputs; i++) {
      const from = own?.order[i] ?? i
      const factor = own?.factors[i] ?? 1
      const ofRow = scale === undefined ? factor : 1
      let turned = 0
      for (let j = 0; j < inputs; j++) {
        const entry = ofRow * theta[weight + from * inputs + (below?.order[j] ?? j)]!
        const divisor = below?.factors[j] ?? 1
        out[weight + i * inputs + j] = entry / divisor
        if (isMirrored && divisor < 0) turned += entry
      }
      out[bias! + i] = ofRow * theta[bias! + from]! + turned
      if (scale === undefined) continue
      out[scale + i] = factor * theta[scale + from]!
      out[shift! + i] = factor * theta[shift! + from]!
    }
  }
  return out
}

/** The parameters of a hidden unit: those of what comes in, of its normalisation, and of what goes out. */
export interface UnitParameters {
  /** Its row of weights, and its bias. */
  readonly incoming: Float64Array
  /** Scale and shift; empty where it has none. */
  readonly normalised: Float64Array
  /** Its column of weights of the layer above. */
  readonly outgoing: Float64Array
}

/** Of unit i of a hidden layer, of a network that is not tied. */
export function unitParameters(
  layers: readonly Layer[],
  theta: ArrayLike<number>,
  layer: number,
  i: number,
): UnitParameters {
  const { inputs, weight, bias, scale, shift } = layers[layer]!
  const above = layers[layer + 1]!
  const incoming = new Float64Array(inputs + 1)
  for (let j = 0; j < inputs; j++) incoming[j] = theta[weight + i * inputs + j]!
  incoming[inputs] = theta[bias! + i]!
  const outgoing = new Float64Array(above.outputs)
  for (let k = 0; k < above.outputs; k++) outgoing[k] = theta[above.weight + k * above.inputs + i]!
  const normalised = scale === undefined ? [] : [theta[scale + i]!, theta[shift! + i]!]
  return { incoming, normalised: Float64Array.from(normalised), outgoing }
}
