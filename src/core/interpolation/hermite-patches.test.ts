import { describe, expect, test } from 'vitest'
import { HermitePatches } from './hermite-patches'

const [nx, ny, hx, hy] = [7, 6, 0.5, 0.25]
const f = (x: number, y: number) => x ** 3 - 2 * y ** 3 + x * x * y * y + 3 * x * y - y + 2
const fx = (x: number, y: number) => 3 * x * x + 2 * x * y * y + 3 * y
const fy = (x: number, y: number) => -6 * y * y + 2 * x * x * y + 3 * x - 1

function patchesOf(value: typeof f): HermitePatches {
  const points = Array.from({ length: nx * ny }, (_, k) => [(k % nx) * hx, Math.floor(k / nx) * hy] as const)
  const values = Float64Array.from(points, ([x, y]) => value(x, y))
  const gradients = Float64Array.from(points.flatMap(([x, y]) => [fx(x, y), fy(x, y)]))
  return new HermitePatches(values, gradients, [nx, ny], [hx, hy])
}

describe('Hermite patches', () => {
  test('are the polynomial whose values, slopes and central differences of slopes they are made from', () => {
    const patches = patchesOf(f)
    const slope = new Float64Array(2)
    // Cells at the edge have one-sided differences, which this polynomial's slopes are too curved for.
    for (let row = 1; row < ny - 2; row++) {
      for (let column = 1; column < nx - 2; column++) {
        for (const [s, t] of [
          [0, 0],
          [0.25, 0.75],
          [0.5, 0.5],
          [1, 0.3],
        ] as const) {
          const [x, y] = [(column + s) * hx, (row + t) * hy]
          patches.slopes(column, row, s, t, slope)
          // Rounding of terms near 30, divided by the spacing for slopes.
          expect(Math.abs(patches.value(column, row, s, t) - f(x, y))).toBeLessThan(1e-13)
          expect(Math.abs(slope[0]! - fx(x, y))).toBeLessThan(1e-12)
          expect(Math.abs(slope[1]! - fy(x, y))).toBeLessThan(1e-12)
        }
      }
    }
  })

  test('meet at their edges, those at the rim of the grid too', () => {
    const patches = patchesOf(f)
    for (let row = 0; row < ny - 2; row++) {
      for (let column = 0; column < nx - 2; column++) {
        expect(patches.value(column, row, 1, 0.3)).toBeCloseTo(patches.value(column + 1, row, 0, 0.3), 12)
        expect(patches.value(column, row, 0.7, 1)).toBeCloseTo(patches.value(column, row + 1, 0.7, 0), 12)
      }
    }
  })

  test('are not finite where a corner is not', () => {
    const patches = patchesOf((x, y) => (x === 2 * hx && y === 2 * hy ? NaN : f(x, y)))
    expect(patches.value(1, 1, 0.5, 0.5)).toBeNaN()
    expect(patches.value(3, 3, 0.5, 0.5)).not.toBeNaN()
  })
})
