import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Domain } from '../../core/domain'
import { drawnHeight } from './height-field'
import { meshIndex, vertexPitch } from './marks/mesh-index'
import { StageModel } from './stage-model'
import type { StageContent, SurfaceGrid } from './stage'
import { projectPoint, rayThrough, type Vector3 } from './view'

/** Evenly spread, unlike fast-check's numbers, which crowd around zero and the ends. */
const between = (low: number, high: number) =>
  fc.noBias(fc.integer({ min: 0, max: 1_000_000 })).map((k) => low + ((high - low) * k) / 1_000_000)

type Height = (x: number, y: number) => number

function sample(f: Height, domain: Domain, nx: number, ny: number): SurfaceGrid {
  const values: number[] = []
  for (let j = 0; j < ny; j++)
    for (let i = 0; i < nx; i++) {
      const x = domain.x[0] + ((domain.x[1] - domain.x[0]) * i) / (nx - 1)
      values.push(f(x, domain.y[0] + ((domain.y[1] - domain.y[0]) * j) / (ny - 1)))
    }
  const finite = values.filter(Number.isFinite)
  const reference = Math.min(...finite)
  return {
    domain,
    nx,
    ny,
    heights: Float32Array.from(values, (value) => value - reference),
    gradients: new Float32Array(2 * nx * ny),
    reference,
    span: Math.max(...finite) - reference,
  }
}

const himmelblau: Height = (x, y) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2
const rastrigin: Height = (x, y) => 20 + x * x + y * y - 10 * (Math.cos(2 * Math.PI * x) + Math.cos(2 * Math.PI * y))
const square: Domain = { x: [-5, 5], y: [-5, 5] }

function modelOf(f: Height, content: Partial<StageContent> = {}, n = 65): StageModel {
  const model = new StageModel()
  model.size = { width: 900, height: 600, pixelRatio: 1 }
  model.update({ surface: sample(f, square, n, n), domain: square, ...content })
  return model
}

const pixels = fc.tuple(between(120, 780), between(60, 540))
const cameras = fc.record({
  azimuth: between(-180, 180),
  elevation: between(2, 90),
})
const cell = 10 / 64

describe('ghosts', () => {
  const above: Height = (x, y) => himmelblau(x, y) + 40
  const ghostOf = (f: Height, reference: number, n: number) => {
    const grid = sample(f, square, n, n)
    return {
      grid: { ...grid, heights: grid.heights.map((height) => height + grid.reference - reference), reference },
      color: '#ffffff',
    }
  }

  it.each(['linear', 'log'] as const)('stand under the scale of the surface, and are not picked: %s', (scale) => {
    const height = { scale, exaggeration: 1.5 }
    const model = modelOf(himmelblau, { height })
    const picked = model.pick(450, 300)
    const { reference } = model.surface!.field.grid
    model.update({ ghosts: [ghostOf(above, reference, 33), ghostOf(himmelblau, reference, 33)] })
    const [lifted, same] = model.ghosts
    expect(model.pick(450, 300)).toEqual(picked)
    for (const at of [0, 100, 700]) {
      const f = reference + same!.surface.field.texels[4 * at]!
      expect(same!.surface.units[at]).toBeCloseTo(model.scale.toUnit(f - reference), 6)
      expect(lifted!.surface.units[at]).toBeCloseTo(model.scale.toUnit(f - reference + 40), 5)
    }
    const before = model.ghosts
    model.update({ ghosts: [...model.content.ghosts], colorMap: 'magma' })
    expect(model.ghosts).toBe(before)
    model.update({ ghosts: model.content.ghosts.slice(0, 1) })
    expect(model.ghosts).toHaveLength(1)
  })
})

