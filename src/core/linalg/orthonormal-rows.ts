import { pieceWork, type Pieces, type Rest } from '../pieces'
import { scratch } from '../scratch'
import { clear, copy } from './vector'

const buffers = scratch((n) => ({ work: new Float64Array(n * n), beta: new Float64Array(n) }))

/**
 * The orthonormal factor of the QR decomposition A' = Q R of the transpose, as its transpose: the rows of `out` are
 * orthonormal, and row i is the direction of what row i of A adds to the rows before it, so that R's diagonal is >= 0.
 * Where a row adds nothing its direction is some one that is orthogonal to the rest. matrix, out: rows x n, row-major,
 * with no more rows than columns.
 * Returns what is left: nothing for a small matrix.
 * Source: G. H. Golub and C. F. Van Loan, Matrix Computations, 4th edition (2013), Algorithms 5.1.1 and 5.2.1
 * (Householder).
 */
export function orthonormalRows(matrix: Float64Array, n: number, out: Float64Array, rows = n): Rest {
  // The shared buffers are square.
  if (rows < n || n * n * n > pieceWork) return rowByRow(matrix, n, out, rows)
  const { work, beta } = buffers(n)
  copy(matrix, work)
  for (let i = 0; i < n; i++) beta[i] = reflectOnto(work, n, i, n)
  clear(out)
  for (let i = 0; i < n; i++) sendBack(work, beta, n, i, out)
  return undefined
}

function* rowByRow(matrix: Float64Array, n: number, out: Float64Array, rows: number): Pieces<void> {
  const work = matrix.slice(0, rows * n)
  const beta = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    beta[i] = reflectOnto(work, n, i, rows)
    yield
  }
  clear(out)
  for (let i = 0; i < rows; i++) {
    sendBack(work, beta, n, i, out)
    yield
  }
}

/** Row i of the factor: e_i sent back through the reflections, turned so that R's diagonal is not negative. */
function sendBack(work: Float64Array, beta: Float64Array, n: number, i: number, out: Float64Array): void {
  out[i * n + i] = work[i * n + i] < 0 ? -1 : 1
  for (let k = i; k >= 0; k--) reflect(work, n, k, beta[k], out, i)
}

/**
 * Makes the reflection I - beta v v' that sends entries i.. of row i to (r, 0, ..., 0), with v_i = 1, keeps v_{i+1}..
 * in their place and r in entry i, and reflects the rows below. Returns beta, 0 where there is nothing to reflect.
 */
function reflectOnto(work: Float64Array, n: number, i: number, rows: number): number {
  let largest = 0
  for (let k = i + 1; k < n; k++) largest = Math.max(largest, Math.abs(work[i * n + k]))
  if (largest === 0) return 0
  const head = work[i * n + i]
  largest = Math.max(largest, Math.abs(head))
  let squares = 0
  for (let k = i; k < n; k++) squares += (work[i * n + k] / largest) * (work[i * n + k] / largest)
  // Away from the head, so that head - r does not cancel.
  const r = (head < 0 ? 1 : -1) * largest * Math.sqrt(squares)
  const divisor = head - r
  for (let k = i + 1; k < n; k++) work[i * n + k] /= divisor
  work[i * n + i] = r
  const beta = -divisor / r
  for (let row = i + 1; row < rows; row++) reflect(work, n, i, beta, work, row)
  return beta
}

/** Reflects a row of `target` by the reflection kept in row i of `work`. */
function reflect(work: Float64Array, n: number, i: number, beta: number, target: Float64Array, row: number): void {
  if (beta === 0) return
  let sum = target[row * n + i]
  for (let k = i + 1; k < n; k++) sum += work[i * n + k] * target[row * n + k]
  sum *= beta
  target[row * n + i] -= sum
  for (let k = i + 1; k < n; k++) target[row * n + k] -= sum * work[i * n + k]
}
