import { describe, expect, it } from 'vitest'
import { clearAzimuth, clearTurn, plainAzimuth } from './clear-azimuth'
import { StageModel } from './stage-model'
import type { StageContent, SurfaceGrid } from './stage'

type Height = (x: number, y: number) => number
type Place = readonly [number, number]

const n = 65
const domain = { x: [-2, 2], y: [-2, 2] } as const

function contentOf(f: Height, start: Place, landmarks: readonly Place[] = []) {
  const at = (k: number) => -2 + (4 * k) / (n - 1)
  const values = Array.from({ length: n * n }, (_, k) => f(at(k % n), at(Math.floor(k / n))))
  const reference = Math.min(...values)
  const surface: SurfaceGrid = {
    domain,
    nx: n,
    ny: n,
    heights: Float32Array.from(values, (value) => value - reference),
    gradients: new Float32Array(2 * n * n),
    reference,
    span: Math.max(...values) - reference,
  }
  const height: StageContent['height'] = { scale: 'linear', exaggeration: 1 }
  return { surface, domain, height, start, landmarks }
}

function isSeen(content: ReturnType<typeof contentOf>, [x, y]: Place, azimuth: number, elevation = 35): boolean {
  const model = new StageModel()
  model.size = { width: 1280, height: 720, pixelRatio: 1 }
  model.update({ ...content, camera: { azimuth, elevation } })
  return !model.isHidden(model.place(x, y)!)
}

/** A wall in front of the plain camera, behind which the race is run. */
const wall: Height = (x, y) => 40 * Math.exp(-8 * (0.87 * y - 0.5 * x + 1) ** 2) + 0.02 * (x * x + y * y)

describe('the clear azimuth', () => {
  it('is the plain one where nothing stands in the way', () => {
    expect(
      clearAzimuth(
        contentOf((x, y) => x * x + y * y, [-1.5, 1]),
        35,
      ),
    ).toBe(plainAzimuth)
  })

  it('is one of sixteen, from which start and best known point are seen where they were hidden', () => {
    const [start, best]: Place[] = [
      [-0.2, -0.6],
      [0.3, -0.4],
    ] as const
    const content = contentOf(wall, start!, [best!])
    expect(isSeen(content, start!, plainAzimuth)).toBe(false)
    const azimuth = clearAzimuth(content, 35)
    expect(Math.abs(((azimuth - plainAzimuth) / 22.5) % 1)).toBeCloseTo(0, 12)
    expect(isSeen(content, start!, azimuth)).toBe(true)
    expect(isSeen(content, best!, azimuth)).toBe(true)
  })

  it('looks for the lowest point of the grid where no best one is known', () => {
    // a pit behind the wall, the start on top of it
    const pit: Height = (x, y) => wall(x, y) - 4 * Math.exp(-8 * ((x - 0.2) ** 2 + (y + 0.6) ** 2))
    const content = contentOf(pit, [0, -1.149])
    expect(isSeen(content, [0.2, -0.6], plainAzimuth)).toBe(false)
    expect(isSeen(content, [0.2, -0.6], clearAzimuth(content, 35))).toBe(true)
  })

  it('does not look into a pit from beneath', () => {
    // a narrow pit near the corner at the front, whose outside the plain camera sees
    const pit: Height = (x, y) => 1 - Math.exp(-60 * ((x - 1.2) ** 2 + (y + 1.7) ** 2))
    const content = contentOf(pit, [-1, 1], [[1.2, -1.7]])
    expect(isSeen(content, [-1, 1], clearAzimuth(content, 35))).toBe(true)
    expect(clearAzimuth({ ...content, start: undefined }, 35)).toBe(plainAzimuth)
  })

  it('is the plain one without a surface', () => {
    expect(clearAzimuth({ ...contentOf(wall, [0, 0]), surface: undefined }, 35)).toBe(plainAzimuth)
  })
})

describe('the turn of an orbit', () => {
  it('goes to the side on which the race stays in view', () => {
    const places: Place[] = [
      [0, -0.5],
      [0.3, -0.4],
    ]
    const content = contentOf(wall, [0, 0])
    // the wall is in front at -60: from 60 the way back to it hides the race, the other way does not
    expect(clearTurn(content, places, { azimuth: 30, elevation: 35 }, 90)).toBe(1)
    expect(clearTurn(content, places, { azimuth: -150, elevation: 35 }, 90)).toBe(-1)
  })
})
