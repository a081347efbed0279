import type { Pieces } from '../pieces'

/** A symmetric matrix as Q T Q' with T tridiagonal. */
export interface Tridiagonal {
  readonly diagonal: Float64Array
  /** n entries: entry i is T between i and i + 1; the last is 0. */
  readonly beside: Float64Array
  /** n x n, row j the j-th column of Q. */
  readonly basis: Float64Array
}

/**
 * Reduces a symmetric n x n matrix (row-major, only its upper triangle is read, left as it is) to tridiagonal form by n
 * - 2 reflections, each a piece.
 *
 * Source: R. S. Martin, C. Reinsch and J. H. Wilkinson, Householder's tridiagonalization of a symmetric matrix,
 * Numerische Mathematik 11 (1968); as in G. H. Golub and C. F. Van Loan, Matrix Computations, 4th edition (2013),
 * algorithm 8.3.1.
 */
export function* tridiagonalise(matrix: Float64Array, n: number): Pieces<Tridiagonal> {
  const a = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      a[i * n + j] = matrix[i * n + j]!
      a[j * n + i] = matrix[i * n + j]!
    }
  const diagonal = new Float64Array(n)
  const beside = new Float64Array(n)
  /** The normal of reflection k, in entries k + 1 to n - 1 of row k; zero where none was needed. */
  const normals = new Float64Array(n * n)
  const product = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    diagonal[k] = a[k * n + k]!
    if (k + 1 === n) break
    const normal = normals.subarray(k * n, (k + 1) * n)
    beside[k] = reflection(a.subarray(k * n, (k + 1) * n), k + 1, normal)
    if (beside[k] === a[k * n + k + 1]) continue
    reflectBothSides(a, n, k + 1, normal, product)
    yield
  }
  return { diagonal, beside, basis: yield* accumulated(normals, n) }
}

/**
 * The reflection I - 2 w w' that takes the entries of row from `from` on to a multiple of the first axis: writes w, a
 * unit vector, and returns the multiple. Where the row is on the axis already, w is zero and the entry itself is
 * returned.
 */
function reflection(row: Float64Array, from: number, w: Float64Array): number {
  let rest = 0
  let largest = 0
  for (let i = from; i < row.length; i++) largest = Math.max(largest, Math.abs(row[i]!))
  for (let i = from + 1; i < row.length; i++) rest += (row[i]! / largest) * (row[i]! / largest)
  if (!(rest > 0)) return row[from]!
  const lead = row[from]! / largest
  const length = Math.sqrt(lead * lead + rest)
  // Away from the axis it goes to, so that nothing cancels.
  const first = lead < 0 ? lead - length : lead + length
  const size = Math.sqrt(first * first + rest)
  w[from] = first / size
  for (let i = from + 1; i < row.length; i++) w[i] = row[i]! / largest / size
  return (lead < 0 ? length : -length) * largest
}

/**
 * A <- (I - 2 w w') A (I - 2 w w') on the rows and columns from `from` on: A - w q' - q w' with q = 2 (A w - (w'A w)
 * w).
 */
function reflectBothSides(a: Float64Array, n: number, from: number, w: Float64Array, q: Float64Array): void {
  let along = 0
  for (let i = from; i < n; i++) {
    let sum = 0
    for (let j = from; j < n; j++) sum += a[i * n + j]! * w[j]!
    q[i] = sum
    along += sum * w[i]!
  }
  for (let i = from; i < n; i++) q[i] = 2 * (q[i]! - along * w[i]!)
  for (let i = from; i < n; i++) for (let j = from; j < n; j++) a[i * n + j] -= w[i]! * q[j]! + q[i]! * w[j]!
}

/** The product of the reflections, its columns as rows: the last reflection is applied to the axes first. */
function* accumulated(normals: Float64Array, n: number): Pieces<Float64Array> {
  const basis = new Float64Array(n * n)
  for (let j = 0; j < n; j++) basis[j * n + j] = 1
  for (let k = n - 2; k >= 0; k--) {
    const w = normals.subarray(k * n, (k + 1) * n)
    // Axis j is moved by reflections 0 to j - 1 alone.
    for (let j = k + 1; j < n; j++) {
      let along = 0
      for (let i = k + 1; i < n; i++) along += w[i]! * basis[j * n + i]!
      for (let i = k + 1; i < n; i++) basis[j * n + i] -= 2 * along * w[i]!
    }
    yield
  }
  return basis
}
