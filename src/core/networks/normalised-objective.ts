import { finish, multiplicationsPerOperation, type Pieces } from '../pieces'
import {
  type Batch,
  type EvaluationsInPieces,
  type Layout,
  type SumCounts,
  type SumObjective,
  valueGradManyInPieces,
} from '../objectives/objective'
import type { BlockRunner, BlockStep, StepList } from './block-steps'
import type { Examples } from './examples'
import { networkLayout, type Network } from './network'
import { NetworkBlocks } from './network-blocks'

/**
 * The mean loss of a network with batch normalisation, in train mode: a function of the whole batch, whose statistics
 * every example's loss depends on, so it is computed in one block and is no mean of terms. A batch has two examples at
 * least, since of one every unit would be 0 after its normalisation, and at most as many as there are.
 */
export function normalisedObjective(
  network: Network,
  examples: Examples,
  makeRunner?: (size: number) => BlockRunner,
): SumObjective & { readonly statistics: RunningStatistics } {
  return new NormalisedObjective(network, examples, makeRunner)
}

/**
 * The means and unbiased variances of units before their normalisation, that training gathers as it goes: whoever
 * trains keeps them. Source: PyTorch's BatchNorm1d, momentum 0.1.
 */
export interface RunningStatistics {
  /** Mean and variance of each unit, layer by layer: 0 and 1 at first. */
  readonly initial: () => Float64Array
  /** Takes in those of the batch whose gradient was asked for last: r = 0.9 r + 0.1 s. */
  readonly takeIn: (running: Float64Array) => void
  /** Those of all examples at a point, with the biased variance, as train mode on all of them has. */
  readonly reestimate: (theta: Float64Array) => Pieces<Float64Array>
  /** J over all examples by running statistics in place of the batch's. */
  readonly value: (theta: Float64Array, running: Float64Array) => number
}

const momentum = 0.1

class NormalisedObjective implements SumObjective {
  readonly dimension: number
  readonly layout: Layout
  readonly examples: number
  readonly counts: SumCounts = { values: 0, gradients: 0, hessians: 0, hessianVectors: 0, examples: 0 }
  readonly work: number
  readonly drawFresh?: (seed: number, step: number, count: number) => void
  readonly inPieces: EvaluationsInPieces
  readonly statistics: RunningStatistics
  private readonly blocks: NetworkBlocks
  /** Of the last batch. */
  private lastCount = 0
  private readonly parts: Readonly<Record<'value' | 'withGradient' | 'withProduct', readonly StepList[]>>

  constructor(network: Network, examples: Examples, makeRunner?: (size: number) => BlockRunner) {
    const blocks = new NetworkBlocks(network, examples, examples.count, makeRunner)
    const { value, withGradient, withProduct } = blocks.passes
    this.blocks = blocks
    this.parts = { value: partsOf(value), withGradient: partsOf(withGradient), withProduct: partsOf(withProduct) }
    this.dimension = blocks.dimension
    this.layout = networkLayout(network)
    this.examples = examples.count
    this.work = (examples.count * Math.max(16, this.dimension)) / multiplicationsPerOperation
    if (examples.fresh !== undefined) this.drawFresh = (...draw) => blocks.drawFresh(...draw)
    this.statistics = {
      initial: () => Float64Array.from({ length: 2 * this.units }, (_, k) => k % 2),
      takeIn: (running) => this.takeIn(running),
      reestimate: (theta) => this.reestimate(theta),
      value: (theta, running) => this.valueByRunning(theta, running),
    }
    this.inPieces = {
      value: (theta, batch) => this.valueInPieces(theta, batch),
      valueGrad: (theta, out, batch) => this.gradientInPieces(theta, out, batch),
      hessian: (theta, out, batch) => this.hessianInPieces(theta, out, batch),
      hessianVector: (theta, v, out, batch) => this.productInPieces(theta, v, out, batch),
    }
  }

  value(theta: Float64Array): number {
    return finish(this.valueInPieces(theta, undefined))
  }

  valueGrad(theta: Float64Array, outGradient: Float64Array): number {
    return finish(this.gradientInPieces(theta, outGradient, undefined))
  }

  hessian(theta: Float64Array, outHessian: Float64Array): void {
    finish(this.hessianInPieces(theta, outHessian, undefined))
  }

  hessianVector(theta: Float64Array, v: Float64Array, out: Float64Array): void {
    finish(this.productInPieces(theta, v, out, undefined))
  }

  valueGradMany(thetas: Float64Array, count: number, outValues: Float64Array, outGradients: Float64Array): void {
    finish(valueGradManyInPieces(this, thetas, count, outValues, outGradients))
  }

