import type { Batch, Layout } from '../objectives/objective'
import { blockSize, type ExampleTerms } from '../objectives/sum'
import type { BlockRunner } from './block-steps'
import type { Examples } from './examples'
import { networkLayout, type Network } from './network'
import { NetworkBlocks } from './network-blocks'

/** Examples that are computed together: fewer of a network so large that they would take many milliseconds. */
function togetherOf(parameters: number): number {
  if (parameters <= 131_072) return blockSize
  return parameters <= 524_288 ? 16 : 4
}

/** The loss of a network without normalisation as terms of a mean over examples, computed in blocks. */
export class NetworkTerms implements ExampleTerms {
  readonly dimension: number
  readonly layout: Layout
  readonly examples: number
  readonly workPerExample: number
  readonly leastAtOnce: number
  readonly drawFresh?: (seed: number, step: number, count: number) => void
  private readonly blocks: NetworkBlocks

  constructor(network: Network, examples: Examples, makeRunner?: (size: number) => BlockRunner) {
    const blocks = new NetworkBlocks(network, examples, blockSize, makeRunner)
    const { dimension } = blocks
    this.blocks = blocks
    this.dimension = dimension
    this.layout = networkLayout(network)
    this.examples = examples.count
    // Forward, back and the sums over examples take a multiplication a parameter each, two examples at once.
    this.workPerExample = Math.max(16, dimension)
    this.leastAtOnce = togetherOf(dimension)
    if (examples.fresh !== undefined) this.drawFresh = (...draw) => blocks.drawFresh(...draw)
  }

  addValues(theta: Float64Array, batch: Batch | undefined, from: number, to: number, sum: Float64Array): void {
    const { blocks } = this
    const { passes } = blocks
    blocks.write(passes.theta, theta)
    blocks.load(batch, from, to)
    blocks.run(passes.value, to - from)
    blocks.addLosses(to - from, sum)
  }

  addGradients(theta: Float64Array, batch: Batch | undefined, from: number, to: number, sum: Float64Array): void {
    const { blocks } = this
    const { passes } = blocks
    blocks.write(passes.theta, theta)
    blocks.clear(passes.gradient)
    blocks.load(batch, from, to)
    blocks.run(passes.withGradient, to - from)
    blocks.addLosses(to - from, sum)
    blocks.addTo(sum, 1, passes.gradient)
  }

  addHessians(theta: Float64Array, batch: Batch | undefined, from: number, to: number, sum: Float64Array): void {
    const { dimension: n, blocks } = this
    const { passes, numbers } = blocks
    blocks.write(passes.theta, theta)
    blocks.load(batch, from, to)
    blocks.clear(passes.direction)
    for (let column = 0; column < n; column++) {
      numbers[passes.direction + column] = 1
      blocks.clear(passes.product)
      blocks.run(passes.withProduct, to - from)
      numbers[passes.direction + column] = 0
      // Symmetric but for rounding: the upper triangle counts.
      for (let row = 0; row <= column; row++) {
        const entry = numbers[passes.product + row]!
        sum[row * n + column]! += entry
        if (row < column) sum[column * n + row]! += entry
      }
    }
  }

  addHessianVectors(
    theta: Float64Array,
    v: Float64Array,
    batch: Batch | undefined,
    from: number,
    to: number,
    sum: Float64Array,
  ): void {
    const { blocks } = this
    const { passes } = blocks
    blocks.write(passes.theta, theta)
    blocks.write(passes.direction, v)
    blocks.clear(passes.product)
    blocks.load(batch, from, to)
    blocks.run(passes.withProduct, to - from)
    blocks.addTo(sum, 0, passes.product)
  }
}
