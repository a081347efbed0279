import { dot } from '../../linalg/vector'
import { multiplied, type Product } from '../../linalg/krylov'
import { takeLimits, type Unsmooth } from '../../objectives/limits'
import type { Objective } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import type { Pieces } from '../../pieces'
import { curvatureAt } from '../spectrum/curvature-at'

/** J about a point, as far as the first two Taylor terms along any direction need it. */
export interface LocalSlopes {
  /** J(theta). */
  readonly value: number
  /** grad J(theta), n entries. */
  readonly gradient: Float64Array
  /** Writes H(theta) v; NaN where the Hessian does not exist. */
  readonly product: Product
  /** Where theta is a kink at which the gradient does not exist: what stands for it is a convention. */
  readonly unsmooth?: Unsmooth
}

/** What an objective is about a point, n numbers, which stay the caller's. Where it is not finite, so are they. */
export function* localSlopes(objective: Objective, theta: Float64Array): Pieces<LocalSlopes> {
  const gradient = new Float64Array(objective.dimension)
  const value = yield* pacedEvaluations(objective).valueGrad(theta, gradient)
  const unsmooth = takeLimits(objective, theta, value, gradient)
  return { value, gradient, product: curvatureAt(objective, theta).product, ...(unsmooth && { unsmooth }) }
}

/** g'd and d'Hd along a direction d, which need not be of unit length. */
export function* alongDirection(
  { gradient, product }: LocalSlopes,
  direction: Float64Array,
): Pieces<{ readonly slope: number; readonly curvature: number }> {
  const image = new Float64Array(direction.length)
  yield* multiplied(product, direction, image)
  return { slope: dot(gradient, direction), curvature: dot(direction, image) }
}
