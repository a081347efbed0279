import { describe, expect, test } from 'vitest'
import { splineSlopes } from './cubic-spline'

const uneven = Float64Array.of(-2, -1.7, -0.4, 0, 0.9, 1, 2.5, 4)

function slopes(knots: Float64Array, values: Float64Array): Float64Array {
  const out = new Float64Array(values.length)
  splineSlopes(knots).along(values, out, 0, 1)
  return out
}

describe('spline slopes', () => {
  test.each([2, 3, 4, 5, 8])(
    'through %i knots are those of the polynomial of the degree they determine, up to 3',
    (n) => {
      const knots = uneven.slice(0, n)
      const degree = Math.min(3, n - 1)
      const f = (x: number) => (degree >= 3 ? x ** 3 : 0) + (degree >= 2 ? 2 * x * x : 0) - 3 * x + 1
      const slope = (x: number) => (degree >= 3 ? 3 * x * x : 0) + (degree >= 2 ? 4 * x : 0) - 3
      const got = slopes(knots, knots.map(f))
      // Rounding of values near 100 over intervals down to 0.1, times the growth of the solution.
      for (let k = 0; k < n; k++) expect(Math.abs(got[k]! - slope(knots[k]!))).toBeLessThan(1e-12)
    },
  )

  test('make the second derivative continuous at inner knots, and the third at the last but one', () => {
    const values = uneven.map((x) => Math.sin(3 * x))
    const m = slopes(uneven, values)
    const second = (k: number, end: 0 | 1): number => {
      const h = uneven[k + 1]! - uneven[k]!
      const d = (values[k + 1]! - values[k]!) / h
      return end === 0 ? (6 * d - 4 * m[k]! - 2 * m[k + 1]!) / h : (2 * m[k]! + 4 * m[k + 1]! - 6 * d) / h
    }
    const third = (k: number): number => (second(k, 1) - second(k, 0)) / (uneven[k + 1]! - uneven[k]!)
    // Rounding of slopes near 10 divided by intervals down to 0.1.
    for (let k = 1; k < 7; k++) expect(Math.abs(second(k - 1, 1) - second(k, 0))).toBeLessThan(1e-11)
    expect(Math.abs(third(0) - third(1))).toBeLessThan(1e-10)
    expect(Math.abs(third(6) - third(5))).toBeLessThan(1e-10)
  })

  test('of a column of a grid are those of the column alone', () => {
    const column = uneven.map((x) => x * Math.cos(x))
    const grid = Float64Array.from({ length: 24 }, (_, p) => (p % 3 === 1 ? column[(p - 1) / 3]! : NaN))
    const out = new Float64Array(24)
    splineSlopes(uneven).along(grid, out, 1, 3)
    expect([...out]).toEqual(
      Array.from({ length: 24 }, (_, p) => (p % 3 === 1 ? slopes(uneven, column)[(p - 1) / 3] : 0)),
    )
  })
})
