import { describe, expect, test } from 'vitest'
import { harmonicFill } from './harmonic-fill'

const x = Float64Array.of(-2, -1.7, -0.4, 0, 0.9, 1, 2.5)
const y = Float64Array.of(0, 0.5, 0.6, 2, 2.1)

function gridOf(f: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: x.length * y.length }, (_, p) => f(x[p % x.length]!, y[Math.floor(p / x.length)]!))
}

describe('harmonic fill', () => {
  test('continues a linear function into its holes on uneven spacing, and keeps every known bit', () => {
    const plane = gridOf((a, b) => 3 - 2 * a + 0.7 * b)
    const holes = [8, 9, 10, 15, 17, 24, 25]
    const measured = plane.map((value, p) => (holes.includes(p) ? NaN : value))
    const filled = harmonicFill(x, y, measured)
    for (const [p, value] of plane.entries()) {
      if (holes.includes(p)) {
        // The residual is 1e-12 of the first, which is near 10; the inverse of the equations is of order 1.
        expect(Math.abs(filled[p]! - value)).toBeLessThan(1e-10)
      } else expect(filled[p]).toBe(value)
    }
    expect(measured[8]).toBeNaN()
  })

  test('stays between the known values, at the edge too, whatever kind of hole', () => {
    const filled = harmonicFill(
      x,
      y,
      gridOf((a, b) => (b > 0.55 ? [NaN, Infinity, -Infinity][Math.round(9 * (a + b)) % 3 || 0]! : a)),
    )
    expect(Math.min(...filled)).toBeGreaterThanOrEqual(-2)
    expect(Math.max(...filled)).toBeLessThanOrEqual(2.5)
  })

  test('every hole meets the equations', () => {
    const measured = gridOf((a, b) => (Math.abs(a) + b < 1.5 || b > 2 ? NaN : Math.exp(a) * b))
    const u = harmonicFill(x, y, measured)
    const width = (axis: Float64Array, i: number) =>
      (axis[Math.min(i + 1, axis.length - 1)]! - axis[Math.max(i - 1, 0)]!) / 2
    let holes = 0
    for (let j = 0; j < y.length; j++) {
      for (let i = 0; i < x.length; i++) {
        const p = j * x.length + i
        if (Number.isFinite(measured[p]!)) continue
        holes++
        let flux = 0
        if (i > 0) flux += (width(y, j) * (u[p - 1]! - u[p]!)) / (x[i]! - x[i - 1]!)
        if (i < x.length - 1) flux += (width(y, j) * (u[p + 1]! - u[p]!)) / (x[i + 1]! - x[i]!)
        if (j > 0) flux += (width(x, i) * (u[p - x.length]! - u[p]!)) / (y[j]! - y[j - 1]!)
        if (j < y.length - 1) flux += (width(x, i) * (u[p + x.length]! - u[p]!)) / (y[j + 1]! - y[j]!)
        // Values and weights are near 10, and the residual is 1e-12 of the first.
        expect(Math.abs(flux)).toBeLessThan(1e-10)
      }
    }
    expect(holes).toBeGreaterThan(10)
  })

  test('without a known value is 0, with one is that', () => {
    expect(
      new Set(
        harmonicFill(
          x,
          y,
          gridOf(() => NaN),
        ),
      ),
    ).toEqual(new Set([0]))
    const one = harmonicFill(
      x,
      y,
      gridOf((a, b) => (a === 0 && b === 0 ? 1e308 : NaN)),
    )
    expect(new Set(one)).toEqual(new Set([1e308]))
  })
})
