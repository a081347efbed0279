/**
 * A plane through parameter space: theta(a, b) = origin + a u + b v, all three of length n. u and v are linearly independent; they
 * need not be orthogonal nor of unit length. A landscape in two dimensions is its own slice.
 */
export interface Slice {
  readonly origin: readonly number[]
  readonly u: readonly number[]
  readonly v: readonly number[]
}
