import { dot } from '../linalg/vector'
import {
  type Batch,
  type Beside,
  type EvaluationCounts,
  type EvaluationsInPieces,
  type Layout,
  type Objective,
  workOf,
} from '../objectives/objective'
import type { Pieces } from '../pieces'
import type { Slice } from './slice'
import { liftTo } from './slice'

/**
 * The objective seen on a plane, phi(a, b) = J(origin + a u + b v), with its exact derivatives by the chain rule:
 * grad phi = U' grad J and Hessian U' H U with U = [u, v], the latter by Hessian-vector products, so that H is never
 * formed.
 *
 * It is an objective of two coordinates `a` and `b` with counts of its own; it evaluates `objective`, which counts too.
 * Along a line it does not change with `b`. In pieces, that of a mean over examples may be asked for a batch.
 */
export function sliceObjective(objective: Objective, slice: Slice): Objective {
  return new SliceObjective(objective, slice)
}

/** An objective of two coordinates as one of its first, the second being 0: of a line, what does not change with it. */
export function lineObjective(plane: Objective): Objective {
  const [at, two, four] = [new Float64Array(2), new Float64Array(2), new Float64Array(4)]
  const along = new Float64Array(2)
  const { inPieces } = plane
  const placed = (point: Float64Array): Float64Array => {
    at[0] = point[0]
    return at
  }
  return {
    dimension: 1,
    layout: plane.layout.slice(0, 1),
    counts: plane.counts,
    value: (point) => plane.value(placed(point)),
    valueGrad(point, outGradient) {
      const value = plane.valueGrad(placed(point), two)
      outGradient[0] = two[0]
      return value
    },
    hessian(point, outHessian) {
      plane.hessian(placed(point), four)
      outHessian[0] = four[0]
    },
    hessianVector(point, v, out) {
      along[0] = v[0]
      plane.hessianVector(placed(point), along, two)
      out[0] = two[0]
    },
    valueGradMany(points, count, outValues, outGradients) {
      const [places, gradients] = [new Float64Array(2 * count), new Float64Array(2 * count)]
      places.set(points.subarray(0, count))
      plane.valueGradMany(places, count, outValues, gradients)
      outGradients.set(gradients.subarray(0, count))
    },
    work: workOf(plane),
    ...(inPieces && {
      inPieces: {
        value: (point) => inPieces.value(placed(point)),
        *valueGrad(point, outGradient) {
          const value = yield* inPieces.valueGrad(placed(point), two)
          outGradient[0] = two[0]
          return value
        },
        *hessian(point, outHessian) {
          yield* inPieces.hessian(placed(point), four)
          outHessian[0] = four[0]
        },
        *hessianVector(point, v, out) {
          along[0] = v[0]
          yield* inPieces.hessianVector(placed(point), along, two)
          out[0] = two[0]
        },
      },
    }),
    ...(plane.beside && { beside: besideOn(plane.beside, placed, (direction) => Float64Array.of(direction[0]!, 0)) }),
  }
}

/** What an objective does beside the points of a subspace, along the directions in it. */
function besideOn(
  beside: Beside,
  placed: (point: Float64Array) => Float64Array,
  along: (direction: Float64Array) => Float64Array,
): Beside {
  return {
    touchedAt: (point) => beside.touchedAt(placed(point)),
    follow: (point, direction) => beside.follow(placed(point), along(direction)),
  }
}

class SliceObjective implements Objective {
  readonly dimension = 2
  readonly layout: Layout = ['a', 'b'].map((name, offset) => ({ name, role: 'coordinate', offset, shape: [] }))
  readonly counts: EvaluationCounts = { values: 0, gradients: 0, hessians: 0, hessianVectors: 0 }
  readonly work: number
  readonly inPieces?: EvaluationsInPieces
  readonly beside?: Beside
  private readonly u: Float64Array
  private readonly v: Float64Array
  private readonly theta: Float64Array
  private readonly gradient: Float64Array
  private readonly direction: Float64Array
  private readonly product: Float64Array
  private thetas = new Float64Array(0)
  private gradients = new Float64Array(0)

  constructor(
    private readonly objective: Objective,
    private readonly slice: Slice,
  ) {
    const n = objective.dimension
    this.u = Float64Array.from(slice.u)
    this.v = slice.v === undefined ? new Float64Array(n) : Float64Array.from(slice.v)
    this.theta = new Float64Array(n)
    this.gradient = new Float64Array(n)
    this.direction = new Float64Array(n)
    this.product = new Float64Array(n)
    this.work = workOf(objective)
    const { inPieces } = objective
    if (inPieces !== undefined) {
      this.inPieces = {
        value: (point, batch) => this.valuePieces(inPieces, point, batch),
        valueGrad: (point, out, batch) => this.gradientPieces(inPieces, point, out, batch),
        hessian: (point, out, batch) => this.hessianPieces(inPieces, point, out, batch),
        hessianVector: (point, along, out, batch) => this.productPieces(inPieces, point, along, out, batch),
      }
    }
    if (objective.beside !== undefined) {
      const { u, v } = this
      this.beside = besideOn(
        objective.beside,
        (point) => {
          liftTo(slice, point[0]!, point[1]!, this.theta)
          return this.theta
        },
        (direction) => u.map((each, i) => direction[0]! * each + direction[1]! * v[i]!),
      )
    }
  }

