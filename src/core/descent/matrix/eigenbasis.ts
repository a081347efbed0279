import { multiplyInPieces, multiplyTransposedInPieces, transposedMultiplyInPieces } from '../../linalg/matrix'
import { orthonormalRowsInPieces } from '../../linalg/orthonormal-rows'
import { symmetricEigenInPieces } from '../../linalg/symmetric-eigen'
import { copy } from '../../linalg/vector'
import type { Pieces } from '../../pieces'
import { type Owner, ownScratch, scratch } from '../../scratch'
import { lerp } from '../lerp'

const squares = ownScratch((size) => ({
  outer: new Float64Array(size * size),
  values: new Float64Array(size),
  order: new Int32Array(size),
  rows: new Float64Array(size * size),
}))
const matrices = ownScratch((length) => ({ between: new Float64Array(length) }))
const reordered = scratch((length) => ({ between: new Float64Array(length) }))

/**
 * A basis of a side of a block is a square matrix whose rows are orthonormal; undefined is the side's own axes. Everything here works
 * in place and, where it takes long, in pieces, on matrices of rows x columns entries, row-major; `owner` is the racer's oracle, to
 * which the buffers in use belong.
 */
export type Basis = Float64Array | undefined

/** X <- B_left X B_right': from the axes into the bases. */
export function* rotate(
  owner: Owner,
  x: Float64Array,
  left: Basis,
  right: Basis,
  rows: number,
  columns: number,
): Pieces<void> {
  const { between } = matrices(owner, x.length)
  if (left !== undefined) {
    copy(x, between)
    yield* multiplyInPieces(left, between, rows, rows, columns, x) ?? []
  }
  if (right !== undefined) {
    copy(x, between)
    yield* multiplyTransposedInPieces(between, right, rows, columns, columns, x) ?? []
  }
}

/** X <- B_left' X B_right: from the bases back to the axes. */
export function* rotateBack(
  owner: Owner,
  x: Float64Array,
  left: Basis,
  right: Basis,
  rows: number,
  columns: number,
): Pieces<void> {
  const { between } = matrices(owner, x.length)
  if (left !== undefined) {
    copy(x, between)
    yield* transposedMultiplyInPieces(left, between, rows, rows, columns, x) ?? []
  }
  if (right !== undefined) {
    copy(x, between)
    yield* multiplyInPieces(between, right, rows, columns, columns, x) ?? []
  }
}

/** M <- beta M + (1 - beta) G G', for the side of G's rows. */
export function* averageOverRows(
  owner: Owner,
  m: Float64Array,
  g: Float64Array,
  rows: number,
  columns: number,
  beta: number,
): Pieces<void> {
  const { outer } = squares(owner, rows)
  yield* multiplyTransposedInPieces(g, g, rows, columns, rows, outer) ?? []
  for (let k = 0; k < m.length; k++) m[k] = lerp(m[k], outer[k], 1 - beta)
}

/** M <- beta M + (1 - beta) G' G, for the side of G's columns. */
export function* averageOverColumns(
  owner: Owner,
  m: Float64Array,
  g: Float64Array,
  rows: number,
  columns: number,
  beta: number,
): Pieces<void> {
  const { outer } = squares(owner, columns)
  yield* transposedMultiplyInPieces(g, g, columns, rows, columns, outer) ?? []
  for (let k = 0; k < m.length; k++) m[k] = lerp(m[k], outer[k], 1 - beta)
}

/** The eigenvectors of M (size x size, symmetric) as rows, by descending eigenvalue. */
export function* eigenbasis(owner: Owner, m: Float64Array, size: number, out: Float64Array): Pieces<void> {
  const { values, rows } = squares(owner, size)
  yield* symmetricEigenInPieces(m, size, values, rows) ?? []
  for (let i = 0; i < size; i++) for (let k = 0; k < size; k++) out[i * size + k] = rows[(size - 1 - i) * size + k]
}

/**
 * Brings a basis nearer to the eigenvectors of M: its rows b_i, by descending b_i' M b_i, are multiplied by M and made orthonormal
 * again (one power iteration and QR). Returns that order: row i of the new basis comes from row `order[i]` of the old. The
 * returned array is good until the owner's next call for this size.
 */
export function* refreshBasis(owner: Owner, m: Float64Array, size: number, basis: Float64Array): Pieces<Int32Array> {
  const { outer, values, order, rows } = squares(owner, size)
  yield* multiplyInPieces(basis, m, size, size, size, outer) ?? []
  for (let i = 0; i < size; i++) {
    values[i] = 0
    for (let k = 0; k < size; k++) values[i] += outer[i * size + k] * basis[i * size + k]
  }
  // By insertion: the rows are nearly in order already, and equal ones keep theirs.
  for (let i = 0; i < size; i++) {
    let at = i
    for (; at > 0 && values[order[at - 1]] < values[i]; at--) order[at] = order[at - 1]
    order[at] = i
  }
  for (let i = 0; i < size; i++) for (let k = 0; k < size; k++) rows[i * size + k] = outer[order[i] * size + k]
  yield* orthonormalRowsInPieces(rows, size, basis) ?? []
  return order
}

/** Reorders the rows of X. */
export function reorderRows(x: Float64Array, order: Int32Array, columns: number): void {
  const { between } = reordered(x.length)
  copy(x, between)
  for (let i = 0; i < order.length; i++)
    for (let j = 0; j < columns; j++) x[i * columns + j] = between[order[i] * columns + j]
}

/** Reorders the columns of X. */
export function reorderColumns(x: Float64Array, order: Int32Array, rows: number): void {
  const { between } = reordered(x.length)
  copy(x, between)
  const columns = order.length
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) x[i * columns + j] = between[i * columns + order[j]]
}
