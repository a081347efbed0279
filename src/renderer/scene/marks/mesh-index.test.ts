import { describe, expect, it } from 'vitest'
import { meshIndex, vertexPitch } from './mesh-index'

const orders = [
  { fromX: 0, fromY: 0 },
  { fromX: 1, fromY: 0 },
  { fromX: 0, fromY: 1 },
  { fromX: 1, fromY: 1 },
] as const

/** Cells split now along one diagonal and now along the other. */
const mixed = (nx: number, ny: number) => Uint8ClampedArray.from({ length: nx * ny }, (_, k) => ((k * 7919) >> 3) & 1)

describe('a mesh index', () => {
  it.each([
    [256, 256, 1],
    [256, 200, 4],
    [33, 2, 1],
    [2, 2, 5],
  ])('covers a %d x %d grid at stride %d exactly once, from every side', (nx, ny, stride) => {
    const pitch = vertexPitch(nx)
    const diagonals = mixed(nx, ny)
    expect(pitch).toBeGreaterThanOrEqual(nx)
    for (const order of orders) {
      const index = meshIndex({ nx, ny, diagonals }, stride, order)
      let area = 0
      let inside = true
      for (let at = 0; at < index.length; at += 3) {
        const [a, b, c] = [0, 1, 2].map((k) => [index[at + k]! % pitch, Math.floor(index[at + k]! / pitch)]) as [
          [number, number],
          [number, number],
          [number, number],
        ]
        inside &&= [a, b, c].every(([i, j]) => i < nx && j < ny)
        area += Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
      }
      expect(inside).toBe(true)
      expect(area).toBe((nx - 1) * (ny - 1))
      expect(new Set(index).size).toBe((Math.ceil((nx - 1) / stride) + 1) * (Math.ceil((ny - 1) / stride) + 1))
    }
  })

  it('splits each cell along its diagonal, from every side', () => {
    const [nx, ny] = [40, 9]
    const diagonals = mixed(nx, ny)
    const pitch = vertexPitch(nx)
    for (const order of orders) {
      const index = meshIndex({ nx, ny, diagonals }, 1, order)
      for (let at = 0; at < index.length; at += 6) {
        // the corners that both triangles have
        const first = index.slice(at, at + 3)
        const shared = [...index.slice(at + 3, at + 6)].filter((vertex) => first.includes(vertex)).sort((a, b) => a - b)
        const [low, high] = shared.map((vertex) => [vertex % pitch, Math.floor(vertex / pitch)]) as [number[], number[]]
        const corner = low[1]! * nx + Math.min(low[0]!, high[0]!)
        expect(shared).toHaveLength(2)
        expect(high[0]! > low[0]! ? 1 : 0).toBe(diagonals[corner])
      }
    }
  })

  it('begins at the near side', () => {
    const pitch = vertexPitch(64)
    const first = meshIndex({ nx: 64, ny: 64, diagonals: mixed(64, 64) }, 1, { fromX: 1, fromY: 1 })[0]!
    expect([first % pitch, Math.floor(first / pitch)]).toEqual([63, 63])
  })
})
