import { describe, expect, test } from 'vitest'
import { defaultScene, landscapeCards, optimizerCards, palette, presets, thumbnailGrid, thumbnailHole } from './cards'

test('cards are pure data', () => {
  const cards = { landscapeCards, optimizerCards, palette, presets, defaultScene }
  expect(JSON.parse(JSON.stringify(cards))).toEqual(cards)
  expect(landscapeCards).toHaveLength(12)
  expect(landscapeCards.every(({ tex }) => tex.length > 2)).toBe(true)
  expect(optimizerCards.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(presets)))
})

describe('thumbnails', () => {
  const n = 48
  test.each(landscapeCards.map(({ id }) => id))('%s uses the whole scale and no hole', (id) => {
    const grid = thumbnailGrid(id, n)
    expect(grid).toHaveLength(n * n)
    expect(Math.min(...grid)).toBe(0)
    expect(Math.max(...grid)).toBe(254)
    expect(grid).not.toContain(thumbnailHole)
  })

  const at = (id: string, i: number, j: number): number => thumbnailGrid(id, n)[j * n + i]!

  test('the shelf of the plateau is high and level, its pit dark', () => {
    expect(at('plateau', 4, 40)).toBeGreaterThan(240)
    expect(at('plateau', 34, 31)).toBeLessThan(60)
  })

  test('the floor of the valley of Rosenbrock shows against its walls', () => {
    const [floor, wall] = [at('rosenbrock', 36, 24), at('rosenbrock', 36, 0)]
    expect(wall - floor).toBeGreaterThan(100)
  })
})
