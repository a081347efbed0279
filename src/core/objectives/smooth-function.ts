import { finish, multiplicationsPerOperation, pieceWork, type Pieces } from '../pieces'
import type { Beside, EvaluationCounts, Layout, Objective } from './objective'

/**
 * A function R^n -> R written as loops over coordinates, with its exact derivatives. Every method writes into the
 * caller's buffers and allocates nothing. `value` and `valueGrad` give the same bits for the value.
 */
export interface SmoothFunction {
  value(theta: Float64Array): number
  valueGrad(theta: Float64Array, outGradient: Float64Array): number
  /** H(theta) v into `out`. */
  hessianVector(theta: Float64Array, v: Float64Array, out: Float64Array): void
  /** Column `from` of the Hessian and up to three more, one after the other: each as by a product. */
  hessianColumns?(theta: Float64Array, from: number, out: Float64Array): void
  /** Multiplications that a product with the Hessian takes, about; some a coordinate where absent. */
  readonly workPerProduct?: number
  /** What the function does where it has no derivative, where it has such places. */
  readonly beside?: Beside
}

/**
 * Makes the objective of a function of n coordinates, which are one vector `theta` of its layout. Its Hessian is made
 * of n products.
 */
export function functionObjective(n: number, smooth: SmoothFunction): Objective {
  return new FunctionObjective(n, smooth)
}

class FunctionObjective implements Objective {
  readonly layout: Layout
  readonly counts: EvaluationCounts = { values: 0, gradients: 0, hessians: 0, hessianVectors: 0 }
  readonly hessianByColumns?: Objective['hessianByColumns']
  readonly work: number
  readonly beside?: Beside
  private readonly first: Float64Array
  private readonly second: Float64Array
  private readonly columnsInPiece: number

  constructor(
    readonly dimension: number,
    private readonly smooth: SmoothFunction,
  ) {
    this.layout = [{ name: 'theta', role: 'coordinate', offset: 0, shape: [dimension] }]
    this.first = new Float64Array(dimension)
    this.second = new Float64Array(dimension)
    const workPerProduct = smooth.workPerProduct ?? 64 * dimension
    this.work = workPerProduct / multiplicationsPerOperation
    this.columnsInPiece = Math.max(1, Math.floor(pieceWork / workPerProduct))
    if (this.columnsInPiece < dimension) this.hessianByColumns = (theta, out) => this.columnByColumn(theta, out)
    if (smooth.beside !== undefined) this.beside = smooth.beside
  }

  value(theta: Float64Array): number {
    this.counts.values++
    return this.smooth.value(theta)
  }

  valueGrad(theta: Float64Array, outGradient: Float64Array): number {
    this.counts.gradients++
    return this.smooth.valueGrad(theta, outGradient)
  }

  hessian(theta: Float64Array, outHessian: Float64Array): void {
    finish(this.columnByColumn(theta, outHessian))
  }

  private *columnByColumn(theta: Float64Array, outHessian: Float64Array): Pieces<void> {
    this.counts.hessians++
    const { dimension: n, first: unit, smooth } = this
    const columns = smooth.hessianColumns === undefined ? this.second : new Float64Array(4 * n)
    const atOnce = columns.length / n
    for (let j = 0; j < n; j += atOnce) {
      if (j > 0 && (j / atOnce) % this.columnsInPiece === 0) yield
      if (smooth.hessianColumns === undefined) {
        unit.fill(0)
        unit[j] = 1
        smooth.hessianVector(theta, unit, columns)
      } else smooth.hessianColumns(theta, j, columns)
      const end = Math.min(n, j + atOnce)
      // The upper triangle is taken for both, so that the matrix is symmetric to the last bit.
      for (let i = 0; i < end; i++) {
        for (let k = Math.max(i, j); k < end; k++) {
          const entry = columns[(k - j) * n + i]!
          outHessian[i * n + k] = entry
          outHessian[k * n + i] = entry
        }
      }
    }
  }

  hessianVector(theta: Float64Array, v: Float64Array, out: Float64Array): void {
    this.counts.hessianVectors++
    this.smooth.hessianVector(theta, v, out)
  }

  valueGradMany(thetas: Float64Array, count: number, outValues: Float64Array, outGradients: Float64Array): void {
    this.counts.gradients += count
    const { dimension: n, first: theta, second: gradient } = this
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < n; j++) theta[j] = thetas[j * count + i]!
      outValues[i] = this.smooth.valueGrad(theta, gradient)
      for (let j = 0; j < n; j++) outGradients[j * count + i] = gradient[j]!
    }
  }
}
