import { describe, expect, test } from 'vitest'
import { gridFromBytes, gridToBytes } from './grid-bytes'
import { checkGrid, fitGrid, mostCells, type SampledGrid, sampledGridObjective } from './sampled-grid'

const x = Float64Array.of(-2, -1.7, -0.4, 0, 0.9, 1, 2.5)
const y = Float64Array.of(0, 0.5, 0.6, 2, 2.1)

function gridOf(f: (x: number, y: number) => number, along = x, across = y): SampledGrid {
  const values = Float64Array.from({ length: along.length * across.length }, (_, p) =>
    f(along[p % along.length]!, across[Math.floor(p / along.length)]!),
  )
  return { x: along, y: across, values }
}

const objectiveOf = (grid: SampledGrid) => sampledGridObjective(fitGrid(grid))

/** f, fx, fy, fxx, fxy, fyx, fyy. */
function jet(grid: SampledGrid, at: readonly [number, number]): number[] {
  const objective = objectiveOf(grid)
  const theta = Float64Array.from(at)
  const gradient = new Float64Array(2)
  const hessian = new Float64Array(4)
  const value = objective.valueGrad(theta, gradient)
  objective.hessian(theta, hessian)
  expect(objective.value(theta)).toBe(value)
  return [value, ...gradient, ...hessian]
}

/** Points of the rectangle, none of them on a knot line. */
const between = Array.from({ length: 40 }, (_, k): [number, number] => [
  -2 + 4.5 * ((k * 0.618034 + 0.01) % 1),
  2.1 * ((k * 0.754878 + 0.02) % 1),
])

const cubic = (a: number, b: number) => a ** 3 * b ** 3 - 2 * a * a * b + a * b * b - 4 * a + b - 3
const cubicJet = (a: number, b: number) => [
  cubic(a, b),
  3 * a * a * b ** 3 - 4 * a * b + b * b - 4,
  3 * a ** 3 * b * b - 2 * a * a + 2 * a * b + 1,
  6 * a * b ** 3 - 4 * b,
  9 * a * a * b * b - 4 * a + 2 * b,
  9 * a * a * b * b - 4 * a + 2 * b,
  6 * a ** 3 * b + 2 * a,
]