describe('picking', () => {
  it.each([
    ['himmelblau, linear', himmelblau, 'linear'],
    ['himmelblau, log', himmelblau, 'log'],
    ['rastrigin, linear', rastrigin, 'linear'],
  ] as const)('and projecting undo each other within 0.01 cell: %s', (_, f, scale) => {
    const model = modelOf(f, { height: { scale, exaggeration: 1 } })
    let hits = 0
    fc.assert(
      fc.property(pixels, cameras, ([px, py], camera) => {
        model.update({ camera })
        const picked = model.pick(px, py)
        if (picked === undefined) return
        hits++
        const projected = model.project(picked.x, picked.y)!
        expect(Math.hypot(projected.px - px, projected.py - py)).toBeLessThan(1e-4)
        const again = model.pick(projected.px, projected.py)!
        const depth = (x: number, y: number) => projectPoint(model.view, model.place(x, y)!).depth
        // a grazing ray may pass the first crest by a rounding and meet the next: then that one is farther
        if (Math.abs(depth(again.x, again.y) - depth(picked.x, picked.y)) > 1e-3) return
        expect(Math.abs(again.x - picked.x)).toBeLessThan(0.01 * cell)
        expect(Math.abs(again.y - picked.y)).toBeLessThan(0.01 * cell)
      }),
      { seed: 31, numRuns: 400 },
    )
    expect(hits).toBeGreaterThan(60)
  })

  it('finds the first meeting of ray and surface: none is nearer by dense sampling', () => {
    const model = modelOf(rastrigin)
    let hits = 0
    fc.assert(
      fc.property(pixels, cameras, ([px, py], camera) => {
        model.update({ camera })
        const picked = model.pick(px, py)
        const { origin, direction } = rayThrough(model.view, px, py)
        const end =
          picked === undefined ? model.view.far : projectPoint(model.view, model.place(picked.x, picked.y)!).depth
        if (picked !== undefined) hits++
        let sign = 0
        const samples = 3000
        for (let k = 0; k < samples; k++) {
          const t = model.view.near + ((end - 1e-6 - model.view.near) * k) / samples
          const [x, y, z] = [0, 1, 2].map((axis) => origin[axis]! + t * direction[axis]!) as [number, number, number]
          const height = Math.abs(x) <= 1 && Math.abs(y) <= 1 ? drawnHeight(model.surface!, x, y) : undefined
          const above = height === undefined ? 0 : Math.sign(z - height)
          expect(above * sign).not.toBe(-1)
          sign = above
        }
      }),
      { seed: 32, numRuns: 60 },
    )
    expect(hits).toBeGreaterThan(12)
  })

  it('reports f at the point, the reference added', () => {
    const model = modelOf((x, y) => 100 + x + 2 * y, { camera: { azimuth: -90, elevation: 90 } })
    const picked = model.pick(450, 300)!
    // float32 heights over a span of 30
    expect(Math.abs(picked.f - (100 + picked.x + 2 * picked.y))).toBeLessThan(1e-5)
  })

  it('passes through holes and meets nothing outside the box', () => {
    const model = modelOf((x, y) => (x * x + y * y < 9 ? NaN : 1 + x), { camera: { azimuth: -90, elevation: 90 } })
    const centre = projectPoint(model.view, [0, 0, 0])
    expect(model.pick(centre.px, centre.py)).toBeUndefined()
    expect(model.project(0, 0)).toBeUndefined()
    expect(model.project(4, 0)).toBeDefined()
    expect(model.pick(2, 2)).toBeUndefined()
  })

  it('follows a zoomed domain that the grid does not match yet', () => {
    const domain: Domain = { x: [1, 3], y: [2, 6] }
    const model = modelOf(himmelblau, { domain, camera: { azimuth: -90, elevation: 90 } })
    expect(model.project(0, 3)).toBeUndefined()
    // inside the domain, outside the grid
    expect(model.project(2, 5.5)).toBeUndefined()
    const projected = model.project(2, 4)!
    const picked = model.pick(projected.px, projected.py)!
    expect(picked.x).toBeCloseTo(2, 9)
    expect(picked.y).toBeCloseTo(4, 9)
  })

  it('answers nothing without a surface', () => {
    const model = new StageModel()
    model.size = { width: 900, height: 600, pixelRatio: 1 }
    expect(model.pick(450, 300)).toBeUndefined()
    expect(model.project(0, 0)).toBeUndefined()
  })
})

describe('the drawn surface', () => {
  it('is exact for a plane', () => {
    const model = modelOf((x, y) => 3 * x - 2 * y, {}, 9)
    const { place, reference, span } = { place: model.place(1.3, -2.2)!, ...model.content.surface! }
    expect(place[2] / model.boxHeight).toBeCloseTo((3 * 1.3 + 2 * 2.2 - reference) / span, 6)
  })

  it.each(['linear', 'log'] as const)('is the mesh that the GPU is given, triangle by triangle: %s', (scale) => {
    const [nx, ny] = [33, 33]
    const model = modelOf(rastrigin, { height: { scale, exaggeration: 1 } }, nx)
    const surface = model.surface!
    const pitch = vertexPitch(nx)
    const index = meshIndex(surface, 1, { fromX: 1, fromY: 0 })
    const vertex = (k: number): Vector3 => {
      const [i, j] = [index[k]! % pitch, Math.floor(index[k]! / pitch)]
      return [(2 * i) / (nx - 1) - 1, (2 * j) / (ny - 1) - 1, surface.units[j * nx + i]! * model.boxHeight]
    }
    for (let at = 0; at < index.length; at += 3) {
      const corners = [vertex(at), vertex(at + 1), vertex(at + 2)]
      const [x, y, z] = [0, 1, 2].map((axis) => corners.reduce((sum, corner) => sum + corner[axis]! / 3, 0)) as [
        number,
        number,
        number,
      ]
      expect(drawnHeight(surface, x, y)).toBeCloseTo(z, 12)
    }
    expect(new Set(surface.diagonals).size).toBe(2)
  })

  it('fills the rim of a hole from valid neighbours only', () => {
    const model = modelOf((x) => (x > 0.1 ? Infinity : 5 + x), {}, 11)
    const heights = model.field!.texels.filter((_, k) => k % 4 === 0)
    expect(Math.max(...heights)).toBeLessThanOrEqual(5)
    expect(model.field!.hasHoles).toBe(true)
  })

  it('hides what lies behind a ridge and nothing else', () => {
    const model = modelOf((x) => Math.max(0, 1 - Math.abs(x)) * 10, { camera: { azimuth: 0, elevation: 8 } })
    expect(model.isHidden(model.place(-2, 0)!)).toBe(true)
    expect(model.isHidden(model.place(2, 0)!)).toBe(false)
    expect(model.isHidden(model.place(0, 0)!)).toBe(false)
  })
})
