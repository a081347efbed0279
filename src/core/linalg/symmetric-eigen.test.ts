import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { symmetricEigen } from './symmetric-eigen'
import goldenText from './golden/symmetric-eigen.csv?raw'

interface Eigen {
  values: number[]
  vectors: number[][]
}

function eigen(rows: number[][]): Eigen {
  const n = rows.length
  const matrix = Float64Array.from(rows.flat())
  const before = matrix.slice()
  const values = new Float64Array(n)
  const vectors = new Float64Array(n * n)
  symmetricEigen(matrix, n, values, vectors)
  expect(matrix).toEqual(before)
  return { values: [...values], vectors: rowsOf([...vectors], n) }
}

function rowsOf(flat: number[], n: number): number[][] {
  return Array.from({ length: n }, (_, i) => flat.slice(i * n, (i + 1) * n))
}

const dot = (a: number[], b: number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
const largest = (xs: number[]): number => Math.max(...xs.map(Math.abs))

const cases = goldenText
  .trim()
  .split('\n')
  .map((line) => line.split(',').map(Number))
  .map(([n, ...rest]) => ({
    rows: rowsOf(rest.slice(0, n! * n!), n!),
    values: rest.slice(n! * n!, n! * n! + n!),
    vectors: rowsOf(rest.slice(n! * n! + n!), n!),
  }))

describe('against 450-digit eigenpairs', () => {
  it.each(cases.filter(({ rows }) => rows.length === 2))('2 x 2: $rows', ({ rows, values, vectors }) => {
    const found = eigen(rows)
    values.forEach((value, i) => {
      expect(Math.abs(found.values[i]! - value)).toBeLessThanOrEqual(8 * Number.EPSILON * Math.abs(value))
      // The vector's angle is atan(2 b / (a - d)) / 2, of which a - d is one rounding: a few ulp, with no gap in it.
      vectors[i]!.forEach((x, k) => expect(Math.abs(found.vectors[i]![k]! - x)).toBeLessThanOrEqual(4 * Number.EPSILON))
    })
  })

  it.each(cases.filter(({ rows }) => rows.length !== 2).map((c, i) => ({ ...c, i, n: c.rows.length })))(
    '$n x $n, number $i',
    ({ rows, values, vectors, n }) => {
      const found = eigen(rows)
      const scale = largest(values)
      const isScaledDefinite = values[0]! > 0 && values.at(-1)! / values[0]! > 1e4
      values.forEach((value, i) => {
        // Jacobi's rounding errors add up over some n rotations a row; each is an ulp of what it turns.
        const unit = isScaledDefinite ? Math.abs(value) : scale
        expect(Math.abs(found.values[i]! - value)).toBeLessThanOrEqual(4 * n * Number.EPSILON * unit)
        const gap = Math.min(...values.map((other, j) => (j === i ? Infinity : Math.abs(other - value))), scale)
        const tolerance = (8 * n * Number.EPSILON * scale) / gap
        vectors[i]!.forEach((x, k) => expect(Math.abs(found.vectors[i]![k]! - x)).toBeLessThanOrEqual(tolerance))
      })
    },
  )
})

describe('properties', () => {
  const entry = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  const symmetric = fc.integer({ min: 1, max: 7 }).chain((n) =>
    fc.array(entry, { minLength: n * n, maxLength: n * n }).map((flat) => {
      const rows = rowsOf(flat, n)
      return rows.map((row, i) => row.map((_, j) => (i <= j ? rows[i]![j]! : rows[j]![i]!)))
    }),
  )

  it('A v = lambda v, V V^T = I, ascending, the largest component positive', () => {
    fc.assert(
      fc.property(symmetric, (rows) => {
        const { values, vectors } = eigen(rows)
        const n = rows.length
        const size = largest(rows.flat())
        vectors.forEach((v, i) => {
          rows.forEach((row, k) => {
            // n products of entries up to size, n rotations: 8 n^2 ulp of size is ample and still tiny.
            expect(Math.abs(dot(row, v) - values[i]! * v[k]!)).toBeLessThanOrEqual(8 * n * n * Number.EPSILON * size)
          })
          vectors.forEach((w, j) => {
            expect(Math.abs(dot(v, w) - (i === j ? 1 : 0))).toBeLessThanOrEqual(8 * n * Number.EPSILON)
          })
          if (i > 0) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]!)
          expect(v.find((x) => Math.abs(x) === largest(v))).toBeGreaterThan(0)
        })
      }),
      { seed: 20260103, numRuns: 500 },
    )
  })

  it('scaling by a power of two scales the values and leaves the vectors, bit for bit', () => {
    fc.assert(
      fc.property(symmetric, fc.integer({ min: -40, max: 40 }), (rows, power) => {
        const factor = 2 ** power
        fc.pre(rows.flat().every((x) => x === 0 || Math.abs(x) > 1e-200))
        const [plain, scaled] = [eigen(rows), eigen(rows.map((row) => row.map((x) => x * factor)))]
        expect(scaled.values).toEqual(plain.values.map((x) => x * factor))
        expect(scaled.vectors).toEqual(plain.vectors)
      }),
      { seed: 20260104, numRuns: 200 },
    )
  })
})

describe('named cases', () => {
  it.each([1, 2, 3, 5])('zero, %d x %d: zeros and the identity', (n) => {
    const zero = Array.from({ length: n }, () => new Array<number>(n).fill(0))
    const { values, vectors } = eigen(zero)
    expect(values).toEqual(new Array<number>(n).fill(0))
    vectors.forEach((v, i) => expect(v).toEqual(v.map((_, k) => (k === i ? 1 : 0))))
  })

  it.each([NaN, Infinity, -Infinity])('an entry %d gives NaN throughout', (bad) => {
    for (const rows of [
      [[bad]],
      [
        [1, bad],
        [bad, 2],
      ],
      [
        [1, 0, 0],
        [0, bad, 0],
        [0, 0, 1],
      ],
    ]) {
      const { values, vectors } = eigen(rows)
      expect([...values, ...vectors.flat()].every(Number.isNaN)).toBe(true)
    }
  })

  it('a diagonal matrix is sorted, not touched', () => {
    expect(
      eigen([
        [3, 0, 0],
        [0, -1e-300, 0],
        [0, 0, 1e-8],
      ]),
    ).toEqual({
      values: [-1e-300, 1e-8, 3],
      vectors: [
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ],
    })
    expect(
      eigen([
        [1e10, 0],
        [0, 1e-8],
      ]),
    ).toEqual({
      values: [1e-8, 1e10],
      vectors: [
        [0, 1],
        [1, 0],
      ],
    })
  })

  it('a singular 2 x 2 matrix has an exact zero', () => {
    const { values } = eigen([
      [1, 3],
      [3, 9],
    ])
    expect(values).toEqual([0, 10])
  })

  it('subnormal and huge entries neither under- nor overflow on the way', () => {
    const tiny = eigen([
      [3e-320, 4e-320],
      [4e-320, -3e-320],
    ])
    // 5e-320 has four digits left.
    expect(Math.abs(tiny.values[1]! / 5e-320 - 1)).toBeLessThan(1e-3)
    const huge = eigen([
      [1e308, 1e308],
      [1e308, -1e308],
    ])
    expect(Math.abs(huge.values[1]! / 1.4142135623730951e308 - 1)).toBeLessThan(1e-15)
  })
})
