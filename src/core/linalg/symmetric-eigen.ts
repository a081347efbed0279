import { highWord, powerOfTwo } from '../elementary/bits'
import { productError } from '../elementary/double-double'
import { finish, type Pieces, type Rest } from '../pieces'
import { hypotenuse } from './hypotenuse'
import { tridiagonalEigenInPieces, TurnedRows } from './tridiagonal-eigen'
import { accumulateReflections, tridiagonalise } from './tridiagonalise'

/**
 * The eigenvalues of a symmetric matrix, ascending, and orthonormal eigenvectors: A v_i = lambda_i v_i.
 *
 * matrix: n x n, row-major, symmetric (only its upper triangle is read), left as it is; values: n, vectors: n x n, row
 * i belonging to values[i], both written. Each vector's component of largest size (the first of equals) is positive. A
 * matrix with a NaN or an infinity gives NaN throughout. The matrix is scaled by a power of two first, so nothing
 * overflows on the way; a value beyond the largest double comes out infinite.
 *
 * n = 2 is a closed form whose values are both right to a few ulp of themselves, save for what cancels in a d - b b:
 * that is formed with one rounding. Larger n takes Jacobi rotations, cyclic by rows, small beside the diagonal to
 * the last bit when it ends: values right to a few ulp of the largest, and relatively so for well-scaled definite
 * matrices. Beyond n = 32 that is slow, and the matrix is made tridiagonal by reflections first, then decomposed by the
 * QL method: right to some n ulp of the largest.
 * Source: G. H. Golub and C. F. Van Loan, Matrix Computations, 4th edition (2013), section 8.5; J. Demmel and
 * K. Veselic, Jacobi's method is more accurate than QR (1992), for the stopping rule.
 */
export function symmetricEigen(matrix: Float64Array, n: number, values: Float64Array, vectors: Float64Array): void {
  const rest = symmetricEigenInPieces(matrix, n, values, vectors)
  if (rest !== undefined) finish(rest)
}

/** The first piece of `symmetricEigen`, and what is left: nothing for a small matrix. */
export function symmetricEigenInPieces(
  matrix: Float64Array,
  n: number,
  values: Float64Array,
  vectors: Float64Array,
): Rest {
  const scale = scaleOf(matrix, n)
  if (scale === undefined) {
    values.fill(NaN, 0, n)
    vectors.fill(NaN, 0, n * n)
  } else if (n > mostForJacobi) return eigenByReflections(matrix, n, scale, values, vectors)
  else if (n === 2) eigenOfTwo(matrix[0]! / scale, matrix[1]! / scale, matrix[3]! / scale, scale, values, vectors)
  else {
    eigenByJacobi(matrix, n, scale, values, vectors)
    scaleBack(n, scale, values, vectors)
  }
  return undefined
}

/** What the entries are divided by first; undefined where one is not finite. */
export function scaleOf(matrix: Float64Array, n: number): number | undefined {
  const largest =
    n === 2 ? Math.max(Math.abs(matrix[0]!), Math.abs(matrix[1]!), Math.abs(matrix[3]!)) : largestEntry(matrix, n)
  if (!(largest < Infinity)) return undefined
  // The power of two at or below it, kept where its inverse is normal; 1 for 0.
  return largest === 0 ? 1 : powerOfTwo(Math.max(leastScale, (highWord(largest) >> 20) - 1023))
}

const leastScale = -964

/** The size of the largest entry of the upper triangle; NaN where one is. */
function largestEntry(matrix: Float64Array, n: number): number {
  let largest = 0
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const size = Math.abs(matrix[i * n + j]!)
      if (!(size <= largest)) largest = size
      if (Number.isNaN(size)) return size
    }
  }
  return largest
}

function scaleBack(n: number, scale: number, values: Float64Array, vectors: Float64Array): void {
  for (let i = 0; i < n; i++) {
    values[i] = values[i]! * scale + 0
    orient(vectors, n, i)
  }
}

/** The eigenpairs of [[a, b], [b, d]] times a power of two. */
function eigenOfTwo(a: number, b: number, d: number, scale: number, values: Float64Array, vectors: Float64Array): void {
  const half = (a - d) / 2
  // The larger of |lambda - a|, |lambda - d| over both eigenvalues: the half gap plus its hypotenuse with b.
  const reach = Math.abs(half) + hypotenuse(half, b)
  // The smaller of them, t = b^2 / reach, moves the diagonal entries apart: no subtraction of like numbers.
  const shift = reach === 0 ? 0 : (b / reach) * b
  const upper = Math.max(a, d) + shift
  const lower = Math.min(a, d) - shift
  // The eigenvalue of larger size has no cancellation; the determinant gives the other one relative to itself.
  const isUpper = upper >= -lower
  const least = !isUpper ? lower : upper === 0 ? 0 : lowerBy(a, b, d, upper, lower)
  const greatest = isUpper ? upper : lowerBy(a, b, d, lower, upper)
  // Adding 0 turns -0 into 0, here and in the vectors.
  values[0] = least * scale + 0
  values[1] = greatest * scale + 0
  const length = hypotenuse(reach, b)
  const cosine = length === 0 ? 1 : reach / length
  const sine = length === 0 ? 0 : b / length
  // (cosine, sine) is the vector of the eigenvalue nearer to a: the upper one if a is the larger entry. A gap below 0
  // turns it the other way.
  const ofA = a > d ? 2 : 0
  const ofD = 2 - ofA
  const signedSine = a > d ? sine : -sine
  putOriented(vectors, ofA, cosine, signedSine)
  putOriented(vectors, ofD, -signedSine, cosine)
}

