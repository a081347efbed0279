import { finish, multiplicationsPerOperation, pieceWork, type Pieces } from '../pieces'
import {
  type Batch,
  type Beside,
  type Layout,
  type MatrixProduct,
  type SumCounts,
  type SumObjective,
  valueGradManyInPieces,
} from './objective'

/**
 * f(theta; a_i), a term of a mean over N examples, as loops over some of them. Each method adds the terms of examples
 * `from` to `to` - 1 of a batch (of all, where it is absent) to what `sum` holds, one after the other in this order, so
 * that a block may be added in parts.
 */
export interface ExampleTerms {
  readonly dimension: number
  readonly layout: Layout
  /** N. */
  readonly examples: number
  /** Multiplications that a gradient of one example takes, about. */
  readonly workPerExample: number
  /** Examples that are added at once at least, where they are computed together; 1 where absent. */
  readonly leastAtOnce?: number
  /** sum[0] += f. */
  addValues(theta: Float64Array, batch: Batch | undefined, from: number, to: number, sum: Float64Array): void
  /** sum[0] += f, and sum[1 + j] += df / dtheta_j. */
  addGradients(theta: Float64Array, batch: Batch | undefined, from: number, to: number, sum: Float64Array): void
  /** sum (n x n, row-major) += the Hessian of f. */
  addHessians(theta: Float64Array, batch: Batch | undefined, from: number, to: number, sum: Float64Array): void
  /** sum (n) += H v, G v and F v, see `EvaluationsInPieces`. */
  addHessianVectors: AddProducts
  addGaussNewtonVectors?: AddProducts
  addFisherVectors?: AddProducts
  readonly beside?: Beside
  drawFresh?(seed: number, step: number, count: number): void
  /** See `SumObjective`, of some examples of a batch. */
  beginningOfNonFinite?(theta: Float64Array, batch: Batch | undefined, from: number, to: number): string | undefined
}

type AddProducts = (
  theta: Float64Array,
  v: Float64Array,
  batch: Batch | undefined,
  from: number,
  to: number,
  sum: Float64Array,
) => void

/** Examples of a block, whose terms are added one after the other. */
export const blockSize = 64

/**
 * The objective (1 / N) sum_i f(theta; a_i). Blocks of 64 examples of what is asked for are summed each in order, and
 * the sums of blocks in pairs: 1 + 2, 3 + 4, their sums in pairs again, and what is left over at last. So the bits
 * depend on the examples and their order alone.
 */
export function sumObjective(terms: ExampleTerms): SumObjective {
  return new Sum(terms)
}

type AddBlock = (from: number, to: number, sum: Float64Array) => void

class Sum implements SumObjective {
  readonly dimension: number
  readonly layout: Layout
  readonly examples: number
  readonly counts: SumCounts = { values: 0, gradients: 0, hessians: 0, hessianVectors: 0, examples: 0 }
  readonly inPieces: SumObjective['inPieces']
  readonly work: number
  readonly beside?: Beside
  readonly drawFresh?: (seed: number, step: number, count: number) => void
  readonly beginningOfNonFinite?: (theta: Float64Array, batch: Batch | undefined) => string | undefined
  /** Multiplications, of one evaluation or of many short ones. */
  private workSinceYield = 0
  /** Partial sums by their width: entry k is the k-th that waits for its pair. */
  private readonly waiting = new Map<number, Float64Array[]>()

