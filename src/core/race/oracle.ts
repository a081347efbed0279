import { copy } from '../linalg/vector'
import type { Batch, EvaluationsInPieces, Objective } from '../objectives/objective'
import type { Need, OptimizerDefinition, Oracle, Request } from '../definitions/optimizer'
import type { Pieces } from '../pieces'
import type { Chain } from './chain'

/**
 * What a rule may ask of the objective within a step, by its declared needs; the race asks here too where the step leads.
 * Gradients elsewhere pass the chain with the present step's noise, so that a rule which looks twice sees one disturbed objective.
 *
 * The exact value and gradient at the last point asked for are kept: a line search ends where the race goes, and that point is
 * not evaluated twice.
 */
export class RaceOracle implements Oracle {
  /** The step under way, which the noise belongs to, and its batch. */
  step = 0
  batch: Batch | undefined = undefined
  value = NaN
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
    this.inPieces = objective.inPieces
  }

  valueGrad(point: Float64Array, outGradient: Float64Array): Request | undefined {
    if (!this.looksElsewhere) this.refuse('gradient-elsewhere')
    if (this.inPieces !== undefined) return { kind: 'gradient', point, out: outGradient }
    this.take(point, this.objective.valueGrad(point, this.lastGradient), outGradient)
    return undefined
  }

  hessian(point: Float64Array, outHessian: Float64Array): Request | undefined {
    if (!this.looksAtHessian) this.refuse('hessian')
    if (this.inPieces !== undefined) return { kind: 'hessian', point, out: outHessian }
    this.objective.hessian(point, outHessian)
    return undefined
  }

  hessianVector(point: Float64Array, v: Float64Array, out: Float64Array): Request | undefined {
    if (!this.looksAlongHessian) this.refuse('hessian-vector')
    if (this.inPieces !== undefined) return { kind: 'hessian-vector', point, v, out }
    this.objective.hessianVector(point, v, out)
    return undefined
  }

  /** Answers what could not be answered at once, on the step's batch. */
  *answer(request: Request): Pieces<void> {
    const { batch } = this
    const inPieces = this.inPieces!
    switch (request.kind) {
      case 'gradient': {
        const value = yield* inPieces.valueGrad(request.point, this.lastGradient, batch)
        this.take(request.point, value, request.out)
        return
      }
      case 'hessian':
        yield* inPieces.hessian(request.point, request.out, batch)
        return
      case 'hessian-vector':
        yield* inPieces.hessianVector(request.point, request.v, request.out, batch)
        return
      default:
        request satisfies never
    }
  }

  /**
   * The exact J at the point that a step leads to, and its gradient in place of that at `theta`, where the step comes from with its
   * loss. A step that rests asks nothing, and one that leads to the point last asked for does not ask again.
   */
  arrive(theta: Float64Array, loss: number, point: Float64Array, gradient: Float64Array): number {
    return this.known(theta, loss, point, gradient) ?? this.objective.valueGrad(point, gradient)
  }

  /** As `arrive`. */
  *arriveInPieces(theta: Float64Array, loss: number, point: Float64Array, gradient: Float64Array): Pieces<number> {
    const known = this.known(theta, loss, point, gradient)
    if (known !== undefined) return known
    if (this.inPieces === undefined) return this.objective.valueGrad(point, gradient)
    return yield* this.inPieces.valueGrad(point, gradient)
  }

  private known(theta: Float64Array, loss: number, point: Float64Array, gradient: Float64Array): number | undefined {
    if (isSame(point, theta)) return loss
    if (!this.looksElsewhere || !isSame(point, this.lastPoint)) return undefined
    copy(this.lastGradient, gradient)
    return this.value
  }

  private take(point: Float64Array, value: number, outGradient: Float64Array): void {
    this.value = value
    copy(point, this.lastPoint)
    this.chain.apply(this.step, this.lastGradient, outGradient, undefined)
  }

  private refuse(need: Need): never {
    throw new Error(`${this.optimizer.id} asks for what it does not need: ${need}`)
  }
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