describe('sampled grid', () => {
  test('a bicubic is reproduced with its derivatives, to rounding', () => {
    const grid = gridOf(cubic)
    for (const at of between) {
      const expected = cubicJet(...at)
      // Values reach 145; a second derivative divides their rounding by intervals of 0.1 squared.
      jet(grid, at).forEach((got, k) =>
        expect(Math.abs(got - expected[k]!)).toBeLessThan([1e-12, 1e-11, 1e-9][k === 0 ? 0 : k < 3 ? 1 : 2]!),
      )
    }
  })

  test('every knot is interpolated to the last bit', () => {
    const grid = gridOf((a, b) => Math.sin(7 * a) / 3 + Math.exp(b))
    const objective = objectiveOf(grid)
    for (let p = 0; p < grid.values.length; p++) {
      const at = Float64Array.of(x[p % x.length]!, y[Math.floor(p / x.length)]!)
      expect(objective.value(at)).toBe(grid.values[p])
    }
  })

  test('value, gradient and Hessian are continuous across knot lines', () => {
    const grid = gridOf((a, b) => Math.sin(2 * a + b) * b)
    const tiny = 1e-9
    for (const [a, b] of between) {
      for (const knot of x.slice(1, -1)) expectClose(jet(grid, [knot - tiny, b]), jet(grid, [knot + tiny, b]))
      for (const knot of y.slice(1, -1)) expectClose(jet(grid, [a, knot - tiny]), jet(grid, [a, knot + tiny]))
    }

    function expectClose(left: number[], right: number[]): void {
      // Third derivatives are of order 1e3 at most, over 2e-9; rounding of second derivatives is below 1e-10.
      left.forEach((value, k) => expect(Math.abs(value - right[k]!)).toBeLessThan(1e-5))
    }
  })

  test('derivatives are those of the value, by central differences', () => {
    const grid = gridOf((a, b) => Math.cos(a) * Math.exp(b / 2))
    const h = 1e-5
    for (const [a, b] of between) {
      const [, fx, fy, fxx, fxy, , fyy] = jet(grid, [a, b])
      const [right, left] = [jet(grid, [a + h, b]), jet(grid, [a - h, b])]
      const [up, down] = [jet(grid, [a, b + h]), jet(grid, [a, b - h])]
      if ([right, left, up, down].some(([value]) => Number.isNaN(value))) continue
      const rate = (k: number, plus: number[], minus: number[]) => (plus[k]! - minus[k]!) / (2 * h)
      // Truncation: h^2 / 6 times third derivatives of order 10, h times their jumps; rounding 1e-16 / 1e-5.
      expect(Math.abs(rate(0, right, left) - fx!)).toBeLessThan(1e-8)
      expect(Math.abs(rate(0, up, down) - fy!)).toBeLessThan(1e-8)
      expect(Math.abs(rate(1, right, left) - fxx!)).toBeLessThan(1e-3)
      expect(Math.abs(rate(1, up, down) - fxy!)).toBeLessThan(1e-3)
      expect(Math.abs(rate(2, up, down) - fyy!)).toBeLessThan(1e-3)
    }
  })

  test('the error falls with the fourth power of the spacing, up to the edge', () => {
    const f = (a: number, b: number) => Math.sin(a) * Math.exp(b)
    const errorOf = (n: number): number => {
      const axis = Float64Array.from({ length: n + 1 }, (_, i) => (i * 2) / n)
      const objective = objectiveOf(gridOf(f, axis, axis))
      const points = Array.from({ length: 97 }, (_, k) => (k * 2) / 97)
      return Math.max(
        ...points.flatMap((a) => points.map((b) => Math.abs(objective.value(Float64Array.of(a, b)) - f(a, b)))),
      )
    }
    const order = Math.log2(errorOf(16) / errorOf(32))
    // 4 in the limit; the next term of the error is a sixteenth of the spacing smaller.
    expect(order).toBeGreaterThan(3.7)
    expect(order).toBeLessThan(4.5)
  })

  test('exchanging the axes exchanges the derivatives', () => {
    const grid = gridOf((a, b) => Math.sin(3 * a) * b - a / (1 + b))
    const turned = gridOf((b, a) => Math.sin(3 * a) * b - a / (1 + b), y, x)
    for (const [a, b] of between) {
      const [f, fx, fy, fxx, fxy, , fyy] = jet(turned, [b, a])
      // The same sums in another order; the last ones divide by intervals of 0.1 twice.
      jet(grid, [a, b]).forEach((got, k) =>
        expect(Math.abs(got - [f, fy, fx, fyy, fxy, fxy, fxx][k]!)).toBeLessThan(1e-10),
      )
    }
  })

  test('a product with a vector and many points at once are the Hessian and single calls', () => {
    const grid = gridOf((a, b) => Math.cos(a * b))
    const objective = objectiveOf(grid)
    const [hessian, product, gradient] = [new Float64Array(4), new Float64Array(2), new Float64Array(2)]
    const count = between.length
    const thetas = Float64Array.from([...between.map(([a]) => a), ...between.map(([, b]) => b)])
    const values = new Float64Array(count)
    const gradients = new Float64Array(2 * count)
    objective.valueGradMany(thetas, count, values, gradients)
    between.forEach((at, k) => {
      const theta = Float64Array.from(at)
      objective.hessian(theta, hessian)
      objective.hessianVector(theta, Float64Array.of(2, -3), product)
      expect([...product]).toEqual([hessian[0]! * 2 + hessian[1]! * -3, hessian[2]! * 2 + hessian[3]! * -3])
      expect(objective.valueGrad(theta, gradient)).toBe(values[k])
      expect([...gradient]).toEqual([gradients[k], gradients[count + k]])
    })
    expect(objective.counts).toEqual({ values: 0, gradients: 2 * count, hessians: count, hessianVectors: count })
  })

  test('outside the grid there is nothing', () => {
    const grid = gridOf(cubic)
    for (const at of [
      [-2.0000001, 1],
      [2.5000001, 1],
      [0, -1e-300],
      [0, 2.2],
      [NaN, 1],
      [Infinity, 1],
    ] as const) {
      expect(jet(grid, at)).toEqual(Array(7).fill(NaN))
    }
    for (const at of [
      [-2, 0],
      [2.5, 2.1],
      [-2, 2.1],
    ] as const)
      expect(jet(grid, at)[0]).toBe(cubic(at[0], at[1]))
  })

  test.each([NaN, Infinity, -Infinity])(
    'a cell that touches a hole (%d) is undefined inside, its known edges are not',
    (hole) => {
      // The hole is knot (2, 1), at (-0.4, 0.5).
      const grid = gridOf((a, b) => (a === -0.4 && b === 0.5 ? hole : cubic(a, b)))
      for (const at of [
        [-1, 0.2],
        [-0.2, 0.2],
        [-1, 0.55],
        [-0.2, 0.55],
        [-0.4, 0.5],
        [-0.4, 0.55],
      ] as const) {
        expect(jet(grid, at)).toEqual(Array(7).fill(NaN))
      }
      for (const at of [
        [-1.7, 0.2],
        [0, 0.5],
        [-1, 0.6],
        [-1.7, 0.6],
      ] as const)
        expect(jet(grid, at)[0]).not.toBeNaN()
      // Every known knot belongs to a cell that is known.
      const objective = objectiveOf(grid)
      for (let p = 0; p < grid.values.length; p++) {
        const [a, b] = [x[p % x.length]!, y[Math.floor(p / x.length)]!]
        const got = objective.value(Float64Array.of(a, b))
        if (a === -0.4 && (b === 0.5 || b === 0)) expect(got).toBeNaN()
        else expect(got).toBe(cubic(a, b))
      }
    },
  )

  test('wherever the holes are, a known knot has its value if any cell about it is whole', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const isHole = (i: number, j: number) => Math.imul(seed * 31 + i * 7 + j * 13, 2654435761) >>> 28 < 5
      const grid = gridOf((a, b) => (isHole(x.indexOf(a), y.indexOf(b)) ? NaN : cubic(a, b)))
      if (!grid.values.some(Number.isFinite)) continue
      const objective = objectiveOf(grid)
      const isWhole = (i: number, j: number) =>
        i >= 0 &&
        j >= 0 &&
        i < x.length - 1 &&
        j < y.length - 1 &&
        ![
          [i, j],
          [i + 1, j],
          [i, j + 1],
          [i + 1, j + 1],
        ].some(([k, l]) => isHole(k!, l!))
      for (let j = 0; j < y.length; j++) {
        for (let i = 0; i < x.length; i++) {
          const isKnown = [
            [i, j],
            [i - 1, j],
            [i, j - 1],
            [i - 1, j - 1],
          ].some(([k, l]) => isWhole(k!, l!))
          expect(objective.value(Float64Array.of(x[i]!, y[j]!))).toBe(isKnown ? cubic(x[i]!, y[j]!) : NaN)
        }
      }
    }
  })

  test('the smallest grids are planes and parabolas', () => {
    const bilinear = gridOf((a, b) => 1 + a - 2 * b + 3 * a * b, Float64Array.of(0, 2), Float64Array.of(-1, 1))
    expect(jet(bilinear, [0.5, 0.25])).toEqual([1.375, 1.75, -0.5, 0, 3, 3, 0])
    const parabolic = gridOf((a, b) => a * a - b * b * a, Float64Array.of(0, 1, 3), Float64Array.of(-1, 1, 2))
    // Rounding.
    jet(parabolic, [0.5, 0.25]).forEach((got, k) =>
      expect(Math.abs(got - [0.21875, 0.9375, -0.25, 2, -0.5, -0.5, -1][k]!)).toBeLessThan(1e-14),
    )
  })
})

