import type { Objective } from '../../objectives/objective'
import type { Pieces } from '../../pieces'
import { conditionNumber } from '../region/condition-number'
import { curvatureAt, mostForDense } from '../spectrum/curvature-at'
import { decomposed, extremeEigenpairs } from '../spectrum/extreme-eigenpairs'

/** How the Hessian H of a loss is conditioned at a point: three things that are not the same. */
export interface Conditioning {
  /** The ends of the spectrum of H. NaN where H is not finite. */
  readonly least: number
  readonly greatest: number
  /**
   * max |lambda| / min |lambda|, infinite where H is singular; a property of H, whatever the step. Absent beyond 128
   * dimensions, where the smallest |lambda| is not known.
   */
  readonly conditionNumber?: number
  /** L = max |lambda|, the local smoothness constant. */
  readonly smoothness: number
  /**
   * 2 / lambda_max: gradient descent on the quadratic that touches here shrinks along every upward direction at smaller
   * rates. Absent where H curves up nowhere.
   */
  readonly stableRate?: number
  /** 1 / L, at which one step's fall is guaranteed the most: below the limit of stability. */
  readonly inverseSmoothness: number
}

/**
 * The ends of the Hessian's spectrum at theta, n numbers, and what follows from them: by a dense decomposition in up to
 * 128 dimensions, beyond by Lanczos' method.
 *
 * Source of the rates: Y. Nesterov, Lectures on Convex Optimization (2018), section 1.2.3.
 */
export function* conditioning(objective: Objective, theta: Float64Array): Pieces<Conditioning> {
  const isDense = objective.dimension <= mostForDense
  const { values } = isDense
    ? yield* decomposed(curvatureAt(objective, theta))
    : yield* extremeEigenpairs(objective, theta, 1)
  const [least, greatest] = [values[0]!, values.at(-1)!]
  const smoothness = Math.max(Math.abs(least), Math.abs(greatest))
  return {
    least,
    greatest,
    ...(isDense && { conditionNumber: conditionNumber(values) }),
    smoothness,
    ...(greatest > 0 && { stableRate: 2 / greatest }),
    inverseSmoothness: 1 / smoothness,
  }
}
