import { describe, expect, test } from 'vitest'
import {
  defaultScene,
  heightBytes,
  landscapeCards,
  optimizerCards,
  palette,
  thumbnailGrid,
  thumbnailHole,
} from './cards'
import { landscapes } from './catalogue/landscapes'
import { landscapeGroups } from './definitions/landscape'

test('cards are pure data', () => {
  const cards = { landscapeCards, optimizerCards, palette, defaultScene }
  expect(JSON.parse(JSON.stringify(cards))).toEqual(cards)
  expect(landscapeCards.map(({ id }) => id).sort()).toEqual(landscapes.map(({ id }) => id))
  expect(landscapeCards.every(({ tex }) => tex.length > 2)).toBe(true)
})

test('landscapes stand by group and title', () => {
  const groups = landscapeCards.map(({ group }) => group)
  expect(groups.filter((group, i) => group !== groups[i - 1])).toEqual(landscapeGroups)
  for (const group of landscapeGroups) {
    const titles = landscapeCards.filter((card) => card.group === group).map(({ title }) => title)
    expect(titles).toEqual(titles.toSorted())
  }
})

describe('thumbnails', () => {
  const n = 48
  test.each(landscapeCards.map(({ id }) => id))('%s uses the whole scale and no hole', (id) => {
    const grid = thumbnailGrid(id, n)
    expect(grid).toHaveLength(n * n)
    expect(Math.min(...grid)).toBe(0)
    expect(Math.max(...grid)).toBe(254)
    expect(grid).not.toContain(thumbnailHole)
    // Something is to be seen: a part in 200 of the picture differs clearly from its commonest height.
    const counts = grid.reduce((sums, byte) => sums.with(byte, sums[byte]! + 1), Array<number>(256).fill(0))
    const commonest = counts.indexOf(Math.max(...counts))
    expect(grid.filter((byte) => Math.abs(byte - commonest) > 25).length).toBeGreaterThan((n * n) / 200)
  })

  test('holes, level heights and heights without a number are drawn as such', () => {
    const bytes = (heights: number[], scale: 'linear' | 'log' = 'linear') => [
      ...heightBytes(Float64Array.from(heights), scale),
    ]
    expect(bytes([1, NaN, 2, Infinity, 3])).toEqual([0, 255, 127, 255, 254])
    expect(bytes([7, 7, NaN])).toEqual([0, 0, 255])
    expect(bytes([NaN, -Infinity])).toEqual([255, 255])
    expect(bytes([...Array<number>(20).fill(5), 1e9], 'log')).toEqual([...Array<number>(20).fill(0), 254])
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
