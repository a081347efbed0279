import { describe, expect, test } from 'vitest'
import type { SampledGrid } from '../objectives/sampled-grid'
import { stream } from '../random/stream'
import { standingOut, standingOutText } from './standing-out'

type Of = (x: number, y: number) => number

function gridOf(n: number, f: Of, half = 1): SampledGrid {
  const axis = Float64Array.from({ length: n }, (_, i) => half * ((2 * i) / (n - 1) - 1))
  const values = Float64Array.from({ length: n * n }, (_, p) => f(axis[p % n]!, axis[Math.floor(p / n)]!))
  return { x: axis, y: axis, values }
}

const bowl: Of = (x, y) => x * x + 2 * y * y + 0.2

/** A bowl of n x n whose cells (i, j) have another value where there is one, and which cells these are. */
function blown(change: (i: number, j: number) => number | undefined, n = 51, f = bowl) {
  const grid = gridOf(n, f)
  const changed: number[] = []
  for (let p = 0; p < n * n; p++) {
    const value = change(p % n, Math.floor(p / n))
    if (value === undefined) continue
    grid.values[p] = value
    if (Number.isFinite(value)) changed.push(p)
  }
  return { grid, changed }
}

const isIn = (i: number, j: number, from: number, to: number): boolean => i >= from && i < to && j >= from && j < to

describe('cells that blew up are found', () => {
  test.each<[string, number, (i: number, j: number) => number | undefined, number?]>([
    ['one', 1, (i, j) => (i === 10 && j === 10 ? 1e3 : undefined)],
    ['one in the corner', 1, (i, j) => (i === 0 && j === 0 ? 1e3 : undefined)],
    ['one far below', 1, (i, j) => (i === 10 && j === 10 ? -1e3 : undefined)],
    ['one of 20 among 0.2 to 3.2', 1, (i, j) => (i === 10 && j === 10 ? 20 : undefined)],
    ['one of 25 cells', 1, (i, j) => (i === 2 && j === 2 ? 1e3 : undefined), 5],
    ['2 x 2', 1, (i, j) => (isIn(i, j, 5, 7) ? 1e3 : undefined)],
    ['3 x 3', 1, (i, j) => (isIn(i, j, 5, 8) ? 1e3 : undefined)],
    ['3 x 3 over many decades', 1, (i, j) => (isIn(i, j, 5, 8) ? 10 ** (i + j - 8) : undefined)],
    ['10 x 10', 1, (i, j) => (isIn(i, j, 5, 15) ? 1e3 : undefined)],
    ['a corner of 6 x 6', 1, (i, j) => (isIn(i, j, 0, 6) ? 1e3 : undefined)],
    ['a corner of float32 at its largest', 1, (i, j) => (isIn(i, j, 0, 6) ? 3.4e38 : undefined)],
    ['6 x 6 beside the corner', 1, (i, j) => (isIn(i, j, 1, 7) ? 1e3 : undefined)],
    ['the first row', 1, (_, j) => (j === 0 ? 1e3 : undefined)],
    ['another row', 1, (_, j) => (j === 5 ? 1e3 : undefined)],
    ['a column', 1, (i) => (i === 25 ? 1e3 : undefined)],
    ['two rows together', 1, (_, j) => (j === 1 || j === 2 ? 1e3 : undefined)],
    ['two rows with one between', 2, (_, j) => (j === 5 || j === 7 ? 1e3 : undefined)],
    ['every seventh', 64, (i, j) => (i % 7 === 0 && j % 7 === 0 ? 1e3 : undefined)],
    ['one beside a hole', 1, (i, j) => (j === 10 && i === 10 ? 1e3 : j === 10 && i === 11 ? NaN : undefined)],
    ['one with holes all around', 1, (i, j) => (i === 10 && j === 10 ? 1e3 : isIn(i, j, 9, 12) ? NaN : undefined)],
  ])('%s', (_, groups, change, n) => {
    const { grid, changed } = blown(change, n)
    const found = standingOut(grid)
    expect(found).toHaveLength(groups)
    expect(found.flat().sort((a, b) => a - b)).toEqual(changed)
  })

  test('in noise, and where the surface is steep', () => {
    const draw = stream(3, 'noise')
    const noise = blown(
      (i, j) => (j === 20 && (i === 30 || i === 31) ? 60 : undefined),
      51,
      (x, y) => {
        return bowl(x, y) + 0.2 * draw.uniform()
      },
    )
    expect(standingOut(noise.grid)).toEqual([noise.changed])
    const steep = blown(
      (i, j) => (i === 10 && j === 10 ? 1e6 : undefined),
      51,
      (x, y) => Math.exp(3 * x + 3 * y),
    )
    expect(standingOut(steep.grid)).toEqual([steep.changed])
  })
})