/** As `orient`. */
function putOriented(vectors: Float64Array, at: number, x: number, y: number): void {
  const isTurned = (Math.abs(y) > Math.abs(x) ? y : x) < 0
  vectors[at] = (isTurned ? -x : x) + 0
  vectors[at + 1] = (isTurned ? -y : y) + 0
}

/** The eigenvalue of smaller size from the determinant, or direct when the direct one has not cancelled. */
function lowerBy(a: number, b: number, d: number, larger: number, direct: number): number {
  if (2 * Math.abs(direct) >= Math.abs(larger)) return direct
  const main = a * d
  const square = b * b
  const determinant = main - square + (productError(a, d, main) - productError(b, b, square))
  return determinant / larger
}

/** Dimensions up to which rotations are used, for their accuracy. */
export const mostForJacobi = 32

/** All in the place of the vectors. */
function* eigenByReflections(
  matrix: Float64Array,
  n: number,
  scale: number,
  values: Float64Array,
  vectors: Float64Array,
): Pieces<void> {
  for (let at = 0; at < n * n; at++) vectors[at] = matrix[at]! / scale
  const { diagonal, beside } = yield* tridiagonalise(vectors, n)
  yield* accumulateReflections(vectors, n)
  yield* tridiagonalEigenInPieces(diagonal, beside, new TurnedRows(vectors, n))
  values.set(diagonal)
  scaleBack(n, scale, values, vectors)
}

function eigenByJacobi(
  matrix: Float64Array,
  n: number,
  scale: number,
  values: Float64Array,
  vectors: Float64Array,
): void {
  const work = new Float64Array(n * n)
  const basis = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    basis[i * n + i] = 1
    for (let j = i; j < n; j++) {
      work[i * n + j] = matrix[i * n + j]! / scale
      work[j * n + i] = work[i * n + j]!
    }
  }
  for (let sweep = 0; sweep < MOST_SWEEPS && sweepOnce(work, basis, n); sweep++);
  const order = Array.from({ length: n }, (_, i) => i)
  order.sort((i, j) => work[i * n + i]! - work[j * n + j]! || i - j)
  order.forEach((from, to) => {
    values[to] = work[from * n + from]!
    for (let k = 0; k < n; k++) vectors[to * n + k] = basis[from * n + k]!
  })
}

/** A handful is usual; convergence is quadratic at the end. */
const MOST_SWEEPS = 60
/** An off-diagonal entry below 2^-54 of the geometric mean of its diagonal pair moves neither in the last place. */
const NEGLIGIBLE = 5.551115123125783e-17

/** Rotates every off-diagonal entry to zero once; false if none was worth it. Rows of basis follow the rotations. */
function sweepOnce(work: Float64Array, basis: Float64Array, n: number): boolean {
  let rotated = false
  for (let p = 0; p < n - 1; p++) {
    for (let q = p + 1; q < n; q++) {
      const entry = work[p * n + q]!
      if (entry === 0) continue
      const app = work[p * n + p]!
      const aqq = work[q * n + q]!
      const size = Math.abs(entry)
      if (size <= NEGLIGIBLE * Math.sqrt(Math.abs(app)) * Math.sqrt(Math.abs(aqq)) || size < LEAST_ENTRY) {
        work[p * n + q] = 0
        work[q * n + p] = 0
        continue
      }
      rotated = true
      const theta = (aqq - app) / (2 * entry)
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
      const c = 1 / Math.sqrt(t * t + 1)
      const s = t * c
      work[p * n + p] = app - t * entry
      work[q * n + q] = aqq + t * entry
      work[p * n + q] = 0
      work[q * n + p] = 0
      for (let k = 0; k < n; k++) {
        if (k !== p && k !== q) {
          const akp = work[k * n + p]!
          const akq = work[k * n + q]!
          work[k * n + p] = c * akp - s * akq
          work[k * n + q] = s * akp + c * akq
          work[p * n + k] = work[k * n + p]!
          work[q * n + k] = work[k * n + q]!
        }
        const bp = basis[p * n + k]!
        const bq = basis[q * n + k]!
        basis[p * n + k] = c * bp - s * bq
        basis[q * n + k] = s * bp + c * bq
      }
    }
  }
  return rotated
}

/** Beside a scaled matrix of entries up to 2 this is nothing, and its square would underflow. */
const LEAST_ENTRY = 1e-300

/** Turns row i so that its component of largest size is positive. */
function orient(vectors: Float64Array, n: number, i: number): void {
  let largest = 0
  for (let k = 0; k < n; k++) {
    const value = vectors[i * n + k]!
    if (Math.abs(value) > Math.abs(largest)) largest = value
  }
  for (let k = 0; k < n; k++) {
    vectors[i * n + k] = (largest < 0 ? -vectors[i * n + k]! : vectors[i * n + k]!) + 0
  }
}
