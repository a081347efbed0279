import type { Pieces } from '../pieces'
import { stream } from '../random/stream'
import { addMultiple, dot, normalise } from './vector'

/**
 * A symmetric matrix known by its products alone: writes H v into `out`, both the caller's, at once or in the pieces
 * that it returns.
 */
export type Product = (v: Float64Array, out: Float64Array) => Pieces<void> | void

/** H v into `out`, with a pause after it. */
export function* multiplied(product: Product, v: Float64Array, out: Float64Array): Pieces<void> {
  const rest = product(v, out)
  if (rest !== undefined) yield* rest
  yield
}

/**
 * Takes from w its components along orthonormal vectors, which `coefficients` holds on return where it is given. Done
 * twice, since what rounding leaves the first time the second takes, to the last bit ("twice is enough", W. Kahan; B.
 * N. Parlett, The Symmetric Eigenvalue Problem, 1980, section 6.9).
 */
export function orthogonalise(w: Float64Array, basis: readonly Float64Array[], coefficients?: Float64Array): void {
  coefficients?.fill(0, 0, basis.length)
  for (let round = 0; round < 2; round++)
    for (let i = 0; i < basis.length; i++) {
      const component = dot(basis[i]!, w)
      addMultiple(w, -component, basis[i]!)
      if (coefficients !== undefined) coefficients[i] += component
    }
}

/** A random unit vector at right angles to the basis, which does not span the space: a function of the key. */
export function randomUnit(
  n: number,
  basis: readonly Float64Array[],
  seed: number,
  ...key: readonly number[]
): Float64Array {
  const { normal } = stream(seed, 'krylov', ...key)
  const w = Float64Array.from({ length: n }, normal)
  orthogonalise(w, basis)
  normalise(w)
  // Where the basis leaves few directions, the first time has left rounding errors as large as what it has left.
  orthogonalise(w, basis)
  normalise(w)
  return w
}
