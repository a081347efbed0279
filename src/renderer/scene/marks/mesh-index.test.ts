import { describe, expect, it } from 'vitest'
import { meshIndex, vertexPitch } from './mesh-index'

const orders = [
  { fromX: 0, fromY: 0 },
  { fromX: 1, fromY: 0 },
  { fromX: 0, fromY: 1 },
  { fromX: 1, fromY: 1 },
] as const

describe('a mesh index', () => {
  it.each([
    [256, 256, 1],
    [256, 200, 4],
    [33, 2, 1],
    [2, 2, 5],
  ])('covers a %d x %d grid at stride %d exactly once, from every side', (nx, ny, stride) => {
    const pitch = vertexPitch(nx)
    expect(pitch).toBeGreaterThanOrEqual(nx)
    for (const order of orders) {
      const index = meshIndex(nx, ny, stride, order)
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

  it('begins at the near side', () => {
    const pitch = vertexPitch(64)
    const first = meshIndex(64, 64, 1, { fromX: 1, fromY: 1 })[0]!
    expect([first % pitch, Math.floor(first / pitch)]).toEqual([63, 63])
  })
})
