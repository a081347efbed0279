import type { ActivationId } from './activations'
import { blockSize } from '../objectives/sum'
import type { Pieces } from '../pieces'
import { placeIn } from './block-steps'
import { type Examples, NumberedExamples } from './examples'
import type { Network } from './network'
import type { NetworkBlocks } from './network-blocks'
import { sharedBlocks } from './shared-blocks'

const kinked: ReadonlySet<ActivationId> = new Set(['relu', 'leaky-relu'])

/** Whether an activation or the loss of a network is not smooth somewhere. */
export function hasKinks({ activations, loss }: Pick<Network, 'activations' | 'loss'>): boolean {
  return loss === 'hinge' || loss === '0-1' || activations.some((id) => kinked.has(id))
}

/** Of the size of what a net input is a sum of. */
const nearness = 1e-12

/**
 * How many pairs of a unit and an example, of those that were computed last, lie at the kink of the unit's activation:
 * |z| <= 1e-12 (1 + sum_k |w_k a_k|), a rounding of their sum. Behind a normalisation the sum is that before it.
 */
export function pairsAtKinks(network: Network, blocks: NetworkBlocks, theta: Float64Array, examples: number): number {
  const { passes, numbers, layers } = blocks
  let count = 0
  for (const [index, net] of passes.netInputs.entries()) {
    if (!isKinked(network, index)) continue
    const { inputs, weight } = layers[index]!
    const before = index === 0 ? passes.inputs : passes.units[index - 1]!
    for (let unit = 0; unit < net.count; unit++) {
      for (let example = 0; example < examples; example++) {
        let size = 1
        for (let k = 0; k < inputs; k++)
          size += Math.abs(theta[weight + unit * inputs + k]! * numbers[placeIn(before, k, example)]!)
        if (Math.abs(numbers[placeIn(net, unit, example)]!) <= nearness * size) count++
      }
    }
  }
  return count
}

/** How many pairs of a unit that has a kink and an example there are, and how many lie at it. */
export interface KinkCount {
  readonly pairs: number
  readonly atKink: number
}

/** Counts the pairs at kinks over all examples; with batch normalisation by the statistics of all of them. */
export function* kinkCount(network: Network, examples: Examples, theta: Float64Array): Pieces<KinkCount> {
  const units = network.widths.slice(1, -1).reduce((sum, width, k) => sum + (isKinked(network, k) ? width : 0), 0)
  const size = network.batchNorm ? examples.count : blockSize
  const shared = sharedBlocks(network, size)
  const numbered = new NumberedExamples(examples)
  let atKink = 0
  for (let from = 0; from < examples.count; from += size) {
    const to = Math.min(examples.count, from + size)
    const blocks = shared.take()
    blocks.write(blocks.passes.theta, theta)
    blocks.load(numbered, undefined, from, to)
    blocks.run(blocks.passes.value, to - from)
    atKink += pairsAtKinks(network, blocks, theta, to - from)
    shared.giveBack(blocks)
    yield
  }
  return { pairs: units * examples.count, atKink }
}

function isKinked({ activations }: Network, layer: number): boolean {
  return kinked.has(activations[layer]!)
}

/**
 * Where numbers that are not finite began in what was computed last, forward and then back: `layer 2`, as people count,
 * `the loss`, or `layer 1, on the way back`. Undefined where all are finite.
 */
export function beginningOfNonFinite(blocks: NetworkBlocks, examples: number): string | undefined {
  const { passes, numbers } = blocks
  const isFinite = (rows: (typeof passes.netInputs)[number], width = rows.count): boolean => {
    for (let example = 0; example < examples; example++) {
      for (let row = 0; row < width; row++) if (!Number.isFinite(numbers[placeIn(rows, row, example)])) return false
    }
    return true
  }
  const forward = passes.netInputs.findIndex((net, index) => !isFinite(net) || !isFinite(passes.units[index]!))
  if (forward >= 0) return `layer ${forward + 1}`
  if (!isFinite(passes.outputs)) return `layer ${passes.netInputs.length + 1}`
  if (!isFinite(passes.losses, 1)) return 'the loss'
  const back = passes.backs.findLastIndex((rows) => !isFinite(rows))
  return back < 0 ? undefined : `layer ${back + 1}, on the way back`
}
