import { type Pieces, pieceWork, type Rest } from '../pieces'

/**
 * Products of row-major matrices, written into `out`, which is neither factor: the first piece, and what is left, which
 * is nothing for small ones. Sums run over the inner index from the first on, so that the same product has the same
 * bits everywhere.
 */

/** out (m x n) = a (m x k) b (k x n). */
export function multiply(a: Float64Array, b: Float64Array, m: number, k: number, n: number, out: Float64Array): Rest {
  if (m * k * n > pieceWork) return inPieces(multiplyRows, m, a, b, m, k, n, out)
  multiplyRows(a, b, m, k, n, out, 0, m)
  return undefined
}

/** out (m x n) = a (m x k) b', b being n x k. */
export function multiplyTransposed(
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
  out: Float64Array,
): Rest {
  if (m * k * n > pieceWork) return inPieces(multiplyTransposedRows, m, a, b, m, k, n, out)
  multiplyTransposedRows(a, b, m, k, n, out, 0, m)
  return undefined
}

/** out (m x n) = a' b (k x n), a being k x m. */
export function transposedMultiply(
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
  out: Float64Array,
): Rest {
  for (let l = 0; l < m * n; l++) out[l] = 0
  if (m * k * n > pieceWork) return inPieces(addOuterProducts, k, a, b, m, k, n, out)
  addOuterProducts(a, b, m, k, n, out, 0, k)
  return undefined
}

function multiplyRows(
  a: Float64Array,
  b: Float64Array,
  _m: number,
  k: number,
  n: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  for (let l = from * n; l < to * n; l++) out[l] = 0
  for (let i = from; i < to; i++)
    for (let l = 0; l < k; l++) {
      const factor = a[i * k + l]
      for (let j = 0; j < n; j++) out[i * n + j] += factor * b[l * n + j]
    }
}

function multiplyTransposedRows(
  a: Float64Array,
  b: Float64Array,
  _m: number,
  k: number,
  n: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let l = 0; l < k; l++) sum += a[i * k + l] * b[j * k + l]
      out[i * n + j] = sum
    }
}

function addOuterProducts(
  a: Float64Array,
  b: Float64Array,
  m: number,
  _k: number,
  n: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  for (let l = from; l < to; l++)
    for (let i = 0; i < m; i++) {
      const factor = a[l * m + i]
      for (let j = 0; j < n; j++) out[i * n + j] += factor * b[l * n + j]
    }
}

/** Works through so many rows, of the product or of the factors, as many of them at a time as make a piece. */
function* inPieces(
  compute: typeof multiplyRows,
  rows: number,
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
  out: Float64Array,
): Pieces<void> {
  const atOnce = Math.max(1, Math.floor((pieceWork / (m * k * n)) * rows))
  for (let from = 0; from < rows; from += atOnce) {
    compute(a, b, m, k, n, out, from, Math.min(rows, from + atOnce))
    yield
  }
}

/** out (columns x rows) = a', a being rows x columns. */
export function transpose(a: Float64Array, rows: number, columns: number, out: Float64Array): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j]
}