  private *valueInPieces(theta: Float64Array, batch: Batch | undefined): Pieces<number> {
    this.counts.values++
    const count = this.load(theta, batch, 1)
    yield* this.run(this.parts.value, count)
    return this.meanLoss(count)
  }

  private *gradientInPieces(theta: Float64Array, out: Float64Array, batch: Batch | undefined): Pieces<number> {
    const { blocks } = this
    const { passes } = blocks
    this.counts.gradients++
    const count = this.load(theta, batch, 1)
    blocks.clear(passes.gradient)
    yield* this.run(this.parts.withGradient, count)
    this.read(passes.gradient, count, out)
    return this.meanLoss(count)
  }

  private *hessianInPieces(theta: Float64Array, out: Float64Array, batch: Batch | undefined): Pieces<void> {
    const { blocks, dimension: n } = this
    const { passes, numbers } = blocks
    this.counts.hessians++
    const count = this.load(theta, batch, n)
    const column = new Float64Array(n)
    for (let k = 0; k < n; k++) {
      blocks.clear(passes.direction)
      numbers[passes.direction + k] = 1
      blocks.clear(passes.product)
      yield* this.run(this.parts.withProduct, count)
      this.read(passes.product, count, column)
      // Symmetric but for rounding: the upper triangle counts.
      for (let row = 0; row <= k; row++) out[row * n + k] = out[k * n + row] = column[row]!
    }
  }

  private *productInPieces(
    theta: Float64Array,
    v: Float64Array,
    out: Float64Array,
    batch: Batch | undefined,
  ): Pieces<void> {
    const { blocks } = this
    const { passes } = blocks
    this.counts.hessianVectors++
    const count = this.load(theta, batch, 1)
    blocks.write(passes.direction, v)
    blocks.clear(passes.product)
    yield* this.run(this.parts.withProduct, count)
    this.read(passes.product, count, out)
  }

  private get units(): number {
    return this.blocks.passes.normalisations.reduce((sum, { count }) => sum + count, 0)
  }

  private takeIn(running: Float64Array): void {
    const { numbers, passes } = this.blocks
    const unbiased = this.lastCount / (this.lastCount - 1)
    let at = 0
    for (const { count, statistics } of passes.normalisations) {
      for (let unit = 0; unit < count; unit++, at += 2) {
        const [mean, variance] = [numbers[statistics + 4 * unit]!, numbers[statistics + 4 * unit + 1]!]
        running[at] = (1 - momentum) * running[at]! + momentum * mean
        running[at + 1] = (1 - momentum) * running[at + 1]! + momentum * (unbiased * variance)
      }
    }
  }

  private *reestimate(theta: Float64Array): Pieces<Float64Array> {
    const { numbers, passes } = this.blocks
    const count = this.load(theta, undefined, 0)
    yield* this.run(this.parts.value, count)
    return Float64Array.from(
      passes.normalisations.flatMap(({ count: units, statistics }) =>
        Array.from({ length: 2 * units }, (_, k) => numbers[statistics + 4 * (k >> 1) + (k % 2)]!),
      ),
    )
  }

  private valueByRunning(theta: Float64Array, running: Float64Array): number {
    const { blocks } = this
    this.counts.values++
    const count = this.load(theta, undefined, 1)
    blocks.writeRunning(running)
    blocks.run(blocks.passes.valueByRunning, count)
    return this.meanLoss(count)
  }

  /** The number of examples, counted as so many gradients of each. */
  private load(theta: Float64Array, batch: Batch | undefined, gradients: number): number {
    const count = batch?.length ?? this.examples
    if (count > this.examples) throw new RangeError(`batch of ${count} examples, expected at most ${this.examples}`)
    this.counts.examples += gradients * count
    this.lastCount = count
    this.blocks.write(this.blocks.passes.theta, theta)
    this.blocks.load(batch, 0, count)
    return count
  }

  private *run(parts: readonly StepList[], count: number): Pieces<void> {
    for (const [index, steps] of parts.entries()) {
      if (index > 0) yield
      this.blocks.run(steps, count)
    }
  }

  private meanLoss(count: number): number {
    const sum = new Float64Array(1)
    this.blocks.addLosses(count, sum)
    return sum[0]! / count
  }

  private read(place: number, count: number, out: Float64Array): void {
    const { numbers } = this.blocks
    for (let j = 0; j < this.dimension; j++) out[j] = numbers[place + j]! / count
  }
}

/** Steps cut behind each that is written by hand: a layer, about. */
function partsOf(steps: StepList): readonly StepList[] {
  const parts: BlockStep[][] = [[]]
  for (const step of steps) {
    parts.at(-1)!.push(step)
    if (step.kind === 'hand') parts.push([])
  }
  return parts.filter((part) => part.length > 0)
}
