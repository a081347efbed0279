import { extremeEigenvalues } from '../linalg/lanczos'
import { dot, oriented, unitVector } from '../linalg/vector'
import type { Pieces } from '../pieces'

/** The directions along which points lie farthest from a point. */
export interface PrincipalDirections {
  /** Orthonormal, the first one first; its largest entry is positive. Fewer than asked where the points span less. */
  readonly directions: readonly Float64Array[]
  /** s_i^2 / sum s^2 of each: its share of the squared distance, the variance explained where about the mean. */
  readonly shares: Float64Array
}

/**
 * About so many products with the matrix at most: spectra of paths fall off fast. Two of the first singular values are
 * equal only where the points are few, and then all are found.
 */
const mostProducts = 1000
/** A squared singular value this small beside their sum is what rounding makes of 0: the points do not go there. */
const negligible = 1e-14

/**
 * The first `count` right singular vectors of the m x n matrix X whose rows are points minus `about`, and their shares
 * s_i^2 / |X|_F^2. `points` has m rows of n, row-major; nothing is centred but by `about`.
 *
 * By Lanczos' method on X X' (m x m) or X' X (n x n), whichever is the smaller; a direction of X X' is X' w / |X' w|. A
 * generator that yields after each product. Source: the singular value decomposition, as in any text; H. Li et al.
 * (2018), section 7.1, for paths of training.
 */
export function* principalDirections(
  points: Float64Array,
  about: ArrayLike<number>,
  count: number,
): Pieces<PrincipalDirections> {
  const n = about.length
  const m = points.length / n
  const rows = new Float64Array(points.length)
  for (let at = 0; at < rows.length; at += n) for (let j = 0; j < n; j++) rows[at + j] = points[at + j]! - about[j]!
  const row = (k: number): Float64Array => rows.subarray(k * n, (k + 1) * n)
  const total = dot(rows, rows)
  if (!(total > 0)) return { directions: [], shares: new Float64Array(0) }
  const along = (v: Float64Array, out: Float64Array): void => {
    for (let k = 0; k < m; k++) out[k] = dot(row(k), v)
  }
  const back = (w: Float64Array, out: Float64Array): void => {
    out.fill(0)
    for (let k = 0; k < m; k++) {
      const [weight, from] = [w[k]!, k * n]
      for (let j = 0; j < n; j++) out[j] += weight * rows[from + j]!
    }
  }
  const ofRows = new Float64Array(m)
  const ofColumns = new Float64Array(n)
  const isTall = m > n
  const product = (v: Float64Array, out: Float64Array): void => {
    if (isTall) {
      along(v, ofRows)
      back(ofRows, out)
    } else {
      back(v, ofColumns)
      along(ofColumns, out)
    }
  }
  const settings = { count, ends: 'largest', isSimple: true, seed: 0, mostProducts } as const
  const { values, vectors } = yield* extremeEigenvalues(product, Math.min(m, n), settings)
  const found = [...vectors.keys()].reverse().filter((i) => values[i]! > negligible * total)
  return {
    directions: found.map((i) => {
      if (isTall) return oriented(vectors[i]!)
      const direction = new Float64Array(n)
      back(vectors[i]!, direction)
      return oriented(unitVector(direction))
    }),
    shares: Float64Array.from(found, (i) => values[i]! / total),
  }
}
