import type { Batch, Layout } from '../objectives/objective'
import { blockSize, type ExampleTerms } from '../objectives/sum'
import type { StepList } from './block-steps'
import { type Examples, NumberedExamples } from './examples'
import { beginningOfNonFinite } from './kinks'
import { networkLayout, type Network, parameterCount, workPerExample } from './network'
import type { MakeRunner, NetworkBlocks } from './network-blocks'
import type { Passes } from './passes'
import { sharedBlocks, type SharedBlocks } from './shared-blocks'

/** Examples that are computed together: fewer of a network so large that they would take many milliseconds. */
function togetherOf(parameters: number): number {
  if (parameters <= 131_072) return blockSize
  return parameters <= 524_288 ? 16 : 4
}

/** Some examples of a batch, and what is added to. */
type Block = [batch: Batch | undefined, from: number, to: number, sum: Float64Array]
/** The steps of a product with a matrix, and where they add it. */
export type ProductSteps = (passes: Passes) => readonly [steps: StepList, place: number]

/** The loss of a network without normalisation as terms of a mean over examples, computed in blocks. */
export class NetworkTerms implements ExampleTerms {
  readonly dimension: number
  readonly layout: Layout
  readonly examples: number
  readonly workPerExample: number
  readonly leastAtOnce: number
  readonly drawFresh?: (seed: number, step: number, count: number) => void
  private readonly numbered: NumberedExamples
  private readonly shared: SharedBlocks

  constructor(network: Network, examples: Examples, makeRunner?: MakeRunner) {
    const dimension = parameterCount(network)
    this.numbered = new NumberedExamples(examples)
    this.shared = sharedBlocks(network, blockSize, makeRunner)
    this.dimension = dimension
    this.layout = networkLayout(network)
    this.examples = examples.count
    this.workPerExample = workPerExample(network)
    this.leastAtOnce = togetherOf(dimension)
    if (examples.fresh !== undefined) this.drawFresh = (...draw) => this.numbered.drawFresh(...draw)
  }

  addValues(theta: Float64Array, batch: Batch | undefined, from: number, to: number, sum: Float64Array): void {
    this.compute(theta, batch, from, to, (blocks) => {
      blocks.run(blocks.passes.value, to - from)
      blocks.addLosses(to - from, sum)
    })
  }

  addGradients(theta: Float64Array, batch: Batch | undefined, from: number, to: number, sum: Float64Array): void {
    this.compute(theta, batch, from, to, (blocks) => {
      const { passes } = blocks
      blocks.clear(passes.gradient)
      blocks.run(passes.withGradient, to - from)
      blocks.addLosses(to - from, sum)
      blocks.addTo(sum, 1, passes.gradient)
    })
  }

  addHessians(theta: Float64Array, batch: Batch | undefined, from: number, to: number, sum: Float64Array): void {
    this.compute(theta, batch, from, to, (blocks) => {
      const { passes, numbers, dimension: n } = blocks
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
    })
  }

  addHessianVectors(theta: Float64Array, v: Float64Array, ...block: Block): void {
    this.addProducts(theta, v, ({ withProduct, product }) => [withProduct, product], ...block)
  }

  addGaussNewtonVectors(theta: Float64Array, v: Float64Array, ...block: Block): void {
    this.addProducts(theta, v, ({ withGaussNewton, gradient }) => [withGaussNewton, gradient], ...block)
  }

  addFisherVectors(theta: Float64Array, v: Float64Array, ...block: Block): void {
    this.addProducts(theta, v, ({ withFisher, gradient }) => [withFisher, gradient], ...block)
  }

  beginningOfNonFinite(theta: Float64Array, batch: Batch | undefined, from: number, to: number): string | undefined {
    let beginning: string | undefined
    this.compute(theta, batch, from, to, (blocks) => {
      blocks.clear(blocks.passes.gradient)
      blocks.run(blocks.passes.withGradient, to - from)
      beginning = beginningOfNonFinite(blocks, to - from)
    })
    return beginning
  }

  /** Adds what the steps of some passes add to a place. */
  private addProducts(theta: Float64Array, v: Float64Array, stepsOf: ProductSteps, ...block: Block): void {
    const [batch, from, to, sum] = block
    this.compute(theta, batch, from, to, (blocks) => {
      const [steps, place] = stepsOf(blocks.passes)
      blocks.write(blocks.passes.direction, v)
      blocks.clear(place)
      blocks.run(steps, to - from)
      blocks.addTo(sum, 0, place)
    })
  }

  /** Takes up theta and some examples of a batch in blocks, for `use` alone. */
  private compute(
    theta: Float64Array,
    batch: Batch | undefined,
    from: number,
    to: number,
    use: (blocks: NetworkBlocks) => void,
  ): void {
    const blocks = this.shared.take()
    blocks.write(blocks.passes.theta, theta)
    blocks.load(this.numbered, batch, from, to)
    use(blocks)
    this.shared.giveBack(blocks)
  }
}
