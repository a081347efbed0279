import { describe, expect, test } from 'vitest'
import { finish } from '../pieces'
import { stream } from '../random/stream'
import { symmetricEigen } from './symmetric-eigen'
import { tridiagonalEigen } from './tridiagonal-eigen'
import { accumulateReflections, tridiagonalise } from './tridiagonalise'

const epsilon = 2 ** -52

function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0))
}

function randomSymmetric(n: number, seed: number): Float64Array {
  const { normal } = stream(seed, 'symmetric', n)
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      matrix[i * n + j] = normal()
      matrix[j * n + i] = matrix[i * n + j]!
    }
  return matrix
}

const row = (matrix: Float64Array, n: number, i: number): Float64Array => matrix.subarray(i * n, (i + 1) * n)
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, entry, i) => sum + entry * b[i]!, 0)
const times = (matrix: Float64Array, v: Float64Array): Float64Array => v.map((_, i) => dot(row(matrix, v.length, i), v))

function expectEigenpairs(matrix: Float64Array, values: Float64Array, vectors: Float64Array): void {
  const n = values.length
  const size = Math.max(...values.map(Math.abs), Number.MIN_VALUE)
  for (let i = 0; i < n; i++) {
    const v = row(vectors, n, i)
    const image = times(matrix, v)
    // Some n reflections and rotations a row, each an ulp of the largest eigenvalue or of 1.
    image.forEach((entry, k) =>
      expect(Math.abs(entry - values[i]! * v[k]!)).toBeLessThanOrEqual(8 * n * epsilon * size),
    )
    for (let j = 0; j <= i; j++)
      expect(Math.abs(dot(v, row(vectors, n, j)) - (i === j ? 1 : 0))).toBeLessThan(8 * n * epsilon)
    if (i > 0) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]!)
  }
}

describe('tridiagonal matrices', () => {
  test('the second difference has eigenvalues 4 sin^2(k pi / (2 n + 2)) and sines for vectors', () => {
    for (const n of [1, 2, 3, 40, 150]) {
      const values = new Float64Array(n).fill(2)
      const vectors = identity(n)
      expect(tridiagonalEigen(values, new Float64Array(n).fill(-1), vectors, n)).toBe(true)
      values.forEach((value, k) => {
        const expected = 4 * Math.sin(((k + 1) * Math.PI) / (2 * n + 2)) ** 2
        expect(Math.abs(value - expected)).toBeLessThan(16 * epsilon * 4)
        const v = row(vectors, n, k)
        const norm = Math.sqrt(2 / (n + 1)) * Math.sign(v[0]!)
        // The gap of neighbours, 10 / n^2 at least but for the ends' 1 / n^3, divides the rounding of the matrix.
        v.forEach((entry, i) =>
          expect(Math.abs(entry - norm * Math.sin(((i + 1) * (k + 1) * Math.PI) / (n + 1)))).toBeLessThan(
            n ** 3 * epsilon,
          ),
        )
      })
    }
  })

  test('a column of first components is that of the whole matrix of vectors', () => {
    const n = 30
    const { normal } = stream(5, 'tridiagonal')
    const [diagonal, beside] = [0, 1].map(() => Float64Array.from({ length: n }, normal)) as [
      Float64Array,
      Float64Array,
    ]
    const [whole, column] = [identity(n), Float64Array.from({ length: n }, (_, i) => (i === 0 ? 1 : 0))]
    tridiagonalEigen(diagonal.slice(), beside.slice(), whole, n)
    tridiagonalEigen(diagonal, beside, column, 1)
    expect([...column]).toEqual(Array.from({ length: n }, (_, i) => whole[i * n]))
  })

  test('one that falls apart, or vanishes, is decomposed as it is', () => {
    const values = Float64Array.of(3, -1, 0, 7)
    const vectors = identity(4)
    expect(tridiagonalEigen(values, new Float64Array(4), vectors, 4)).toBe(true)
    expect([...values]).toEqual([-1, 0, 3, 7])
    expect([...vectors]).toEqual([0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1])
  })

  test('close pairs are told apart: Wilkinson’s matrix of 21', () => {
    const values = Float64Array.from({ length: 21 }, (_, i) => Math.abs(i - 10))
    tridiagonalEigen(values, new Float64Array(21).fill(1), new Float64Array(21), 1)
    // J. H. Wilkinson, The Algebraic Eigenvalue Problem (1965), section 5.45: the two largest agree to 14 decimals.
    expect(values[20]).toBeCloseTo(10.74619418290332, 12)
    expect(values[19]).toBeCloseTo(10.74619418290332, 12)
    expect(values[0]).toBeCloseTo(-1.125441522119984, 12)
  })

  test('what is not finite is refused, not looped over', () => {
    for (const bad of [NaN, Infinity])
      expect(tridiagonalEigen(Float64Array.of(1, bad, 2), Float64Array.of(1, 1, 0), identity(3), 3)).toBe(false)
  })
})

describe('symmetric matrices by reflections', () => {
  test.each([1, 2, 3, 5, 20])('of size %i are those of Jacobi’s rotations', (n) => {
    const matrix = randomSymmetric(n, 1)
    const basis = matrix.slice()
    const { diagonal, beside } = finish(tridiagonalise(basis, n))
    finish(accumulateReflections(basis, n))
    tridiagonalEigen(diagonal, beside, basis, n)
    const values = new Float64Array(n)
    symmetricEigen(matrix, n, values, new Float64Array(n * n))
    const size = Math.max(...values.map(Math.abs))
    values.forEach((value, i) => expect(Math.abs(diagonal[i]! - value)).toBeLessThan(8 * n * epsilon * size))
    expectEigenpairs(matrix, diagonal, basis)
  })

  test.each([33, 90])('of size %i have their eigenpairs', (n) => {
    const matrix = randomSymmetric(n, 2)
    const [values, vectors] = [new Float64Array(n), new Float64Array(n * n)]
    symmetricEigen(matrix, n, values, vectors)
    expectEigenpairs(matrix, values, vectors)
  })

  test('with multiple eigenvalues, on the axes already, or of any scale', () => {
    const n = 40
    const projection = new Float64Array(n * n)
    const { normal } = stream(3, 'projection')
    const w = Float64Array.from({ length: n }, normal)
    const square = dot(w, w)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) projection[i * n + j] = (i === j ? 3 : 0) - (5 * w[i]! * w[j]!) / square
    const diagonal = identity(n).map((entry, at) => entry * (n - at / (n + 1)))
    for (const scale of [1, 1e-200, 1e200]) {
      for (const matrix of [projection, diagonal, new Float64Array(n * n)]) {
        const scaled = matrix.map((entry) => entry * scale)
        const [values, vectors] = [new Float64Array(n), new Float64Array(n * n)]
        symmetricEigen(scaled, n, values, vectors)
        expectEigenpairs(scaled, values, vectors)
        if (matrix !== projection) continue
        expect(Math.abs(values[0]! / scale + 2)).toBeLessThan(8 * n * epsilon)
        values.subarray(1).forEach((value) => expect(Math.abs(value / scale - 3)).toBeLessThan(8 * n * epsilon))
      }
    }
  })
})
