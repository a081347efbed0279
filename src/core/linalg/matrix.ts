import { type Pieces, pieceWork, type Rest } from '../pieces'

/**
 * Products of row-major matrices, written into `out`, which is neither factor. Sums run over the inner index from the first on, so
 * that the same product has the same bits everywhere, in pieces or at once.
 */

/** out (m x n) = a (m x k) b (k x n). */
export function multiply(a: Float64Array, b: Float64Array, m: number, k: number, n: number, out: Float64Array): void {
  multiplyRows(a, b, 0, m, k, n, out)
}

/** The first piece of `multiply`, and what is left. */
export function multiplyInPieces(
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
  out: Float64Array,
): Rest {
  return inPieces(m, k * n, (from, to) => multiplyRows(a, b, from, to, k, n, out))
}

function multiplyRows(
  a: Float64Array,
  b: Float64Array,
  from: number,
  to: number,
  k: number,
  n: number,
  out: Float64Array,
): void {
  for (let l = from * n; l < to * n; l++) out[l] = 0
  for (let i = from; i < to; i++)
    for (let l = 0; l < k; l++) {
      const factor = a[i * k + l]
      for (let j = 0; j < n; j++) out[i * n + j] += factor * b[l * n + j]
    }
}

/** out (m x n) = a (m x k) b', b being n x k. */
export function multiplyTransposed(
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
  out: Float64Array,
): void {
  multiplyTransposedRows(a, b, 0, m, k, n, out)
}

/** The first piece of `multiplyTransposed`, and what is left. */
export function multiplyTransposedInPieces(
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
  out: Float64Array,
): Rest {
  return inPieces(m, k * n, (from, to) => multiplyTransposedRows(a, b, from, to, k, n, out))
}

function multiplyTransposedRows(
  a: Float64Array,
  b: Float64Array,
  from: number,
  to: number,
  k: number,
  n: number,
  out: Float64Array,
): void {
  for (let i = from; i < to; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let l = 0; l < k; l++) sum += a[i * k + l] * b[j * k + l]
      out[i * n + j] = sum
    }
}

/** out (m x n) = a' b (k x n), a being k x m. */
export function transposedMultiply(
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
  out: Float64Array,
): void {
  for (let l = 0; l < m * n; l++) out[l] = 0
  addOuterProducts(a, b, m, 0, k, n, out)
}

/** The first piece of `transposedMultiply`, and what is left. */
export function transposedMultiplyInPieces(
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
  out: Float64Array,
): Rest {
  for (let l = 0; l < m * n; l++) out[l] = 0
  return inPieces(k, m * n, (from, to) => addOuterProducts(a, b, m, from, to, n, out))
}

function addOuterProducts(
  a: Float64Array,
  b: Float64Array,
  m: number,
  from: number,
  to: number,
  n: number,
  out: Float64Array,
): void {
  for (let l = from; l < to; l++)
    for (let i = 0; i < m; i++) {
      const factor = a[l * m + i]
      for (let j = 0; j < n; j++) out[i * n + j] += factor * b[l * n + j]
    }
}

/** out (columns x rows) = a', a being rows x columns. */
export function transpose(a: Float64Array, rows: number, columns: number, out: Float64Array): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j]
}

/** Works through so many rows, each of so many multiplications, as many of them at a time as make a piece. */
function inPieces(rows: number, work: number, compute: (from: number, to: number) => void): Rest {
  if (rows * work <= pieceWork) {
    compute(0, rows)
    return undefined
  }
  return piecesOf(rows, Math.max(1, Math.floor(pieceWork / work)), compute)
}

function* piecesOf(rows: number, atOnce: number, compute: (from: number, to: number) => void): Pieces<void> {
  for (let from = 0; from < rows; from += atOnce) {
    compute(from, Math.min(rows, from + atOnce))
    yield
  }
}
