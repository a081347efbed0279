import { type Domain, halfWidths } from '../../domain'
import { symmetricEigen } from '../../linalg/symmetric-eigen'
import { type EvaluationsInPieces, type Objective, workOf } from '../../objectives/objective'
import { pause, pieceOperations, type Pieces, type Rest } from '../../pieces'

/**
 * An objective of the plane with its derivatives measured in half-widths of a domain and in a unit of height, so that
 * what is decided by them does not depend on the units of x, y and f. Places stay in the landscape's own coordinates.
 *
 * What an evaluation found stays in the fields until the next one; nothing is allocated. Non-finite where the objective
 * is. An evaluation leaves a rest where it takes long, or where many of them have; what it found is there after it.
 */
export class ScaledPlane {
  /** In the objective's own unit. */
  value = NaN
  /** df/du, df/dv over the height, where u and v count half-widths. */
  gu = NaN
  gv = NaN
  /** The Hessian likewise. */
  huu = NaN
  huv = NaN
  hvv = NaN
  /** Eigenvalues of the scaled Hessian, ascending, and their unit vectors one after the other. */
  readonly curvatures = new Float64Array(2)
  readonly directions = new Float64Array(4)
  readonly lengths: readonly [number, number]
  private readonly theta = new Float64Array(2)
  private readonly gradient = new Float64Array(2)
  private readonly hessian = new Float64Array(4)
  private readonly work: number
  /** Operations since the last piece ended. */
  private sincePiece = 0

  constructor(
    private readonly objective: Objective,
    readonly domain: Domain,
    readonly height: number,
  ) {
    this.lengths = halfWidths(domain)
    this.work = workOf(objective)
  }

  /** J and its gradient. */
  slopeAt(x: number, y: number): Rest {
    this.theta[0] = x
    this.theta[1] = y
    const { inPieces } = this.objective
    if (inPieces !== undefined) return this.slopeInPieces(inPieces)
    this.keepSlope(this.objective.valueGrad(this.theta, this.gradient))
    return this.restAfter(this.work)
  }

  /** J, its gradient and its Hessian with the eigenpairs. */
  curveAt(x: number, y: number): Rest {
    this.theta[0] = x
    this.theta[1] = y
    const { inPieces } = this.objective
    if (inPieces !== undefined) return this.curveInPieces(inPieces)
    this.keepSlope(this.objective.valueGrad(this.theta, this.gradient))
    this.objective.hessian(this.theta, this.hessian)
    this.keepCurve()
    return this.restAfter(3 * this.work)
  }

  private *slopeInPieces({ valueGrad }: EvaluationsInPieces): Pieces<void> {
    this.keepSlope(yield* valueGrad(this.theta, this.gradient))
  }

  private *curveInPieces({ valueGrad, hessian }: EvaluationsInPieces): Pieces<void> {
    this.keepSlope(yield* valueGrad(this.theta, this.gradient))
    yield* hessian(this.theta, this.hessian)
    this.keepCurve()
  }

  private restAfter(operations: number): Rest {
    this.sincePiece += operations
    if (this.sincePiece < pieceOperations) return undefined
    this.sincePiece = 0
    return pause()
  }

  private keepSlope(value: number): void {
    this.value = value
    this.gu = (this.gradient[0]! * this.lengths[0]) / this.height
    this.gv = (this.gradient[1]! * this.lengths[1]) / this.height
    // A formula's derivative may have a value where the formula has none.
    if (Number.isNaN(this.value)) this.gu = this.gv = NaN
  }

  private keepCurve(): void {
    const [lu, lv] = this.lengths
    this.huu = (this.hessian[0]! * lu * lu) / this.height
    this.huv = (this.hessian[1]! * lu * lv) / this.height
    this.hvv = (this.hessian[3]! * lv * lv) / this.height
    this.hessian[0] = this.huu
    this.hessian[1] = this.hessian[2] = this.huv
    this.hessian[3] = this.hvv
    symmetricEigen(this.hessian, 2, this.curvatures, this.directions)
  }

  /** |g|, scaled. */
  get slope(): number {
    return Math.sqrt(this.gu * this.gu + this.gv * this.gv)
  }

  /** Whether a place lies in the domain, but for `slack` half-widths. */
  holds(x: number, y: number, slack = 0): boolean {
    const { domain, lengths } = this
    const [su, sv] = [slack * lengths[0], slack * lengths[1]]
    return x >= domain.x[0] - su && x <= domain.x[1] + su && y >= domain.y[0] - sv && y <= domain.y[1] + sv
  }

  /** How far two places are from each other, in half-widths. */
  distance(a: readonly [number, number], b: readonly [number, number]): number {
    const u = (a[0] - b[0]) / this.lengths[0]
    const v = (a[1] - b[1]) / this.lengths[1]
    return Math.sqrt(u * u + v * v)
  }
}
