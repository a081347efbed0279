import { finish, type Pieces } from '../pieces'
import { hypotenuse } from './hypotenuse'

/**
 * The eigenvalues of a symmetric tridiagonal matrix T, ascending, with some components of its orthonormal eigenvectors.
 *
 * diagonal: m, becomes the eigenvalues; beside: m, entry i the element between i and i + 1 (the last is not looked at),
 * is used up. vectors: m x width, row-major. Row j on entry is what stands for the j-th axis; row i on return is the
 * same combination of them as eigenvector i is of the axes. So the identity (width m) gives eigenvectors, a basis Q'
 * those of Q T Q', and the column e_1 (width 1) the first components that a quadrature rule needs. Each eigenvalue is
 * right to a few ulp of |T|. Returns false, with values not to be used, where T is not finite or the iteration does not
 * end, which no finite T is known to cause.
 *
 * Implicit QL with Wilkinson's shift. Source: H. Bowdler, R. S. Martin, C. Reinsch and J. H. Wilkinson, The QR and QL
 * algorithms for symmetric matrices, Numerische Mathematik 11 (1968), procedure imtql2's form in J. H. Wilkinson and C.
 * Reinsch, Linear Algebra (1971), II/4; with a column of vectors G. H. Golub and J. H. Welsch, Calculation of Gauss
 * quadrature rules (1969).
 */
export function tridiagonalEigen(
  diagonal: Float64Array,
  beside: Float64Array,
  vectors: Float64Array,
  width: number,
): boolean {
  return finish(tridiagonalEigenInPieces(diagonal, beside, new TurnedRows(vectors, width)))
}

/** What takes part in the rotations of neighbours that lead from the axes to the eigenvectors. */
export interface Turned {
  /** Row i becomes cosine x itself - sine x the next, and that one sine x row i + cosine x itself. */
  rotate(i: number, cosine: number, sine: number): void
  /** Row `to` becomes what row order[to] was. */
  reorder(order: readonly number[]): void
}

/** As `tridiagonalEigen`, a piece a sweep. */
export function* tridiagonalEigenInPieces(
  diagonal: Float64Array,
  beside: Float64Array,
  turned: Turned,
): Pieces<boolean> {
  const m = diagonal.length
  if (![diagonal, beside].every((entries) => entries.every(Number.isFinite))) return false
  for (let first = 0; first < m; first++) {
    for (let sweeps = 0; ; sweeps++) {
      const last = endOfBlock(diagonal, beside, first)
      if (last === first) break
      if (sweeps === mostSweeps) return false
      chase(diagonal, beside, turned, first, last)
      yield
    }
  }
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[i]! - diagonal[j]! || i - j)
  const values = diagonal.slice()
  order.forEach((from, to) => (diagonal[to] = values[from]!))
  turned.reorder(order)
  return true
}

/** For one eigenvalue; two or three are usual. */
const mostSweeps = 60

/** The first index from `first` on that is not coupled to the next to the last bit. */
function endOfBlock(diagonal: Float64Array, beside: Float64Array, first: number): number {
  let last = first
  for (; last < diagonal.length - 1; last++) {
    const size = Math.abs(diagonal[last]!) + Math.abs(diagonal[last + 1]!)
    if (size + Math.abs(beside[last]!) === size) break
  }
  return last
}

/** One QL sweep over the block [first, last], its bulge chased upwards by rotations of neighbours. */
function chase(diagonal: Float64Array, beside: Float64Array, turned: Turned, first: number, last: number): void {
  const half = (diagonal[first + 1]! - diagonal[first]!) / (2 * beside[first]!)
  const root = Math.sqrt(half * half + 1)
  // The eigenvalue of the leading 2 x 2 block that is nearer to its first entry.
  let bulge = diagonal[last]! - diagonal[first]! + beside[first]! / (half + (half < 0 ? -root : root))
  let sine = 1
  let cosine = 1
  let shift = 0
  for (let i = last - 1; i >= first; i--) {
    const across = sine * beside[i]!
    const along = cosine * beside[i]!
    const length = hypotenuse(across, bulge)
    beside[i + 1] = length
    if (length === 0) {
      // The bulge has vanished: the block falls apart here.
      diagonal[i + 1] -= shift
      beside[last] = 0
      return
    }
    sine = across / length
    cosine = bulge / length
    const lower = diagonal[i + 1]! - shift
    const mixed = (diagonal[i]! - lower) * sine + 2 * cosine * along
    shift = sine * mixed
    diagonal[i + 1] = lower + shift
    bulge = cosine * mixed - along
    turned.rotate(i, cosine, sine)
  }
  diagonal[first] -= shift
  beside[first] = bulge
  beside[last] = 0
}

/** The rows of a matrix. */
export class TurnedRows implements Turned {
  constructor(
    private readonly rows: Float64Array,
    private readonly width: number,
  ) {}

  rotate(i: number, cosine: number, sine: number): void {
    const { rows, width } = this
    const upper = i * width
    const lower = upper + width
    for (let k = 0; k < width; k++) {
      const below = rows[lower + k]!
      const above = rows[upper + k]!
      rows[lower + k] = sine * above + cosine * below
      rows[upper + k] = cosine * above - sine * below
    }
  }

  /** Cycle by cycle, with one row put aside. */
  reorder(order: readonly number[]): void {
    const { rows, width } = this
    const row = (i: number): Float64Array => rows.subarray(i * width, (i + 1) * width)
    const isPlaced = new Uint8Array(order.length)
    for (const start of order.keys()) {
      if (isPlaced[start] === 1) continue
      const aside = row(start).slice()
      let to = start
      for (; order[to] !== start; to = order[to]!) {
        row(to).set(row(order[to]!))
        isPlaced[to] = 1
      }
      row(to).set(aside)
      isPlaced[to] = 1
    }
  }
}