describe('surfaces that are so stand still', () => {
  const step = (t: number): number => (t > 0 ? 1 : 0)
  const draw = stream(4, 'noise')
  test.each<[string, SampledGrid]>([
    ['a bowl', gridOf(51, bowl)],
    ['a constant', gridOf(11, () => 1)],
    ['Rosenbrock', gridOf(51, (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, 5)],
    ['exp', gridOf(51, (x, y) => Math.exp(x + y), 10)],
    ['exp of squares', gridOf(21, (x, y) => Math.exp(x * x + y * y), 5)],
    ['exp of exp', gridOf(31, (x, y) => Math.exp(Math.exp(x + y)), 1)],
    ['x^20 + y^20', gridOf(51, (x, y) => x ** 20 + y ** 20)],
    ['a loss that diverges over eight decades', gridOf(31, (x, y) => bowl(x, y) + 10 ** (8 * Math.max(0, x) - 3))],
    ['a well on a plateau', gridOf(51, (x, y) => -Math.exp(-10 * (x * x + y * y)), 5)],
    ['Easom', gridOf(51, (x, y) => -Math.cos(x) * Math.cos(y) * Math.exp(-((x - 3) ** 2) - (y - 3) ** 2), 10)],
    ['a pole', gridOf(50, (x, y) => 1 / (x * x + y * y))],
    ['a logarithm', gridOf(50, (x, y) => Math.log(x * x + y * y))],
    ['a ridge', gridOf(51, (x) => 10 * Math.exp(-200 * x * x) + x * x)],
    ['a cliff', gridOf(51, (x) => x * x + 100 * step(x - 0.3))],
    ['a high cliff', gridOf(51, (x, y) => x * x + y * y + 1e4 * step(x - 0.7))],
    ['a cliff across a corner', gridOf(51, (x, y) => x * x + y * y + 1e4 * step(x + y - 1.2))],
    ['stripes', gridOf(51, (x) => 10 * step(Math.sin(30 * x)))],
    ['noise', gridOf(51, () => draw.uniform() ** 2)],
  ])('%s', (_, grid) => {
    expect(standingOut(grid)).toEqual([])
  })
})

test('groups are named by their extent, a few of them', () => {
  const said = (grid: SampledGrid): string => standingOutText(grid, standingOut(grid))
  const start = 'cells stand out from all around:'
  expect(said(blown((i, j) => (isIn(i, j, 0, 2) ? 1e3 : undefined)).grid)).toBe(
    `4 ${start} 1000 at x = -1 to -0.96, y = -1 to -0.96`,
  )
  expect(said(blown((_, j) => (j === 0 ? 1e3 : undefined)).grid)).toBe(`51 ${start} 1000 at x = -1 to 1, y = -1`)
  expect(said(blown((i, j) => (i % 10 === 0 && j % 10 === 0 ? 1e3 : undefined)).grid)).toBe(
    `36 ${start} 1000 at (-1, -1), 1000 at (-0.6, -1), 1000 at (-0.2, -1), 1000 at (0.2, -1), and 32 more`,
  )
})
