import { stream } from './stream'

/** An orthogonal matrix Q, applied in place without being formed. */
export interface Rotation {
  /** x <- Q x. */
  apply(x: Float64Array): void
  /** x <- Q' x. */
  applyTransposed(x: Float64Array): void
}

/**
 * A random rotation of n coordinates, uniform over the orthogonal group (Haar measure) up to the signs of its columns:
 * the product Q = H_1 H_2 ... H_{n-1} of reflections H_k = I - 2 w_k w_k' whose normals w_k are unit vectors in the
 * last n - k + 1 coordinates, each the normal that takes a Gaussian vector to an axis. Orthogonal to rounding whatever
 * the draws; 4 n^2 operations to apply.
 *
 * Source: G. W. Stewart, The efficient generation of random orthogonal matrices with an application to condition
 * estimators, SIAM Journal on Numerical Analysis 17(3), 1980, section 3. Differs from the source: its last factor, a
 * diagonal of random signs, is left out, since Q diag(s) Lambda diag(s) Q' = Q Lambda Q'.
 */
export function randomRotation(n: number, seed: number): Rotation {
  // The normal of reflection k has its n - k entries at k, k + 1, ..., n - 1.
  const normals = Array.from({ length: Math.max(0, n - 1) }, (_, k) => reflectionNormal(n - k, seed, k))
  const reflect = (x: Float64Array, k: number): void => {
    const normal = normals[k]!
    let along = 0
    for (let i = 0; i < normal.length; i++) along += normal[i]! * x[k + i]!
    for (let i = 0; i < normal.length; i++) x[k + i] -= 2 * along * normal[i]!
  }
  return {
    apply(x) {
      for (let k = normals.length - 1; k >= 0; k--) reflect(x, k)
    },
    applyTransposed(x) {
      for (let k = 0; k < normals.length; k++) reflect(x, k)
    },
  }
}

/** The unit normal of the reflection that takes a Gaussian vector of this length to a multiple of the first axis. */
function reflectionNormal(length: number, seed: number, index: number): Float64Array {
  const { normal } = stream(seed, 'rotation', index)
  const w = Float64Array.from({ length }, normal)
  // Away from the axis it goes to, so that nothing cancels; Gaussian vectors are not zero.
  w[0] += w[0]! < 0 ? -euclidean(w) : euclidean(w)
  const size = euclidean(w)
  return w.map((entry) => entry / size)
}

function euclidean(w: Float64Array): number {
  return Math.sqrt(w.reduce((sum, entry) => sum + entry * entry, 0))
}
