import type { Pieces } from '../pieces'
import { multiplied, orthogonalise, type Product, randomUnit } from './krylov'
import { symmetricEigen } from './symmetric-eigen'
import { addMultiple, norm, normalise } from './vector'

/** Eigenvalues from both ends of a spectrum. */
export interface ExtremeEigenvalues {
  /** Ascending; a multiple one as often as it is there. */
  readonly values: Float64Array
  /** |H v - lambda v| of each, measured, with |v| = 1: some eigenvalue is no farther from lambda than this. */
  readonly residuals: Float64Array
  /** The unit eigenvectors, up to their signs; none where a product was not finite. */
  readonly vectors: readonly Float64Array[]
}

export interface LanczosSettings {
  /** How many of the smallest and how many of the largest; or of the largest alone. */
  readonly count: number
  readonly ends?: 'both' | 'largest'
  /**
   * Whether all eigenvalues that matter are known to be simple: then the search is not repeated for others of the same
   * value. Of those that are multiple after all some may be missed.
   */
  readonly isSimple?: boolean
  /** Residuals that are converged, as a part of the largest |eigenvalue| seen: 1e-10 where absent. */
  readonly tolerance?: number
  readonly seed: number
  /**
   * About how many products with H to take at most; pairs that have not converged by then are given with the residuals
   * they have.
   */
  readonly mostProducts: number
}

/** The usual `tolerance`. The eigenvalue's own error is of the order of its square. */
const usualTolerance = 1e-10
/** A new direction this small beside H is rounding: the space does not leave itself. */
const negligible = 1e-14

interface Pair {
  readonly value: number
  readonly vector: Float64Array
}

/**
 * The `count` smallest and the `count` largest eigenvalues (all of them where there are no more than that) of a
 * symmetric n x n matrix H that is known by its products.
 *
 * Lanczos' method with thick restarts: the Krylov space is grown to a few times the pairs wanted, H decomposed on it,
 * and the space restarted from the Ritz vectors of both ends. Each new vector is orthogonalised against the whole
 * basis. From a space that H does not leave it goes on with a random vector at right angles to it.
 *
 * From one vector each multiple eigenvalue is found once. So the pairs found are locked and the search is repeated at
 * right angles to them, from another random vector, until its outermost eigenvalues are none of those wanted.
 *
 * A generator that yields after each product. Where a product is not finite, values and residuals are NaN.
 * Source: C. Lanczos, An iteration method for the solution of the eigenvalue problem of linear differential and
 * integral operators, J. Res. Nat. Bur. Stand. 45 (1950); C. C. Paige, Computational variants of the Lanczos method for
 * the eigenproblem, J. Inst. Maths Applics 10 (1972), on what rounding does to the basis; K. Wu and H. Simon,
 * Thick-restart Lanczos method for large symmetric eigenvalue problems, SIAM J. Matrix Anal. Appl. 22(2), 2000,
 * algorithm 1. Differs from the source: the projected matrix is taken from the orthogonalisation, not from the
 * recurrence.
 */
export function* extremeEigenvalues(
  product: Product,
  n: number,
  settings: LanczosSettings,
): Generator<undefined, ExtremeEigenvalues, void> {
  const count = Math.min(settings.count, n)
  const { ends = 'both' } = settings
  let locked: readonly Pair[] = []
  let products = 0
  for (let pass = 0; locked.length < n; pass++) {
    const wanted = wantedBeside(locked, count, ends)
    const space = new KrylovSpace(product, n, locked, { ...settings, count, ends }, pass)
    for (;;) {
      products += yield* space.grow()
      if (space.isBroken) {
        const none = new Float64Array(count).fill(NaN)
        return { values: none, residuals: none.slice(), vectors: [] }
      }
      if (space.isSettled(wanted) || products >= settings.mostProducts) break
      space.restart()
    }
    const news = space.outermost(wanted)
    locked = [...locked, ...news].sort((a, b) => a.value - b.value)
    if (news.length === 0 || space.isWhole || settings.isSimple === true || products >= settings.mostProducts) break
  }
  const lowest = ends === 'both' ? locked.slice(0, Math.max(0, Math.min(count, locked.length - count))) : []
  const found = [...lowest, ...locked.slice(-count)]
  const residuals = new Float64Array(found.length)
  const image = new Float64Array(n)
  for (const [i, { value, vector }] of found.entries()) {
    yield* multiplied(product, vector, image)
    addMultiple(image, -value, vector)
    residuals[i] = norm(image)
  }
  return {
    values: Float64Array.from(found, ({ value }) => value),
    residuals,
    vectors: found.map(({ vector }) => vector),
  }
}

/** Which eigenvalues, given those already locked, would still belong to the ends. */
interface Wanted {
  readonly below: number
  readonly above: number
}

function wantedBeside(locked: readonly Pair[], count: number, ends: 'both' | 'largest'): Wanted {
  const isFull = locked.length >= count
  return {
    below: ends === 'largest' ? -Infinity : isFull ? locked[count - 1]!.value : Infinity,
    above: isFull ? locked[locked.length - count]!.value : -Infinity,
  }
}

/** A Krylov space at right angles to the locked vectors, with H's decomposition on it. */
class KrylovSpace {
  /** A product was not finite. */
  isBroken = false
  /** Whether it takes in all directions that there are, so that its Ritz pairs are eigenpairs. */
  readonly isWhole: boolean
  private readonly lockedVectors: readonly Float64Array[]
  private basis: Float64Array[] = []
  /** How many vectors of the basis have been multiplied: the projected matrix is of this size. */
  private size = 0
  /** The most vectors before a restart. */
  private readonly capacity: number
  /** capacity x capacity, row-major. */
  private readonly projected: Float64Array
  private readonly coefficients: Float64Array
  /** The length of what H takes out of the space. */
  private outside = 0
  private values = new Float64Array(0)
  private vectors = new Float64Array(0)
  private largest = 0
  private randomVectors = 0
  private readonly count: number
  private readonly seed: number
  private readonly isOfBothEnds: boolean
  private readonly tolerance: number

