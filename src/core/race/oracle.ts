import { copy } from '../linalg/vector'
import type { Batch, EvaluationsInPieces, Objective } from '../objectives/objective'
import type { Need, OptimizerDefinition, Oracle } from '../definitions/optimizer'
import type { Pieces, Rest } from '../pieces'
import type { Chain } from './chain'

/** In so many dimensions a step takes less than a millisecond, whatever the rule asks and decomposes. */
const quickDimension = 32

/**
 * What a rule may ask of the objective within a step, by its declared needs; the race asks here too where the step
 * leads. Gradients elsewhere pass the chain with the present step's noise, so that a rule which looks twice sees one
 * disturbed objective.
 *
 * The exact value and gradient at the last point asked for are kept: a line search ends where the race goes, and that
 * point is not evaluated twice.
 */
export class RaceOracle implements Oracle {
  /** The step under way, which the noise belongs to, and its batch. */
  step = 0
  batch: Batch | undefined = undefined
  value = NaN
  readonly gradient: Float64Array
  readonly isQuick: boolean
  private readonly looksElsewhere: boolean
  private readonly looksAtHessian: boolean
  private readonly looksAlongHessian: boolean
  private readonly lastPoint: Float64Array
  private readonly lastGradient: Float64Array
  /** Of an objective whose evaluations may take long: no question is answered at once. */
  private readonly inPieces: EvaluationsInPieces | undefined

  constructor(
    private readonly objective: Objective,
    private readonly optimizer: OptimizerDefinition,
    private readonly chain: Chain,
  ) {
    const { needs } = optimizer
    this.looksElsewhere = needs.includes('gradient-elsewhere')
    this.looksAtHessian = needs.includes('hessian')
    this.looksAlongHessian = needs.includes('hessian-vector')
    const n = this.looksElsewhere ? objective.dimension : 0
    this.lastPoint = new Float64Array(n).fill(NaN)
    this.lastGradient = new Float64Array(n)
    this.gradient = chain.isIdle ? this.lastGradient : new Float64Array(n)
    this.inPieces = objective.inPieces
    this.isQuick =
      objective.inPieces === undefined &&
      objective.hessianByColumns === undefined &&
      objective.dimension <= quickDimension
  }

  valueGrad(point: Float64Array): Rest {
    if (!this.looksElsewhere) this.refuse('gradient-elsewhere')
    if (this.inPieces !== undefined) return this.valueGradInPieces(point, this.inPieces)
    this.keep(point, this.objective.valueGrad(point, this.lastGradient))
    return undefined
  }

  hessian(point: Float64Array, outHessian: Float64Array): Rest {
    if (!this.looksAtHessian) this.refuse('hessian')
    if (this.inPieces !== undefined) return this.inPieces.hessian(point, outHessian, this.batch)
    if (this.objective.hessianByColumns !== undefined) return this.objective.hessianByColumns(point, outHessian)
    this.objective.hessian(point, outHessian)
    return undefined
  }

  hessianVector(point: Float64Array, v: Float64Array, out: Float64Array): Rest {
    if (!this.looksAlongHessian) this.refuse('hessian-vector')
    if (this.inPieces !== undefined) return this.inPieces.hessianVector(point, v, out, this.batch)
    this.objective.hessianVector(point, v, out)
    return undefined
  }

  /**
   * The exact J at the point that a step leads to, and its gradient in place of that at `theta`, where the step comes
   * from with its loss. A step that rests asks nothing, and one that leads to the point last asked for does not ask
   * again.
   */
  arrive(theta: Float64Array, loss: number, point: Float64Array, gradient: Float64Array): number {
    if (isSame(point, theta)) return loss
    if (!this.isLast(point)) return this.objective.valueGrad(point, gradient)
    copy(this.lastGradient, gradient)
    return this.value
  }

  /** As `arrive`. */
  *arriveInPieces(theta: Float64Array, loss: number, point: Float64Array, gradient: Float64Array): Pieces<number> {
    if (this.inPieces === undefined || isSame(point, theta) || this.isLast(point))
      return this.arrive(theta, loss, point, gradient)
    return yield* this.inPieces.valueGrad(point, gradient)
  }

  /** Whether the point was asked for last. */
  private isLast(point: Float64Array): boolean {
    return this.looksElsewhere && isSame(point, this.lastPoint)
  }

  private *valueGradInPieces(point: Float64Array, inPieces: EvaluationsInPieces): Pieces<void> {
    this.keep(point, yield* inPieces.valueGrad(point, this.lastGradient, this.batch))
  }

  private keep(point: Float64Array, value: number): void {
    this.value = value
    copy(point, this.lastPoint)
    if (!this.chain.isIdle) this.chain.apply(this.step, this.lastGradient, this.gradient, undefined)
  }

  private refuse(need: Need): never {
    throw new Error(`${this.optimizer.id} asks for what it does not need: ${need}`)
  }
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
