import type { Pieces, Rest } from '../pieces'
import { mostForJacobi, scaleOf, symmetricEigen } from './symmetric-eigen'
import { type Turned, tridiagonalEigenInPieces } from './tridiagonal-eigen'
import { reflect, tridiagonalise } from './tridiagonalise'

/**
 * A symmetric matrix as V diag(values) V', for what looks at a few vectors through V and needs no eigenvector itself.
 * Beyond the dimensions where they come for little, V stays the product of the reflections and rotations that lead to
 * it: 4/3 n^3 operations to find, some n^2 to apply, where forming it takes ten n^3.
 */
export class SymmetricFactor {
  /** The eigenvalues, ascending; NaN where the matrix is not finite. */
  readonly values: Float64Array
  private readonly vectors: Float64Array
  private readonly rotations = new Rotations()
  /** What the reflections are in. */
  private normals: Float64Array
  private readonly turned: Float64Array

  constructor(private readonly n: number) {
    this.values = new Float64Array(n)
    this.vectors = new Float64Array(n > mostForJacobi ? 0 : n * n)
    this.normals = this.vectors
    this.turned = new Float64Array(n)
  }

  /** Decomposes a matrix (n x n, row-major, only its upper triangle is read), whose entries may be used up. */
  decompose(matrix: Float64Array): Rest {
    if (this.n > mostForJacobi) return this.decomposeLarge(matrix)
    symmetricEigen(matrix, this.n, this.values, this.vectors)
    return undefined
  }

  private *decomposeLarge(matrix: Float64Array): Pieces<void> {
    const { n, values } = this
    const scale = scaleOf(matrix, n)
    if (scale === undefined) {
      values.fill(NaN)
      return
    }
    for (let at = 0; at < n * n; at++) matrix[at] = matrix[at]! / scale
    this.normals = matrix
    const { diagonal, beside } = yield* tridiagonalise(matrix, n)
    this.rotations.clear()
    yield* tridiagonalEigenInPieces(diagonal, beside, this.rotations)
    for (let i = 0; i < n; i++) values[i] = diagonal[i]! * scale + 0
  }

  /** V' v into `out`, which is another array. */
  along(v: Float64Array, out: Float64Array): void {
    const { n, vectors, turned } = this
    if (n > mostForJacobi) {
      turned.set(v)
      for (let k = 0; k < n - 1; k++) reflect(this.normals, n, k, turned)
      this.rotations.apply(turned, out)
      return
    }
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += vectors[i * n + k]! * v[k]!
      out[i] = sum
    }
  }

  /** V c into `out`, which is another array. */
  combine(c: Float64Array, out: Float64Array): void {
    const { n, vectors } = this
    if (n > mostForJacobi) {
      this.rotations.applyTransposed(c, out)
      for (let k = n - 2; k >= 0; k--) reflect(this.normals, n, k, out)
      return
    }
    for (let k = 0; k < n; k++) out[k] = 0
    for (let i = 0; i < n; i++) {
      const share = c[i]!
      for (let k = 0; k < n; k++) out[k] += share * vectors[i * n + k]!
    }
  }
}

/** Rotations of neighbours in the order of their coming, and the order of what they lead to. */
class Rotations implements Turned {
  private count = 0
  private places = new Int32Array(1024)
  /** Cosine and sine of each. */
  private turns = new Float64Array(2 * 1024)
  private order: readonly number[] = []

  clear(): void {
    this.count = 0
  }

  rotate(i: number, cosine: number, sine: number): void {
    if (this.count === this.places.length) this.grow()
    this.places[this.count] = i
    this.turns[2 * this.count] = cosine
    this.turns[2 * this.count + 1] = sine
    this.count++
  }

  reorder(order: readonly number[]): void {
    this.order = order
  }

  /** `vector` is used up. */
  apply(vector: Float64Array, out: Float64Array): void {
    const { count, places, turns, order } = this
    for (let k = 0; k < count; k++) {
      const i = places[k]!
      const cosine = turns[2 * k]!
      const sine = turns[2 * k + 1]!
      const above = vector[i]!
      const below = vector[i + 1]!
      vector[i + 1] = sine * above + cosine * below
      vector[i] = cosine * above - sine * below
    }
    for (let to = 0; to < order.length; to++) out[to] = vector[order[to]!]!
  }

  applyTransposed(vector: Float64Array, out: Float64Array): void {
    const { count, places, turns, order } = this
    for (let to = 0; to < order.length; to++) out[order[to]!] = vector[to]!
    for (let k = count - 1; k >= 0; k--) {
      const i = places[k]!
      const cosine = turns[2 * k]!
      const sine = turns[2 * k + 1]!
      const above = out[i]!
      const below = out[i + 1]!
      out[i] = cosine * above + sine * below
      out[i + 1] = cosine * below - sine * above
    }
  }

  private grow(): void {
    const [places, turns] = [this.places, this.turns]
    this.places = new Int32Array(2 * places.length)
    this.places.set(places)
    this.turns = new Float64Array(2 * turns.length)
    this.turns.set(turns)
  }
}