  constructor(
    private readonly product: Product,
    private readonly n: number,
    locked: readonly Pair[],
    { count, seed, ends, tolerance = usualTolerance }: LanczosSettings & Required<Pick<LanczosSettings, 'ends'>>,
    private readonly pass: number,
  ) {
    this.count = count
    this.seed = seed
    this.isOfBothEnds = ends === 'both'
    this.tolerance = tolerance
    const rest = n - locked.length
    // The largest alone are wanted of matrices whose eigenvalues fall off fast.
    const enough = this.isOfBothEnds ? 6 * count + 90 : 3 * count + 16
    this.isWhole = rest <= enough
    this.capacity = this.isWhole ? rest : enough
    this.projected = new Float64Array(this.capacity * this.capacity)
    this.lockedVectors = locked.map(({ vector }) => vector)
    this.coefficients = new Float64Array(locked.length + this.capacity)
    this.basis.push(this.random())
  }

  /** Multiplies vectors until the space is full, then decomposes H on it; returns the number of products. */
  *grow(): Generator<undefined, number, void> {
    const { capacity } = this
    const from = this.size
    while (this.size < capacity) {
      yield* this.multiplyLast()
      if (this.isBroken) return this.size - from
    }
    const matrix = this.projected
    this.values = new Float64Array(capacity)
    this.vectors = new Float64Array(capacity * capacity)
    symmetricEigen(matrix, capacity, this.values, this.vectors)
    return capacity - from
  }

  /** Whether at each end the outermost Ritz values have converged as far as the first that is not wanted. */
  isSettled(wanted: Wanted): boolean {
    return this.ends(wanted).every((end) => end.every((index) => this.error(index) <= this.tolerance * this.largest))
  }

  /** The Ritz pairs that are wanted. */
  outermost(wanted: Wanted): readonly Pair[] {
    const indices = new Set(this.ends(wanted).flat())
    return [...indices]
      .filter((index) => this.isWanted(index, wanted))
      .map((index) => ({ value: this.values[index]!, vector: this.ritzVector(index) }))
  }

  /** Keeps the Ritz vectors of both ends, a few more than are wanted, and the direction that leads out. */
  restart(): void {
    const { capacity, projected } = this
    const kept = this.count + Math.floor((capacity - 2 * this.count) / 8)
    const highest = Array.from({ length: kept }, (_, i) => capacity - kept + i)
    const indices = this.isOfBothEnds ? [...Array.from(highest.keys()), ...highest] : highest
    const leading = this.basis[capacity]!
    this.basis = [...indices.map((index) => this.ritzVector(index)), leading]
    projected.fill(0)
    indices.forEach((index, i) => (projected[i * capacity + i] = this.values[index]!))
    this.size = indices.length
  }

  /** Of each end, the indices up to the first that is not wanted, or as many as are counted. */
  private ends(wanted: Wanted): readonly (readonly number[])[] {
    const { capacity } = this
    const length = Math.min(this.count, capacity)
    const upper = (i: number): number => capacity - 1 - i
    return (this.isOfBothEnds ? [(i: number) => i, upper] : [upper]).map((at) => {
      const indices = Array.from({ length }, (_, i) => at(i))
      const first = indices.findIndex((index) => !this.isWanted(index, wanted))
      return first < 0 ? indices : indices.slice(0, first + 1)
    })
  }

  /** Beyond a locked eigenvalue, by more than its own error. */
  private isWanted(index: number, { below, above }: Wanted): boolean {
    const margin = 10 * this.tolerance * this.largest
    return this.values[index]! < below - margin || this.values[index]! > above + margin
  }

  /** The residual of a Ritz pair: what H takes out of the space, times the pair's share in the last vector. */
  private error(index: number): number {
    return this.outside * Math.abs(this.vectors[index * this.capacity + this.capacity - 1]!)
  }

  private ritzVector(index: number): Float64Array {
    const vector = new Float64Array(this.n)
    for (let j = 0; j < this.capacity; j++)
      addMultiple(vector, this.vectors[index * this.capacity + j]!, this.basis[j]!)
    return vector
  }

  private *multiplyLast(): Pieces<void> {
    const { basis, coefficients, capacity, lockedVectors, projected, size } = this
    const image = new Float64Array(this.n)
    yield* multiplied(this.product, basis[size]!, image)
    const length = norm(image)
    if (!Number.isFinite(length)) {
      this.isBroken = true
      return
    }
    this.largest = Math.max(this.largest, length)
    orthogonalise(image, [...lockedVectors, ...basis], coefficients)
    for (let i = 0; i <= size; i++) {
      const entry = coefficients[lockedVectors.length + i]!
      projected[i * capacity + size] = entry
      projected[size * capacity + i] = entry
    }
    this.size++
    if (this.size === capacity && this.isWhole) {
      this.outside = 0
      return
    }
    this.outside = norm(image)
    if (this.outside > negligible * this.largest) {
      normalise(image)
      basis.push(image)
    } else {
      this.outside = 0
      basis.push(this.random())
    }
  }

  private random(): Float64Array {
    return randomUnit(this.n, [...this.lockedVectors, ...this.basis], this.seed, this.pass, this.randomVectors++)
  }
}