  constructor(private readonly terms: ExampleTerms) {
    this.dimension = terms.dimension
    this.layout = terms.layout
    this.examples = terms.examples
    this.work = (terms.examples * terms.workPerExample) / multiplicationsPerOperation
    if (terms.beside !== undefined) this.beside = terms.beside
    if (terms.drawFresh !== undefined) this.drawFresh = (...draw) => terms.drawFresh!(...draw)
    if (terms.beginningOfNonFinite !== undefined)
      this.beginningOfNonFinite = (theta, batch) => this.firstBeginning(theta, batch)
    this.inPieces = {
      value: (theta, batch) => this.valueInPieces(theta, batch),
      valueGrad: (theta, out, batch) => this.gradientInPieces(theta, out, batch),
      hessian: (theta, out, batch) => this.hessianInPieces(theta, out, batch),
      hessianVector: this.productBy((...block) => terms.addHessianVectors(...block)),
      ...(terms.addGaussNewtonVectors && {
        gaussNewtonVector: this.productBy((...block) => terms.addGaussNewtonVectors!(...block)),
      }),
      ...(terms.addFisherVectors && {
        fisherVector: this.productBy((...block) => terms.addFisherVectors!(...block)),
      }),
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

  private *valueInPieces(theta: Float64Array, batch: Batch | undefined): Pieces<number> {
    this.counts.values++
    const count = this.count(batch, 1)
    const sum = yield* this.sumOf(count, 1, 1, (from, to, into) => this.terms.addValues(theta, batch, from, to, into))
    return sum[0]! / count
  }

  private *gradientInPieces(theta: Float64Array, out: Float64Array, batch: Batch | undefined): Pieces<number> {
    this.counts.gradients++
    const n = this.dimension
    const count = this.count(batch, 1)
    const sum = yield* this.sumOf(count, n + 1, 1, (from, to, into) =>
      this.terms.addGradients(theta, batch, from, to, into),
    )
    for (let j = 0; j < n; j++) out[j] = sum[1 + j]! / count
    return sum[0]! / count
  }

  private *hessianInPieces(theta: Float64Array, out: Float64Array, batch: Batch | undefined): Pieces<void> {
    this.counts.hessians++
    const n = this.dimension
    const count = this.count(batch, n)
    const sum = yield* this.sumOf(count, n * n, n, (from, to, into) =>
      this.terms.addHessians(theta, batch, from, to, into),
    )
    for (let k = 0; k < n * n; k++) out[k] = sum[k]! / count
  }

  private productBy(add: AddProducts): MatrixProduct {
    return (...given) => this.productInPieces(add, ...given)
  }

  private *productInPieces(add: AddProducts, ...given: Parameters<MatrixProduct>): Pieces<void> {
    this.counts.hessianVectors++
    const [theta, v, out, batch] = given
    const n = this.dimension
    const count = this.count(batch, 1)
    const sum = yield* this.sumOf(count, n, 2, (from, to, into) => {
      add(theta, v, batch, from, to, into)
    })
    for (let j = 0; j < n; j++) out[j] = sum[j]! / count
  }

  private firstBeginning(theta: Float64Array, batch: Batch | undefined): string | undefined {
    const count = batch?.length ?? this.examples
    for (let from = 0; from < count; from += blockSize) {
      const to = Math.min(count, from + blockSize)
      const beginning = this.terms.beginningOfNonFinite!(theta, batch, from, to)
      if (beginning !== undefined) return beginning
    }
    return undefined
  }

  /** The number of examples asked for, counted as so many gradients of each. */
  private count(batch: Batch | undefined, gradients: number): number {
    const count = batch === undefined ? this.examples : batch.length
    this.counts.examples += gradients * count
    return count
  }

  /** The sum over `count` examples, `width` numbers; an example takes `gradients` times the work of a gradient. */
  private *sumOf(count: number, width: number, gradients: number, add: AddBlock): Pieces<Float64Array> {
    const { workPerExample, leastAtOnce = 1 } = this.terms
    const work = gradients * workPerExample
    const atOnce = leastAtOnce * Math.max(1, Math.floor(pieceWork / work / leastAtOnce))
    const next = Math.min(atOnce, blockSize) * work
    // How many sums wait: of as many blocks as the ones of `blocks` in binary say, the largest first.
    let depth = 0
    let blocks = 0
    for (let from = 0; from < count; from += blockSize) {
      const to = Math.min(count, from + blockSize)
      const block = this.waitingAt(depth++, width)
      block.fill(0)
      for (let part = from; part < to;) {
        const end = Math.min(to, part + atOnce)
        add(part, end, block)
        this.workSinceYield += (end - part) * work
        part = end
        if (this.workSinceYield + next > pieceWork) {
          this.workSinceYield = 0
          yield
        }
      }
      for (let pairs = ++blocks; pairs % 2 === 0; pairs /= 2) this.join(--depth, width)
    }
    while (depth > 1) this.join(--depth, width)
    return this.waitingAt(0, width)
  }

  /** Adds sum k to the one before it. */
  private join(k: number, width: number): void {
    const [into, from] = [this.waitingAt(k - 1, width), this.waitingAt(k, width)]
    for (let i = 0; i < width; i++) into[i] += from[i]!
  }

  private waitingAt(k: number, width: number): Float64Array {
    let sums = this.waiting.get(width)
    if (sums === undefined) this.waiting.set(width, (sums = []))
    return (sums[k] ??= new Float64Array(width))
  }
}
