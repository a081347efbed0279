import type { Pieces } from '../pieces'

/** A symmetric tridiagonal matrix T. */
export interface Tridiagonal {
  readonly diagonal: Float64Array
  /** n entries: entry i is T between i and i + 1; the last is 0. */
  readonly beside: Float64Array
}

/**
 * Reduces a symmetric n x n matrix (row-major, only its upper triangle is read) to tridiagonal form by n - 2
 * reflections, each a piece: A = Q T Q'. In its place stay the reflections' unit normals, that of reflection k in
 * entries k + 1 to n - 1 of row k, zero where none was needed: Q = R_0 R_1 ... with R_k = I - 2 w_k w_k'.
 *
 * A reflection is carried out when the next one passes over the matrix to find its product, so that every entry is
 * fetched once for both.
 *
 * Source: R. S. Martin, C. Reinsch and J. H. Wilkinson, Householder's tridiagonalization of a symmetric matrix,
 * Numerische Mathematik 11 (1968); as in G. H. Golub and C. F. Van Loan, Matrix Computations, 4th edition (2013),
 * algorithm 8.3.1.
 */
export function* tridiagonalise(matrix: Float64Array, n: number): Pieces<Tridiagonal> {
  const diagonal = new Float64Array(n)
  const beside = new Float64Array(n)
  // The reflection that is still to be carried out, as A - w q' - q w', and the next one.
  let w = new Float64Array(n)
  const q = new Float64Array(n)
  let next = new Float64Array(n)
  const product = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    const row = matrix.subarray(k * n, (k + 1) * n)
    for (let j = k; j < n; j++) row[j] -= w[k]! * q[j]! + q[k]! * w[j]!
    diagonal[k] = row[k]!
    if (k + 1 === n) break
    next.fill(0)
    beside[k] = reflection(row, k + 1, next)
    for (let j = k + 1; j < n; j++) row[j] = next[j]!
    product.fill(0)
    passOver(matrix, n, k + 1, w, q, next, product)
    let along = 0
    for (let j = k + 1; j < n; j++) along += product[j]! * next[j]!
    for (let j = k + 1; j < n; j++) q[j] = 2 * (product[j]! - along * next[j]!)
    const done = w
    w = next
    next = done
    yield
  }
  return { diagonal, beside }
}

/**
 * The reflection I - 2 w w' that takes the entries of row from `from` on to a multiple of the first axis: writes w, a
 * unit vector, and returns the multiple. Where the row is on the axis already, w stays zero and the entry itself is
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
 * A <- A - w q' - q w' on the upper triangle of the rows and columns from `from` on, and product <- product + A v. Sums
 * run over every fourth entry, so that none waits for the one before it.
 */
function passOver(
  a: Float64Array,
  n: number,
  from: number,
  w: Float64Array,
  q: Float64Array,
  v: Float64Array,
  product: Float64Array,
): void {
  for (let i = from; i < n; i++) {
    const row = i * n
    const wi = w[i]!
    const qi = q[i]!
    const vi = v[i]!
    const middle = a[row + i]! - (wi * qi + qi * wi)
    a[row + i] = middle
    let s0 = middle * vi
    let s1 = 0
    let s2 = 0
    let s3 = 0
    let j = i + 1
    for (; j + 3 < n; j += 4) {
      const a0 = a[row + j]! - (wi * q[j]! + qi * w[j]!)
      const a1 = a[row + j + 1]! - (wi * q[j + 1]! + qi * w[j + 1]!)
      const a2 = a[row + j + 2]! - (wi * q[j + 2]! + qi * w[j + 2]!)
      const a3 = a[row + j + 3]! - (wi * q[j + 3]! + qi * w[j + 3]!)
      a[row + j] = a0
      a[row + j + 1] = a1
      a[row + j + 2] = a2
      a[row + j + 3] = a3
      s0 += a0 * v[j]!
      s1 += a1 * v[j + 1]!
      s2 += a2 * v[j + 2]!
      s3 += a3 * v[j + 3]!
      product[j] += a0 * vi
      product[j + 1] += a1 * vi
      product[j + 2] += a2 * vi
      product[j + 3] += a3 * vi
    }
    for (; j < n; j++) {
      const entry = a[row + j]! - (wi * q[j]! + qi * w[j]!)
      a[row + j] = entry
      s0 += entry * v[j]!
      product[j] += entry * vi
    }
    product[i] += s0 + s1 + (s2 + s3)
  }
}

/** Reflects a vector by the normal in row k. */
export function reflect(normals: Float64Array, n: number, k: number, vector: Float64Array, at = 0): void {
  const row = k * n
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let i = k + 1
  for (; i + 3 < n; i += 4) {
    s0 += normals[row + i]! * vector[at + i]!
    s1 += normals[row + i + 1]! * vector[at + i + 1]!
    s2 += normals[row + i + 2]! * vector[at + i + 2]!
    s3 += normals[row + i + 3]! * vector[at + i + 3]!
  }
  for (; i < n; i++) s0 += normals[row + i]! * vector[at + i]!
  const twice = 2 * (s0 + s1 + (s2 + s3))
  for (let j = k + 1; j < n; j++) vector[at + j] -= twice * normals[row + j]!
}

/** Puts Q in the place of the normals, its columns as rows: the last reflection is applied to the axes first. */
export function* accumulateReflections(normals: Float64Array, n: number): Pieces<void> {
  for (let k = n - 1; k >= 0; k--) {
    // Axis j is moved by reflections 0 to j - 1 alone.
    for (let j = k + 1; j < n; j++) reflect(normals, n, k, normals, j * n)
    normals.fill(0, k * n, (k + 1) * n)
    normals[k * n + k] = 1
    yield
  }
}
