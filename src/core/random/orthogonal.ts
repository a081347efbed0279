import { stream } from './stream'

/** An orthogonal matrix Q, applied in place without being formed. */
export interface Rotation {
  /** x <- Q x. */
  apply(x: Float64Array): void
  /** x <- Q' x. */
  applyTransposed(x: Float64Array): void
  /** The same of four vectors, entry i of vector k at 4 i + k: so that no sum waits for itself. */
  applyToFour(x: Float64Array): void
  applyTransposedToFour(x: Float64Array): void
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
  const count = Math.max(0, n - 1)
  // Row k has the normal of reflection k in its entries k, k + 1, ..., n - 1; a last row is zero.
  const normals = new Float64Array((count + 1) * n)
  for (let k = 0; k < count; k++) normals.set(reflectionNormal(n - k, seed, k), k * n + k)
  const none = count + 1
  return {
    apply(x) {
      let twice = 0
      let before = none
      for (let k = count - 1; k >= 0; before = k--) twice = 2 * turned(normals, n, k, before, twice, x)
      turned(normals, n, count, before, twice, x)
    },
    applyTransposed(x) {
      let twice = 0
      let before = none
      for (let k = 0; k < count; before = k++) twice = 2 * turned(normals, n, k, before, twice, x)
      turned(normals, n, count, before, twice, x)
    },
    applyToFour(x) {
      const twice = new Float64Array(4)
      let before = none
      for (let k = count - 1; k >= 0; before = k--) turnFour(normals, n, k, before, twice, x)
      turnFour(normals, n, count, before, twice, x)
    },
    applyTransposedToFour(x) {
      const twice = new Float64Array(4)
      let before = none
      for (let k = 0; k < count; before = k++) turnFour(normals, n, k, before, twice, x)
      turnFour(normals, n, count, before, twice, x)
    },
  }
}

/**
 * Carries out the reflection `before`, of which 2 w . x is `twice`, and returns w . x of reflection k, in one pass.
 * Each begins with its first entry.
 */
function turned(normals: Float64Array, n: number, k: number, before: number, twice: number, x: Float64Array): number {
  const row = k * n
  const last = before * n
  let along = 0
  for (let i = before; i < k; i++) x[i] -= twice * normals[last + i]!
  for (let i = k; i < before && i < n; i++) along += normals[row + i]! * x[i]!
  for (let i = Math.max(k, before); i < n; i++) {
    const entry = x[i]! - twice * normals[last + i]!
    x[i] = entry
    along += normals[row + i]! * entry
  }
  return along
}

function turnFour(
  normals: Float64Array,
  n: number,
  k: number,
  before: number,
  twice: Float64Array,
  x: Float64Array,
): void {
  const row = k * n
  const last = before * n
  const t0 = twice[0]!
  const t1 = twice[1]!
  const t2 = twice[2]!
  const t3 = twice[3]!
  let a0 = 0
  let a1 = 0
  let a2 = 0
  let a3 = 0
  for (let at = 4 * before; at < 4 * k; at++) x[at] -= twice[at % 4]! * normals[last + (at >> 2)]!
  for (let i = k, at = 4 * k; i < before && i < n; i++, at += 4) {
    const next = normals[row + i]!
    a0 += next * x[at]!
    a1 += next * x[at + 1]!
    a2 += next * x[at + 2]!
    a3 += next * x[at + 3]!
  }
  for (let i = Math.max(k, before), at = 4 * i; i < n; i++, at += 4) {
    const done = normals[last + i]!
    const next = normals[row + i]!
    const x0 = x[at]! - t0 * done
    const x1 = x[at + 1]! - t1 * done
    const x2 = x[at + 2]! - t2 * done
    const x3 = x[at + 3]! - t3 * done
    x[at] = x0
    x[at + 1] = x1
    x[at + 2] = x2
    x[at + 3] = x3
    a0 += next * x0
    a1 += next * x1
    a2 += next * x2
    a3 += next * x3
  }
  twice[0] = 2 * a0
  twice[1] = 2 * a1
  twice[2] = 2 * a2
  twice[3] = 2 * a3
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
