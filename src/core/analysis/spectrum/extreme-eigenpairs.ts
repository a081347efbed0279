import { addMultiple, norm } from '../../linalg/krylov'
import { type ExtremeEigenvalues, extremeEigenvalues } from '../../linalg/lanczos'
import { symmetricEigenInPieces } from '../../linalg/symmetric-eigen'
import { takeHessianLimits } from '../../objectives/limits'
import type { Objective } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import type { Pieces } from '../../pieces'
import { mostForDense } from './spectrum'

/** About a minute of products in a thousand dimensions. */
const mostProducts = 8000

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
      ? yield* densePairs(objective, theta, count)
      : yield* extremeEigenvalues((v, out) => objective.hessianVector(theta, v, out), n, {
          count,
          seed: 0,
          mostProducts,
        })
  return { ...pairs, vectors: pairs.vectors.map(oriented) }
}

function* densePairs(objective: Objective, theta: Float64Array, count: number): Pieces<ExtremeEigenvalues> {
  const evaluations = pacedEvaluations(objective)
  const n = objective.dimension
  const hessian = new Float64Array(n * n)
  const values = new Float64Array(n)
  const rows = new Float64Array(n * n)
  yield* evaluations.hessian(theta, hessian)
  takeHessianLimits(objective, theta, hessian)
  yield* symmetricEigenInPieces(hessian, n, values, rows) ?? []
  const chosen = Array.from(values.keys()).filter((i) => i < count || i >= n - count)
  if (!values.every(Number.isFinite)) {
    const none = Float64Array.from(chosen, () => NaN)
    return { values: none, residuals: none.slice(), vectors: [] }
  }
  const vectors = chosen.map((i) => rows.slice(i * n, (i + 1) * n))
  const image = new Float64Array(n)
  const residuals = new Float64Array(chosen.length)
  for (const [k, i] of chosen.entries()) {
    yield* evaluations.hessianVector(theta, vectors[k]!, image)
    addMultiple(image, -values[i]!, vectors[k]!)
    residuals[k] = norm(image)
  }
  return { values: Float64Array.from(chosen, (i) => values[i]!), residuals, vectors }
}

/** With its largest entry positive. */
function oriented(vector: Float64Array): Float64Array {
  let largest = 0
  for (const entry of vector) if (Math.abs(entry) > Math.abs(largest)) largest = entry
  return largest < 0 ? vector.map((entry) => -entry) : vector
}
