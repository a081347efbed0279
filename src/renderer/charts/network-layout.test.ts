import { expect, test } from 'vitest'
import { networkLayout } from './network-layout'

test('layers lie evenly from left to right, their units about one middle', () => {
  const { layers, height, isShortened } = networkLayout([2, 5, 1], 240)
  expect(isShortened).toBe(false)
  expect(layers.map(({ x }) => x)).toEqual([20, 120, 220])
  for (const { units } of layers) {
    expect((units[0]!.y + units.at(-1)!.y) / 2).toBeCloseTo(height / 2, 9)
    units.slice(1).forEach(({ y }, k) => expect(y).toBeGreaterThan(units[k]!.y))
  }
})

test('a wide layer shows its first and last units, with room between for the others', () => {
  const { layers, height } = networkLayout([1, 64, 1], 240)
  const { units, hidden } = layers[1]!
  expect(units.map(({ unit }) => unit)).toEqual([0, 1, 2, 3, 60, 61, 62, 63])
  expect(hidden).toBe(56)
  expect(units[4]!.y - units[3]!.y).toBeGreaterThan(units[1]!.y - units[0]!.y)
  expect(units.at(-1)!.y).toBeLessThan(height)
})

test('a deep network shows its first and last layers', () => {
  const { layers, isShortened } = networkLayout(
    Array.from({ length: 33 }, () => 2),
    240,
  )
  expect(isShortened).toBe(true)
  expect(layers.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 28, 29, 30, 31, 32])
  expect(Math.max(...layers.map(({ x }) => x))).toBeLessThanOrEqual(240)
})
