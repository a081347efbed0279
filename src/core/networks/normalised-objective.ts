import { finish, multiplicationsPerOperation, type Pieces } from '../pieces'
import type { RunningStatistics } from '../objectives/measures'
import {
  type Batch,
  type EvaluationsInPieces,
  type Layout,
  type MatrixProduct,
  type SumCounts,
  type SumObjective,
  valueGradManyInPieces,
} from '../objectives/objective'
import type { BlockStep, StepList } from './block-steps'
import { type Examples, NumberedExamples } from './examples'
import { beginningOfNonFinite } from './kinks'
import { networkLayout, type Network, normalisedLayers, parameterCount, workPerExample } from './network'
import type { MakeRunner, NetworkBlocks } from './network-blocks'
import type { ProductSteps } from './network-terms'
import { sharedBlocks, type SharedBlocks } from './shared-blocks'

/**
 * The mean loss of a network with batch normalisation, in train mode: a function of the whole batch, whose statistics
 * every example's loss depends on, so it is computed in one block and is no mean of terms. A batch has two examples at
 * least, since of one every unit would be 0 after its normalisation, and at most as many as there are.
 */
export function normalisedObjective(
  network: Network,
  examples: Examples,
  makeRunner?: MakeRunner,
): SumObjective & { readonly statistics: RunningStatistics } {
  return new NormalisedObjective(network, examples, makeRunner)
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
  readonly leastBatch = 2
  private readonly numbered: NumberedExamples
  private readonly shared: SharedBlocks
  /** Mean and unbiased variance of each unit on the batch whose gradient was asked for last. */
  private readonly last: Float64Array

  constructor(
    private readonly network: Network,
    examples: Examples,
    makeRunner?: MakeRunner,
  ) {
    this.dimension = parameterCount(network)
    this.numbered = new NumberedExamples(examples)
    this.shared = sharedBlocks(network, examples.count, makeRunner)
    this.layout = networkLayout(network)
    this.examples = examples.count
    this.work = (examples.count * workPerExample(network)) / multiplicationsPerOperation
    if (examples.fresh !== undefined) this.drawFresh = (...draw) => this.numbered.drawFresh(...draw)
    this.last = initialStatistics(network)
    this.statistics = {
      layers: normalisedLayers(network),
      initial: () => initialStatistics(network),
      takeIn: (running) => {
        for (let k = 0; k < running.length; k++) running[k] = (1 - momentum) * running[k]! + momentum * this.last[k]!
      },
      reestimate: (theta) => this.reestimate(theta),
    }
    this.inPieces = {
      value: (theta, batch) => this.valueInPieces(theta, batch),
      valueGrad: (theta, out, batch) => this.gradientInPieces(theta, out, batch),
      hessian: (theta, out, batch) => this.hessianInPieces(theta, out, batch),
      hessianVector: this.productInPieces(({ withProduct, product }) => [withProduct, product]),
      gaussNewtonVector: this.productInPieces(({ withGaussNewton, gradient }) => [withGaussNewton, gradient]),
      fisherVector: this.productInPieces(({ withFisher, gradient }) => [withFisher, gradient]),
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
    finish(this.inPieces.hessianVector(theta, v, out))
  }

  valueGradMany(thetas: Float64Array, count: number, outValues: Float64Array, outGradients: Float64Array): void {
    finish(valueGradManyInPieces(this, thetas, count, outValues, outGradients))
  }

  beginningOfNonFinite(theta: Float64Array, batch: Batch | undefined): string | undefined {
    const blocks = this.shared.take()
    const count = this.load(blocks, theta, batch)
    blocks.clear(blocks.passes.gradient)
    blocks.run(blocks.passes.withGradient, count)
    const beginning = beginningOfNonFinite(blocks, count)
    this.shared.giveBack(blocks)
    return beginning
  }

  private *valueInPieces(theta: Float64Array, batch: Batch | undefined): Pieces<number> {
    this.counts.values++
    return yield* this.compute(theta, batch, 1, function* (blocks, count) {
      yield* run(blocks, blocks.passes.value, count)
      return meanLoss(blocks, count)
    })
  }

  private *gradientInPieces(theta: Float64Array, out: Float64Array, batch: Batch | undefined): Pieces<number> {
    const { last } = this
    this.counts.gradients++
    return yield* this.compute(theta, batch, 1, function* (blocks, count) {
      const { passes } = blocks
      blocks.clear(passes.gradient)
      yield* run(blocks, passes.withGradient, count)
      readMeans(blocks, passes.gradient, count, out)
      readStatistics(blocks, count / (count - 1), last)
      return meanLoss(blocks, count)
    })
  }

  private *hessianInPieces(theta: Float64Array, out: Float64Array, batch: Batch | undefined): Pieces<void> {
    const n = this.dimension
    this.counts.hessians++
    yield* this.compute(theta, batch, n, function* (blocks, count) {
      const { passes, numbers } = blocks
      const column = new Float64Array(n)
      for (let k = 0; k < n; k++) {
        blocks.clear(passes.direction)
        numbers[passes.direction + k] = 1
        blocks.clear(passes.product)
        yield* run(blocks, passes.withProduct, count)
        readMeans(blocks, passes.product, count, column)
        // Symmetric but for rounding: the upper triangle counts.
        for (let row = 0; row <= k; row++) out[row * n + k] = out[k * n + row] = column[row]!
      }
    })
  }

  private productInPieces(stepsOf: ProductSteps): MatrixProduct {
    return (theta, v, out, batch) => {
      this.counts.hessianVectors++
      return this.compute(theta, batch, 1, function* (blocks, count) {
        const [steps, place] = stepsOf(blocks.passes)
        blocks.write(blocks.passes.direction, v)
        blocks.clear(place)
        yield* run(blocks, steps, count)
        readMeans(blocks, place, count, out)
      })
    }
  }

  private *reestimate(theta: Float64Array): Pieces<Float64Array> {
    const statistics = initialStatistics(this.network)
    yield* this.compute(theta, undefined, 0, function* (blocks, count) {
      yield* run(blocks, blocks.passes.value, count)
      readStatistics(blocks, 1, statistics)
    })
    return statistics
  }

  /** Computes on blocks that hold theta and a batch, counted as so many gradients of each of its examples. */
  private *compute<Result>(
    theta: Float64Array,
    batch: Batch | undefined,
    gradients: number,
    how: (blocks: NetworkBlocks, count: number) => Pieces<Result>,
  ): Pieces<Result> {
    const blocks = this.shared.take()
    const count = this.load(blocks, theta, batch)
    this.counts.examples += gradients * count
    const result = yield* how(blocks, count)
    this.shared.giveBack(blocks)
    return result
  }

  /** The number of examples. */
  private load(blocks: NetworkBlocks, theta: Float64Array, batch: Batch | undefined): number {
    const count = batch?.length ?? this.examples
    if (count > this.examples) throw new RangeError(`batch of ${count} examples, expected at most ${this.examples}`)
    blocks.write(blocks.passes.theta, theta)
    blocks.load(this.numbered, batch, 0, count)
    return count
  }
}

/** Means of 0 and variances of 1. */
function initialStatistics({ widths }: Network): Float64Array {
  const units = widths.slice(1, -1).reduce((sum, width) => sum + width, 0)
  return Float64Array.from({ length: 2 * units }, (_, k) => k % 2)
}

/** Mean and variance of each unit on what was computed last, the variance times a factor. */
function readStatistics({ numbers, passes }: NetworkBlocks, factor: number, out: Float64Array): void {
  let at = 0
  for (const { count, statistics } of passes.normalisations) {
    for (let unit = 0; unit < count; unit++, at += 2) {
      out[at] = numbers[statistics + 4 * unit]!
      out[at + 1] = factor * numbers[statistics + 4 * unit + 1]!
    }
  }
}

function* run(blocks: NetworkBlocks, steps: StepList, count: number): Pieces<void> {
  for (const [index, part] of partsOf(steps).entries()) {
    if (index > 0) yield
    blocks.run(part, count)
  }
}

function meanLoss(blocks: NetworkBlocks, count: number): number {
  const sum = new Float64Array(1)
  blocks.addLosses(count, sum)
  return sum[0]! / count
}

function readMeans({ numbers }: NetworkBlocks, place: number, count: number, out: Float64Array): void {
  for (let j = 0; j < out.length; j++) out[j] = numbers[place + j]! / count
}

const parts = new WeakMap<StepList, readonly StepList[]>()

/** Steps cut behind each that is written by hand: a layer, about. */
function partsOf(steps: StepList): readonly StepList[] {
  const known = parts.get(steps)
  if (known !== undefined) return known
  const cut: BlockStep[][] = [[]]
  for (const step of steps) {
    cut.at(-1)!.push(step)
    if (step.kind === 'hand') cut.push([])
  }
  const made = cut.filter((part) => part.length > 0)
  parts.set(steps, made)
  return made
}
