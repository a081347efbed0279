import { largestAssignment } from '../linalg/assignment'
import { dot } from '../linalg/vector'
import { layersOf, type Network } from '../networks/network'
import type { Pieces } from '../pieces'
import { freedomOf } from './freedom'
import { type LayerSymmetry, transformed, unchanged, unitParameters } from './unit-symmetry'

/** What units of two networks have been matched to. */
export interface Matching {
  /** Of each hidden layer of b. */
  readonly symmetries: readonly LayerSymmetry[]
  /** b, its units in the order of those of a that they are like. */
  readonly theta: Float64Array
  /** Times that all layers were gone through. */
  readonly rounds: number
}

/** The sum that is made larger has few values: rounding alone could go round in circles. */
const mostRounds = 100

/**
 * The permutations, and the signs of odd units, that bring the parameters of network b nearest to those of a: they make
 * <a, b'> larger layer by layer, each by an assignment that is the best for it while the others stay, until none
 * changes: a local optimum. Relu-like units keep their scale. Tied networks have nothing to permute.
 *
 * Source: S. K. Ainsworth, J. Hayase, S. Srinivasa, Git Re-Basin: Merging Models modulo Permutation Symmetries, ICLR
 * 2023, arXiv:2209.04836, Algorithm 1. Differs from the source: layers are taken in their order, not a random one, and
 * odd units may change their signs.
 */
export function* matchUnits(network: Network, a: Float64Array, b: Float64Array): Pieces<Matching> {
  const hidden = network.isTied ? [] : network.widths.slice(1, -1)
  const symmetries: LayerSymmetry[] = hidden.map(unchanged)
  if (network.isTied) return { symmetries, theta: b.slice(), rounds: 0 }
  let rounds = 0
  for (let isChanged = true; isChanged && rounds < mostRounds; rounds++) {
    isChanged = false
    for (const [layer, units] of hidden.entries()) {
      const others = transformed(network, b, symmetries.with(layer, unchanged(units)))
      const best = yield* bestForLayer(network, a, others, layer, units)
      const before = symmetries[layer]!
      for (let i = 0; i < units; i++)
        isChanged ||= best.order[i] !== before.order[i] || best.factors[i] !== before.factors[i]
      symmetries[layer] = best
    }
  }
  return { symmetries, theta: transformed(network, b, symmetries), rounds }
}

/** The order and signs of one layer of b that make <a, b'> largest. */
function* bestForLayer(
  network: Network,
  a: Float64Array,
  b: Float64Array,
  layer: number,
  units: number,
): Pieces<LayerSymmetry> {
  const layers = layersOf(network)
  const ofB = Array.from({ length: units }, (_, j) => unitParameters(layers, b, layer, j))
  const activation = network.activations[layer]!
  // Negating a sigmoid changes the biases above, which this sum does not see.
  const hasSign = activation !== 'sigmoid' && freedomOf[activation] !== 'none' && freedomOf[activation] !== 'positive'
  const profit = new Float64Array(units * units)
  const isNegative = new Uint8Array(units * units)
  for (let i = 0; i < units; i++) {
    const own = unitParameters(layers, a, layer, i)
    for (const [j, other] of ofB.entries()) {
      const incoming = dot(own.incoming, other.incoming)
      const turning = dot(own.normalised, other.normalised) + dot(own.outgoing, other.outgoing)
      const [fixed, signed] = network.batchNorm ? [incoming, turning] : [0, incoming + turning]
      profit[i * units + j] = fixed + (hasSign ? Math.abs(signed) : signed)
      isNegative[i * units + j] = Number(hasSign && signed < 0)
    }
    yield
  }
  const order = yield* largestAssignment(profit, units)
  return { order, factors: Float64Array.from(order, (j, i) => (isNegative[i * units + j] === 1 ? -1 : 1)) }
}
