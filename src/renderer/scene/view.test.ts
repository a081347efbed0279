import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectPoint, rayThrough, type Vector3, viewOf, writeViewProjection } from './view'

/** Evenly spread, unlike fast-check's numbers, which crowd around zero and the ends. */
const between = (low: number, high: number) =>
  fc.noBias(fc.integer({ min: 0, max: 1_000_000 })).map((k) => low + ((high - low) * k) / 1_000_000)

const margins = { left: 40, right: 92, top: 24, bottom: 46 }
const cases = fc.record({
  azimuth: between(-720, 720),
  elevation: between(0, 90),
  width: fc.integer({ min: 320, max: 3840 }),
  height: fc.integer({ min: 240, max: 2160 }),
  boxHeight: between(0.05, 3.6),
})
const coordinate = between(-1, 1)
const seed = { seed: 21, numRuns: 300 }

describe('a view', () => {
  it('keeps the box inside the margins, and touches them', () => {
    fc.assert(
      fc.property(cases, ({ boxHeight, ...camera }) => {
        const view = viewOf(camera, camera, boxHeight, margins)
        for (const x of [-1, 1])
          for (const y of [-1, 1])
            for (const z of [0, boxHeight]) {
              const { px, py, depth } = projectPoint(view, [x, y, z])
              // rounding of a pixel position
              expect(px).toBeGreaterThan(margins.left - 1e-6)
              expect(px).toBeLessThan(camera.width - margins.right + 1e-6)
              expect(py).toBeGreaterThan(margins.top - 1e-6)
              expect(py).toBeLessThan(camera.height - margins.bottom + 1e-6)
              expect(depth).toBeGreaterThan(view.near)
              expect(depth).toBeLessThan(view.far)
            }
      }),
      seed,
    )
  })

  it('projects a point onto the pixel whose ray passes through the point', () => {
    fc.assert(
      fc.property(cases, coordinate, coordinate, coordinate, ({ boxHeight, ...camera }, x, y, z) => {
        const view = viewOf(camera, camera, boxHeight, margins)
        const point: Vector3 = [x, y, z]
        const { px, py, depth } = projectPoint(view, point)
        const { origin, direction } = rayThrough(view, px, py)
        // the eye is up to 150 box units away when looking from above
        for (let k = 0; k < 3; k++) expect(Math.abs(origin[k]! + depth * direction[k]! - point[k]!)).toBeLessThan(1e-11)
      }),
      seed,
    )
  })

  it('agrees with its matrix', () => {
    fc.assert(
      fc.property(cases, coordinate, coordinate, coordinate, ({ boxHeight, ...camera }, x, y, z) => {
        const view = viewOf(camera, camera, boxHeight, margins)
        const m: number[] = []
        writeViewProjection(view, m)
        const height = ((z + 1) / 2) * boxHeight
        const clip = [0, 1, 2, 3].map((row) => m[row]! * x + m[4 + row]! * y + m[8 + row]! * height + m[12 + row]!)
        const { px, py } = projectPoint(view, [x, y, height])
        expect(((1 + clip[0]! / clip[3]!) / 2) * camera.width).toBeCloseTo(px, 6)
        expect(((1 - clip[1]! / clip[3]!) / 2) * camera.height).toBeCloseTo(py, 6)
        expect(Math.abs(clip[2]! / clip[3]!)).toBeLessThanOrEqual(1)
      }),
      seed,
    )
  })

  it('looks like a map from above at azimuth -90: x to the right, y up', () => {
    const view = viewOf({ azimuth: -90, elevation: 90 }, { width: 800, height: 600 }, 1, margins)
    const [low, right, up] = [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
    ].map((point) => projectPoint(view, point as unknown as Vector3))
    expect(right!.px).toBeGreaterThan(low!.px + 100)
    expect(right!.py).toBeCloseTo(low!.py, 6)
    expect(up!.py).toBeLessThan(low!.py - 100)
    expect(up!.px).toBeCloseTo(low!.px, 6)
  })

  it('does not change its scale with the azimuth', () => {
    const size = (azimuth: number) => {
      const view = viewOf({ azimuth, elevation: 30 }, { width: 800, height: 600 }, 1, margins)
      return projectPoint(view, [0, 0, 0]).depth
    }
    // the rim is sampled, at 48 points
    expect(Math.abs(size(0) / size(17.3) - 1)).toBeLessThan(2e-3)
  })
})
