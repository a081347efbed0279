import { describe, expect, it } from 'vitest'
import { heightScale } from '../scene/scales'
import type { SurfaceGrid } from '../scene/stage'
import { mapFrame } from './contour-map'
import { colorPixels, contourLines } from './contour-map-lines'

function gridOf(n: number, f: (u: number, v: number) => number): SurfaceGrid {
  const heights = Float32Array.from({ length: n * n }, (_, k) => f((k % n) / (n - 1), Math.floor(k / n) / (n - 1)))
  return {
    domain: { x: [0, 1], y: [0, 1] },
    nx: n,
    ny: n,
    heights,
    gradients: new Float32Array(2 * n * n),
    reference: 0,
    span: 1,
  }
}

describe('the map frame', () => {
  it.each([
    [420, 380],
    [150, 150],
  ])('maps pixels to the plane and back, y upwards, at %d x %d', (width, height) => {
    const frame = mapFrame({ domain: { x: [-2, 2], y: [-1, 3] } }, { width, height })
    const [px, py] = frame.toCanvas(1, 2.5)
    const [x, y] = frame.toPlane(px, py)!
    expect(x).toBeCloseTo(1, 12)
    expect(y).toBeCloseTo(2.5, 12)
    expect(frame.toCanvas(0, 3)[1]).toBeLessThan(frame.toCanvas(0, -1)[1])
    expect(frame.toPlane(frame.left - 1, py)).toBeUndefined()
    expect(px).toBeLessThan(width)
  })
})

describe('contour lines', () => {
  const { levels } = heightScale('linear', 0, 1)

  it('of a ramp are straight, at their levels, from border to border and not along it', () => {
    const lines = contourLines(
      gridOf(33, (u) => u),
      levels.filter(({ height }) => height > 0 && height < 1),
    )
    for (const { level, points } of lines) {
      for (const [u] of points) expect(u).toBeCloseTo(level.height, 6)
      const ends = points.map(([, v]) => v)
      expect(Math.min(...ends)).toBeCloseTo(0, 12)
      expect(Math.max(...ends)).toBeCloseTo(1, 12)
    }
    expect(lines.length).toBe(levels.length - 2)
  })

  it('do not follow the rim of a hole', () => {
    const grid = gridOf(33, (u, v) => ((u - 0.5) ** 2 + (v - 0.5) ** 2 < 0.05 ? NaN : u))
    for (const { level, points } of contourLines(grid, levels)) {
      for (const [u] of points) expect(u).toBeCloseTo(level.height, 6)
    }
  })
})

describe('contour lines on a plateau', () => {
  // a pit in a plain whose level, of a contour line too, is told apart by rounding alone
  const plain = (u: number, v: number) => 1 - Math.exp(-100 * ((u - 0.3) ** 2 + (v - 0.3) ** 2))
  const noise = (k: number) => ((k * 7919) % 3) * 2 ** -24

  it('are none', () => {
    const grid = gridOf(65, plain)
    grid.heights.forEach((height, k) => (grid.heights[k] = height > 0.9999 ? 1 - noise(k) : height))
    const { levels } = heightScale('linear', 0, 1)
    const top = contourLines(
      grid,
      levels.filter(({ height }) => height === 1),
    )
    expect(levels.at(-1)!.height).toBe(1)
    for (const { points } of top) for (const [u, v] of points) expect(Math.hypot(u - 0.3, v - 0.3)).toBeLessThan(0.4)
    expect(contourLines(grid, levels).length).toBeGreaterThan(5)
  })
})

describe('the map image', () => {
  it('has its first row at the top and nothing at holes', () => {
    const pixels = colorPixels(
      gridOf(2, (u, v) => (u === 0 ? v : NaN)),
      heightScale('linear', 0, 1),
      'viridis',
    )
    expect([...pixels.subarray(0, 4)]).toEqual([253, 231, 37, 255])
    expect([...pixels.subarray(4, 8)]).toEqual([0, 0, 0, 0])
    expect([...pixels.subarray(8, 12)]).toEqual([68, 1, 84, 255])
  })
})