describe('grid bytes', () => {
  test('read back to the same grid', () => {
    const grid = gridOf((a, b) => (a > 1 ? Infinity : a < -1.8 ? NaN : cubic(a, b)))
    expect(gridFromBytes(gridToBytes(grid))).toEqual(grid)
    expect(() => gridFromBytes(gridToBytes(grid).subarray(8))).toThrow('not a grid')
  })
})

describe('a grid that is none', () => {
  const ascending = Float64Array.of(0, 1, 2)
  const nine = new Float64Array(9)
  test.each([
    [
      'descends',
      { x: Float64Array.of(0, 2, 1) },
      'x: x coordinates 2 and 3 are 2 and then 1, expected strictly ascending',
    ],
    [
      'repeats',
      { y: Float64Array.of(0, 1, 1) },
      'y: y coordinates 2 and 3 are 1 and then 1, expected strictly ascending',
    ],
    ['has NaN on an axis', { x: Float64Array.of(0, NaN, 1) }, 'x: x coordinate 2 is NaN, expected a finite number'],
    ['is a line', { y: Float64Array.of(1), values: new Float64Array(3) }, 'y: y has 1 coordinate, expected at least 2'],
    [
      'is empty',
      { x: new Float64Array(0), values: new Float64Array(0) },
      'x: x has 0 coordinates, expected at least 2',
    ],
    ['lacks values', { values: new Float64Array(8) }, 'values: surface has 8 values, expected 9 for 3 x 3 points'],
    ['has only holes', { values: new Float64Array(9).fill(NaN) }, 'values: surface has no finite value'],
    [
      'is too large',
      { x: Float64Array.from({ length: mostCells }, (_, i) => i) },
      `values: surface has ${mostCells} x 3 points, expected at most 1048576 in all (1024 x 1024)`,
    ],
  ])('because it %s', (_, change, line) => {
    const { problems } = checkGrid({ x: ascending, y: ascending, values: nine, ...change })
    expect(problems.map(({ where, message }) => `${where}: ${message}`)).toEqual([line])
  })
})
