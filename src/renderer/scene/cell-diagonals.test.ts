import { describe, expect, it } from 'vitest'
import { cellDiagonals } from './cell-diagonals'
import { heightField, unitHeights } from './height-field'
import { heightScale } from './scales'
import type { SurfaceGrid } from './stage'

type Height = (x: number, y: number) => number

const n = 33

/** A grid of a function with slopes by small differences, or without any. */
function gridOf(f: Height, slopes: boolean): SurfaceGrid {
  const values: number[] = []
  const gradients: number[] = []
  const h = 1e-5
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      const [x, y] = [(2 * i) / (n - 1) - 1, (2 * j) / (n - 1) - 1]
      values.push(f(x, y))
      gradients.push((f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h))
    }
  }
  const reference = Math.min(...values)
  return {
    domain: { x: [-1, 1], y: [-1, 1] },
    nx: n,
    ny: n,
    heights: Float32Array.from(values, (value) => value - reference),
    gradients: slopes ? Float32Array.from(gradients) : new Float32Array(2 * n * n),
    reference,
    span: Math.max(...values) - reference,
  }
}

function diagonalsOf(f: Height, kind: 'linear' | 'log' = 'linear', slopes = true) {
  const grid = gridOf(f, slopes)
  const field = heightField(grid)
  const scale = heightScale(kind, grid.reference, grid.span)
  return cellDiagonals(field, unitHeights(field, scale), scale)
}

/** Those of the cells on the grid's own rising diagonal, (i, i). */
const along = (diagonals: ArrayLike<number>) => Array.from({ length: n - 1 }, (_, i) => diagonals[i * (n + 1)]!)

describe('the diagonals of cells', () => {
  it.each([
    ['a valley', (x: number, y: number) => Math.abs(x - y)],
    ['a ridge', (x: number, y: number) => -Math.abs(x - y)],
    ['a smooth valley', (x: number, y: number) => 100 * (x - y) ** 2 + x],
    ['a smooth ridge', (x: number, y: number) => -100 * (x - y) ** 2 + x],
  ])('run along %s, in either direction and on either scale', (_, f) => {
    for (const kind of ['linear', 'log'] as const) {
      expect(along(diagonalsOf(f, kind)).every((diagonal) => diagonal === 1)).toBe(true)
      const mirrored = Array.from(diagonalsOf((x, y) => f(x, -y), kind))
      const falling = Array.from({ length: n - 1 }, (_, i) => mirrored[i * n + (n - 2 - i)])
      expect(falling.every((diagonal) => diagonal === 0)).toBe(true)
    }
  })

  it('bring the mesh nearer to a curved valley than either fixed choice', () => {
    const f: Height = (x, y) => 10 * (y - x * x) ** 2 + 0.1 * x
    const diagonals = diagonalsOf(f)
    const error = (choice: (at: number) => number) => {
      let sum = 0
      for (let j = 0; j < n - 1; j++) {
        for (let i = 0; i < n - 1; i++) {
          const at = (k: number, l: number) => f((2 * k) / (n - 1) - 1, (2 * l) / (n - 1) - 1)
          const middle = choice(j * n + i) === 1 ? (at(i, j) + at(i + 1, j + 1)) / 2 : (at(i + 1, j) + at(i, j + 1)) / 2
          sum += Math.abs(middle - at(i + 0.5, j + 0.5))
        }
      }
      return sum
    }
    const chosen = error((at) => diagonals[at]!)
    for (const fixed of [0, 1]) expect(chosen).toBeLessThan(0.75 * error(() => fixed))
  })

  it('follow the shorter change where no slopes are known', () => {
    const diagonals = diagonalsOf((x, y) => (x - y) ** 2 + (x + y) * 0.001, 'linear', false)
    // off the valley, whose two sides are equally high
    expect(diagonals[3 * n + 12]).toBe(1)
    const mirrored = diagonalsOf((x, y) => (x + y) ** 2 + (x - y) * 0.001, 'linear', false)
    expect(mirrored[3 * n + 12]).toBe(0)
  })
})
