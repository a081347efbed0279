import { copy } from '../linalg/vector'
import type { Objective } from '../objectives/objective'
import type { Need, OptimizerDefinition, Oracle } from '../definitions/optimizer'
import type { Chain } from './chain'

/**
 * What a rule may ask of the objective within a step, by its declared needs; the race asks here too where the step leads.
 * Gradients elsewhere pass the chain with the present step's noise, so that a rule which looks twice sees one disturbed objective.
 *
 * The exact value and gradient at the last point asked for are kept: a line search ends where the race goes, and that point is
 * not evaluated twice.
 */
export class RaceOracle implements Oracle {
  /** The step under way, which the noise belongs to. */
  step = 0
  private readonly looksElsewhere: boolean
  private readonly looksAtHessian: boolean
  private readonly looksAlongHessian: boolean
  private readonly lastPoint: Float64Array
  private readonly lastGradient: Float64Array
  private lastValue = NaN

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
  }

  valueGrad(point: Float64Array, outGradient: Float64Array): number {
    if (!this.looksElsewhere) this.refuse('gradient-elsewhere')
    this.lastValue = this.objective.valueGrad(point, this.lastGradient)
    copy(point, this.lastPoint)
    this.chain.apply(this.step, this.lastGradient, outGradient, undefined)
    return this.lastValue
  }

  hessian(point: Float64Array, outHessian: Float64Array): void {
    if (!this.looksAtHessian) this.refuse('hessian')
    this.objective.hessian(point, outHessian)
  }

  hessianVector(point: Float64Array, v: Float64Array, out: Float64Array): void {
    if (!this.looksAlongHessian) this.refuse('hessian-vector')
    this.objective.hessianVector(point, v, out)
  }

  /**
   * The exact J at the point that a step leads to, and its gradient in place of that at `theta`, where the step comes from with its
   * loss. A step that rests asks nothing, and one that leads to the point last asked for does not ask again.
   */
  arrive(theta: Float64Array, loss: number, point: Float64Array, gradient: Float64Array): number {
    if (isSame(point, theta)) return loss
    if (!this.looksElsewhere || !isSame(point, this.lastPoint)) return this.objective.valueGrad(point, gradient)
    copy(this.lastGradient, gradient)
    return this.lastValue
  }

  private refuse(need: Need): never {
    throw new Error(`${this.optimizer.id} asks for what it does not need: ${need}`)
  }
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
