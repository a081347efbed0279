/**
 * Products of row-major matrices, written into `out`, which is neither factor. Sums run over the inner index from the first on, so
 * that the same product has the same bits everywhere.
 */

/** out (m x n) = a (m x k) b (k x n). */
export function multiply(a: Float64Array, b: Float64Array, m: number, k: number, n: number, out: Float64Array): void {
  for (let l = 0; l < m * n; l++) out[l] = 0
  for (let i = 0; i < m; i++)
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
  for (let i = 0; i < m; i++)
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
  for (let l = 0; l < k; l++)
    for (let i = 0; i < m; i++) {
      const factor = a[l * m + i]
      for (let j = 0; j < n; j++) out[i * n + j] += factor * b[l * n + j]
    }
}

/** out (columns x rows) = a', a being rows x columns. */
export function transpose(a: Float64Array, rows: number, columns: number, out: Float64Array): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j]
}
