import { type ExtremeEigenvalues, extremeEigenvalues } from '../../linalg/lanczos'
import { multiply } from '../../linalg/matrix'
import { symmetricEigenInPieces } from '../../linalg/symmetric-eigen'
import { addMultiple, norm, oriented } from '../../linalg/vector'
import { takeHessianLimits } from '../../objectives/limits'
import type { Objective } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import type { Pieces } from '../../pieces'

/** Up to this dimension the whole Hessian is decomposed, which then takes some hundredths of a second. */
export const mostForDense = 128
/** About a minute of products in a thousand dimensions, and enough for gaps of 1e-5 of the spectrum. */
export const mostProducts = 8000

/**
 * The `count` smallest and the `count` largest eigenvalues of an objective's Hessian at a point, ascending, or all of
 * them where there are no more, with unit eigenvectors whose largest entry is positive and measured residuals
 * |H v - lambda v|. By a dense decomposition in up to 128 dimensions, beyond by Lanczos' method. NaN and no vectors
 * where the Hessian is not finite.
 */
export function* extremeEigenpairs(
  objective: Objective,
  theta: Float64Array,
  count: number,
): Pieces<ExtremeEigenvalues> {
  const n = objective.dimension
  const pairs =
    n <= mostForDense
      ? yield* outermostPairs(objective, theta, yield* decomposedHessian(objective, theta), count)
      : yield* extremeEigenvalues((v, out) => objective.hessianVector(theta, v, out), n, {
          count,
          seed: 0,
          mostProducts,
        })
  return { ...pairs, vectors: pairs.vectors.map(oriented) }
}

/** A Hessian at a point with all its eigenvalues, ascending, and unit eigenvectors, one after the other. */
export interface DecomposedHessian {
  /** n x n. */
  readonly hessian: Float64Array
  readonly values: Float64Array
  readonly rows: Float64Array
}

/** The whole Hessian of an objective at a point, decomposed. NaN throughout where it is not finite. */
export function* decomposedHessian(objective: Objective, theta: Float64Array): Pieces<DecomposedHessian> {
  const n = objective.dimension
  const [hessian, rows, values] = [new Float64Array(n * n), new Float64Array(n * n), new Float64Array(n)]
  yield* pacedEvaluations(objective).hessian(theta, hessian)
  takeHessianLimits(objective, theta, hessian)
  yield* symmetricEigenInPieces(hessian, n, values, rows) ?? []
  return { hessian, values, rows }
}

/** The `count` smallest and largest eigenpairs of a decomposed Hessian, residuals measured by products with it. */
export function* outermostPairs(
  objective: Objective,
  theta: Float64Array,
  { hessian, values, rows }: DecomposedHessian,
  count: number,
): Pieces<ExtremeEigenvalues> {
  const n = objective.dimension
  const evaluations = pacedEvaluations(objective)
  // Where a formula's parts are not smooth, a product with its Hessian is not one with the limit.
  const isSmooth = (objective.beside?.touchedAt(theta).length ?? 0) === 0
  const indices = Array.from(values.keys()).filter((i) => i < count || i >= n - count)
  const vectors = indices.map((i) => rows.slice(i * n, (i + 1) * n))
  const residuals = new Float64Array(indices.length)
  const image = new Float64Array(n)
  for (const [k, i] of indices.entries()) {
    if (isSmooth) yield* evaluations.hessianVector(theta, vectors[k]!, image)
    else multiply(hessian, vectors[k]!, n, n, 1, image)
    addMultiple(image, -values[i]!, vectors[k]!)
    residuals[k] = norm(image)
  }
  const isKnown = values.every(Number.isFinite)
  return { values: Float64Array.from(indices, (i) => values[i]!), residuals, vectors: isKnown ? vectors : [] }
}
