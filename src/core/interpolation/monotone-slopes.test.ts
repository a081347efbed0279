import { describe, expect, test } from 'vitest'
import { fitGrid, type Interpolation, sampledGridObjective } from '../objectives/sampled-grid'
import { monotoneSlopes } from './monotone-slopes'

function slopesOf(knots: readonly number[], data: readonly number[]): number[] {
  const out = new Float64Array(data.length)
  monotoneSlopes(Float64Array.from(knots)).along(Float64Array.from(data), out, 0, 1)
  return [...out]
}

describe('monotone slopes', () => {
  test('are those of a line, and of two knots', () => {
    expect(slopesOf([0, 1, 3, 4], [1, 3, 7, 9])).toEqual([2, 2, 2, 2])
    expect(slopesOf([0, 2], [1, 5])).toEqual([2, 2])
  })

  test('are 0 where data turn or stand still, and weigh by the widths between', () => {
    expect(slopesOf([0, 1, 2, 3, 4], [0, 1, 0, 0, 1])).toEqual([2, 0, 0, 0, 1.5])
    // 3 (1 + 2) / ((4 + 1) / 1 + (2 + 2) / 2) = 9 / 7.
    expect(slopesOf([0, 1, 3], [0, 1, 5])[1]).toBe(9 / 7)
  })

  test('a cell that blew up leaves all but the cells beside it as they are', () => {
    const axis = Float64Array.from({ length: 21 }, (_, i) => i / 10 - 1)
    const bowl = (x: number, y: number): number => x * x + 3 * y * y
    const clean = Float64Array.from({ length: 441 }, (_, p) => bowl(axis[p % 21]!, axis[Math.floor(p / 21)]!))
    const spiked = clean.with(5 * 21 + 5, 1e3)
    const valueOf = (values: Float64Array, interpolation: Interpolation, x: number, y: number): number =>
      sampledGridObjective(fitGrid({ x: axis, y: axis, values }, interpolation)).value(Float64Array.of(x, y))
    for (const [x, y] of [
      [0.02, 0.03],
      [-0.24, -0.51],
      [0.77, -0.4],
    ] as const) {
      expect(valueOf(spiked, 'monotone', x, y)).toBe(valueOf(clean, 'monotone', x, y))
      // Of order 2 where the surface turns: a few times h^2 / 8 of the curvature.
      expect(Math.abs(valueOf(spiked, 'monotone', x, y) - bowl(x, y))).toBeLessThan(0.02)
    }
    // The spline rings two cells further on; the other keeps within its data.
    expect(Math.abs(valueOf(spiked, 'spline', -0.24, -0.51) - bowl(-0.24, -0.51))).toBeGreaterThan(10)
    for (let x = -1; x <= 1; x += 0.013) expect(valueOf(spiked, 'monotone', x, -0.5)).toBeGreaterThanOrEqual(0.75)
  })
})