  value(point: Float64Array): number {
    this.counts.values++
    liftTo(this.slice, point[0]!, point[1]!, this.theta)
    return this.objective.value(this.theta)
  }

  valueGrad(point: Float64Array, outGradient: Float64Array): number {
    this.counts.gradients++
    liftTo(this.slice, point[0]!, point[1]!, this.theta)
    const value = this.objective.valueGrad(this.theta, this.gradient)
    this.restrict(this.gradient, outGradient)
    return value
  }

  hessian(point: Float64Array, outHessian: Float64Array): void {
    this.counts.hessians++
    liftTo(this.slice, point[0]!, point[1]!, this.theta)
    this.objective.hessianVector(this.theta, this.u, this.product)
    outHessian[0] = dot(this.u, this.product)
    outHessian[1] = dot(this.v, this.product)
    outHessian[2] = outHessian[1]
    this.objective.hessianVector(this.theta, this.v, this.product)
    outHessian[3] = dot(this.v, this.product)
  }

  hessianVector(point: Float64Array, along: Float64Array, out: Float64Array): void {
    this.counts.hessianVectors++
    const { u, v, direction } = this
    const a = along[0]!
    const b = along[1]!
    liftTo(this.slice, point[0]!, point[1]!, this.theta)
    for (let i = 0; i < direction.length; i++) direction[i] = a * u[i]! + b * v[i]!
    this.objective.hessianVector(this.theta, direction, this.product)
    this.restrict(this.product, out)
  }

  valueGradMany(points: Float64Array, count: number, outValues: Float64Array, outGradients: Float64Array): void {
    this.counts.gradients += count
    const n = this.theta.length
    // Exactly as long as needed: objectives look for columns by count, and keep what they find while the buffers stay.
    if (this.thetas.length !== n * count) {
      this.thetas = new Float64Array(n * count)
      this.gradients = new Float64Array(n * count)
    }
    const { thetas, gradients, u, v } = this
    const { origin } = this.slice
    for (let j = 0; j < n; j++)
      for (let i = 0; i < count; i++)
        thetas[j * count + i] = origin[j]! + points[i]! * u[j]! + points[count + i]! * v[j]!
    this.objective.valueGradMany(thetas, count, outValues, gradients)
    outGradients.fill(0, 0, 2 * count)
    // Summed from the first coordinate to the last, as `dot` does.
    for (let j = 0; j < n; j++)
      for (let i = 0; i < count; i++) {
        outGradients[i] += u[j]! * gradients[j * count + i]!
        outGradients[count + i] += v[j]! * gradients[j * count + i]!
      }
  }

  private *valuePieces(inPieces: EvaluationsInPieces, point: Float64Array, batch?: Batch): Pieces<number> {
    this.counts.values++
    liftTo(this.slice, point[0]!, point[1]!, this.theta)
    return yield* inPieces.value(this.theta, batch)
  }

  private *gradientPieces(
    inPieces: EvaluationsInPieces,
    point: Float64Array,
    outGradient: Float64Array,
    batch?: Batch,
  ): Pieces<number> {
    this.counts.gradients++
    liftTo(this.slice, point[0]!, point[1]!, this.theta)
    const value = yield* inPieces.valueGrad(this.theta, this.gradient, batch)
    this.restrict(this.gradient, outGradient)
    return value
  }

  private *hessianPieces(
    inPieces: EvaluationsInPieces,
    point: Float64Array,
    outHessian: Float64Array,
    batch?: Batch,
  ): Pieces<void> {
    this.counts.hessians++
    liftTo(this.slice, point[0]!, point[1]!, this.theta)
    yield* inPieces.hessianVector(this.theta, this.u, this.product, batch)
    outHessian[0] = dot(this.u, this.product)
    outHessian[1] = dot(this.v, this.product)
    outHessian[2] = outHessian[1]
    yield* inPieces.hessianVector(this.theta, this.v, this.product, batch)
    outHessian[3] = dot(this.v, this.product)
  }

  private *productPieces(
    inPieces: EvaluationsInPieces,
    point: Float64Array,
    along: Float64Array,
    out: Float64Array,
    batch?: Batch,
  ): Pieces<void> {
    this.counts.hessianVectors++
    const { u, v, direction } = this
    liftTo(this.slice, point[0]!, point[1]!, this.theta)
    for (let i = 0; i < direction.length; i++) direction[i] = along[0]! * u[i]! + along[1]! * v[i]!
    yield* inPieces.hessianVector(this.theta, direction, this.product, batch)
    this.restrict(this.product, out)
  }

  /** U' g, into two entries. */
  private restrict(g: Float64Array, out: Float64Array): void {
    out[0] = dot(this.u, g)
    out[1] = dot(this.v, g)
  }
}
