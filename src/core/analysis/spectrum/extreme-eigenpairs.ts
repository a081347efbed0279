import { multiplied } from '../../linalg/krylov'
import { type ExtremeEigenvalues, extremeEigenvalues } from '../../linalg/lanczos'
import { symmetricEigenInPieces } from '../../linalg/symmetric-eigen'
import { addMultiple, norm, oriented } from '../../linalg/vector'
import type { Objective } from '../../objectives/objective'
import type { Pieces } from '../../pieces'
import { type CurvatureAt, curvatureAt, mostForDense } from './curvature-at'

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
  const hessian = curvatureAt(objective, theta)
  const n = hessian.dimension
  const pairs =
    n <= mostForDense
      ? yield* outermostPairs(hessian, yield* decomposed(hessian), count)
      : yield* extremeEigenvalues(hessian.product, n, { count, seed: 0, mostProducts })
  return { ...pairs, vectors: pairs.vectors.map(oriented) }
}

/** A matrix with all its eigenvalues, ascending, and unit eigenvectors, one after the other. */
export interface Decomposed {
  /** n x n. */
  readonly dense: Float64Array
  readonly values: Float64Array
  readonly rows: Float64Array
}

/** A whole matrix at a point, decomposed. NaN throughout where it is not finite. */
export function* decomposed(matrix: CurvatureAt): Pieces<Decomposed> {
  const n = matrix.dimension
  const dense = yield* matrix.dense()
  const [rows, values] = [new Float64Array(n * n), new Float64Array(n)]
  yield* symmetricEigenInPieces(dense, n, values, rows) ?? []
  return { dense, values, rows }
}

/** The `count` smallest and largest eigenpairs of a decomposed matrix, residuals measured by products with it. */
export function* outermostPairs(
  { dimension: n, product }: CurvatureAt,
  { values, rows }: Decomposed,
  count: number,
): Pieces<ExtremeEigenvalues> {
  const indices = Array.from(values.keys()).filter((i) => i < count || i >= n - count)
  const vectors = indices.map((i) => rows.slice(i * n, (i + 1) * n))
  const residuals = new Float64Array(indices.length)
  const image = new Float64Array(n)
  for (const [k, i] of indices.entries()) {
    yield* multiplied(product, vectors[k]!, image)
    addMultiple(image, -values[i]!, vectors[k]!)
    residuals[k] = norm(image)
  }
  const isKnown = values.every(Number.isFinite)
  return { values: Float64Array.from(indices, (i) => values[i]!), residuals, vectors: isKnown ? vectors : [] }
}
