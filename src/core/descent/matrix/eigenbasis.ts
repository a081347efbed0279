import { multiply, multiplyTransposed, transposedMultiply } from '../../linalg/matrix'
import { orthonormalRows } from '../../linalg/orthonormal-rows'
import { symmetricEigenInPieces } from '../../linalg/symmetric-eigen'
import { copy } from '../../linalg/vector'
import type { Rest } from '../../pieces'
import { type Owner, ownScratch } from '../../scratch'
import { afterwards } from '../afterwards'
import { lerp } from '../lerp'
import type { MatrixBlock } from './matrix-blocks'
import { gram, type Side } from './preconditioned-blocks'

const squares = ownScratch((size) => ({
  outer: new Float64Array(size * size),
  values: new Float64Array(size),
  order: new Int32Array(size),
  rows: new Float64Array(size * size),
}))

/**
 * A basis of a side of a block is a square matrix whose rows are orthonormal. Everything here works in place, on matrices of rows x
 * columns entries, row-major, and returns what is left to do; `owner` is the racer's oracle, to which buffers belong; `spare` is as large
 * as X.
 *
 * X <- B X for the side of the rows, X B' for that of the columns: from the axes into the basis; or B' X and X B, back to the axes.
 */
export function turn(
  { isRows }: Side,
  way: 'in' | 'back',
  basis: Float64Array,
  x: Float64Array,
  { rows, columns }: MatrixBlock,
  spare: Float64Array,
): Rest {
  copy(x, spare)
  if (isRows)
    return way === 'in'
      ? multiply(basis, spare, rows, rows, columns, x)
      : transposedMultiply(basis, spare, rows, rows, columns, x)
  return way === 'in'
    ? multiplyTransposed(spare, basis, rows, columns, columns, x)
    : multiply(spare, basis, rows, columns, columns, x)
}

/** M <- beta M + (1 - beta) times the gram matrix of the side of G. */
export function averageOver(
  side: Side,
  owner: Owner,
  m: Float64Array,
  g: Float64Array,
  block: MatrixBlock,
  beta: number,
): Rest {
  const { outer } = squares(owner, side.size)
  return afterwards(gram(side, g, block, outer), average, m, outer, beta)
}

function average(m: Float64Array, outer: Float64Array, beta: number): Rest {
  for (let k = 0; k < m.length; k++) m[k] = lerp(m[k], outer[k], 1 - beta)
  return undefined
}

/** The eigenvectors of M (size x size, symmetric) as rows, by descending eigenvalue. */
export function eigenbasis(owner: Owner, m: Float64Array, size: number, out: Float64Array): Rest {
  const { values, rows } = squares(owner, size)
  return afterwards(symmetricEigenInPieces(m, size, values, rows), reverseRows, rows, size, out)
}

function reverseRows(rows: Float64Array, size: number, out: Float64Array): Rest {
  for (let i = 0; i < size; i++) for (let k = 0; k < size; k++) out[i * size + k] = rows[(size - 1 - i) * size + k]
  return undefined
}

/**
 * Brings a basis nearer to the eigenvectors of M: its rows b_i, by descending b_i' M b_i, are multiplied by M and made orthonormal
 * again (one power iteration and QR). Afterwards row i of the new basis comes from row `orderOf(owner, size)[i]` of the old.
 */
export function refreshBasis(owner: Owner, m: Float64Array, size: number, basis: Float64Array): Rest {
  const { outer } = squares(owner, size)
  return afterwards(multiply(basis, m, size, size, size, outer), orthonormalise, owner, size, basis)
}

function orthonormalise(owner: Owner, size: number, basis: Float64Array): Rest {
  const { outer, values, order, rows } = squares(owner, size)
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
  return orthonormalRows(rows, size, basis)
}

/** See `refreshBasis`; good until the owner's next refresh of this size. */
export function orderOf(owner: Owner, size: number): Int32Array {
  return squares(owner, size).order
}

/** Reorders the rows or the columns of X, on the side that the order is of. */
export function reorder(
  { isRows }: Side,
  x: Float64Array,
  order: Int32Array,
  { rows, columns }: MatrixBlock,
  spare: Float64Array,
): void {
  copy(x, spare)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      x[i * columns + j] = spare[isRows ? order[i] * columns + j : i * columns + order[j]]
}
