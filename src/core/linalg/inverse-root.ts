import { pieceWork, type Pieces, type Rest } from '../pieces'
import { scratch } from '../scratch'
import { symmetricEigen, symmetricEigenInPieces } from './symmetric-eigen'

const buffers = scratch((n) => ({ values: new Float64Array(n), vectors: new Float64Array(n * n) }))

/** x^(-1/2) or x^(-1/4), for x > 0. */
export function inverseRootOf(x: number, order: 2 | 4): number {
  return 1 / Math.sqrt(order === 2 ? x : Math.sqrt(x))
}

/**
 * out = M^(-1/order) = V Lambda^(-1/order) V' for a symmetric positive definite M whose eigenvalues are known to be at
 * least `least` > 0: one that rounding has put below is taken for `least`. matrix, out: n x n, row-major; out is
 * symmetric to the last bit. An M that is not finite gives NaN. Returns what is left: nothing for a small matrix.
 * Source: N. J. Higham, Functions of Matrices, 2008, section 1.2 (by diagonalisation).
 */
export function inverseRoot(matrix: Float64Array, n: number, order: 2 | 4, least: number, out: Float64Array): Rest {
  if (n * n * n > pieceWork) return rowByRow(matrix, n, order, least, out)
  const { values, vectors } = buffers(n)
  symmetricEigen(matrix, n, values, vectors)
  takeRoots(values, n, order, least)
  for (let i = 0; i < n; i++) joinRow(values, vectors, n, i, out)
  return undefined
}

function* rowByRow(matrix: Float64Array, n: number, order: 2 | 4, least: number, out: Float64Array): Pieces<void> {
  const values = new Float64Array(n)
  const vectors = new Float64Array(n * n)
  const rest = symmetricEigenInPieces(matrix, n, values, vectors)
  if (rest !== undefined) yield* rest
  takeRoots(values, n, order, least)
  for (let i = 0; i < n; i++) {
    joinRow(values, vectors, n, i, out)
    yield
  }
}

function takeRoots(values: Float64Array, n: number, order: 2 | 4, least: number): void {
  for (let i = 0; i < n; i++) values[i] = inverseRootOf(Math.max(values[i], least), order)
}

/** Row i of V Lambda V' from the diagonal on, and the same column. */
function joinRow(values: Float64Array, vectors: Float64Array, n: number, i: number, out: Float64Array): void {
  for (let j = i; j < n; j++) {
    let sum = 0
    for (let k = 0; k < n; k++) sum += vectors[k * n + i] * values[k] * vectors[k * n + j]
    out[i * n + j] = sum
    out[j * n + i] = sum
  }
}
